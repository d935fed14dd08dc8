from dataclasses import replace

import pytest
from exporting.sources import BOTH, TEXT, a_full_source, a_mark, a_report, a_source, an_orphan
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.domain import Paragraph, Ruby, Script, Span, WrittenScript
from archivist.exporting.registry import export_format
from archivist.exporting.selection import build_document, scripts_to_show, select_documents

ORIGINAL, SIMPLIFIED, TRADITIONAL = Script.ORIGINAL, Script.SIMPLIFIED, Script.TRADITIONAL


@pytest.mark.parametrize(
    ("written", "columns", "wanted", "shown"),
    [
        (WrittenScript.TRADITIONAL, 2, None, (ORIGINAL, SIMPLIFIED)),
        (WrittenScript.SIMPLIFIED, 2, None, (ORIGINAL, TRADITIONAL)),
        (WrittenScript.MIXED, 2, None, (ORIGINAL, SIMPLIFIED)),
        (WrittenScript.NEUTRAL, 2, None, (ORIGINAL,)),
        (WrittenScript.TRADITIONAL, 2, Script.TRADITIONAL_HK, (ORIGINAL, Script.TRADITIONAL_HK)),
        (WrittenScript.TRADITIONAL, 2, ORIGINAL, (ORIGINAL,)),
        (WrittenScript.TRADITIONAL, 1, None, (ORIGINAL,)),
        (WrittenScript.TRADITIONAL, 1, SIMPLIFIED, (SIMPLIFIED,)),
        (WrittenScript.TRADITIONAL, 0, SIMPLIFIED, ()),
    ],
)
def test_scripts_follow_what_was_asked_and_what_is_written(
    written: WrittenScript, columns: int, wanted: Script | None, shown: tuple[Script, ...]
):
    assert scripts_to_show(written, columns=columns, wanted=wanted) == shown


def test_a_format_gets_one_document_for_each_report():
    documents = list(select_documents(export_format("html"), [a_source(), a_source("")]))
    assert [len(document.columns) for document in documents] == [2, 2]


def test_marks_in_the_trash_stay_there():
    trashed = replace(a_mark("會議"), trashed="2024-02-04T00:00:00Z")
    assert build_document(a_source(TEXT, [trashed]), BOTH).annotations == ()


def test_a_span_beyond_the_text_makes_an_orphan():
    lost = a_mark("發展。")
    document = build_document(a_source("區委", [lost]), BOTH)
    assert (document.marks, document.orphans) == ((), (lost,))


def test_orphans_keep_their_quote():
    document = build_document(a_source(TEXT, [an_orphan("鄉村振興")]), BOTH)
    assert [orphan.anchor.exact for orphan in document.orphans] == ["鄉村振興"]


def test_only_marks_that_say_something_are_numbered_in_reading_order():
    marks = [a_mark("發展", number=1, note="b"), a_mark("會議", number=2), a_mark("區委", number=3, tags=("a",))]
    document = build_document(a_source(TEXT, marks), BOTH)
    assert [(mark.annotation.anchor.exact, mark.number) for mark in document.marks] == [
        ("區委", 1),
        ("會議", None),
        ("發展", 2),
    ]


def test_the_longer_of_two_marks_that_begin_together_goes_first():
    marks = [a_mark("會議", number=1), a_mark("會議。", number=2)]
    document = build_document(a_source(TEXT, marks), BOTH)
    assert [mark.annotation.anchor.exact for mark in document.marks] == ["會議。", "會議"]


def test_a_mark_is_found_in_the_converted_column():
    document = build_document(a_source(TEXT, [a_mark("紡織產業")]), BOTH)
    (mark,) = document.marks
    runs = [run.text for run in document.paragraphs[1].cells[1].runs if 0 in run.marks]
    assert (runs, mark.spans[0] == mark.spans[1]) == (["纺织产业"], True)


def test_a_mark_over_two_paragraphs_belongs_to_the_first_and_shows_in_both():
    document = build_document(a_source("甲乙\n丙丁", [a_mark((1, 4), text="甲乙\n丙丁")]), (ORIGINAL,))
    (mark,) = document.marks
    shown = [[run.text for run in paragraph.cells[0].runs if run.marks] for paragraph in document.paragraphs]
    assert (mark.paragraph, mark.last_paragraph, shown) == (0, 1, [["乙"], ["丙"]])


def test_a_mark_that_begins_on_a_line_end_belongs_to_the_paragraph_behind():
    document = build_document(a_source("甲乙\n丙丁", [a_mark((2, 5), text="甲乙\n丙丁")]), (ORIGINAL,))
    assert [(mark.paragraph, mark.last_paragraph) for mark in document.marks] == [(1, 1)]


def test_text_that_belongs_to_no_paragraph_is_shown():
    document = build_document(a_source("甲\n乙\n\n丙", paragraphs=[Paragraph(Span(2, 3), number="1")]), (ORIGINAL,))
    assert [(paragraph.cells[0].text, paragraph.number) for paragraph in document.paragraphs] == [
        ("甲", None),
        ("乙", "1"),
        ("丙", None),
    ]


def test_a_mark_in_an_empty_report_has_a_paragraph():
    document = build_document(a_source("", [a_mark((0, 0), text="", note="empty")]), BOTH)
    assert document.paragraphs[0].cells[0].runs[0].marks == (0,)


def test_a_reading_stays_with_its_character_when_the_script_changes():
    document = build_document(a_source("區長", ruby=[Ruby(Span(0, 1), "qū")]), BOTH)
    first = document.paragraphs[0].cells[1].runs[0]
    assert (first.text, first.ruby and first.ruby.reading) == ("区", "qū")


def test_the_languages_say_which_regional_shapes_are_meant():
    document = build_document(a_source(), (ORIGINAL, SIMPLIFIED, Script.TRADITIONAL_HK))
    assert [column.language for column in document.columns] == ["zh-Hant", "zh-Hans", "zh-Hant-HK"]


def test_titles_are_converted_with_the_text():
    document = build_document(a_source(report=a_report(title="區委召開會議")), BOTH)
    assert [column.title for column in document.columns] == ["區委召開會議", "区委召开会议"]


def test_repairs_are_counted_by_kind():
    (count,) = build_document(a_full_source(), BOTH).repairs
    assert (count.kind, count.applied, count.waiting) == ("inline-reading", 1, 0)


def test_a_mark_on_paragraphs_that_lost_their_text_has_a_run():
    text = "甲\n\n\n乙"
    paragraphs = [Paragraph(Span(*span)) for span in ((0, 1), (2, 2), (3, 3), (4, 5))]
    document = build_document(a_source(text, [a_mark((1, 4), text=text)], paragraphs=paragraphs), (ORIGINAL,))
    shown = [[run.marks for run in paragraph.cells[0].runs] for paragraph in document.paragraphs]
    assert shown == [[()], [(0,)], [], [()]]


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(alphabet="區𠮷a\n\ud800 并後里面", max_size=30))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return text, [(min(pair), max(pair)) for pair in pairs]


@settings(deadline=None)
@given(_marked())
def test_every_mark_has_a_run_in_every_column(marked: tuple[str, list[tuple[int, int]]]):
    text, spans = marked
    marks = [a_mark(span, text=text, number=index) for index, span in enumerate(spans)]
    document = build_document(a_source(text, marks), BOTH)
    for column in range(2):
        shown = {mark for row in document.paragraphs for run in row.cells[column].runs for mark in run.marks}
        assert shown == set(range(len(marks)))


@settings(deadline=None)
@given(_marked())
def test_the_cells_of_the_original_are_its_paragraphs(marked: tuple[str, list[tuple[int, int]]]):
    text, spans = marked
    marks = [a_mark(span, text=text, number=index) for index, span in enumerate(spans)]
    for paragraph in build_document(a_source(text, marks), BOTH).paragraphs:
        cell = paragraph.cells[0]
        assert cell.text == paragraph.span.of(text) == "".join(run.text for run in cell.runs)
