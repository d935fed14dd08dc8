"""Keyword in context: every match of a query as a line, over all reports, in the order of what stands beside it.

Only places are held, a few numbers for each match; the text of a line is read when the line is wanted."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from archivist.domain.ids import ReportId
from archivist.domain.span import Span
from archivist.search.collector import report_ids
from archivist.search.contextorder import ByContext, Documents, paragraph_bounds
from archivist.search.occurrences import Occurrences
from archivist.search.ranking import id_keys


class LineSort(StrEnum):
    """Orders of lines. ``LEFT`` compares backwards from the match; ``DATE`` begins with the oldest.

    Lines that are equal stand by date, report and place; reports without date or source come last."""

    LEFT = "left"
    RIGHT = "right"
    DATE = "date"
    SOURCE = "source"


class Line(NamedTuple):
    """One match: its place in the report's reading text, and the text beside it in the same paragraph."""

    report: ReportId
    span: Span
    left: str
    match: str
    right: str


class Lines:
    """All matches of a query in order; ``hits`` is their number, ``reports`` that of the reports that they stand in.

    ``reading`` is held around what reads texts, so that it can tell of damage."""

    def __init__(
        self,
        found: Sequence[Occurrences],
        width: int,
        sort: LineSort,
        reading: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._found = found
        self._width = max(width, 0)
        self._reading = reading
        self._firsts = np.cumsum([0, *(len(part.starts) for part in found)])
        self.hits = int(self._firsts[-1])
        documents = Documents(found)
        self.reports = len(documents)
        order = documents.lines_in_order(by_source=sort is LineSort.SOURCE)
        is_by_context = sort in (LineSort.LEFT, LineSort.RIGHT)
        self._order = ByContext(found, order, self._width, is_left=sort is LineSort.LEFT) if is_by_context else order

    def page(self, first: int, count: int) -> list[Line]:
        """``count`` lines from line ``first`` on, fewer at the end. Raises ``IndexDamaged``."""
        first, last = max(first, 0), min(max(first, 0) + max(count, 0), self.hits)
        if first >= last:
            return []
        with self._reading():
            chosen = self._order[first:last]
            parts = np.searchsorted(self._firsts, chosen, side="right") - 1
            places = (chosen - self._firsts[parts]).tolist()
            return [
                _line(self._found[part], place, self._width) for part, place in zip(parts.tolist(), places, strict=True)
            ]


def _line(part: Occurrences, place: int, width: int) -> Line:
    reader = part.segment.text("body")
    start, end, document = int(part.starts[place]), int(part.ends[place]), int(part.documents[place])
    (begin,), (stop,) = (bounds.tolist() for bounds in paragraph_bounds(reader, np.array([start])))
    first, last = max(begin, start - width), min(stop, end + width)
    text = reader.reading(first, last)
    origin = int(reader.starts[document])
    (report,) = report_ids(id_keys([part.segment], [np.array([document])]), np.zeros(1, np.intp))
    return Line(
        report,
        Span(start - origin, end - origin),
        text[: start - first],
        text[start - first : end - first],
        text[end - first :],
    )
