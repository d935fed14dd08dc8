"""Exporting through the service: what stands where afterwards."""

from pathlib import Path

import pytest

from archivist.app import filewriting
from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services
from archivist.domain import JobCancelled, ReportId, Script, Silent
from archivist.domain.errors import DiskFull, UnwritableTarget, WrongUse
from archivist.text.conversion import Style


@pytest.fixture
def ids(services: Services, tmp_path: Path) -> list[ReportId]:
    for name in ("1", "2"):
        (tmp_path / f"{name}.txt").write_text(f"會議紀要\n今天開會，第{name}次。", encoding="utf-8")
    outcomes = list(services.importing.import_paths([tmp_path / "1.txt", tmp_path / "2.txt"]))
    found = [outcome.report for outcome in outcomes if outcome.report]
    services.marking.mark_quote(found[0], "开会", NewMark(note="看"))
    return found


def test_reports_with_one_title_get_files_of_their_own(services: Services, ids: list[ReportId], tmp_path: Path) -> None:
    done = services.exporting.export(ids, format_key="html", out=tmp_path / "new" / "out")
    assert (done.reports, done.annotations, len(set(done.files))) == (2, 1, 2)
    assert sorted(done.files) == sorted((tmp_path / "new" / "out").iterdir())


def test_a_format_for_many_makes_one_file(services: Services, ids: list[ReportId], tmp_path: Path) -> None:
    done = services.exporting.export(ids, format_key="w3c", out=tmp_path / "all.jsonld")
    assert done.files == (tmp_path / "all.jsonld",)


def test_words_and_quotation_marks_follow_the_style(services: Services, tmp_path: Path) -> None:
    (tmp_path / "3.txt").write_text("这里的软件\n他说“软件”很重要。", encoding="utf-8")
    (outcome,) = services.importing.import_paths([tmp_path / "3.txt"])
    assert outcome.report
    style = Style(vocabulary=True, quotes=True)
    out = tmp_path / "3.html"
    services.exporting.export([outcome.report], format_key="html", out=out, script=Script.TRADITIONAL_TW, style=style)
    page = out.read_text(encoding="utf-8")
    assert "這裡的軟體" in page
    assert "他說「軟體」很重要。" in page


def test_unknown_format_is_wrong_use_and_names_those_there_are(services: Services, ids: list[ReportId]) -> None:
    with pytest.raises(WrongUse, match="docx"):
        services.exporting.export(ids, format_key="papyrus", out=Path("x"))


def test_cancelled_export_leaves_what_was_there(services: Services, ids: list[ReportId], tmp_path: Path) -> None:
    class Stop(Silent):
        def step(self, done: str, count: int = 1) -> None:
            raise JobCancelled

    target = tmp_path / "r.html"
    target.write_text("before")
    with pytest.raises(JobCancelled):
        services.exporting.export(ids[:1], format_key="html", out=target, progress=Stop())
    assert target.read_text() == "before"
    assert not list(tmp_path.glob(".archivist-*"))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "No space left on device"), DiskFull),
        (PermissionError(13, "Permission denied"), UnwritableTarget),
        (OSError(30, "Read-only file system"), UnwritableTarget),
    ],
)
def test_target_that_cannot_be_written_is_named(
    services: Services,
    ids: list[ReportId],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    kind: type[Exception],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(filewriting, "NamedTemporaryFile", fail)
    with pytest.raises(kind, match=r"r\.html"):
        services.exporting.export(ids[:1], format_key="html", out=tmp_path / "r.html")


def test_a_file_where_a_folder_is_wanted_is_named(services: Services, ids: list[ReportId], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnwritableTarget, match="file"):
        services.exporting.export(ids, format_key="html", out=tmp_path / "file")
