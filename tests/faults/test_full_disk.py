"""The disk fills up, played by the limit on the size of a file: clear words, nothing lost, and on with it when there is
room again."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import a_draft, an_annotation, an_original
from faults.full_disk import files_up_to
from store.states import state_of

from archivist.domain.errors import DiskFull
from archivist.store import annotations, reports
from archivist.store.archive import Archive
from archivist.store.backup import back_up, restore
from archivist.store.integrity import verify

NOISE = random.Random(1).randbytes(2_000_000)


def imports(archive: Archive) -> None:
    with archive.write("Import") as tx:
        reports.add_reports(tx, [(a_draft(), an_original(NOISE))])


def annotates(archive: Archive) -> None:
    with archive.read() as reader:
        report = reports.list_reports(reader)[0]
    with archive.write("Annotate") as tx:
        annotations.add_annotation(tx, an_annotation(report.id, note=NOISE.hex()[:1_000_000]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive, archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
    return path


@pytest.mark.parametrize("size", [0, 40_000, 100_000, 600_000])
@pytest.mark.parametrize("act", [imports, annotates])
def test_a_full_disk_is_told_and_changes_nothing(path: Path, act: Callable[[Archive], None], size: int):
    before = state_of(path)
    with Archive.open(path) as archive:
        for _ in range(2):
            with files_up_to(size), pytest.raises(DiskFull, match=r"a\.archivist"):
                act(archive)
            assert state_of(path) == before
        act(archive)
        assert state_of(path) != before
    assert verify(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_what_was_saved_outlives_a_disk_that_is_full_while_closing(path: Path):
    archive = Archive.open(path)
    imports(archive)
    saved = state_of(path)
    with files_up_to(100_000):
        archive.close()
    assert state_of(path) == saved
    Archive.open(path).close()
    assert verify(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_no_half_made_archive(path: Path):
    with files_up_to(100_000), pytest.raises(DiskFull, match="new"):
        Archive.create(path.with_name("new"))
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_no_half_made_copy(path: Path):
    with files_up_to(100_000), pytest.raises(DiskFull, match="copy"):
        back_up(path, path.with_name("copy"))
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_while_restoring_leaves_what_was_there(path: Path):
    copy = path.with_name("copy")
    back_up(path, copy)
    before = path.read_bytes()
    with files_up_to(100_000), pytest.raises(DiskFull, match=r"a\.archivist"):
        restore(copy, path)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == [path, copy]
