from dataclasses import replace

import pytest
from builders import TEXT, a_draft, an_annotation, an_original
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivist.domain import (
    Anchor,
    AnnotationId,
    AnnotationKind,
    Colour,
    ReportId,
    Span,
    new_id,
)
from archivist.domain.errors import WrongUse
from archivist.store import annotations, reports
from archivist.store.archive import Archive

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.fixture
def report(archive: Archive) -> ReportId:
    with archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(), an_original())


def add(archive: Archive, *marks: object) -> None:
    with archive.write("Annotate") as tx:
        for mark in marks:
            annotations.add_annotation(tx, mark)  # type: ignore[arg-type]


def test_a_mark_comes_back_as_it_was_given(archive: Archive, report: ReportId):
    mark = an_annotation(report, note="見第 3 頁", tags=("紡織", "會議"), kind=AnnotationKind.NOTE, colour=Colour.RED)
    add(archive, mark)
    with archive.read() as reader:
        assert annotations.get_annotation(reader, mark.id) == mark
        assert annotations.list_annotations(reader) == [mark]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=ANY_TEXT, author=ANY_TEXT, exact=ANY_TEXT, prefix=ANY_TEXT)
def test_any_note_and_quote_come_back(
    archive: Archive, report: ReportId, note: str, author: str, exact: str, prefix: str
):
    anchor = Anchor(Span(0, 2), exact, prefix, "")
    mark = replace(an_annotation(report, note=note, author=author), anchor=anchor)
    add(archive, mark)
    with archive.read() as reader:
        assert annotations.get_annotation(reader, mark.id) == mark


def test_what_is_not_given_stays(archive: Archive, report: ReportId):
    mark = an_annotation(report, note="old", tags=("a",))
    add(archive, mark)
    with archive.write("Recolour") as tx:
        annotations.update_annotation(tx, mark.id, colour=Colour.BLUE)
    with archive.read() as reader:
        found = annotations.get_annotation(reader, mark.id)
    assert found == replace(mark, colour=Colour.BLUE, modified=found.modified)
    assert found.modified > mark.modified


def test_a_note_can_be_emptied_and_tags_taken_off(archive: Archive, report: ReportId):
    mark = an_annotation(report, note="old", tags=("a", "b"))
    add(archive, mark)
    with archive.write("Edit") as tx:
        annotations.update_annotation(tx, mark.id, note="", tags=())
    with archive.read() as reader:
        found = annotations.get_annotation(reader, mark.id)
    assert (found.note, found.tags) == ("", ())


def test_tags_keep_the_order_they_were_given_in(archive: Archive, report: ReportId):
    mark = an_annotation(report, tags=("c", "a", "b"))
    add(archive, mark)
    with archive.write("Edit") as tx:
        annotations.update_annotation(tx, mark.id, tags=("b", "d", "c"))
    with archive.read() as reader:
        assert annotations.get_annotation(reader, mark.id).tags == ("b", "d", "c")


def test_a_tag_is_one_in_both_scripts(archive: Archive, report: ReportId):
    add(archive, an_annotation(report, tags=("紡織",)), an_annotation(report, tags=("纺织", "紡織")))
    with archive.read() as reader:
        assert [each.tags for each in annotations.list_annotations(reader)] == [("紡織",), ("紡織",)]
        assert len(annotations.list_annotations(reader, tag="纺织")) == 2
        assert annotations.list_annotations(reader, tag="會議") == []


def test_an_empty_tag_is_refused(archive: Archive, report: ReportId):
    with pytest.raises(WrongUse):
        add(archive, an_annotation(report, tags=(" ",)))


def test_marks_come_in_reading_order(archive: Archive, report: ReportId):
    late, early = an_annotation(report, quote="紡織"), an_annotation(report, quote="區委")
    add(archive, late, early)
    with archive.read() as reader:
        assert [each.anchor.exact for each in annotations.list_annotations(reader, report)] == ["區委", "紡織"]


def test_marks_of_one_report_only(archive: Archive, report: ReportId):
    with archive.write("Import") as tx:
        other = reports.add_report(tx, a_draft(title="other"), an_original("other"))
    add(archive, an_annotation(report), an_annotation(other))
    with archive.read() as reader:
        assert [each.report for each in annotations.list_annotations(reader, other)] == [other]


def test_the_trash_keeps_marks_apart(archive: Archive, report: ReportId):
    mark, kept = an_annotation(report), an_annotation(report)
    add(archive, mark, kept)
    with archive.write("Trash") as tx:
        annotations.trash(tx, [mark.id])
    with archive.read() as reader:
        assert [each.id for each in annotations.list_annotations(reader)] == [kept.id]
        assert [each.id for each in annotations.list_annotations(reader, trashed=True)] == [mark.id]
    with archive.write("Untrash") as tx:
        annotations.untrash(tx, [mark.id])
    with archive.read() as reader:
        assert annotations.get_annotation(reader, mark.id) == mark


def test_marks_of_a_trashed_report_come_only_when_it_is_asked_for(archive: Archive, report: ReportId):
    add(archive, an_annotation(report, note="n"))
    with archive.write("Trash") as tx:
        reports.trash(tx, [report])
    with archive.read() as reader:
        assert annotations.list_annotations(reader) == []
        assert len(annotations.list_annotations(reader, report)) == 1


def test_an_unknown_mark_is_wrong_use(archive: Archive):
    unknown = AnnotationId(new_id())
    with archive.read() as reader, pytest.raises(WrongUse):
        annotations.get_annotation(reader, unknown)
    for use in (
        lambda tx: annotations.update_annotation(tx, unknown, note="x"),
        lambda tx: annotations.trash(tx, [unknown]),
        lambda tx: annotations.untrash(tx, [unknown]),
    ):
        with pytest.raises(WrongUse), archive.write("Edit") as tx:
            use(tx)


def test_a_mark_is_found_by_the_beginning_of_its_id(archive: Archive, report: ReportId):
    mark = an_annotation(report, text=TEXT)
    add(archive, mark)
    with archive.read() as reader:
        assert annotations.resolve_id(reader, str(mark.id)[:8]) == mark.id
        assert annotations.resolve_id(reader, str(mark.id)) == mark.id
