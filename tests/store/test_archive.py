import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from builders import TEXT, a_draft, an_annotation, an_original

from archivist.domain import Changed, Kind, ReportId
from archivist.domain.errors import (
    ArchiveExists,
    DiskFull,
    UnreadableFile,
    UnusableArchive,
    UnwritableTarget,
    WrongUse,
)
from archivist.store import annotations, reports
from archivist.store.archive import Archive
from archivist.store.header import read_header
from archivist.store.schema import PAGE_SIZE


def a_report_in(archive: Archive, **draft: object) -> ReportId:
    with archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(**draft), an_original())  # type: ignore[arg-type]


def test_a_new_archive_is_one_file_and_empty(tmp_path: Path):
    with Archive.create(tmp_path / "a.archivist") as archive, archive.read() as reader:
        assert reports.list_reports(reader) == []
    assert [each.name for each in tmp_path.iterdir()] == ["a.archivist"]


def test_creating_never_overwrites(tmp_path: Path):
    path = tmp_path / "a.archivist"
    path.write_text("precious")

    with pytest.raises(ArchiveExists):
        Archive.create(path)

    assert path.read_text() == "precious"
    assert len(list(tmp_path.iterdir())) == 1


def test_creating_in_a_missing_folder_says_so(tmp_path: Path):
    with pytest.raises((UnwritableTarget, UnusableArchive), match="gone"):
        Archive.create(tmp_path / "gone" / "a.archivist")


def test_two_archives_have_two_ids(tmp_path: Path):
    with Archive.create(tmp_path / "a.archivist") as one, Archive.create(tmp_path / "b.archivist") as other:
        assert one.id != other.id


def test_the_id_stays(tmp_path: Path):
    with Archive.create(tmp_path / "a.archivist") as archive:
        first = archive.id
    with Archive.open(tmp_path / "a.archivist") as archive:
        assert archive.id == first


@pytest.mark.parametrize("name", ["a b.archivist", "柯橋.archivist", "50%?#&.archivist", "'quote\".archivist"])
def test_any_file_name_will_do(tmp_path: Path, name: str):
    with Archive.create(tmp_path / name) as archive:
        a_report_in(archive)
    with Archive.open(tmp_path / name, read_only=True) as archive, archive.read() as reader:
        assert len(reports.list_reports(reader)) == 1
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_session_that_wrote_leaves_one_file_that_read_only_media_can_hold(tmp_path: Path):
    with Archive.create(tmp_path / "a.archivist") as archive:
        a_report_in(archive)
        assert (tmp_path / "a.archivist-wal").exists()

    assert [each.name for each in tmp_path.iterdir()] == ["a.archivist"]
    assert not read_header(tmp_path / "a.archivist").is_wal


@pytest.mark.parametrize("read_only", [True, False])
def test_a_session_that_only_read_writes_no_byte(tmp_path: Path, read_only: bool):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        report = a_report_in(archive)
    before, changed = path.read_bytes(), path.stat().st_mtime_ns

    with Archive.open(path, read_only) as archive:
        with archive.read() as reader:
            reports.get_text(reader, report)
        archive.stamp()

    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == changed
    assert [each.name for each in tmp_path.iterdir()] == ["a.archivist"]


def test_an_empty_transaction_writes_nothing(archive: Archive):
    before = archive.stamp()
    with archive.write("Nothing"):
        pass
    assert archive.stamp() == before
    assert archive.undo() is None


def test_a_failed_transaction_changes_nothing(archive: Archive):
    before = archive.stamp()

    with pytest.raises(WrongUse), archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
        raise WrongUse("no")

    assert archive.stamp() == before
    with archive.read() as reader:
        assert reports.list_reports(reader) == []


def test_each_change_has_the_next_number_and_a_token_of_its_own(archive: Archive):
    first = archive.stamp()
    a_report_in(archive)
    second = archive.stamp()

    assert second.seq == first.seq + 1
    assert second.token != first.token
    assert archive.knows(first.seq, first.token)
    assert archive.knows(second.seq, second.token)
    assert not archive.knows(second.seq, first.token)
    assert not archive.knows(second.seq + 1, second.token)


def test_a_commit_is_published_with_what_it_touched(archive: Archive):
    told: list[Changed] = []
    archive.subscribe(told.append)
    report = a_report_in(archive)
    mark = an_annotation(report, tags=("紡織",))
    with archive.write("Annotate", origin="pane 1") as tx:
        annotations.add_annotation(tx, mark)

    assert told[0].kinds == {Kind.REPORT, Kind.TEXT}
    assert told[0].ids == {report}
    assert told[1].kinds == {Kind.ANNOTATION, Kind.TAG}
    assert told[1].ids == {report, mark.id}
    assert (told[1].label, told[1].origin, told[1].seq) == ("Annotate", "pane 1", archive.stamp().seq)


def test_an_undo_is_published_too(archive: Archive):
    report = a_report_in(archive)
    told: list[Changed] = []
    archive.subscribe(told.append)
    archive.undo(origin="menu")

    assert [(each.ids, each.origin, each.label) for each in told] == [(frozenset({report}), "menu", "Import")]


def test_nothing_is_published_for_a_failed_change(archive: Archive):
    told: list[Changed] = []
    archive.subscribe(told.append)
    with pytest.raises(WrongUse), archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
        raise WrongUse("no")
    assert told == []


def test_a_reader_sees_one_moment(archive: Archive):
    a_report_in(archive)
    with archive.read() as reader:
        assert len(reports.list_reports(reader)) == 1
        a_report_in(archive, title="another")
        assert len(reports.list_reports(reader)) == 1
    with archive.read() as reader:
        assert len(reports.list_reports(reader)) == 2


def test_an_archive_opened_for_reading_refuses_to_write(tmp_path: Path):
    Archive.create(tmp_path / "a.archivist").close()
    with (
        Archive.open(tmp_path / "a.archivist", read_only=True) as archive,
        pytest.raises(UnwritableTarget),
        archive.write("Import"),
    ):
        pass


def test_a_closed_archive_refuses_to_write(tmp_path: Path):
    archive = Archive.create(tmp_path / "a.archivist")
    archive.close()
    archive.close()
    with pytest.raises(UnwritableTarget), archive.write("Import"):
        pass


def test_writing_stops_when_the_file_has_gone(tmp_path: Path):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        a_report_in(archive)
        path.rename(tmp_path / "b.archivist")
        with pytest.raises(UnusableArchive, match=r"a\.archivist"):
            a_report_in(archive)


def test_writing_stops_when_another_file_took_its_place(tmp_path: Path):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        a_report_in(archive)
        path.rename(tmp_path / "b.archivist")
        path.write_bytes((tmp_path / "b.archivist").read_bytes())
        with pytest.raises(UnusableArchive, match="another file"):
            a_report_in(archive)


def test_opening_a_vanished_file_says_so(tmp_path: Path):
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    path.unlink()
    with pytest.raises(UnreadableFile):
        Archive.open(path)


def test_a_transaction_inside_a_transaction_is_a_mistake(archive: Archive):
    with archive.write("Outer"), pytest.raises(RuntimeError), archive.write("Inner"):
        pass


def test_many_threads_read_and_write_together(archive: Archive):
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for _ in range(5):
                a_report_in(archive, title=f"report {number}")
                with archive.read() as reader:
                    reports.list_reports(reader)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with archive.read() as reader:
        assert len(reports.list_reports(reader)) == 30
        assert reader.position()[0] == 30


def test_the_settings_of_the_file_are_the_promised_ones(archive: Archive):
    a_report_in(archive)
    with closing(sqlite3.connect(archive.path)) as connection:
        assert connection.execute("PRAGMA page_size").fetchone() == (PAGE_SIZE,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (0,)


def test_the_settings_of_every_connection_are_the_promised_ones(archive: Archive):
    wanted = {"foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "busy_timeout": 5000}
    with archive.write("Look") as tx:
        found = {name: tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
        assert tx._connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert tx._connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 2
    with archive.read() as reader:
        found = {name: reader._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
        assert reader._connection.exec_driver_sql("PRAGMA query_only").scalar() == 1
        assert reader._connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 0


def test_a_full_disk_is_told_as_one(archive: Archive):
    a_report_in(archive)
    with archive.write("Look") as tx:
        pages = tx._connection.exec_driver_sql("PRAGMA page_count").scalar()
        tx._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFull, match=r"a\.archivist"), archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original(random.Random(1).randbytes(1_000_000)))
    with archive.write("Look") as tx:
        tx._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    # Nothing was lost, and writing goes on.
    a_report_in(archive, text=TEXT * 2)
    with archive.read() as reader:
        assert len(reports.list_reports(reader)) == 2
