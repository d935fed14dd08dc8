"""Maps between positions of two texts, kept as the few spans that are not one code point to one.

What repairs, conversion and their composition know about positions. Positions count code points, 0-based. Line layout
and glyph positions are not here; the one other unit, UTF-16, is the map that ``utf16_map`` makes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import Enum
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASTRAL = re.compile("[\U00010000-\U0010ffff]+")


class Bias(Enum):
    """Which end a position goes to where the other text has no place for it: inside a changed span, or at a spot where
    something was inserted or taken out."""

    START = 0
    END = 1


class ChangedSpan(NamedTuple):
    """One changed span: ``source_start..source_end`` became ``target_start..target_end``. Either may be empty."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


_SOURCE_START = itemgetter(0)
_SOURCE_END = itemgetter(1)


class SpanMap:
    """An immutable map between the positions ``0..source_length`` and ``0..target_length``.

    Between the ``changes`` the offset is constant; inside one, positions go to its bounds. Total and monotone both
    ways. Single look-ups cost O(log n) of the number of changes. Raises ``ValueError`` for changes that are not in
    order, overlap, or whose gaps differ between the two texts."""

    __slots__ = ("_arrays", "_inverse", "changes", "source_length", "target_length")

    changes: tuple[ChangedSpan, ...]
    source_length: int
    target_length: int
    _inverse: SpanMap | None
    _arrays: NDArray[np.int64] | None

    def __init__(self, changes: Iterable[tuple[int, int, int, int]], source_length: int, target_length: int) -> None:
        rows = [ChangedSpan._make(change) for change in changes]
        _check(rows, source_length, target_length)
        self._fill(_tidy(rows), source_length, target_length)

    def _fill(self, changes: tuple[ChangedSpan, ...], source_length: int, target_length: int) -> None:
        for name, value in (
            ("changes", changes),
            ("source_length", source_length),
            ("target_length", target_length),
            ("_inverse", None),
            ("_arrays", None),
        ):
            object.__setattr__(self, name, value)

    @classmethod
    def _trusted(cls, changes: tuple[ChangedSpan, ...], source_length: int, target_length: int) -> SpanMap:
        """A map of changes that are tidy and valid already."""
        made = cls.__new__(cls)
        made._fill(changes, source_length, target_length)
        return made

    @classmethod
    def identity(cls, length: int) -> SpanMap:
        """The map of a text of ``length`` code points to itself."""
        if length < 0:
            raise ValueError(f"not a length: {length}")
        return cls._trusted((), length, length)

    @staticmethod
    def join(parts: Iterable[SpanMap]) -> SpanMap:
        """The map of texts put one after another."""
        moved: list[ChangedSpan] = []
        source = target = 0
        for part in parts:
            if source == target == 0:
                moved.extend(part.changes)
            else:
                moved.extend(
                    ChangedSpan(change[0] + source, change[1] + source, change[2] + target, change[3] + target)
                    for change in part.changes
                )
            source += part.source_length
            target += part.target_length
        return SpanMap._trusted(_tidy(moved), source, target)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a SpanMap does not change: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SpanMap):
            return NotImplemented
        mine = (self.source_length, self.target_length, self.changes)
        return mine == (other.source_length, other.target_length, other.changes)

    def __hash__(self) -> int:
        return hash((self.source_length, self.target_length, self.changes))

    def __repr__(self) -> str:
        return f"SpanMap({self.as_rows()}, {self.source_length}, {self.target_length})"

    def __reduce__(self) -> tuple[object, ...]:
        return SpanMap, (self.as_rows(), self.source_length, self.target_length)

    @property
    def is_identity(self) -> bool:
        return not self.changes

    def to_target(self, position: int, bias: Bias = Bias.START) -> int:
        """Where ``position`` of the source is in the target. Raises ``ValueError`` outside ``0..source_length``."""
        if not 0 <= position <= self.source_length:
            raise ValueError(f"no position of the text: {position} of {self.source_length}")
        if bias is Bias.START:
            index = bisect_left(self.changes, position, key=_SOURCE_END)
            if index == len(self.changes):
                return position + self.target_length - self.source_length
            source_start, source_end, target_start, target_end = self.changes[index]
            if position < source_start:
                return position + target_start - source_start
            return target_end if position == source_end > source_start else target_start
        index = bisect_right(self.changes, position, key=_SOURCE_START) - 1
        if index < 0:
            return position
        source_start, source_end, target_start, target_end = self.changes[index]
        if position > source_end:
            return position + target_end - source_end
        return target_start if position == source_start < source_end else target_end

    def to_source(self, position: int, bias: Bias = Bias.START) -> int:
        """Where ``position`` of the target is in the source. Raises ``ValueError`` outside ``0..target_length``."""
        return self.inverse().to_target(position, bias)

    def span_to_target(self, start: int, end: int) -> tuple[int, int]:
        """The span of the target that has all of ``start..end``, and all of each changed span that it touches."""
        return self.to_target(start, Bias.START), self.to_target(end, Bias.END)

    def span_to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that has all of ``start..end``, and all of each changed span that it touches."""
        return self.inverse().span_to_target(start, end)

    def many_to_target(self, positions: NDArray[np.integer], bias: Bias = Bias.START) -> NDArray[np.int64]:
        """``to_target`` of an array of positions, in its order and shape."""
        import numpy as np

        wanted = np.asarray(positions, dtype=np.int64)
        if wanted.size and (wanted.min() < 0 or wanted.max() > self.source_length):
            raise ValueError(f"positions outside of the text: 0..{self.source_length}")
        if not self.changes:
            return wanted.copy()
        if bias is Bias.START:
            return _starts(self._as_arrays(), wanted, self.target_length - self.source_length)
        # Read from behind, a look-up of ends is one of starts.
        mirrored = np.array([[self.source_length], [self.source_length], [self.target_length], [self.target_length]])
        turned: NDArray[np.int64] = (mirrored - self._as_arrays()[[1, 0, 3, 2]])[:, ::-1]
        found = _starts(turned, self.source_length - wanted, self.target_length - self.source_length)
        return self.target_length - found

    def many_to_source(self, positions: NDArray[np.integer], bias: Bias = Bias.START) -> NDArray[np.int64]:
        """``to_source`` of an array of positions, in its order and shape."""
        return self.inverse().many_to_target(positions, bias)

    def _as_arrays(self) -> NDArray[np.int64]:
        if self._arrays is None:
            import numpy as np

            object.__setattr__(self, "_arrays", np.array(self.changes, dtype=np.int64).T.copy())
        assert self._arrays is not None
        return self._arrays

    def inverse(self) -> SpanMap:
        """The same map read from the target. Made once and kept."""
        if self._inverse is None:
            turned = tuple(ChangedSpan(change[2], change[3], change[0], change[1]) for change in self.changes)
            made = SpanMap._trusted(turned, self.target_length, self.source_length)
            object.__setattr__(made, "_inverse", self)
            object.__setattr__(self, "_inverse", made)
            return made
        return self._inverse

    def then(self, following: SpanMap) -> SpanMap:
        """The map from this source to the target of ``following``, whose source is this target.

        Changed spans that overlap in the text between become one. Raises ``ValueError`` where the lengths differ."""
        if self.target_length != following.source_length:
            raise ValueError(f"maps do not meet: {self.target_length} and {following.source_length}")
        if not following.changes:
            return self if self.changes else following
        if not self.changes:
            return following
        changes = _tidy(_compose(self.changes, following.changes))
        return SpanMap._trusted(changes, self.source_length, following.target_length)

    def part(self, start: int, end: int) -> SpanMap:
        """The map of ``start..end`` of the source alone. Raises ``ValueError`` where that cuts a changed span in two."""
        first = bisect_left(self.changes, start, key=_SOURCE_START)
        last = bisect_right(self.changes, end, lo=first, key=_SOURCE_END)
        if (first and self.changes[first - 1].source_end > start) or (
            last < len(self.changes) and self.changes[last].source_start < end
        ):
            raise ValueError(f"a changed span lies across {start} or {end}")
        to = self.to_target(start)
        moved = tuple(
            ChangedSpan(change[0] - start, change[1] - start, change[2] - to, change[3] - to)
            for change in self.changes[first:last]
        )
        return SpanMap._trusted(moved, end - start, self.to_target(end, Bias.END) - to)

    def as_rows(self) -> list[list[int]]:
        """``[[source_start, source_end, target_start, target_end], …]``, in order: what JSON carries."""
        return [list(change) for change in self.changes]


def _starts(changes: NDArray[np.int64], wanted: NDArray[np.int64], tail: int) -> NDArray[np.int64]:
    """``to_target`` with ``Bias.START`` over columns of changes (4 rows, at least one column)."""
    import numpy as np

    # A last, empty change at the end of the text stands for the offset behind all others.
    last = np.iinfo(np.int64).max // 2
    source_start, source_end, target_start, target_end = (
        np.append(row, value) for row, value in zip(changes, (last, last, last + tail, last + tail), strict=True)
    )
    index: NDArray[np.intp] = np.searchsorted(source_end, wanted, side="left")
    left, right = source_start[index], source_end[index]
    is_gap, is_end = wanted < left, (wanted == right) & (right > left)
    return np.where(is_gap, wanted - left, 0) + np.where(is_end, target_end[index], target_start[index])


def utf16_map(text: str) -> SpanMap:
    """The map from code points of ``text`` to its UTF-16 code units, in which toolkits and browsers count."""
    changes: list[ChangedSpan] = []
    extra = 0
    for match in _ASTRAL.finditer(text):
        for start in range(match.start(), match.end()):
            changes.append(ChangedSpan(start, start + 1, start + extra, start + extra + 2))
            extra += 1
    return SpanMap._trusted(tuple(changes), len(text), len(text) + extra)  # pyright: ignore[reportPrivateUsage]


def _tidy(rows: Iterable[ChangedSpan]) -> tuple[ChangedSpan, ...]:
    """``rows`` without those that change no position, and neighbours that say the same as one of them joined."""
    kept: list[ChangedSpan] = []
    for row in rows:
        if row[1] - row[0] == row[3] - row[2] <= 1:
            continue
        if kept and _is_continued(kept[-1], row):
            last = kept.pop()
            row = ChangedSpan(last[0], row[1], last[2], row[3])
        kept.append(row)
    return tuple(kept)


def _is_continued(last: ChangedSpan, row: ChangedSpan) -> bool:
    """True for two insertions at one spot, or for what was taken out in two goes."""
    if last.source_end != row.source_start or last.target_end != row.target_start:
        return False
    return last.source_start == row.source_end or last.target_start == row.target_end


def _check(changes: Iterable[ChangedSpan], source_length: int, target_length: int) -> None:
    source = target = 0
    for change in changes:
        source_start, source_end, target_start, target_end = change
        is_ordered = source <= source_start <= source_end and target <= target_start <= target_end
        if not is_ordered or source_start - source != target_start - target:
            raise ValueError(f"changed spans do not fit: {change}")
        source, target = source_end, target_end
    if source > source_length or source_length - source != target_length - target:
        raise ValueError(f"changed spans do not fit into texts of {source_length} and {target_length}")


def _compose(first: tuple[ChangedSpan, ...], second: tuple[ChangedSpan, ...]) -> Iterator[ChangedSpan]:
    """The changes of two maps in a row, those that overlap in the text between joined."""
    i = j = 0
    to_source = to_target = 0  # offsets from the text between, at the place that was reached
    while i < len(first) or j < len(second):
        low, high, i, j = _component(first, second, i, j)
        source_start, target_start = low + to_source, low + to_target
        if i:
            to_source = first[i - 1].source_end - first[i - 1].target_end
        if j:
            to_target = second[j - 1].target_end - second[j - 1].source_end
        yield ChangedSpan(source_start, high + to_source, target_start, high + to_target)


def _component(
    first: tuple[ChangedSpan, ...], second: tuple[ChangedSpan, ...], i: int, j: int
) -> tuple[int, int, int, int]:
    """The next run of overlapping changes: its bounds in the text between, and the indexes after it."""
    # Sorted by (start, end): an empty span at the start of a wider one goes first and stays apart from it.
    mine = (first[i].target_start, first[i].target_end) if i < len(first) else None
    other = (second[j].source_start, second[j].source_end) if j < len(second) else None
    if other is None or (mine is not None and mine <= other):
        low, high = first[i].target_start, first[i].target_end
        i += 1
    else:
        low, high = second[j].source_start, second[j].source_end
        j += 1
    while True:
        if i < len(first) and _touches(low, high, first[i].target_start, first[i].target_end):
            high = max(high, first[i].target_end)
            i += 1
        elif j < len(second) and _touches(low, high, second[j].source_start, second[j].source_end):
            high = max(high, second[j].source_end)
            j += 1
        else:
            return low, high, i, j


def _touches(low: int, high: int, start: int, end: int) -> bool:
    """True where ``start..end`` begins inside ``low..high``, or both are the same empty span."""
    return start < high or low == high == start == end
