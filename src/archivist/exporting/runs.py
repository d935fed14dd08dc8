"""Cutting a cell's text into runs at every edge of a mark or a reading, and giving overlapping marks their lanes."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from archivist.domain import Span
from archivist.exporting.document import RubyText, Run


class PlacedMark(NamedTuple):
    """A mark's part of one cell: positions in the cell's text. Without width it is a point."""

    start: int
    end: int
    mark: int


class PlacedRuby(NamedTuple):
    """A reading's place in one cell: positions in the cell's text."""

    start: int
    end: int
    ruby: RubyText


def split_runs(text: str, marks: Sequence[PlacedMark], ruby: Sequence[PlacedRuby] = ()) -> tuple[Run, ...]:
    """Cut ``text`` so that each mark and each reading covers whole runs.

    ``ruby`` is in order; where two readings overlap, the first stays. A point becomes a run without text, after
    everything that ends there and before everything that begins there."""
    starts: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, list[int]] = defaultdict(list)
    points: dict[int, list[int]] = defaultdict(list)
    for start, end, mark in marks:
        if start == end:
            points[start].append(mark)
        else:
            starts[start].append(mark)
            ends[end].append(mark)
    readings = _disjoint(ruby)
    edges = {0, len(text), *starts, *ends, *points}
    edges.update(edge for start, (end, _) in readings.items() for edge in (start, end))
    active: list[int] = []
    reading: tuple[int, RubyText | None] = (0, None)
    runs: list[Run] = []
    in_order = sorted(edges)
    for position, following in zip(in_order, [*in_order[1:], len(text)], strict=True):
        for mark in ends[position]:
            del active[bisect_left(active, mark)]
        runs.extend(Run("", (mark,)) for mark in points[position])
        for mark in starts[position]:
            insort(active, mark)
        reading = readings.get(position, reading if position < reading[0] else (0, None))
        if position < following:
            runs.append(Run(text[position:following], tuple(active), reading[1]))
    return tuple(runs)


def _disjoint(ruby: Iterable[PlacedRuby]) -> dict[int, tuple[int, RubyText | None]]:
    """Readings by where they start, with where they end."""
    kept: dict[int, tuple[int, RubyText | None]] = {}
    last = 0
    for start, end, text in ruby:
        if last <= start < end:
            kept[start] = (end, text)
            last = end
    return kept


def assign_lanes(spans: Iterable[Span]) -> list[int]:
    """For each span, in order of their starts, the lowest lane that no earlier span still holds."""
    lanes: list[int] = []
    held: list[tuple[int, int]] = []
    free: list[int] = []
    for span in spans:
        while held and held[0][0] <= span.start:
            heappush(free, heappop(held)[1])
        lane = heappop(free) if free else len(held)
        heappush(held, (span.end, lane))
        lanes.append(lane)
    return lanes
