"""What lies on a stretch of the reading text, found without looking at everything."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from archivist.ui.reader.lanes import Stretch

T = TypeVar("T", bound=Stretch)


class SpanIndex(Generic[T]):
    """Stretches sorted by start, those without length left out."""

    def __init__(self, stretches: Iterable[T] = ()) -> None:
        self.all: tuple[T, ...] = tuple(sorted((one for one in stretches if one.end > one.start), key=_start))
        self._starts = [one.start for one in self.all]
        self._reach = list(accumulate((one.end for one in self.all), max))

    def between(self, start: int, end: int) -> tuple[T, ...]:
        """Those that share a position with ``start..end``, in order. Costs O(log n) and those that are passed."""
        last = bisect_left(self._starts, end)
        first = last
        # Where nothing up to here reaches beyond ``start``, nothing before it does.
        while first > 0 and self._reach[first - 1] > start:
            first -= 1
        return tuple(one for one in self.all[first:last] if one.end > start)


def _start(one: Stretch) -> int:
    return one.start
