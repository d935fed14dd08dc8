import hashlib
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from builders import TEXT, a_draft, an_annotation, an_original
from store.states import State, state_of

from archivist.domain.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveExists,
    ArchiveTooNew,
    ArchivistError,
    DiskFull,
    NotAnArchive,
    UnreadableFile,
    UnwritableTarget,
)
from archivist.store import annotations, backup, reports
from archivist.store.archive import Archive
from archivist.store.backup import back_up, restore
from archivist.store.integrity import verify


def fill(archive: Archive, count: int = 3) -> None:
    for number in range(count):
        with archive.write("Import") as tx:
            report = reports.add_report(tx, a_draft(), an_original(f"{TEXT}{number}" * 2000))
            annotations.add_annotation(tx, an_annotation(report, note=str(number), tags=("x",)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        fill(archive)
    return path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_copy_holds_what_the_archive_held(path: Path):
    info = back_up(path, path.with_name("copy"))
    content = path.with_name("copy").read_bytes()
    assert state_of(path.with_name("copy")) == state_of(path)
    assert (info.bytes, info.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert verify(path.with_name("copy")) == []
    assert names(path.parent) == ["a.archivist", "copy"]


def test_a_copy_can_be_opened_and_taken_back_step_by_step(path: Path):
    back_up(path, path.with_name("b.archivist"))
    with Archive.open(path.with_name("b.archivist")) as copy:
        assert [copy.undo() for _ in range(4)] == ["Import"] * 3 + [None]


def test_a_copy_made_while_somebody_writes_is_of_one_moment(archive: Archive):
    fill(archive, 1)
    is_ended = threading.Event()
    states: dict[int, State] = {archive.stamp().seq: state_of(archive.path)}

    def write() -> None:
        while not is_ended.is_set():
            fill(archive, 1)
            states[archive.stamp().seq] = state_of(archive.path)

    writer = threading.Thread(target=write)
    writer.start()
    copies = [archive.path.with_name(f"copy {number}") for number in range(5)]
    try:
        for copy in copies:
            back_up(archive, copy)
    finally:
        is_ended.set()
        writer.join()

    seqs: list[int] = []
    for copy in copies:
        with Archive.open(copy, read_only=True) as opened:
            stamp = opened.stamp()
        assert archive.knows(stamp.seq, stamp.token)
        assert verify(copy) == []
        assert state_of(copy) == states[stamp.seq]
        seqs.append(stamp.seq)
    assert seqs == sorted(seqs)
    assert archive.stamp().seq > seqs[0]


def test_a_copy_never_overwrites(path: Path):
    target = path.with_name("copy")
    target.write_text("precious")
    with pytest.raises(ArchiveExists):
        back_up(path, target)
    assert target.read_text() == "precious"
    assert names(path.parent) == ["a.archivist", "copy"]


def test_a_copy_into_a_missing_folder_says_so(path: Path):
    with pytest.raises(UnwritableTarget, match="gone"):
        back_up(path, path.with_name("gone") / "copy")


def test_a_damaged_archive_makes_no_copy(path: Path):
    overwrite_middle(path)
    with pytest.raises(ArchivistError):
        back_up(path, path.with_name("copy"))
    assert names(path.parent) == ["a.archivist"]


def overwrite_middle(path: Path) -> None:
    """Pages of tables become noise; the first ones, with the schema, stay."""
    with path.open("rb+") as file:
        file.seek(16384 * 10)
        file.write(b"\xa5" * (path.stat().st_size - 16384 * 12))


def test_restoring_brings_the_copy_and_keeps_what_was_there(path: Path):
    copy = path.with_name("copy")
    back_up(path, copy)
    then = state_of(path)
    with Archive.open(path) as archive:
        fill(archive)
    replaced = path.read_bytes()

    info = restore(copy, path)

    assert state_of(path) == then
    assert info.kept_aside is not None
    assert info.kept_aside.read_bytes() == replaced
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert names(path.parent) == sorted(["a.archivist", info.kept_aside.name, "copy"])


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"SQLite format 3\x00" + bytes(50_000)])
def test_restoring_does_not_need_what_is_there_to_be_whole(path: Path, content: bytes):
    copy = path.with_name("copy")
    back_up(path, copy)
    then = state_of(path)
    path.write_bytes(content)

    info = restore(copy, path)

    assert state_of(path) == then
    assert info.kept_aside is not None
    assert info.kept_aside.read_bytes() == content


def test_restoring_twice_keeps_both_aside(path: Path):
    back_up(path, path.with_name("copy"))
    kept = {restore(path.with_name("copy"), path).kept_aside for _ in range(3)}
    assert len(kept) == 3
    assert all(each is not None and each.exists() for each in kept)


def test_restoring_where_nothing_stands_keeps_nothing(path: Path):
    info = restore(path, path.with_name("b.archivist"))
    assert info.kept_aside is None
    assert state_of(path.with_name("b.archivist")) == state_of(path)


def test_the_log_of_what_was_there_is_not_taken_for_the_new_ones(path: Path):
    copy = path.with_name("copy")
    back_up(path, copy)
    then = state_of(path)
    for suffix in ("-wal", "-journal"):
        path.with_name(path.name + suffix).write_bytes(b"left by a crash")

    info = restore(copy, path)

    assert state_of(path) == then
    assert info.kept_aside is not None
    assert info.kept_aside.with_name(info.kept_aside.name + "-wal").read_bytes() == b"left by a crash"


def test_restoring_from_a_copy_made_by_hand_takes_its_log_too(path: Path):
    copy = path.parent / "copy"
    with Archive.open(path) as archive:
        fill(archive)
        then = state_of(path)
        for suffix in ("", "-wal"):
            copy.with_name(copy.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
        fill(archive)

    restore(copy, path)

    assert state_of(path) == then


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _write_nonsense(path: Path) -> None:
    path.write_text("nonsense")


def _make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=77")


def _add_a_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER bad AFTER INSERT ON report BEGIN DELETE FROM annotation; END")


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (_truncate, ArchiveDamaged),
        (overwrite_middle, ArchiveDamaged),
        (_add_a_trigger, ArchiveDamaged),
        (_write_nonsense, NotAnArchive),
        (_make_newer, ArchiveTooNew),
        (Path.unlink, UnreadableFile),
    ],
    ids=lambda each: each.__name__,
)
def test_a_bad_copy_is_refused_and_the_archive_stays(path: Path, damage, error: type[ArchivistError]):
    copy = path.with_name("copy")
    back_up(path, copy)
    damage(copy)
    before, there = path.read_bytes(), names(path.parent)

    with pytest.raises(error, match="copy"):
        restore(copy, path)

    assert path.read_bytes() == before
    assert names(path.parent) == there


def test_an_archive_that_is_open_is_not_replaced(path: Path):
    copy = path.with_name("copy")
    back_up(path, copy)
    before = path.read_bytes()
    with Archive.open(path), pytest.raises(ArchiveBusy, match=str(os.getpid())):
        restore(copy, path)
    assert path.read_bytes() == before


def test_restoring_needs_room_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch):
    copy = path.with_name("copy")
    back_up(path, copy)
    before, there = path.read_bytes(), names(path.parent)
    monkeypatch.setattr(backup, "free_bytes", lambda _: 1000)
    with pytest.raises(DiskFull, match="1000 are free"):
        restore(copy, path)
    assert path.read_bytes() == before
    assert names(path.parent) == there
