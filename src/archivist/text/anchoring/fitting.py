"""How well places of a text fit an anchor: its quote, and the text around it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archivist.domain import CONTEXT_LENGTH, Anchor, Candidate, Span
from archivist.text.fold import fold
from archivist.text.shared import agreeing_after, agreeing_before, shared_runs, without_islands
from archivist.text.subsequence import Run, likeness

_LONG = 1000
"""Longer quotes are compared in about linear time."""

_FAR = 16
"""A character may have its reading behind it, and no more than that."""

_LINE = 200
_CAME = 40
_READING = 10
"""The longest reading, with its parentheses."""
IN_PARENTHESES = re.compile(r"\([a-z\u00e0-\u01dc]{1,8}\)")
_SPREAD = 5
"""A passage that is this many times as long as before is not one passage any more."""
_MOST_LOST = 2
"""So many places at an end of a passage, or a fifth of it, may have changed."""


class Fitting:
    """The anchor's quote and context, held against places of texts that are folded already."""

    def __init__(self, anchor: Anchor) -> None:
        self.exact = fold(anchor.exact)
        self.prefix, self.suffix = fold(anchor.prefix), fold(anchor.suffix)

    def candidate(self, folded: str, span: Span) -> Candidate:
        return Candidate(span, self.quote_at(folded, span), self.context_at(folded, span))

    def quote_at(self, folded: str, span: Span) -> float:
        """How alike quote and place are, from 0 to 1."""
        found = folded[span.start : span.end]
        if found == self.exact:
            return 1.0
        return 2 * _common(self.exact, found) / (len(self.exact) + len(found))

    def same_at(self, folded: str, span: Span) -> float:
        """The share of letters and digits that quote and place have in common, readings in parentheses apart."""
        found = folded[span.start : span.end]
        if found == self.exact:
            return 1.0
        exact, found = (_letters(IN_PARENTHESES.sub("", text)) for text in (self.exact, found))
        if exact == found:
            return 1.0
        return _common(exact, found) / max(len(exact), len(found))

    def context_at(self, folded: str, span: Span) -> float:
        """How alike the texts around are, from 0 to 1; 1 where the anchor has none."""
        known = len(self.prefix) + len(self.suffix)
        if not known:
            return 1.0
        before = folded[max(0, span.start - len(self.prefix)) : span.start]
        behind = folded[span.end : span.end + len(self.suffix)]
        agreed = len(self.prefix) * likeness(self.prefix, before) + len(self.suffix) * likeness(self.suffix, behind)
        return agreed / known

    def agreeing(self, folded: str, span: Span) -> int:
        """Code points of context that agree, counted from the quote outwards: quicker than ``context_at``."""
        prefix, suffix = self.prefix, self.suffix
        before = agreeing_before(folded, span.start, prefix, len(prefix), min(len(prefix), span.start))
        return before + agreeing_after(folded, span.end, suffix, 0, min(len(suffix), len(folded) - span.end))

    def places(self, folded: str) -> Iterator[Span]:
        """Where the quote stands, also where it overlaps itself."""
        start = folded.find(self.exact) if self.exact else -1
        while start >= 0:
            yield Span(start, start + len(self.exact))
            start = folded.find(self.exact, start + 1)

    def fit(self, folded: str, start: int, end: int) -> "Image | None":
        """Where in ``start..end`` the quote may be, changed as it is; None where nothing of it is there."""
        pattern = self.prefix + self.exact + self.suffix
        found = without_islands(shared_runs(pattern, folded[start:end]), len(pattern), end - start)
        runs = [Run(0, 0, 0), *found, Run(len(pattern), end - start, 0)]
        moved = [Run(run.old, run.new + start, run.length) for run in runs]
        return image(folded, moved, len(self.prefix), len(self.prefix) + len(self.exact))


def _common(old: str, new: str) -> float:
    """How many code points two texts have in common, in order."""
    if max(len(old), len(new)) <= _LONG:
        return likeness(old, new) * (len(old) + len(new)) / 2
    return sum(run.length for run in shared_runs(old, new))


def _letters(text: str) -> str:
    """Letters and digits; all of ``text`` where it has none."""
    return "".join(filter(str.isalnum, text)) or text


class Image(NamedTuple):
    """Where a passage is now; not ``is_firm`` where one of its ends is not clear, or where it is one passage no more."""

    span: Span
    is_firm: bool


def image(text: str, runs: Sequence[Run], start: int, end: int) -> Image | None:
    """Where ``start..end`` of the old text is in the new ``text``: from its first place that stayed to its last.

    Places at its ends that were replaced count with it, what was inserted beside it does not. ``runs`` are those around
    it and one on each side, in the order of both texts. None where nothing of it stayed."""
    first, last = 1, len(runs) - 2
    while first <= last and runs[first].old_end <= start:
        first += 1
    while last >= first and runs[last].old >= end:
        last -= 1
    if first > last:
        return None
    low, high = first, last
    while low < high and _is_astray(runs[low].old_end - start, runs[low], runs[low + 1]):
        low += 1
    while low < high and _is_astray(end - runs[high].old, runs[high - 1], runs[high]):
        high -= 1
    head, tail = runs[low], runs[high]
    before, behind = runs[low - 1], runs[high + 1]
    most = max(_MOST_LOST, (end - start) // 5)
    to_start, is_start_firm = _end(head.old - start, head.new - before.new_end, before.old_end == start, most)
    to_end, is_end_firm = _end(end - tail.old_end, behind.new - tail.new_end, behind.old == end, most)
    span = Span(
        head.new - to_start if low == first else head.new, tail.new_end + (to_end if high == last else min(to_end, 0))
    )
    is_whole = not _is_torn(text, runs[low : high + 1], span, end - start)
    return Image(span, is_start_firm and is_end_firm and is_whole)


def _end(lost: int, room: int, is_next: bool, most: int) -> tuple[int, bool]:
    """How far a passage goes beyond what stayed of it, where ``lost`` places of it did not (negative: it ends that much
    earlier) and ``room`` places are up to what stayed next; and whether that is clear, which it is for ``most`` at best."""
    if lost <= 0 or not room:
        return min(lost, 0), lost <= most
    if is_next:
        return room, room <= 2 * lost and lost <= most
    return min(room, lost), room == lost <= most


def _is_astray(length: int, run: Run, following: Run) -> bool:
    """True where so little as ``length`` places at an end lie so far from the rest that they are others of the kind."""
    came = following.new - run.new_end - (following.old - run.old_end)
    return came > _FAR * length


def _is_torn(text: str, pieces: Sequence[Run], span: Span, length: int) -> bool:
    """True where more came in between the pieces than readings behind characters: much, or lines."""
    if len(span) > _SPREAD * length:
        return True
    for run, after in pairwise(pieces):
        came = text[run.new_end : after.new]
        if came.isspace():
            continue
        is_beside_end = len(came) > _READING and "\n" in text[run.new_end - 1 : after.new + 1]
        if len(came) > max(_CAME, length) or "\n" in came or is_beside_end:
            return True
    return False


def lines_around(text: str, span: Span) -> Iterator[Span]:
    """The lines that ``span`` touches, cut where they go far beyond it; empty ones left out."""
    start = text.rfind("\n", max(0, span.start - _LINE), span.start) + 1 or max(0, span.start - _LINE)
    while start < span.end:
        end = text.find("\n", start, span.end + _LINE)
        end = end if end >= 0 else min(len(text), span.end + _LINE)
        if start < end:
            yield Span(start, end)
        start = end + 1


def around(span: Span, length: int) -> tuple[Span, Span]:
    """The context of a span in a text of ``length`` code points: before it, and behind it."""
    return (
        Span(max(0, span.start - CONTEXT_LENGTH), span.start),
        Span(span.end, min(length, span.end + CONTEXT_LENGTH)),
    )
