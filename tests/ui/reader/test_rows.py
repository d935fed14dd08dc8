from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import Paragraph, Span
from archivist.text.spanmap import SpanMap
from archivist.ui.reader.rows import LONGEST_PARAGRAPH, SLICE_LENGTH, make_rows


@given(st.text("甲 \n", max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_everything_but_blanks_is_in_one_row(text: str, bounds: list[int]) -> None:
    cuts = sorted(min(bound, len(text)) for bound in bounds)
    paragraphs = [Paragraph(Span(start, end)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]

    rows = make_rows(text, paragraphs)

    covered = [position for row in rows for position in range(row.start, row.end)]
    assert covered == sorted(set(covered))
    assert all(text[position].isspace() for position in set(range(len(text))) - set(covered))


def test_an_empty_text_has_one_empty_row() -> None:
    assert [(row.start, row.end) for row in make_rows("", ())] == [(0, 0)]


def test_a_very_long_paragraph_is_cut_behind_sentences() -> None:
    text = "甲乙丙丁戊己庚辛壬。" * 5_000

    rows = make_rows(text, [Paragraph(Span(0, len(text)), number="1")])

    assert len(rows) == len(text) // SLICE_LENGTH
    assert all(text[row.end - 1] == "。" for row in rows)
    assert [row.number for row in rows[:2]] == ["1", None]
    assert (rows[0].is_first, rows[0].is_last, rows[-1].is_last) == (True, False, True)


def test_no_slice_ends_inside_of_changed_words() -> None:
    text = "甲" * (LONGEST_PARAGRAPH + 1)
    alignment = SpanMap(
        [(SLICE_LENGTH - 2, SLICE_LENGTH + 3, SLICE_LENGTH - 2, SLICE_LENGTH)], len(text), len(text) - 3
    )

    rows = make_rows(text, [Paragraph(Span(0, len(text)))], [alignment])

    assert rows[0].end == SLICE_LENGTH + 3
