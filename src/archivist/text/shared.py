"""Passages that two folded texts share: by lines that both have once, by grams that both have once, by subsequences.

The stages of ``difference``: each works inside the gaps that the one before left, so that all of them together cost
about as much as the texts are long. Positions count code points."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from archivist.text.subsequence import Run, common_runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_CELLS = 1 << 24
"""Product of two lengths up to which a subsequence is looked for: some milliseconds."""
_MOST_LINES = 500_000
"""More lines of a gap would take much memory, and are hardly lines of a report."""
_GRAMS = (16, 6)
_CHUNK = 256
_ISLAND = 6
"""Fewer places than these that agree amid what was replaced agree by chance."""


class Gap(NamedTuple):
    """A part of the old and of the new text between two shared passages."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def is_empty(self) -> bool:
        return self.old_start == self.old_end and self.new_start == self.new_end

    @property
    def cells(self) -> int:
        return (self.old_end - self.old_start) * (self.new_end - self.new_start)


def shared_runs(old: str, new: str) -> list[Run]:
    """Passages that both texts have, in the order of both, none of which goes on in the next."""
    texts = _Texts(old, new)
    runs: list[Run] = []
    gaps = [Gap(0, len(old), 0, len(new))]
    for stage in (texts.by_lines, *(texts.by_grams(length) for length in _GRAMS), texts.by_all_lines, texts.by_places):
        left: list[Gap] = []
        for gap in gaps:
            inner = texts.trimmed(gap, runs)
            found = stage(inner) if inner.cells else []
            left.extend(between(inner, found))
            runs.extend(found)
        gaps = left
    for gap in gaps:
        texts.trimmed(gap, runs)
    return joined(sorted(runs))


def common_grams(old: str, new: str, length: int) -> list[Run]:
    """Passages of at least ``length``, each place of which begins a gram that both texts have once; in any order.

    They do not overlap but for ``length - 1`` places at their ends."""
    import numpy as np

    if min(len(old), len(new)) < length:
        return []
    mine, my_places = _single(gram_hashes(old, length))
    other, other_places = _single(gram_hashes(new, length))
    _, at, to = np.intersect1d(mine, other, assume_unique=True, return_indices=True)
    olds, news = my_places[at], other_places[to]
    order = np.argsort(olds)
    olds, news = olds[order], news[order]
    if not olds.size:
        return []
    breaks = np.flatnonzero((np.diff(olds) != 1) | (np.diff(news) != 1)) + 1
    starts, ends = np.append(0, breaks), np.append(breaks, olds.size)
    found = (
        Run(int(olds[start]), int(news[start]), int(end - start) + length - 1)
        for start, end in zip(starts, ends, strict=True)
    )
    # Hashes may collide: what they say is looked up.
    return [run for run in found if old[run.old : run.old_end] == new[run.new : run.new_end]]


def heaviest_chain(runs: Sequence[Run], overlap: int = 0) -> list[Run]:
    """The runs that lie in the same order in both texts and are longest together. ``runs`` are sorted by old place.

    They may overlap by up to ``overlap`` places; those of the chain are cut so that they do not."""
    starts = sorted(run.new for run in runs)
    best: list[tuple[int, int]] = [(0, -1)] * (len(starts) + 1)  # a Fenwick tree: weight and last run, by new place
    before: list[int] = []
    for index, run in enumerate(runs):
        place = bisect_right(starts, run.new)
        weight, last = _heaviest(best, place - 1)
        before.append(last)
        entry = (weight + run.length - overlap, index)
        while place < len(best):
            best[place] = max(best[place], entry)
            place += place & -place
    _, last = _heaviest(best, len(starts))
    chain: list[Run] = []
    while last >= 0:
        chain.append(runs[last])
        last = before[last]
    return list(_without_overlap(reversed(chain)))


def _heaviest(tree: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    found = (0, -1)
    while place > 0:
        found = max(tree[place], found)
        place -= place & -place
    return found


def trimmed_runs(old: str, new: str, runs: Sequence[Run]) -> list[Run]:
    """``runs`` in order, with what the two sides of each gap between them share at the start and at the end."""
    texts = _Texts(old, new)
    found = list(runs)
    for gap in between(Gap(0, len(old), 0, len(new)), runs):
        texts.trimmed(gap, found)
    return joined(sorted(found))


def between(gap: Gap, runs: Sequence[Run]) -> Iterator[Gap]:
    """What ``runs``, in order and inside ``gap``, leave of it."""
    old, new = gap.old_start, gap.new_start
    for run in runs:
        yield Gap(old, run.old, new, run.new)
        old, new = run.old_end, run.new_end
    yield Gap(old, gap.old_end, new, gap.new_end)


def joined(runs: Iterable[Run]) -> list[Run]:
    """``runs`` in order, those that go on in the next as one."""
    kept: list[Run] = []
    for run in runs:
        if kept and (kept[-1].old_end, kept[-1].new_end) == (run.old, run.new):
            run = Run(kept[-1].old, kept[-1].new, kept.pop().length + run.length)
        kept.append(run)
    return kept


def without_islands(runs: Sequence[Run], old_length: int, new_length: int) -> list[Run]:
    """``runs`` without the few places that agree by chance amid what was replaced."""
    kept: list[Run] = []
    for run in runs:
        kept.append(run)
        while len(kept) > 1 and _is_island(kept, -2, kept[-1].old, kept[-1].new):
            del kept[-2]
    while kept and _is_island(kept, -1, old_length, new_length):
        kept.pop()
    return joined(kept)


def _is_island(runs: Sequence[Run], index: int, old_next: int, new_next: int) -> bool:
    """True where the run there is shorter than what was replaced around it, in both texts."""
    run = runs[index]
    before = runs[index - 1] if len(runs) + index > 0 else Run(0, 0, 0)
    old_before, new_before = run.old - before.old_end, run.new - before.new_end
    old_behind, new_behind = old_next - run.old_end, new_next - run.new_end
    is_amid = (old_before or new_before) and (old_behind or new_behind)
    return bool(is_amid) and run.length < min(_ISLAND, old_before + old_behind, new_before + new_behind)


class _Texts:
    """The two texts, and each way to find what they share inside a gap: runs in order that do not overlap."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new

    def trimmed(self, gap: Gap, runs: list[Run]) -> Gap:
        """``gap`` without what its two sides share at the start and at the end, which goes to ``runs``."""
        old_start, old_end, new_start, new_end = gap
        most = min(old_end - old_start, new_end - new_start)
        head = agreeing_after(self.old, old_start, self.new, new_start, most)
        tail = agreeing_before(self.old, old_end, self.new, new_end, most - head)
        if head:
            runs.append(Run(old_start, new_start, head))
        if tail:
            runs.append(Run(old_end - tail, new_end - tail, tail))
        return Gap(old_start + head, old_end - tail, new_start + head, new_end - tail)

    def by_lines(self, gap: Gap) -> list[Run]:
        """Lines that both sides have once."""
        if max(self.old.count("\n", *gap[:2]), self.new.count("\n", *gap[2:])) > _MOST_LINES:
            return []
        mine, other = self._lines(gap)
        mine_once, other_once = _once(mine), _once(other)
        found = [Run(place, other_once[line], len(line)) for line, place in mine_once.items() if line in other_once]
        return heaviest_chain(found)

    def by_grams(self, length: int) -> Callable[[Gap], list[Run]]:
        """Grams that both sides have once, where the gap is too large to be compared place by place."""

        def find(gap: Gap) -> list[Run]:
            if gap.cells <= _MOST_CELLS:
                return []
            old_start, old_end, new_start, new_end = gap
            found = common_grams(self.old[old_start:old_end], self.new[new_start:new_end], length)
            chain = heaviest_chain(found, length - 1)
            return [Run(run.old + old_start, run.new + new_start, run.length) for run in chain]

        return find

    def by_all_lines(self, gap: Gap) -> list[Run]:
        """A longest common subsequence of lines, where the gap is too large to be compared place by place."""
        lines = (self.old.count("\n", *gap[:2]) + 1) * (self.new.count("\n", *gap[2:]) + 1)
        if gap.cells <= _MOST_CELLS or lines > _MOST_CELLS:
            return []
        mine, other = self._lines(gap)
        pairs = [
            (mine[run.old + step], other[run.new + step])
            for run in common_runs([line for line, _ in mine], [line for line, _ in other])
            for step in range(run.length)
        ]
        return [Run(old, new, len(line)) for (line, old), (_, new) in pairs]

    def by_places(self, gap: Gap) -> list[Run]:
        """A longest common subsequence of code points, where the gap is small enough."""
        if gap.cells > _MOST_CELLS:
            return []
        old_start, old_end, new_start, new_end = gap
        found = common_runs(self.old[old_start:old_end], self.new[new_start:new_end])
        return [Run(run.old + old_start, run.new + new_start, run.length) for run in found]

    def _lines(self, gap: Gap) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        return (
            list(_lines_of(self.old, gap.old_start, gap.old_end)),
            list(_lines_of(self.new, gap.new_start, gap.new_end)),
        )


def _lines_of(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The lines of ``start..end``, each with its end and its place."""
    while start < end:
        found = text.find("\n", start, end)
        stop = end if found < 0 else found + 1
        yield text[start:stop], start
        start = stop


def _once(lines: list[tuple[str, int]]) -> dict[str, int]:
    """The places of the lines that occur once, in order."""
    counts = Counter(line for line, _ in lines)
    return {line: place for line, place in lines if counts[line] == 1}


def _without_overlap(chain: Iterable[Run]) -> Iterator[Run]:
    """The runs, each cut at its start so that it overlaps the one before in neither text."""
    old = new = 0
    for run in chain:
        cut = max(old - run.old, new - run.new, 0)
        if cut < run.length:
            kept = Run(run.old + cut, run.new + cut, run.length - cut)
            yield kept
            old, new = kept.old_end, kept.new_end


def agreeing_after(text: str, place: int, other: str, other_place: int, most: int) -> int:
    """How many code points agree from two places on, up to ``most``."""
    return _agreeing(
        lambda count, size: text.startswith(other[other_place + count : other_place + count + size], place + count),
        most,
    )


def agreeing_before(text: str, place: int, other: str, other_place: int, most: int) -> int:
    """How many code points agree before two places, up to ``most``."""
    return _agreeing(
        lambda count, size: text.endswith(other[other_place - count - size : other_place - count], 0, place - count),
        most,
    )


def _agreeing(agrees: Callable[[int, int], bool], most: int) -> int:
    """How many places agree, where ``agrees`` tells it of a stretch: large ones first, which cost next to nothing."""
    count, size = 0, _CHUNK
    while count < most and agrees(count, min(size, most - count)):
        count += min(size, most - count)
        size *= 2
    while size := size // 2:
        if count + size <= most and agrees(count, size):
            count += size
    return count


def gram_hashes(text: str, length: int) -> NDArray[np.uint64]:
    """A number for each gram of ``text``, nearly always another for another gram."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    codes = (codes + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    codes ^= codes >> np.uint64(29)
    hashes = np.zeros(max(len(codes) - length + 1, 0), dtype=np.uint64)
    for step in range(length):
        hashes *= np.uint64(0x5851F42D4C957F2D)
        hashes += codes[step : step + len(hashes)]
    return hashes ^ (hashes >> np.uint64(31))


def _single(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The hashes that occur once, sorted, and their places."""
    import numpy as np

    values, places, counts = np.unique(hashes, return_index=True, return_counts=True)
    return values[counts == 1], places[counts == 1]
