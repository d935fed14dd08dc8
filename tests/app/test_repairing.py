"""Repairs decided by a person: the text follows, marks keep their places, undo brings everything back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from text.printing import paginate, wrap

from archivist.app.services.marking import NewMark
from archivist.app.services.upkeep import verify_archive
from archivist.app.wiring import Services, create_archive, open_services
from archivist.domain import Repair, RepairState, ReportId
from archivist.domain.errors import WrongUse
from archivist.store import journal

SEED = Path(__file__).parents[1] / "data" / "keqiao-2024-02-01.txt"
_MARKS = 3


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("repairing") / "a.archivist"
    create_archive(path)
    with open_services(path) as services:
        assert [each.status for each in services.importing.import_paths([SEED])] == ["imported"]
    return path


def only_report(services: Services) -> ReportId:
    return services.library.list_reports()[0].id


def test_a_repair_taken_back_shows_what_the_source_has_and_marks_stay(archive: Path) -> None:
    with open_services(archive) as services:
        report = only_report(services)
        mark = services.marking.mark_quote(report, "區委常委會召開擴大會議", NewMark())
        before = services.reading.text(report)
        first = next(each for each in before.repairs if each.kind == "inline-reading")
        services.repairing.decide(report, [first], RepairState.REFUSED)
        after = services.reading.text(report)
        raw = before.source_text[first.span.start : first.span.end]
        assert raw in after.reading_text and len(after.reading_text) > len(before.reading_text)
        kept = services.marking.list_annotations(report=report)[0]
        assert kept.id == mark.id and kept.anchor.span is not None
        assert kept.anchor.exact == kept.anchor.span.of(after.reading_text)
        services.archive.undo()
        assert services.reading.text(report) == before
        assert services.marking.list_annotations(report=report) == [mark]
        services.archive.undo()


def test_all_of_a_kind_are_one_step(archive: Path) -> None:
    with open_services(archive) as services:
        report = only_report(services)
        before = services.reading.text(report)
        readings = [each for each in before.repairs if each.kind == "inline-reading"]
        services.repairing.decide(report, readings, RepairState.REFUSED)
        after = services.reading.text(report)
        assert {each.state for each in after.repairs if each.kind == "inline-reading"} == {RepairState.REFUSED}
        assert "區(qū)委" in after.reading_text
        services.archive.undo()
        assert services.reading.text(report) == before


def test_deciding_all_and_undoing_it_asks_the_database_no_more_often_than_deciding_one(archive: Path) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def count(act: Callable[[], object]) -> int:
        asked.clear()
        act()
        return len(asked)

    with open_services(archive) as services:
        report = only_report(services)
        readings = [each for each in services.reading.text(report).repairs if each.kind == "inline-reading"]
        assert len(readings) == 196
        event.listen(Engine, "before_cursor_execute", note)
        try:
            for some in (readings[:1], readings):
                decided = count(lambda some=some: services.repairing.decide(report, some, RepairState.REFUSED))
                undone = count(services.archive.undo)
                assert decided < 40 and undone < 40
        finally:
            event.remove(Engine, "before_cursor_execute", note)


def test_all_that_is_proposed_is_accepted_in_one_step(tmp_path: Path) -> None:
    create_archive(tmp_path / "b.archivist")
    (tmp_path / "few.txt").write_text(
        "關於紡織產業的會(huì)議紀要。\n各地的會(huì)議開了三天，全縣(xiàn)都來了。\n", "utf-8"
    )
    with open_services(tmp_path / "b.archivist") as services:
        list(services.importing.import_paths([tmp_path / "few.txt"]))
        report = only_report(services)
        before = services.reading.text(report)
        assert services.repairing.accept_proposed(report) == 3
        text = services.reading.text(report)
        assert text.reading_text == "關於紡織產業的會議紀要。\n各地的會議開了三天，全縣都來了。\n"
        assert services.repairing.accept_proposed(report) == 0
        services.archive.undo()
        assert services.reading.text(report) == before


def test_a_repair_that_the_report_does_not_have_is_refused(archive: Path) -> None:
    with open_services(archive) as services:
        report = only_report(services)
        known = services.reading.text(report).repairs[0]
        other = Repair(known.span, known.replacement, "another kind", "", 1.0, RepairState.PROPOSED)
        with pytest.raises(WrongUse):
            services.repairing.decide(report, [other], RepairState.CONFIRMED)
        with services.archive.read() as reader:
            assert (undo := journal.next_undo(reader)) is not None and undo.label == "Import"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_decisions_and_their_undo_leave_no_mark_wrong(archive: Path, data: st.DataObject) -> None:
    with open_services(archive) as services:
        report = only_report(services)
        text = services.reading.text(report)
        length = len(text.reading_text)
        # All is drawn before anything is done: an example that is given up leaves no marks behind.
        starts = data.draw(st.lists(st.integers(0, length - 1), min_size=_MARKS, max_size=_MARKS))
        ends = [data.draw(st.integers(start + 1, min(start + 30, length))) for start in starts]
        decided = data.draw(st.lists(st.sampled_from(text.repairs), min_size=1, unique=True))
        for start, end in zip(starts, ends, strict=True):
            services.marking.mark_span(report, start, end, NewMark())
        marks, before = services.marking.list_annotations(report=report), services.reading.text(report)
        services.repairing.decide(report, decided, RepairState.REFUSED)
        after = services.reading.text(report)
        for mark in services.marking.list_annotations(report=report):
            assert mark.anchor.span is not None and mark.anchor.span.of(after.reading_text) == mark.anchor.exact
        services.archive.undo()
        assert services.reading.text(report) == before
        assert services.marking.list_annotations(report=report) == marks
        for _ in range(_MARKS):
            services.archive.undo()


def test_lines_that_a_repair_joins_are_one_paragraph_until_it_is_taken_back(tmp_path: Path) -> None:
    law = next((SEED.parent / "reports" / "cn-law-md").glob("*防汛条例*"))
    wrapped = tmp_path / "wrapped.txt"
    wrapped.write_text(wrap(law.read_text("utf-8"), 72), "utf-8")
    create_archive(tmp_path / "b.archivist")
    with open_services(tmp_path / "b.archivist") as services:
        assert [each.status for each in services.importing.import_paths([wrapped])] == ["imported"]
        report = only_report(services)
        before = services.reading.text(report)
        joins = [each for each in before.repairs if each.kind == "broken-line"]
        assert len(joins) > 100
        lines = [each.span.of(before.reading_text) for each in before.paragraphs]
        assert lines == [line for line in before.reading_text.split("\n") if line.strip()]
        numbers = [each.number for each in before.paragraphs]
        assert numbers == [str(number) for number in range(1, len(lines) + 1)]
        services.repairing.decide(report, joins, RepairState.REFUSED)
        after = services.reading.text(report)
        assert after.reading_text == after.source_text
        lines = [each.span.of(after.source_text) for each in after.paragraphs]
        assert lines == [line for line in after.source_text.split("\n") if line.strip()]
        assert [each.number for each in after.paragraphs] == [str(number) for number in range(1, len(lines) + 1)]
        services.archive.undo()
        assert services.reading.text(report) == before
    assert verify_archive(tmp_path / "b.archivist") == []


def test_a_page_header_is_no_paragraph(tmp_path: Path) -> None:
    law = next((SEED.parent / "reports" / "cn-law-md").glob("*防汛条例*"))
    paged = tmp_path / "paged.txt"
    paged.write_text(paginate(law.read_text("utf-8"), 12), "utf-8")
    create_archive(tmp_path / "b.archivist")
    with open_services(tmp_path / "b.archivist") as services:
        assert [each.status for each in services.importing.import_paths([paged])] == ["imported"]
        text = services.reading.text(only_report(services))
        assert "— 3 —" in text.source_text and "— 3 —" not in text.reading_text
        lines = [each.span.of(text.reading_text) for each in text.paragraphs]
        assert lines == [line.strip("　") for line in text.reading_text.split("\n") if line.strip()]
