"""Importing through the service: what becomes of each file, and what undo makes of it."""

from collections import namedtuple
from pathlib import Path

import pytest

from archivist.app.services import importing
from archivist.app.wiring import Services
from archivist.domain import JobCancelled, Silent
from archivist.domain.errors import DiskFull
from archivist.store import originals, reports


def bring_in(services: Services, *paths: Path, **options: object) -> list[importing.Outcome]:
    return list(services.importing.import_paths(paths, **options))  # type: ignore[arg-type]


def write_reports(folder: Path, count: int, start: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(start, start + count):
        (folder / f"{number:03}.txt").write_text(f"第{number}號報告。", encoding="utf-8")
    return folder


def test_original_comes_back_byte_for_byte(services: Services, tmp_path: Path) -> None:
    content = "區(qū)委召開工作會(huì)議\r\n會議強調，要推動高質量發展。".encode("gb18030")
    (tmp_path / "x.txt").write_bytes(content)
    (outcome,) = bring_in(services, tmp_path / "x.txt")
    assert outcome.report is not None
    with services.archive.read() as reader:
        assert originals.original_bytes(reader, outcome.report) == content


def test_same_text_in_the_other_script_is_a_duplicate_of_the_first(services: Services, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("召開會議。", encoding="utf-8")
    (tmp_path / "2.txt").write_text("召开会议。", encoding="utf-8")
    first, second = bring_in(services, tmp_path / "1.txt", tmp_path / "2.txt")
    assert (first.status, second.status) == ("imported", "duplicate")
    assert second.report == first.report
    assert second.reason is not None


def test_same_bytes_twice_in_one_import_are_unchanged(services: Services, tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("召開會議。", encoding="utf-8")
    outcomes = bring_in(services, tmp_path / "1.txt", tmp_path / "2.txt")
    assert [outcome.status for outcome in outcomes] == ["imported", "unchanged"]


def test_what_lies_in_the_trash_is_not_imported_again_and_says_so(services: Services, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("召開會議。", encoding="utf-8")
    (outcome,) = bring_in(services, tmp_path / "1.txt")
    services.library.trash([str(outcome.report)])
    (again,) = bring_in(services, tmp_path / "1.txt")
    assert (again.status, again.report) == ("unchanged", None)
    assert "trash" in str(again.reason)


def test_an_import_of_many_transactions_is_one_step(services: Services, tmp_path: Path) -> None:
    bring_in(services, write_reports(tmp_path / "in", 50))
    assert len(services.library.list_reports()) == 50
    assert services.library.undo() == "Import"
    assert services.library.list_reports() == []
    assert services.library.redo() == "Import"
    assert len(services.library.list_reports()) == 50


def test_a_cancelled_import_leaves_whole_reports_and_is_one_step(services: Services, tmp_path: Path) -> None:
    class Stop(Silent):
        count = 0

        def step(self, done: str, count: int = 1) -> None:
            self.count += count
            if self.count == 40:
                raise JobCancelled

    folder = write_reports(tmp_path / "in", 60)
    with pytest.raises(JobCancelled):
        bring_in(services, folder, progress=Stop())
    kept = len(services.library.list_reports())
    assert 16 <= kept < 60
    rest = bring_in(services, folder)
    assert sum(outcome.status == "unchanged" for outcome in rest) == kept
    assert len(services.library.list_reports()) == 60
    services.library.undo()
    assert len(services.library.list_reports()) == kept


def test_collection_takes_duplicates_and_known_reports_too(services: Services, tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 3)
    bring_in(services, folder / "000.txt")
    bring_in(services, folder, collection="柯橋")
    assert len(services.library.report_ids(collection="柯橋")) == 3


def test_import_stops_before_the_disk_is_full(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(importing.shutil, "disk_usage", lambda _: usage(1 << 40, 1 << 40, 1 << 20))
    with pytest.raises(DiskFull, match=r"a\.archivist"):
        bring_in(services, write_reports(tmp_path / "in", 2))
    assert services.library.list_reports() == []


def test_text_and_repairs_of_the_seed(services: Services) -> None:
    seed = Path(__file__).parents[1] / "data" / "keqiao-2024-02-01.txt"
    (outcome,) = bring_in(services, seed)
    assert outcome.report is not None
    with services.archive.read() as reader:
        text = reports.get_text(reader, outcome.report)
    assert sum(repair.kind == "inline-reading" for repair in text.repairs if repair.state.is_applied) == 196
    assert len(text.ruby) == 196
    assert (text.report.title, str(text.report.date)) == (text.reading_text[:30], "XXXX-02-01")
