"""Lanes of overlapping marks, and the pieces in which the same marks overlap. No drawing here."""

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Anything with a half-open range."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Stretch)


def assign_lanes(stretches: Sequence[Stretch]) -> list[int]:
    """For each stretch the lowest lane that is free at its start; it keeps that lane to its end.

    They must be sorted by start. Two of one lane never share a position. O(n log n)."""
    lanes: list[int] = []
    taken: list[tuple[int, int]] = []  # (end, lane)
    free: list[int] = []
    count = 0
    for stretch in stretches:
        while taken and taken[0][0] <= stretch.start:
            heapq.heappush(free, heapq.heappop(taken)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, count = count, count + 1
        heapq.heappush(taken, (stretch.end, lane))
        lanes.append(lane)
    return lanes


def overlaps(stretches: Iterable[T]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """The pieces ``(start, end, covering)`` of everything that is covered, in order, cut at each start and end.

    ``covering`` keeps the order of ``stretches``."""
    everything = list(stretches)
    bounds = sorted({bound for one in everything for bound in (one.start, one.end)})
    for start, end in itertools.pairwise(bounds):
        covering = tuple(one for one in everything if one.start < end and start < one.end)
        if covering:
            yield start, end, covering
