"""What differs between two texts, compared on the fold: kept, moved, inserted, deleted, replaced.

For versions, duplicates, comparison and anchors. A passage in another script counts as kept, and is told apart from one
that stayed to the letter. Positions count code points of the two texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import itemgetter

from archivist.domain import Span
from archivist.text.fold import fold
from archivist.text.shared import (
    Gap,
    agreeing_after,
    agreeing_before,
    between,
    common_grams,
    shared_runs,
    trimmed_runs,
    without_islands,
)
from archivist.text.spanmap import SpanMap
from archivist.text.subsequence import Run

_MOST_ROUNDS = 4
_SHORTEST_MOVE = 10
"""A shorter passage that left one place and came at another is no move: it may be any phrase."""


class ChangeKind(StrEnum):
    KEPT = "kept"
    MOVED = "moved"
    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """A passage of the old text and what it is in the new one; an empty span says between which neighbours.

    ``is_literal`` is false where a kept or moved passage is written otherwise: in the other script, another width."""

    kind: ChangeKind
    old: Span
    new: Span
    is_literal: bool = True


class Difference:
    """The difference between an ``old`` and a ``new`` text. Made in about linear time; where long stretches have
    nothing in common that could be found quickly, they count as replaced.

    ``runs`` are the passages that stayed, in the order of both texts. ``slides`` are the stretches of both texts of which
    nobody can say which part stayed and which came or went: of a paragraph that is there twice now, or once more."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.old_folded = fold(old)
        self.new_folded = self.old_folded if old == new else fold(new)
        runs = without_islands(shared_runs(self.old_folded, self.new_folded), len(old), len(new))
        self.runs, self.slides = _settled(self.old_folded, self.new_folded, runs)

    @cached_property
    def alignment(self) -> SpanMap:
        """Where positions of the old text are in the new one. Moved passages count as deleted and inserted."""
        return SpanMap((gap for gap in self._gaps() if not gap.is_empty), len(self.old), len(self.new))

    @cached_property
    def moves(self) -> tuple[Run, ...]:
        """Passages that left one place and came at another, by their new place."""
        found = _moved(self.old_folded, self.new_folded, self._gaps())
        return tuple(sorted(found, key=lambda run: run.new))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All of both texts, in the order of the new one; what was deleted stands where it was among what stayed.

        Each place of either text is in one change."""
        leaving = sorted(self.moves)
        found: list[Change] = []
        runs = iter(self.runs)
        for gap in self._gaps():
            if not gap.is_empty:
                found.extend(self._in_gap(gap, _inside(leaving, gap[:2], 0), _inside(self.moves, gap[2:], 1)))
            if run := next(runs, None):
                found.append(self._same(ChangeKind.KEPT, run))
        return tuple(found)

    def _gaps(self) -> Iterator[Gap]:
        """What lies between the runs: one gap more than there are runs, which may be empty."""
        return between(Gap(0, len(self.old), 0, len(self.new)), self.runs)

    def _in_gap(self, gap: Gap, left: Sequence[Run], came: Sequence[Run]) -> Iterator[Change]:
        """The changes of one gap, from which the moves ``left`` and in which those that ``came`` are."""
        olds = list(_rest(gap.old_start, gap.old_end, [(run.old, run.old_end) for run in left]))
        news = list(_rest(gap.new_start, gap.new_end, [(run.new, run.new_end) for run in came]))
        found = [self._same(ChangeKind.MOVED, run) for run in came]
        if len(olds) == len(news) == 1 and self._differ(olds[0], news[0]):
            found.append(Change(ChangeKind.REPLACED, Span(*olds[0]), Span(*news[0])))
        else:
            here, there = Span(gap.new_start, gap.new_start), Span(gap.old_end, gap.old_end)
            yield from (Change(ChangeKind.DELETED, Span(*old), here) for old in olds)
            found.extend(Change(ChangeKind.INSERTED, there, Span(*new)) for new in news)
        yield from sorted(found, key=lambda each: each.new)

    def _differ(self, old: tuple[int, int], new: tuple[int, int]) -> bool:
        """False for a few places that changed sides with what moved."""
        return self.old_folded[slice(*old)] != self.new_folded[slice(*new)]

    def _same(self, kind: ChangeKind, run: Run) -> Change:
        old, new = Span(run.old, run.old_end), Span(run.new, run.new_end)
        return Change(kind, old, new, old.of(self.old) == new.of(self.new))

    def respelled(self) -> Iterator[tuple[Span, Span]]:
        """The stretches that stayed or moved but are written otherwise, each as short as can be, in the new order."""
        for change in self.changes:
            if change.is_literal:
                continue
            start = None
            for step in range(len(change.old) + 1):
                is_other = step < len(change.old) and (
                    self.old[change.old.start + step] != self.new[change.new.start + step]
                )
                if is_other and start is None:
                    start = step
                elif not is_other and start is not None:
                    yield (
                        Span(change.old.start + start, change.old.start + step),
                        Span(change.new.start + start, change.new.start + step),
                    )
                    start = None


def _settled(old: str, new: str, runs: list[Run]) -> tuple[tuple[Run, ...], tuple[Gap, ...]]:
    """``runs`` with what came or went pushed to the start of a line, or else as far as it goes; and where it can be pushed.

    Where pushing joins two gaps, what both sides of them share is found, and they are pushed once more together."""
    slides: list[Gap] = []
    for _ in range(_MOST_ROUNDS):
        pushed, slides = _pushed(old, new, runs)
        if pushed == runs:
            break
        runs = trimmed_runs(old, new, pushed)
    return tuple(runs), tuple(slides)


def _pushed(old: str, new: str, runs: Sequence[Run]) -> tuple[list[Run], list[Gap]]:
    kept: list[Run] = []
    slides: list[Gap] = []
    behind = Run(len(old), len(new), 0)
    # From the end, since pushing one towards the end makes room for the one before it.
    for run in [*reversed(runs), Run(0, 0, 0)]:
        gap = Gap(run.old_end, behind.old, run.new_end, behind.new)
        text, start, end = (old, *gap[:2]) if gap.old_start < gap.old_end else (new, *gap[2:])
        push = 0
        if gap.cells == 0 and start < end:
            left = agreeing_before(text, start, text, end, run.length)
            right = agreeing_after(text, start, text, end, behind.length)
            if left or right:
                slides.append(Gap(gap[0] - left, gap[1] + right, gap[2] - left, gap[3] + right))
                push = _best_push(text, start, end, left, right)
        kept.append(Run(behind.old + push, behind.new + push, behind.length - push))
        behind = Run(run.old, run.new, run.length + push)
    kept.append(behind)
    return [run for run in reversed(kept) if run.length], slides[::-1]


def _best_push(text: str, start: int, end: int, left: int, right: int) -> int:
    """How far to push ``start..end`` of ``text``, at most ``left`` back or ``right`` on: to the start of a line, to where
    it is a whole parenthesis, or else as far as it goes."""
    line = text.rfind("\n", max(start - left - 1, 0), start + right) + 1
    if line and line >= start - left:
        return line - start
    bracket = text.rfind("(", start - left, start + right + 1) - start
    return bracket if bracket >= -left and text[end + bracket - 1] == ")" else right


def _moved(old: str, new: str, gaps: Iterable[Gap]) -> Iterator[Run]:
    """Passages that the old sides of ``gaps`` have once and the new sides have once, the longest first."""
    parts = list(gaps)
    old_rest, new_rest = _Rest(old, [gap[:2] for gap in parts]), _Rest(new, [gap[2:] for gap in parts])
    found = common_grams(old_rest.text, new_rest.text, _SHORTEST_MOVE)
    for run in sorted(found, key=lambda run: run.length, reverse=True):
        step = 0
        while step < run.length:
            # What was put together falls apart again where its parts meet.
            passage = _free_around(old_rest, new_rest, old_rest.place(run.old + step), new_rest.place(run.new + step))
            if passage.length >= _SHORTEST_MOVE:
                old_rest.take(passage.old, passage.old_end)
                new_rest.take(passage.new, passage.new_end)
                yield passage
            step += max(passage.old_end - old_rest.place(run.old + step), 1)


def _free_around(old: _Rest, new: _Rest, at: int, to: int) -> Run:
    """The passage around two places that both texts have and that is free in both; empty where those are not."""
    start = end = 0
    while old.is_free[at + end] and new.is_free[to + end] and old.whole[at + end] == new.whole[to + end]:
        end += 1
    while (
        end
        and old.is_free[at + start - 1]
        and new.is_free[to + start - 1]
        and old.whole[at + start - 1] == new.whole[to + start - 1]
    ):
        start -= 1
    return Run(at + start, to + start, end - start)


class _Rest:
    """What is left of a text: put together, and place by place."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self.whole = text
        self.is_free = bytearray(len(text) + 1)
        """One more than there are places: what lies before the first and behind the last is not free."""
        self._bounds: list[tuple[int, int]] = []
        pieces: list[str] = []
        place = 0
        for start, end in spans:
            if start < end:
                self.is_free[start:end] = b"\1" * (end - start)
                self._bounds.append((place, start))
                pieces.append(text[start:end])
                place += end - start
        self.text = "".join(pieces)

    def place(self, place: int) -> int:
        """Where a place of what was put together is in the text."""
        own, start = self._bounds[bisect_right(self._bounds, place, key=itemgetter(0)) - 1]
        return start + place - own

    def take(self, start: int, end: int) -> None:
        self.is_free[start:end] = bytes(end - start)


def _inside(moves: Sequence[Run], bounds: tuple[int, int], side: int) -> Sequence[Run]:
    """Those of ``moves``, sorted by their place on this ``side`` (0 old, 1 new), that lie in ``bounds``."""
    first = bisect_left(moves, bounds[0], key=itemgetter(side))
    return moves[first : bisect_left(moves, bounds[1], lo=first, key=itemgetter(side))]


def _rest(start: int, end: int, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of ``start..end`` without the spans ``taken``, which are in order."""
    for taken_start, taken_end in taken:
        if start < taken_start:
            yield start, taken_start
        start = taken_end
    if start < end:
        yield start, end
