"""Marks that wait for a person: what is asked, what can be answered, and that each answer is one step."""

from pathlib import Path

import pytest

from archivist.app.services.marking import NewMark
from archivist.app.services.reviewing import Question
from archivist.app.wiring import Services
from archivist.domain import Annotation, OrphanReason, RepairState, ReportId
from archivist.domain.errors import WrongUse
from archivist.store.integrity import verify

TEXT = "會議指出，要勇當排頭兵。\n會議強調，要推動紡織產業。\n會議要求，要抓好落實。\n"
DOUBLED = TEXT + "此外。\n會議強調，要推動紡織產業。\n此外。\n"
BOTH_MOVED = "此外。\n會議強調，要推動紡織產業。\n另有。\n會議強調，要推動紡織產業。\n完。\n"


@pytest.fixture
def report(services: Services, tmp_path: Path) -> ReportId:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    (outcome,) = services.importing.import_paths([file])
    assert outcome.report
    return outcome.report


@pytest.fixture
def mark(services: Services, report: ReportId) -> Annotation:
    return services.marking.mark_quote(report, "推動紡織產業", NewMark(note="看"))


def lose(services: Services, report: ReportId) -> Question:
    services.versions.edit_text(report, BOTH_MOVED)
    (question,) = services.reviewing.questions()
    return question


def test_nothing_waits_while_all_have_a_place(services: Services, mark: Annotation) -> None:
    assert services.reviewing.questions() == []


def test_a_question_has_the_mark_its_report_and_where_it_may_be(
    services: Services, report: ReportId, mark: Annotation
) -> None:
    question = lose(services, report)
    assert (question.orphan.mark.id, question.orphan.mark.note) == (mark.id, "看")
    assert question.report.id == report
    assert question.orphan.reason is OrphanReason.SEVERAL
    assert len(services.reviewing.questions()) == 1
    places = services.reviewing.places(question.orphan)
    assert [(each.number, each.before, each.quote, each.behind) for each in places] == [
        ("2", "會議強調，要", "推動紡織產業", "。"),
        ("4", "會議強調，要", "推動紡織產業", "。"),
    ]
    assert [each.candidate.quote for each in places] == [1.0, 1.0]


def test_passages_are_cut_inside_their_paragraph(services: Services, report: ReportId, mark: Annotation) -> None:
    question = lose(services, report)
    assert [(each.before, each.behind) for each in services.reviewing.places(question.orphan, around=2)] == [
        ("…，要", "。"),
        ("…，要", "。"),
    ]


def test_a_mark_is_put_where_a_person_says_and_back_by_undo(
    services: Services, report: ReportId, mark: Annotation
) -> None:
    span = lose(services, report).orphan.candidates[1].span
    services.reviewing.place(mark.id, span.start, span.end)
    (found,) = services.marking.list_annotations(report=report)
    assert (found.id, found.anchor.span, found.anchor.exact) == (mark.id, span, "推動紡織產業")
    assert found.modified == mark.modified
    assert services.reviewing.questions() == []
    assert verify(services.archive.path) == []
    assert services.library.undo() == "Put in its place"
    assert len(services.reviewing.questions()) == 1


def test_one_that_is_kept_asks_no_more_and_stays(services: Services, report: ReportId, mark: Annotation) -> None:
    lose(services, report)
    services.reviewing.keep([mark.id])
    assert services.reviewing.questions() == []
    (found,) = services.marking.list_annotations(report=report)
    assert (found.id, found.anchor.span, found.anchor.exact) == (mark.id, None, "推動紡織產業")
    services.versions.edit_text(report, BOTH_MOVED + "又。")
    assert len(services.reviewing.questions()) == 0
    assert services.library.undo() == "Edit text"
    assert services.library.undo() == "Keep without a place"
    assert len(services.reviewing.questions()) == 1


def test_keeping_leaves_marks_with_a_place_alone(services: Services, report: ReportId, mark: Annotation) -> None:
    services.reviewing.keep([mark.id])
    assert services.marking.list_annotations(report=report) == [mark]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (5, 4), (0, 10_000)])
def test_no_mark_is_put_outside_of_the_text(
    services: Services, report: ReportId, mark: Annotation, start: int, end: int
) -> None:
    lose(services, report)
    with pytest.raises(WrongUse):
        services.reviewing.place(mark.id, start, end)
    assert len(services.reviewing.questions()) == 1


def test_a_mark_whose_passage_is_gone_has_no_places(services: Services, report: ReportId, mark: Annotation) -> None:
    services.versions.edit_text(report, "什麼都沒有了。")
    (question,) = services.reviewing.questions()
    assert question.orphan.reason is OrphanReason.GONE
    assert services.reviewing.places(question.orphan) == []


def test_a_passage_that_came_once_more_elsewhere_leaves_the_mark_where_it_was(
    services: Services, report: ReportId, mark: Annotation
) -> None:
    services.versions.edit_text(report, DOUBLED)
    assert len(services.reviewing.questions()) == 0
    (found,) = services.marking.list_annotations(report=report)
    assert found.anchor.span == mark.anchor.span


def test_proposed_repairs_are_listed_with_the_line_around_them_and_not_from_the_trash(
    services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "proposed.txt"
    file.write_text("頭一行\n關於紡織產業的會(huì)議紀要。\n全縣(xiàn)都來了，開會(huì)三天。\n", encoding="utf-8")
    list(services.importing.import_paths([file]))
    found, count = services.reviewing.proposals(2)
    assert count == 3
    assert [(each.before, each.raw, each.behind, each.repair.replacement) for each in found] == [
        ("關於紡織產業的", "會(huì)", "議紀要。", "會"),
        ("全", "縣(xiàn)", "都來了，開會(huì)三天。", "縣"),
    ]
    assert [each.alike for each in found] == [3, 3]
    assert [each.span for each in services.reviewing.alike(found[0])][:2] == [each.repair.span for each in found]
    services.repairing.decide(found[0].report.id, [found[0].repair], RepairState.REFUSED)
    assert services.reviewing.proposals(9)[1] == 2
    services.library.trash([str(found[0].report.id)])
    assert services.reviewing.proposals(9) == ([], 0)
