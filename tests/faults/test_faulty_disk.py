"""Calls to the disk fail in turn; after each, what was reported as saved is there, whole, and work goes on.

Each test run tries one call of every few, beginning anywhere; the long runs try every one."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import TEXT, a_draft, an_annotation, an_original
from faults.faulty_disk import FaultyDisk, faulty_disk
from store.next_schema import next_schema
from store.states import State, state_of

from archivist.domain import ArchivistError
from archivist.domain.errors import DiskFull
from archivist.store import annotations, connection, reports, sets
from archivist.store.archive import Archive
from archivist.store.backup import back_up, restore
from archivist.store.integrity import verify

KINDS = {
    "one call": {"lasting": False, "full": False},
    "dead disk": {"lasting": True, "full": False},
    "full disk": {"lasting": True, "full": True},
}


@pytest.fixture
def disk() -> Iterator[FaultyDisk]:
    with faulty_disk() as made:
        yield made


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> dict[str, bool]:
    return KINDS[request.param]


@pytest.fixture(params=[16, pytest.param(1, marks=pytest.mark.soak)], ids=["some calls", "every call"])
def step(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An archive to begin with."""
    (tmp_path / "template").mkdir()
    path = tmp_path / "template" / "a.archivist"
    with Archive.create(path) as archive:
        add(archive)
    return path


def add(archive: Archive) -> None:
    with archive.write("Import") as tx:
        report = reports.add_report(tx, a_draft(), an_original(f"{TEXT}{tx.seq}" * 50))
        annotations.add_annotation(tx, an_annotation(report, note="x", tags=("y",)))


def work(archive: Archive) -> Iterator[None]:
    """Changes of all sorts, one at a time."""
    add(archive)
    yield
    with archive.read() as reader:
        mark = annotations.list_annotations(reader)[0]
    with archive.write("Edit") as tx:
        annotations.update_annotation(tx, mark.id, note="z" * 40_000)
        sets.tag_reports(tx, [mark.report], ["y", "z"])
    yield
    archive.undo()
    yield
    archive.redo()
    yield


def last_seq(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT max(seq) FROM change").fetchone()[0]


def check(path: Path, saved: dict[int, State]) -> None:
    """The archive is whole, and holds the last state that was reported as saved or, whole, the one after it."""
    assert verify(path) == []
    seq = last_seq(path)
    assert seq - max(saved) in (0, 1)
    if seq in saved:
        assert state_of(path) == saved[seq]


def crash(path: Path, folder: Path) -> Path:
    """What another program would find if this one were gone now."""
    folder.mkdir()
    for suffix in ("", "-wal", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{suffix}", folder / f"{path.name}{suffix}")
    return folder / path.name


def lose_power(disk: FaultyDisk, path: Path, folder: Path) -> Path:
    """What would be found if the machine had gone now, and with it all that was not synced."""
    folder.mkdir()
    for suffix, content in disk.after_loss_of_power(path).items():
        (folder / f"{path.name}{suffix}").write_bytes(content)
    return folder / path.name


def each_fault(
    disk: FaultyDisk, kind: dict[str, bool], step: int, tmp_path: Path, template: Path
) -> Iterator[tuple[int, Path]]:
    """A fresh copy of ``template`` for each call that can fail, until none fails any more."""
    calls = random.randrange(step)
    while True:
        path = tmp_path / f"{calls}" / "a.archivist"
        path.parent.mkdir()
        shutil.copyfile(template, path)
        disk.fail_after(calls, **kind)
        yield calls, path
        disk.heal()
        shutil.rmtree(path.parent)
        if not disk.has_failed:
            break
        calls += step
    assert calls > 10


@pytest.mark.parametrize("is_on_network", [False, True], ids=["log", "rollback journal"])
def test_no_failing_call_loses_what_was_saved(
    disk: FaultyDisk,
    kind: dict[str, bool],
    step: int,
    template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_on_network: bool,
):
    monkeypatch.setattr(connection, "is_on_network", lambda _: is_on_network)
    first = {last_seq(template): state_of(template)}
    for calls, path in each_fault(disk, kind, step, tmp_path, template):
        saved = dict(first)
        with Archive.open(path) as archive:
            with contextlib.suppress(ArchivistError):
                for _ in work(archive):
                    saved[last_seq(path)] = state_of(path)
            crashed = crash(path, tmp_path / f"{calls} crashed")
            powerless = lose_power(disk, path, tmp_path / f"{calls} powerless")
            disk.heal()
            check(crashed, saved)
            check(powerless, saved)
            # Work goes on in the same session, from the same state.
            before = last_seq(path)
            assert before in saved
            add(archive)
            saved = {last_seq(path): state_of(path)}
            assert max(saved) == before + 1
        check(path, saved)
        assert list(path.parent.iterdir()) == [path]


def test_a_failing_call_while_closing_loses_nothing(
    disk: FaultyDisk, kind: dict[str, bool], step: int, template: Path, tmp_path: Path
):
    for calls, path in each_fault(disk, kind, step, tmp_path, template):
        disk.heal()
        archive = Archive.open(path)
        add(archive)
        saved = {last_seq(path): state_of(path)}
        disk.fail_after(calls, **kind)
        archive.close()
        crashed = crash(path, tmp_path / f"{calls} crashed")
        powerless = lose_power(disk, path, tmp_path / f"{calls} powerless")
        disk.heal()
        check(crashed, saved)
        check(powerless, saved)
        with Archive.open(path) as archive:
            add(archive)
        assert list(path.parent.iterdir()) == [path]
        assert verify(path) == []


def leaves_nothing_half_done(
    disk: FaultyDisk,
    kind: dict[str, bool],
    step: int,
    template: Path,
    tmp_path: Path,
    act: Callable[[Path, Path], object],
) -> None:
    """``act`` makes a second file of an archive: that is there, whole, or it is not, and the archive stays."""
    before = template.read_bytes()
    for calls, path in each_fault(disk, kind, step, tmp_path, template):
        target = path.with_name("made")
        try:
            act(path, target)
        except ArchivistError:
            assert list(path.parent.iterdir()) == [path], calls
        else:
            assert verify(target) == []
            assert sorted(path.parent.iterdir()) == [path, target]
        assert path.read_bytes() == before


def test_a_failing_call_leaves_no_half_made_archive(
    disk: FaultyDisk, kind: dict[str, bool], step: int, template: Path, tmp_path: Path
):
    leaves_nothing_half_done(disk, kind, step, template, tmp_path, lambda _, target: Archive.create(target).close())


def test_a_failing_call_leaves_no_half_made_copy(
    disk: FaultyDisk, kind: dict[str, bool], step: int, template: Path, tmp_path: Path
):
    leaves_nothing_half_done(disk, kind, step, template, tmp_path, back_up)


def test_a_failing_call_leaves_the_old_schema_or_the_new_one(
    disk: FaultyDisk, kind: dict[str, bool], step: int, template: Path, tmp_path: Path
):
    schema = next_schema(tmp_path / "migrations")
    before = state_of(template)
    for calls, path in each_fault(disk, kind, step, tmp_path, template):
        with contextlib.suppress(ArchivistError):
            Archive.open(path, schema=schema).close()
        crashed = crash(path, tmp_path / f"{calls} crashed")
        disk.heal()
        for each in (crashed, path):
            Archive.open(each, schema=schema).close()
            for copy in each.parent.glob("*.schema-1-*"):
                assert verify(copy) == []
                assert state_of(copy) == before
            with closing(sqlite3.connect(each)) as connection:
                connection.execute("ALTER TABLE tag DROP COLUMN mood")
                connection.commit()
            assert state_of(each) == before


def test_a_broken_disk_is_told_as_one(disk: FaultyDisk, template: Path):
    with Archive.open(template) as archive:
        disk.fail_after(5, lasting=True, full=True)
        with pytest.raises(DiskFull, match=r"a\.archivist"):
            add(archive)
        disk.heal()


def test_restoring_brings_back_what_a_broken_disk_left(disk: FaultyDisk, step: int, template: Path, tmp_path: Path):
    saved = state_of(template)
    back_up(template, tmp_path / "copy")
    for calls, path in each_fault(disk, KINDS["dead disk"], step, tmp_path, template):
        archive = Archive.open(path)
        with contextlib.suppress(ArchivistError):
            add(archive)
        archive.close()
        disk.heal()
        restore(tmp_path / "copy", path)
        assert state_of(path) == saved, calls
