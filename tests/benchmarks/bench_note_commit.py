"""How long a note takes until it is on the disk, beside a bare durable INSERT."""

import sqlite3
import tempfile
from pathlib import Path

from archivist.app.services.marking import NewMark
from archivist.app.wiring import open_services
from archivist.store.archive import Archive
from tests.benchmarks.documents import documents, write_files
from tests.benchmarks.measuring import percentile, report, seconds

NOTES = 500


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").mkdir()
        write_files(folder / "files", documents(20))
        Archive.create(folder / "a.archivist").close()
        with open_services(folder / "a.archivist") as services:
            ids = [outcome.report for outcome in services.importing.import_paths([folder / "files"])]
            places = iter(range(NOTES))

            def annotate() -> None:
                place = next(places)
                report_id = ids[place % len(ids)]
                assert report_id is not None
                services.marking.mark_span(report_id, place, place + 8, NewMark(note="看這裡"))

            ours = percentile(seconds(annotate, times=NOTES), 0.95)
        bare = percentile(_bare_inserts(folder / "bare.db"), 0.95)
    report(
        "commit of one note, p95",
        f"{ours * 1000:.2f} ms",
        f"bare INSERT, WAL, synchronous FULL: {bare * 1000:.2f} ms",
        ours / bare,
        "5 ms",
    )


def _bare_inserts(database: Path) -> list[float]:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    taken = seconds(lambda: connection.execute("INSERT INTO note (text) VALUES ('看這裡')"), times=NOTES)
    connection.close()
    return taken
