"""Comparing the texts of a report, and two reports."""

from pathlib import Path

import pytest

from archivist.app.wiring import Services
from archivist.domain import ReportId
from archivist.domain.errors import WrongUse
from archivist.text.difference import ChangeKind

FIRST = "會議指出，要勇當排頭兵。\n會議強調，要推動紡織產業。\n會議要求，要抓好落實。\n"
SECOND = "会议指出，要勇当排头兵。\n會議強調，要推動現代紡織產業。\n"


def import_text(services: Services, folder: Path, name: str, text: str) -> ReportId:
    (folder / name).write_text(text, encoding="utf-8")
    (outcome,) = services.importing.import_paths([folder / name])
    assert outcome.report
    return outcome.report


def test_an_earlier_text_is_compared_with_the_present_one(services: Services, tmp_path: Path) -> None:
    report = import_text(services, tmp_path, "a.txt", FIRST)
    services.versions.edit_text(report, SECOND)
    found = services.comparing.versions(report, 1)
    assert (found.old, found.new) == (FIRST, SECOND)
    real = [(each.kind, each.old.of(FIRST), each.new.of(SECOND)) for each in found.changes]
    assert [each for each in real if each[0] is not ChangeKind.KEPT] == [
        (ChangeKind.INSERTED, "", "現代"),
        (ChangeKind.DELETED, "會議要求，要抓好落實。\n", ""),
    ]
    assert [(old.of(FIRST), new.of(SECOND)) for old, new in found.respelled] == [
        ("會議", "会议"),
        ("當", "当"),
        ("頭", "头"),
    ]
    assert 0.7 < found.shared < 1
    assert services.comparing.versions(report, 2).shared == 1
    with pytest.raises(WrongUse):
        services.comparing.versions(report, 3)


def test_two_reports_are_compared_whatever_their_script(services: Services, tmp_path: Path) -> None:
    one = import_text(services, tmp_path, "a.txt", FIRST)
    other = import_text(services, tmp_path, "b.txt", FIRST.replace("會議指出", "会议指出") + "完。\n")
    found = services.comparing.reports(one, other)
    assert [each.new.of(found.new) for each in found.changes if each.kind is ChangeKind.INSERTED] == ["完。\n"]
