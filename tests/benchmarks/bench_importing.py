"""How fast reports come in: 5,000 of 800 characters through the service, the index not counted."""

import sqlite3
import tempfile
from pathlib import Path

from archivist.app.wiring import open_services
from archivist.store.archive import Archive
from tests.benchmarks.documents import documents, write_files
from tests.benchmarks.measuring import report, seconds

COUNT = 5_000


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = folder / "files"
        files.mkdir()
        write_files(files, documents(COUNT))
        (ours,) = seconds(lambda: _import(folder / "a.archivist", files))
        (plain,) = seconds(lambda: _read_and_insert(folder / "plain.db", files))
    rate, baseline = COUNT / ours, COUNT / plain
    report(
        "import, 5,000 × 800 characters",
        f"{rate:,.0f} reports/s",
        f"read and INSERT, 16 a commit: {baseline:,.0f}/s",
        rate / baseline,
        "300/s",
    )


def _import(archive: Path, files: Path) -> None:
    Archive.create(archive).close()
    with open_services(archive) as services:
        outcomes = list(services.importing.import_paths([files]))
    assert sum(outcome.status == "imported" for outcome in outcomes) == COUNT


def _read_and_insert(database: Path, files: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute("CREATE TABLE report (name TEXT PRIMARY KEY, text TEXT)")
    for number, path in enumerate(sorted(files.iterdir())):
        connection.execute("INSERT INTO report VALUES (?, ?)", (path.name, path.read_text(encoding="utf-8")))
        if number % 16 == 15:
            connection.commit()
    connection.commit()
    connection.close()
