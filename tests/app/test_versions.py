"""A report gets a new text: marks follow or wait, decisions count again, old versions stay, undo brings all back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from store.states import state_of
from text.perturbing import perturb, some_spans

from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services, create_archive, open_services
from archivist.domain import OrphanReason, RepairState, ReportId
from archivist.domain.errors import WrongUse
from archivist.store import orphans
from archivist.store.integrity import verify
from archivist.text.fold import fold

DATA = Path(__file__).parents[1] / "data"
SEED = DATA / "keqiao-2024-02-01.txt"
LAW = next((DATA / "reports" / "cn-law-md").glob("*.md"))
MARKS = 12


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    create_archive(path)
    with open_services(path) as services:
        assert {each.status for each in services.importing.import_paths([SEED, LAW])} == {"imported"}
    return path


@pytest.fixture
def opened(archive: Path) -> Iterator[Services]:
    with open_services(archive) as services:
        yield services


def seed(services: Services) -> ReportId:
    return next(each.id for each in services.library.list_reports() if "區" in each.title)


def mark_some(services: Services, report: ReportId) -> None:
    for span in some_spans(services.reading.text(report).reading_text, MARKS, 1):
        services.marking.mark_span(report, span.start, span.end, NewMark())


def sources(services: Services, report: ReportId, kind: str) -> str:
    return perturb(services.reading.text(report).source_text, kind, 1).text


@pytest.mark.parametrize("kind", ["typos", "moved", "dropped", "doubled", "damaged", "all"])
def test_marks_stand_on_their_passage_or_wait_and_undo_brings_all_back(opened: Services, kind: str) -> None:
    changed = 0
    for each in opened.library.list_reports():
        mark_some(opened, each.id)
        if sources(opened, each.id, kind) == opened.reading.text(each.id).source_text:
            continue  # too few paragraphs for this
        changed += 1
        before, marks = state_of(opened.archive.path), opened.marking.list_annotations(report=each.id)
        made = opened.versions.edit_text(each.id, sources(opened, each.id, kind))
        assert made.number == 2
        assert {*made.placed, *made.waiting} == {mark.id for mark in marks}
        text = opened.reading.text(each.id)
        now = {mark.id: mark for mark in opened.marking.list_annotations(report=each.id)}
        for mark in marks:
            anchor = now[mark.id].anchor
            if mark.id in made.placed:
                assert anchor.span is not None and anchor.exact == anchor.span.of(text.reading_text)
            else:
                assert anchor.span is None and anchor.exact == mark.anchor.exact
        with opened.archive.read() as reader:
            assert {orphan.mark.id for orphan in orphans.list_orphans(reader)} == set(made.waiting)
        assert verify(opened.archive.path) == []
        after = state_of(opened.archive.path)
        assert opened.library.labels()[0] == "Edit text"
        opened.library.undo()
        assert state_of(opened.archive.path) == before
        opened.library.redo()
        assert state_of(opened.archive.path) == after
        opened.library.undo()
    assert changed


def test_old_versions_stay_as_they_were(opened: Services) -> None:
    report = seed(opened)
    first = opened.reading.text(report)
    opened.versions.edit_text(report, "會議指出，要發展產業。")
    opened.versions.edit_text(report, "會議強調，要發展產業。")
    assert [(each.number, each.reason) for each in opened.versions.versions(report)] == [
        (1, "imported"),
        (2, "edited"),
        (3, "edited"),
    ]
    old = opened.versions.text(report, 1)
    assert (old.reading_text, old.paragraphs, old.repairs) == (first.reading_text, first.paragraphs, first.repairs)
    assert opened.versions.text(report, 2).reading_text == "會議指出，要發展產業。"
    assert opened.reading.text(report) == opened.versions.text(report, 3)
    with pytest.raises(WrongUse):
        opened.versions.text(report, 4)


def test_the_same_text_makes_no_version(opened: Services) -> None:
    report = seed(opened)
    made = opened.versions.edit_text(report, opened.reading.text(report).source_text)
    assert (made.number, made.placed, made.waiting) == (1, (), ())
    assert opened.library.labels()[0] == "Import"


def test_a_number_after_an_undo_is_free_again(opened: Services) -> None:
    report = seed(opened)
    opened.versions.edit_text(report, "甲。")
    opened.library.undo()
    assert opened.versions.edit_text(report, "乙。").number == 2
    assert opened.reading.text(report).reading_text == "乙。"


def test_what_was_decided_about_repairs_counts_again(opened: Services) -> None:
    report = seed(opened)
    repairs = [each for each in opened.reading.text(report).repairs if each.kind == "inline-reading"]
    opened.repairing.decide(report, repairs[3:6], RepairState.REFUSED)
    opened.repairing.decide(report, repairs[7:8], RepairState.CONFIRMED)
    source = opened.reading.text(report).source_text
    opened.versions.edit_text(report, "新加的一行。\n" + source)
    states = [each.state for each in opened.reading.text(report).repairs if each.kind == "inline-reading"]
    assert states[3:6] == [RepairState.REFUSED] * 3
    assert states[7] is RepairState.CONFIRMED
    assert states[8] is RepairState.AUTOMATIC
    assert repairs[3].span.of(source) in opened.reading.text(report).reading_text
    assert verify(opened.archive.path) == []


def test_a_mark_whose_passage_is_gone_comes_back_with_it(opened: Services) -> None:
    report = seed(opened)
    source = opened.reading.text(report).source_text
    mark = opened.marking.mark_quote(report, "區委常委會召開擴大會議", NewMark(note="看"))
    made = opened.versions.edit_text(report, "什麼都沒有了。")
    assert made.waiting == (mark.id,)
    with opened.archive.read() as reader:
        (orphan,) = orphans.list_orphans(reader)
    assert (orphan.reason, orphan.candidates, orphan.mark.note) == (OrphanReason.GONE, (), "看")
    assert opened.versions.edit_text(report, source).placed == (mark.id,)
    assert opened.marking.list_annotations(report=report) == [mark]


def test_a_mark_comes_back_with_its_sentence_though_what_stands_around_it_has_changed(opened: Services) -> None:
    report = seed(opened)
    source = opened.reading.text(report).source_text
    mark = opened.marking.mark_quote(report, "鞏固提升現代紡織產業全鏈條優勢", NewMark())
    assert mark.anchor.span is not None
    reading = opened.reading.text(report).reading_text
    line = next(each for each in source.split("\n") if "鏈" in each and "鞏" in each)
    assert opened.versions.edit_text(report, source.replace(line, "")).waiting == (mark.id,)
    # Two versions without it: what counts is the text in which it stood.
    assert opened.versions.edit_text(report, "另加一行。\n" + source.replace(line, "")).waiting == (mark.id,)
    start = line.index("鞏")
    changed = f"{line[: start - 40]}此處改寫，與前不同，{line[start:]}"
    assert changed != line
    assert opened.versions.edit_text(report, source.replace(line, changed)).placed == (mark.id,)
    (found,) = opened.marking.list_annotations(report=report)
    assert found.anchor.span is not None
    after = opened.reading.text(report).reading_text
    assert found.anchor.span.of(after) == mark.anchor.span.of(reading)
    assert after[found.anchor.span.start - 4 : found.anchor.span.start] == "前不同，"
    assert len(opened.reviewing.questions()) == 0


def test_a_mark_of_two_lines_that_were_alike_stays_without_a_place_when_one_comes_back(opened: Services) -> None:
    report = seed(opened)
    lines = "甲縣呈報\n第一項照准。\n乙縣呈報\n第一項照准。\n丙縣呈報\n"
    opened.versions.edit_text(report, lines)
    mark = opened.marking.mark_quote(report, "照准", NewMark(), occurrence=2)
    assert opened.versions.edit_text(report, "一無所有。").waiting == (mark.id,)
    assert opened.versions.edit_text(report, "別的縣\n第一項照准。\n別的話\n").waiting == (mark.id,)


def test_marks_in_the_trash_come_along(opened: Services) -> None:
    report = seed(opened)
    mark = opened.marking.mark_quote(report, "區委常委會召開擴大會議", NewMark())
    opened.marking.remove([mark.id])
    opened.versions.edit_text(report, "新加的一行。\n" + opened.reading.text(report).source_text)
    opened.library.untrash([str(mark.id)])
    (found,) = opened.marking.list_annotations(report=report)
    assert found.anchor.span is not None
    assert fold(found.anchor.span.of(opened.reading.text(report).reading_text)) == fold(mark.anchor.exact)


def test_the_place_of_reading_comes_along(opened: Services) -> None:
    report = seed(opened)
    opened.library.set_place(report, 500)
    opened.versions.edit_text(report, "新加的一行。\n" + opened.reading.text(report).source_text)
    assert opened.library.place(report) == 507
    opened.library.undo()
    assert opened.library.place(report) == 500


def test_title_and_date_stay(opened: Services) -> None:
    report = seed(opened)
    before = opened.reading.text(report).report
    opened.versions.edit_text(report, "另一個標題\n民國一百年一月一日。")
    after = opened.reading.text(report).report
    assert (after.title, after.date, after.source) == (before.title, before.date, before.source)
    assert after.characters == len(opened.reading.text(report).reading_text)


@pytest.mark.parametrize("text", ["", "\n\n", "\ud800", "甲" * 100_000])
def test_any_text_will_do(opened: Services, text: str) -> None:
    report = seed(opened)
    mark_some(opened, report)
    opened.versions.edit_text(report, text)
    assert opened.reading.text(report).source_text == text
    assert verify(opened.archive.path) == []
