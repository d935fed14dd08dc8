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
from archivist.search.column import TextReader
from archivist.search.occurrences import Occurrences
from archivist.search.places import first_of_each
from archivist.search.ranking import id_keys
from archivist.search.valuecolumns import ranges

_COMPARED = 100
"""Code points of a context that lines are sorted by: no reader looks further, and a text of one sentence a million times
stays sortable."""


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
        self._width = width
        self._reading = reading
        self._firsts = np.cumsum([0, *(len(part.starts) for part in found)])
        self.hits = int(self._firsts[-1])
        documents = _Documents(found)
        self.reports = len(documents.numbers)
        self._order = documents.lines_in_order(by_source=sort is LineSort.SOURCE)
        if sort in (LineSort.LEFT, LineSort.RIGHT):
            contexts = _Contexts(found, self._firsts, min(width, _COMPARED), is_left=sort is LineSort.LEFT)
            _refine(self._order, contexts)

    def page(self, first: int, count: int) -> list[Line]:
        """``count`` lines from line ``first`` on, fewer at the end. Raises ``IndexDamaged``."""
        with self._reading():
            chosen = self._order[max(first, 0) : max(first, 0) + max(count, 0)]
            parts = np.searchsorted(self._firsts, chosen, side="right") - 1
            places = (chosen - self._firsts[parts]).tolist()
            return [
                _line(self._found[part], place, self._width) for part, place in zip(parts.tolist(), places, strict=True)
            ]


def _line(part: Occurrences, place: int, width: int) -> Line:
    reader = part.segment.text("body")
    start, end, document = int(part.starts[place]), int(part.ends[place]), int(part.documents[place])
    (begin,), (stop,) = (bounds.tolist() for bounds in _bounds(reader, np.array([start])))
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


def _bounds(reader: TextReader, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the paragraphs that ``places`` stand in begin and end (int64)."""
    at = np.searchsorted(reader.breaks, places)
    ends = reader.breaks[at].astype(np.int64)
    return np.where(at > 0, reader.breaks[at - 1].astype(np.int64) + 1, 0), ends


class _Documents:
    """The documents that matches stand in, in the order of segments; the matches of one stand together."""

    def __init__(self, found: Sequence[Occurrences]) -> None:
        self._found = found
        begins = [first_of_each(part.documents) for part in found]
        self.by_part = [part.documents[each] for part, each in zip(found, begins, strict=True)]
        self.numbers = np.concatenate([np.empty(0, np.intp), *self.by_part])
        counts = [np.diff(each, append=len(part.starts)) for part, each in zip(found, begins, strict=True)]
        self._counts = np.concatenate([np.empty(0, np.intp), *counts])

    def lines_in_order(self, *, by_source: bool) -> np.ndarray:
        """The numbers of all matches (intp), by date or by source first."""
        segments = [part.segment for part in self._found]
        days = self._numbers("earliest")
        keys = [
            np.where(days > 0, days, np.iinfo(np.int64).max),
            self._numbers("latest"),
            *id_keys(segments, self.by_part),
        ]
        if by_source:
            keys = [self._sources(), *keys]
        order = np.lexsort(keys[::-1])
        firsts = np.cumsum(self._counts) - self._counts
        return ranges(firsts[order], firsts[order] + self._counts[order])

    def _numbers(self, name: str) -> np.ndarray:
        values = (part.segment.numbers(name)[each] for part, each in zip(self._found, self.by_part, strict=True))
        return np.concatenate([np.empty(0, np.int64), *values])

    def _sources(self) -> np.ndarray:
        """The rank of each document's source among all sources; without one, behind them."""
        readers = [part.segment.words("source") for part in self._found]
        names = sorted({name for reader in readers for name in reader.words})
        rank = {name: number for number, name in enumerate(names)}
        ranks = (
            np.array([*(rank[name] for name in reader.words), len(names)])[reader.firsts()[each]]
            for reader, each in zip(readers, self.by_part, strict=True)
        )
        return np.concatenate([np.empty(0, np.int64), *ranks])


class _Contexts:
    """The contexts on one side of all matches as numbers to sort by, some characters at a time.

    Characters count among all that the texts have, from 1, so that numbers are in the order of code points; 0 stands for
    none, behind the end of the context. As many as there is room for make one uint64."""

    def __init__(self, found: Sequence[Occurrences], firsts: np.ndarray, width: int, *, is_left: bool) -> None:
        self._firsts = firsts
        self._is_left = is_left
        self._readers = [part.segment.text("body") for part in found]
        alphabet = np.unique(np.concatenate([np.empty(0, np.uint32), *(each.alphabet for each in self._readers)]))
        self._numbers = [np.searchsorted(alphabet, each.alphabet).astype(np.uint64) + 1 for each in self._readers]
        self._bits = max(1, len(alphabet).bit_length())
        self.at_once = 64 // self._bits
        self.rounds = -(-width // self.at_once)
        self._limits = np.empty(int(firsts[-1]), np.int64)
        self._edges = np.empty_like(self._limits)
        for number, part in enumerate(found):
            begins, ends = _bounds(self._readers[number], part.starts)
            lines = slice(*firsts[number : number + 2])
            self._edges[lines] = part.starts - 1 if is_left else part.ends
            self._limits[lines] = (
                np.minimum(part.starts - begins, width) if is_left else np.minimum(ends - part.ends, width)
            )

    def keys(self, lines: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The next characters of the contexts of ``lines``, and where there are more."""
        keys = np.zeros(len(lines), np.uint64)
        skipped = number * self.at_once
        left = self._limits[lines] - skipped
        places = self._edges[lines] + (-skipped if self._is_left else skipped)
        parts = np.searchsorted(self._firsts, lines, side="right") - 1
        for part in range(len(self._readers)):
            here = np.flatnonzero(parts == part)
            keys[here] = self._packed(part, places[here], left[here])
        return keys, left > self.at_once

    def _packed(self, part: int, places: np.ndarray, left: np.ndarray) -> np.ndarray:
        text, numbers = self._readers[part].text, self._numbers[part]
        step = -1 if self._is_left else 1
        packed = np.zeros(len(places), np.uint64)
        for offset in range(self.at_once):
            has = left > offset
            symbols = text[np.where(has, places + step * offset, 0)]
            packed = packed << np.uint64(self._bits) | np.where(has, numbers[symbols], np.uint64(0))
        return packed


def _refine(order: np.ndarray, contexts: _Contexts) -> None:
    """Sort lines by their contexts; those with the same keep their order.

    Each round looks at some more characters, and only of lines that are not told apart yet."""
    if not len(order):
        return
    places = np.arange(len(order))
    groups = np.zeros(len(order), np.int64)
    for number in range(contexts.rounds):
        lines = order[places]
        keys, has_more = contexts.keys(lines, number)
        by = np.lexsort((keys, groups)) if number else np.argsort(keys, kind="stable")
        order[places] = lines[by]
        keys, groups = keys[by], groups[by]
        begins = np.ones(len(by), np.bool_)
        begins[1:] = (keys[1:] != keys[:-1]) | (groups[1:] != groups[:-1])
        groups = np.cumsum(begins) - 1
        firsts = np.flatnonzero(begins)
        is_open = (np.diff(firsts, append=len(by)) > 1) & np.logical_or.reduceat(has_more[by], firsts)
        is_open = is_open[groups]
        if not is_open.any():
            return
        places, groups = places[is_open], groups[is_open]
