"""Following a place through the difference of two texts, and how sure that is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from archivist.domain import Span
from archivist.text.anchoring.fitting import around, image, lines_around
from archivist.text.difference import Difference
from archivist.text.subsequence import Run

_NEAR = 8
"""Context that stayed counts where it is at most this many times as far from the place as it was: damage between its
characters spreads it, a paragraph of something else takes it away."""

_LOSS = 3
_LEAST_OF_LINE, _LEAST_OF_LINES = 0.4, 0.75
"""A few words of a line that went are found in any other; more so where two lines meet."""


class Followed(NamedTuple):
    """Where a place went.

    ``kept`` is the share of it that stayed, ``context`` the share of the text around it that stayed near, ``witnesses``
    how many code points that are, ``lines`` the share of its lines that stayed. It is not ``is_sure`` where all of it
    could as well be elsewhere, where its ends are not clear, or where so much came in between that it is one passage no
    more."""

    span: Span
    kept: float
    context: float
    witnesses: int
    lines: float
    is_sure: bool


class Trail:
    """The way from the old text of a difference to the new one."""

    def __init__(self, difference: Difference) -> None:
        self._difference = difference
        self._moves = sorted(difference.moves)
        self._old_slides = _Stretches((slide.old_start, slide.old_end) for slide in difference.slides)
        self._new_slides = _Stretches((slide.new_start, slide.new_end) for slide in difference.slides)
        self._by_new = sorted((*difference.runs, *difference.moves), key=itemgetter(1))

    def follow(self, span: Span) -> Followed | None:
        """None where nothing of it stayed, or moved as a whole."""
        if not span:
            return None
        moves = _touching(self._moves, span, 0)
        move = next((run for run in moves if run.old <= span.start and span.end <= run.old_end), None)
        if move is not None:
            there = Span(span.start + move.new - move.old, span.end + move.new - move.old)
            witnesses, around = self._witnesses(span, there, [move])
            context = 1.0 if self._is_whole(move) else witnesses / max(around, 1)
            return Followed(there, 1.0, context, witnesses, 1.0, is_sure=True)
        runs = self._difference.runs
        pieces = _touching(runs, span, 0)
        if not pieces:
            return None
        low = bisect_left(runs, pieces[0].old, key=itemgetter(0))
        before = runs[max(low - 1, 0) : low] or (Run(0, 0, 0),)
        behind = runs[low + len(pieces) :][:1] or (Run(len(self._difference.old), len(self._difference.new), 0),)
        found = image(self._difference.new_folded, [*before, *pieces, *behind], span.start, span.end)
        assert found is not None
        there = found.span
        kept = sum(_shared(run, span) for run in pieces)
        is_sure = any(not self._old_slides.hold(max(run.old, span.start), min(run.old_end, span.end)) for run in pieces)
        lines = self._kept_of_lines(span)
        least = _LEAST_OF_LINES if "\n" in span.of(self._difference.old) else _LEAST_OF_LINE
        is_sure = is_sure and found.is_firm and not moves and lines >= least
        witnesses, around = self._witnesses(span, there, runs)
        return Followed(there, kept / len(span), witnesses / around if around else 1.0, witnesses, lines, is_sure)

    def _kept_of_lines(self, span: Span) -> float:
        """The share of the lines of ``span`` that stayed, of the line that stayed least."""
        runs = self._difference.runs
        shares = [
            sum(_shared(run, line) for run in _touching(runs, line, 0)) / len(line)
            for line in lines_around(self._difference.old, span)
        ]
        return min(shares, default=1.0)

    def _is_whole(self, move: Run) -> bool:
        """True where whole lines moved: their own text is then all that can be asked for."""
        ends = (self._difference.old, move.old, move.old_end), (self._difference.new, move.new, move.new_end)
        return all(
            ("\n" in text[max(start - 1, 0) : start + 1] or not start)
            and ("\n" in text[max(end - 1, 0) : end + 1] or end == len(text))
            for text, start, end in ends
        )

    def belongs_elsewhere(self, place: Span, span: Span) -> bool:
        """True where all of ``place`` in the new text came from another place of the old one than ``span``, for sure."""
        for run in _touching(self._by_new, place, 1):
            if run.new <= place.start and place.end <= run.new_end:
                if self._new_slides.hold(place.start, place.end):
                    return False
                start = place.start + run.old - run.new
                return start >= span.end or start + len(place) <= span.start
        return False

    def _witnesses(self, span: Span, there: Span, runs: Sequence[Run]) -> tuple[int, int]:
        """How many code points of the context stayed near, of how many. What lies beyond a larger loss does not count:
        it may have been brought together with this by chance."""
        before, behind = around(span, len(self._difference.old))
        kept = 0
        reached = span.start
        for run in reversed(_touching(runs, before, 0)):
            end = min(run.old_end, span.start)
            if reached - end > _LOSS or there.start - (end + run.new - run.old) > _NEAR * (span.start - end + 1):
                break
            kept += end - max(run.old, before.start)
            reached = run.old
        reached = span.end
        for run in _touching(runs, behind, 0):
            start = max(run.old, span.end)
            if start - reached > _LOSS or start + run.new - run.old - there.end > _NEAR * (start - span.end + 1):
                break
            kept += min(run.old_end, behind.end) - start
            reached = run.old_end
        return kept, len(before) + len(behind)


class _Stretches:
    """Stretches of a text, those that touch as one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._spans = merged

    def hold(self, start: int, end: int) -> bool:
        """True where all of ``start..end`` lies in one of them."""
        index = bisect_right(self._spans, start, key=itemgetter(0)) - 1
        return index >= 0 and end <= self._spans[index][1]


def _touching(runs: Sequence[Run], span: Span, side: int) -> Sequence[Run]:
    """The runs, sorted by their place on this ``side`` (0 old, 1 new), that share a place with ``span`` there."""
    first = bisect_right(runs, span.start, key=lambda run: run[side] + run.length)
    return runs[first : bisect_left(runs, span.end, lo=first, key=itemgetter(side))]


def _shared(run: Run, span: Span) -> int:
    return min(run.old_end, span.end) - max(run.old, span.start)
