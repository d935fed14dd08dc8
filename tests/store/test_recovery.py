from pathlib import Path

import pytest
from builders import a_draft, an_original
from store.half_done import leave_half_done
from store.states import State, state_of

from archivist.store import connection, reports
from archivist.store.archive import Archive
from archivist.store.backup import back_up
from archivist.store.header import read_header
from archivist.store.integrity import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        add(archive)
    return path


@pytest.fixture
def saved(path: Path) -> State:
    """What the archive holds after its writer died in the middle of a change."""
    state = state_of(path)
    leave_half_done(path)
    return state


def add(archive: Archive) -> None:
    with archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())


@pytest.mark.parametrize("read_only", [True, False])
def test_a_change_that_was_cut_short_is_taken_back_by_the_next_who_comes(path: Path, saved: State, read_only: bool):
    with Archive.open(path, read_only) as archive, archive.read() as reader:
        assert len(reports.list_reports(reader)) == 1
    assert state_of(path) == saved
    assert verify(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_what_was_cut_short_is_no_damage(path: Path, saved: State):
    assert verify(path) == []
    assert state_of(path) == saved


def test_a_copy_holds_nothing_that_was_cut_short(path: Path, saved: State):
    back_up(path, path.with_name("copy"))
    assert state_of(path.with_name("copy")) == saved


def test_the_log_of_a_writer_that_died_is_brought_in_by_the_next(path: Path, tmp_path: Path):
    with Archive.open(path) as archive:
        add(archive)
        saved = state_of(path)
        left = tmp_path / "left" / "a.archivist"
        left.parent.mkdir()
        for suffix in ("", "-wal"):
            left.with_name(left.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    assert read_header(left).is_wal
    Archive.open(left).close()
    assert not read_header(left).is_wal
    assert list(left.parent.iterdir()) == [left]
    assert state_of(left) == saved


def test_the_journal_of_a_living_writer_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "is_on_network", lambda _: True)
    with Archive.open(path) as archive, archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
        assert path.with_name("a.archivist-journal").exists()
        with Archive.open(path, read_only=True) as other, other.read() as reader:
            assert len(reports.list_reports(reader)) == 1
    with Archive.open(path, read_only=True) as other, other.read() as reader:
        assert len(reports.list_reports(reader)) == 2
