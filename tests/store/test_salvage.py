import random
from contextlib import suppress
from pathlib import Path

import pytest
from builders import a_draft, an_annotation, an_original

from archivist.domain import ArchivistError
from archivist.domain.errors import ArchiveExists, NotAnArchive
from archivist.store import annotations, reports
from archivist.store.archive import Archive
from archivist.store.integrity import verify
from archivist.store.salvage import salvage
from archivist.store.schema import PAGE_SIZE

COUNT = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with reports over many pages, each with a mark."""
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        for start in range(0, COUNT, 50):
            with archive.write("Import") as tx:
                for number in range(start, start + 50):
                    draft = a_draft(text=f"第{number}號報告。\n會議強調，要推動高質量發展。{number}")
                    report = reports.add_report(tx, draft, an_original(draft.source_text))
                    annotations.add_annotation(tx, an_annotation(report, text=draft.reading_text, quote="會議"))
    return path


def spoil(path: Path, page: int) -> None:
    """Overwrite a page, counted from 1, behind its header."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_SIZE + 8)
        file.write(random.Random(page).randbytes(PAGE_SIZE - 8))


def pages_of(path: Path) -> int:
    return path.stat().st_size // PAGE_SIZE


def test_of_a_whole_archive_everything_is_there(path: Path, tmp_path: Path):
    info = salvage(path, tmp_path / "b.archivist")
    assert (info.reports, info.annotations, info.cut) == (COUNT, COUNT, ())
    assert verify(tmp_path / "b.archivist") == []
    with Archive.open(path) as old, Archive.open(tmp_path / "b.archivist") as new:
        with old.read() as before, new.read() as after:
            wanted = reports.list_reports(before)
            assert reports.list_reports(after) == wanted
            assert reports.get_text(after, wanted[7].id) == reports.get_text(before, wanted[7].id)
        assert old.id != new.id


def test_what_stands_around_a_damaged_page_is_saved_and_whole(path: Path, tmp_path: Path):
    # Pages of the text's table lie between the first ones and the end.
    damaged = [page for page in range(2, pages_of(path) + 1) if "高質量".encode() in page_bytes(path, page)]
    spoil(path, damaged[len(damaged) // 2])
    info = salvage(path, tmp_path / "b.archivist")
    assert info.cut
    assert 0 < info.reports <= COUNT
    with Archive.open(tmp_path / "b.archivist") as saved:
        with saved.read() as reader:
            assert len(reports.list_reports(reader)) == info.reports
        with saved.write("Go on") as tx:
            reports.add_report(tx, a_draft(text="新的報告。"), an_original("新的報告。"))


def page_bytes(path: Path, page: int) -> bytes:
    with path.open("rb") as file:
        file.seek((page - 1) * PAGE_SIZE)
        return file.read(PAGE_SIZE)


def test_any_page_may_be_damaged(path: Path, tmp_path: Path):
    whole = path.read_bytes()
    for page in random.Random(4).sample(range(1, pages_of(path) + 1), 12):
        path.write_bytes(whole)
        spoil(path, page)
        target = tmp_path / f"{page}.archivist"
        with suppress(ArchivistError):
            salvage(path, target)
            with Archive.open(target) as saved, saved.read() as reader:
                for each in reports.list_reports(reader):
                    reports.get_text(reader, each.id)
        assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("part", [0.4, 0.7, 0.95])
def test_of_a_file_that_was_cut_off_the_beginning_is_saved(path: Path, tmp_path: Path, part: float):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part) // PAGE_SIZE * PAGE_SIZE])
    before = path.read_bytes()
    with suppress(ArchivistError):
        assert salvage(path, tmp_path / "b.archivist").cut
        assert all(each.kind != "database" for each in verify(tmp_path / "b.archivist"))
    assert path.read_bytes() == before


def test_nothing_is_overwritten_and_nothing_else_is_taken(path: Path, tmp_path: Path):
    with pytest.raises(ArchiveExists):
        salvage(path, path)
    (tmp_path / "c.archivist").write_bytes(b"no archive" * 100)
    with pytest.raises(NotAnArchive):
        salvage(tmp_path / "c.archivist", tmp_path / "d.archivist")
    assert not (tmp_path / "d.archivist").exists()
