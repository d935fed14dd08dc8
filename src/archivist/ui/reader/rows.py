"""The rows of a report: its paragraphs, very long ones in slices. Pure; heights and lines are elsewhere."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archivist.domain import Paragraph, ParagraphKind
from archivist.text.spanmap import Bias, SpanMap

LONGEST_PARAGRAPH = 20_000
"""Code points from which a paragraph is laid out in slices."""

SLICE_LENGTH = 2_000
_SLACK = 200
_STOPS = "。！？；!?;\n"


class Row(NamedTuple):
    """A stretch of the reading text that is laid out at once, in all panes.

    ``paragraph`` is the index in the report's paragraphs, or that of the paragraph before for text outside of them."""

    start: int
    end: int
    paragraph: int = 0
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    number: str | None = None
    is_first: bool = True
    is_last: bool = True


def make_rows(text: str, paragraphs: Sequence[Paragraph], alignments: Sequence[SpanMap] = ()) -> list[Row]:
    """All rows of ``text`` in order; at least one, which may be empty.

    Text outside of all paragraphs gets rows of its own unless it is blank: what can be found can be seen. Slices end
    where no alignment has a changed span."""
    rows: list[Row] = []
    done = 0
    for index, (span, kind, level, number) in enumerate(
        (paragraph.span, paragraph.kind, paragraph.level, paragraph.number) for paragraph in paragraphs
    ):
        start, end = max(span.start, done), min(span.end, len(text))
        if start >= end:
            continue
        if start > done and (stray := _strip(text, done, start)):
            rows.extend(_slices(text, Row(*stray, max(index - 1, 0)), alignments))
        row = Row(start, end, index, kind, level, number)
        if end - start > LONGEST_PARAGRAPH:
            rows.extend(_slices(text, row, alignments))
        else:
            rows.append(row)
        done = end
    if stray := _strip(text, done, len(text)):
        rows.extend(_slices(text, Row(*stray, max(len(paragraphs) - 1, 0)), alignments))
    return rows or [Row(0, len(text))]


def row_at(starts: Sequence[int], position: int) -> int:
    """The index of the row that holds ``position``, or of the one before it where it lies between two."""
    return max(bisect_right(starts, position) - 1, 0)


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(inner)


def _slices(text: str, row: Row, alignments: Sequence[SpanMap]) -> Iterator[Row]:
    if row.end - row.start <= LONGEST_PARAGRAPH:
        yield row
        return
    start = row.start
    while start < row.end:
        end = _slice_end(text, start, row.end, alignments)
        is_first, is_last = start == row.start, end == row.end
        yield row._replace(
            start=start, end=end, is_first=is_first, is_last=is_last, number=row.number if is_first else None
        )
        start = end


def _slice_end(text: str, start: int, end: int, alignments: Iterable[SpanMap]) -> int:
    """Behind a sentence where one ends near the wanted length, and never inside of a changed span."""
    wanted = start + SLICE_LENGTH
    if wanted + _SLACK >= end:
        return end
    stops = (text.rfind(stop, wanted - _SLACK, wanted) for stop in _STOPS)
    cut = max(stops) + 1 or wanted
    while cut < end and any(alignment.to_target(cut) != alignment.to_target(cut, Bias.END) for alignment in alignments):
        cut += 1
    return cut
