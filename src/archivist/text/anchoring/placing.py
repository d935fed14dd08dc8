"""Placing an anchor in a text that changed since it was made.

In this order: where it stood, where its line went, where the difference of the texts leads, where else its quote stands,
where something like it stands. What does not convince, or convinces in two places, waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import islice

from archivist.domain import Anchor, Candidate, OrphanReason, Span
from archivist.text.anchoring.anchor import make_anchor
from archivist.text.anchoring.fitting import Fitting, around, lines_around
from archivist.text.anchoring.following import Trail
from archivist.text.anchoring.lines import Lines
from archivist.text.anchoring.nearby import NearPlaces
from archivist.text.difference import Difference
from archivist.text.fold import fold
from archivist.text.subsequence import likeness

_SURE = 0.9
"""Context with which a place to which the difference leads needs no further look."""
_WHOLE = 0.95
"""Quote and context of a mark of which it is not known where it stood."""
_ENOUGH = 0.6
"""Context that a passage needs which nothing else speaks for."""
_LEAD = 0.1
"""By how much one place must fit better than another."""
_SLIDE_LEAD = 0.3
"""The same where the difference says that either may be it."""
_NEIGHBOUR, _NEIGHBOUR_LEAD = 200, 0.4
_BONUS = 0.25
"""What the difference of the texts counts for, where it is sure."""
_WITNESSES = 16
"""Code points of context that speak for a place to which the difference leads."""
_TELLING_LENGTH = 24
"""A quote this long that occurs once is itself; one of half the length needs some context, a shorter one more of it."""
_SAME = 0.8
"""So much of a short passage must be there yet, and so little come in: without its negation it is another."""
_MOST_PLACES = 300
"""Where a quote occurs more often, its places are not weighed one by one."""
_MOST_WEIGHED = 12
_MOST_NEAR = 5
_LONGEST_NEAR = 2000
_SLACK = 48
_MOST_CANDIDATES = 8
_LEAST_CANDIDATE = 0.35


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor belongs in a text, or why nobody can say.

    ``span`` is None where a person has to decide, for ``reason``; ``candidates`` are then the places to choose from, best
    first. ``confidence`` runs from 0 to 1: of the place, or of the best candidate."""

    span: Span | None
    confidence: float
    reason: OrphanReason | None = None
    candidates: tuple[Candidate, ...] = ()


class Placer:
    """Places the anchors of one report in its new ``reading_text``.

    With the ``difference`` that leads there, anchors may count in the old text; without, in this one."""

    def __init__(self, reading_text: str, difference: Difference | None = None) -> None:
        self._difference = difference
        self._folded = difference.new_folded if difference is not None else fold(reading_text)
        self._near = NearPlaces(self._folded)

    @cached_property
    def _trail(self) -> Trail | None:
        return Trail(self._difference) if self._difference is not None else None

    @cached_property
    def _lines(self) -> Lines | None:
        return Lines(self._difference.old_folded, self._folded) if self._difference is not None else None

    def place(self, anchor: Anchor) -> Placement:
        """Where ``anchor`` belongs. Mostly quick; where its quote has to be looked for, about linear in the text."""
        fitting = Fitting(anchor)
        span = anchor.span
        if span is not None and self._difference is None and self._stands(fitting, span):
            return Placement(span, 1.0)
        if span is not None and self._lines is not None and (found := self._lines.find(span)) is not None:
            return Placement(found, 1.0)
        trail = self._trail if span is not None else None
        followed = trail.follow(span) if trail is not None and span is not None else None
        options: list[_Option] = []
        if followed is not None:
            candidate = Candidate(followed.span, followed.kept, followed.context)
            is_whole = followed.is_sure and followed.kept == followed.lines == 1 and followed.context >= _SURE
            if is_whole and self._is_only(followed.span) and not self._is_doubted(fitting, followed.span, span):
                return Placement(followed.span, candidate.confidence)
            options.append(_Option(candidate, True, followed.is_sure, followed.witnesses, is_firm=followed.is_sure))
        options.extend(self._exact(fitting, span))
        if not any(option.convinces for option in options):
            options.extend(self._similar(fitting, span, options))
        return self._decide(fitting, options, span)

    def _is_only(self, place: Span) -> bool:
        """True where the text has ``place``, with what stands around it on its lines, nowhere else."""
        before, behind = around(place, len(self._folded))
        start = max(before.start, self._folded.rfind("\n", before.start, place.start) + 1)
        end = self._folded.find("\n", place.end, behind.end)
        window = self._folded[start : end if end >= 0 else behind.end]
        return self._folded.find(window) == start and self._folded.find(window, start + 1) < 0

    def _stands(self, fitting: Fitting, span: Span) -> bool:
        """True where quote and context are all there."""
        if self._folded[span.start : span.end] != fitting.exact:
            return False
        return fitting.agreeing(self._folded, span) == len(fitting.prefix) + len(fitting.suffix)

    def _exact(self, fitting: Fitting, span: Span | None) -> Iterable["_Option"]:
        """The places where the quote stands, those whose context agrees best."""
        places = list(islice(fitting.places(self._folded), _MOST_PLACES + 1))
        if len(places) > _MOST_PLACES:
            return
        for place in nlargest(_MOST_WEIGHED, places, key=lambda each: fitting.agreeing(self._folded, each)):
            candidate = Candidate(place, 1.0, fitting.context_at(self._folded, place))
            yield _Option(candidate, is_taken=self._is_taken(place, span), length=len(place))

    def _similar(self, fitting: Fitting, span: Span | None, known: Iterable["_Option"]) -> Iterable["_Option"]:
        """Places where something like the quote stands in something like its context."""
        pattern = fitting.prefix + fitting.exact + fitting.suffix
        if len(pattern) > _LONGEST_NEAR:
            return
        found = {option.candidate.span for option in known}
        for begin in self._near.find(pattern, _MOST_NEAR):
            start, end = max(0, begin - _SLACK), begin + len(pattern) + _SLACK
            fit = fitting.fit(self._folded, start, end) if end > start else None
            if fit is not None and not any(fit.span.overlaps(other) for other in found):
                found.add(fit.span)
                candidate = fitting.candidate(self._folded, fit.span)
                # Ends of lines make a passage look like any other that has one.
                is_firm = fit.is_firm and "\n" not in fitting.exact
                yield _Option(candidate, is_firm=is_firm, is_taken=self._is_taken(fit.span, span))

    def _is_taken(self, place: Span, span: Span | None) -> bool:
        return span is not None and self._trail is not None and self._trail.belongs_elsewhere(place, span)

    def _decide(self, fitting: Fitting, options: Iterable["_Option"], span: Span | None) -> Placement:
        ranked = sorted(_distinct(options), key=lambda option: option.score, reverse=True)
        free = [option for option in ranked if not option.is_taken]
        best = free[0] if free else None
        candidates = tuple(option.candidate for option in ranked if option.candidate.confidence >= _LEAST_CANDIDATE)[
            :_MOST_CANDIDATES
        ]
        confidence = candidates[0].confidence if candidates else 0.0
        # A mark that has lost its place comes back to nothing less than what it was.
        if best is None or not best.convinces or (span is None and best.candidate.confidence < _WHOLE):
            return Placement(None, confidence, _reason(candidates), candidates)
        place = best.candidate.span
        if self._has_rival(fitting, best, ranked, span) or (
            span is not None and self._was_another(fitting, best, span)
        ):
            return Placement(None, confidence, OrphanReason.SEVERAL, candidates)
        if self._is_doubted(fitting, place, span):
            return Placement(None, confidence, _reason(candidates), candidates)
        return Placement(place, best.candidate.confidence)

    def _has_rival(self, fitting: Fitting, best: "_Option", options: Iterable["_Option"], span: Span | None) -> bool:
        """True where another place fits about as well as ``best``, or one that came from elsewhere fits better, or
        stands in lines that are more like the old ones."""
        here = fitting.candidate(self._folded, best.candidate.span).confidence
        lead = _LEAD if best.is_sure or not best.is_followed else _SLIDE_LEAD
        for option in options:
            if option is best:
                continue
            if not option.is_taken and best.score - option.score < lead:
                return True
            if option.length and option.candidate.confidence > here + _LEAD / 2:
                return True
            if option.length and span is not None and option.candidate.confidence > here - _LEAD:
                there, lines = (self._lines_alike(span, each) for each in (option.candidate.span, best.candidate.span))
                if there > lines:
                    return True
                if there == lines and not option.is_taken and self._stands_alike(span, option, best):
                    return True
        return False

    def _lines_alike(self, span: Span, place: Span) -> float:
        """How alike the lines around a place of the old text and one of the new text are."""
        if self._difference is None:
            return 0.0
        old = "".join(line.of(self._difference.old_folded) for line in lines_around(self._difference.old, span))
        new = "".join(line.of(self._folded) for line in lines_around(self._folded, place))
        return likeness(old, new) if max(len(old), len(new)) <= _LONGEST_NEAR else 0.0

    def _stands_alike(self, span: Span, option: "_Option", best: "_Option") -> bool:
        """True where what stands before and behind the lines of ``option`` is about as much like what stood around those
        of ``span`` as it is with ``best``: a paragraph that is there twice is told by its neighbours."""
        assert self._difference is not None
        old = _neighbours(self._difference.old_folded, span)
        there, here = (
            sum(map(likeness, old, _neighbours(self._folded, each.candidate.span))) for each in (option, best)
        )
        return there > here - _NEIGHBOUR_LEAD

    def _is_doubted(self, fitting: Fitting, place: Span, span: Span | None) -> bool:
        """True where too little of the quote is at ``place``, where it is changed there and stands elsewhere as it was, or
        where the lines are others."""
        same = fitting.same_at(self._folded, place)
        if same < _SAME or (same < 1 and next(fitting.places(self._folded), None) is not None):
            return True
        return span is not None and self._lines is not None and self._lines.are_others(span, place)

    def _was_another(self, mark: Fitting, best: "_Option", span: Span) -> bool:
        """True where ``best`` may as well be what another passage of the old text became: one that reads the same, that
        the text around fits as well, and that is nowhere else for sure."""
        place = best.candidate.span
        if self._difference is None or self._trail is None:
            return False
        old = self._difference.old_folded
        fitting = Fitting(make_anchor(self._folded, place))
        alike = {*islice(fitting.places(old), _MOST_PLACES), *islice(mark.places(old), _MOST_PLACES)}
        others = [other for other in alike if not other.overlaps(span)]
        if not others:
            return False
        here, lines = fitting.context_at(old, span), self._lines_alike(span, place)
        is_trusted = best.is_sure and best.candidate.context >= _ENOUGH
        for other in nlargest(_MOST_WEIGHED, others, key=lambda each: fitting.agreeing(old, each)):
            there = fitting.context_at(old, other)
            if there > here + _LEAD / 2:
                return True
            if (there > here - _LEAD or not is_trusted) and self._lines_alike(other, place) > lines:
                return True
            if there > here - _LEAD:
                followed = self._trail.follow(other)
                if not is_trusted or followed is None or not followed.is_sure or followed.span.overlaps(place):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Option:
    """``is_followed``: the difference of the texts leads there, with so many ``witnesses``; ``is_taken``: from elsewhere.
    Not ``is_firm``: its ends are not clear. ``length`` is that of a quote which stands there as it was."""

    candidate: Candidate
    is_followed: bool = False
    is_sure: bool = False
    witnesses: int = 0
    is_taken: bool = False
    is_firm: bool = True
    length: int = 0

    @property
    def score(self) -> float:
        return self.candidate.confidence + _BONUS * self.is_sure

    @property
    def convinces(self) -> bool:
        quote, context = self.candidate.quote, self.candidate.context
        if self.is_taken or not self.is_firm:
            return False
        if self.length:
            return (
                context >= _ENOUGH
                or self.length >= _TELLING_LENGTH
                or (2 * self.length >= _TELLING_LENGTH and context >= 0.3)
            )
        if self.is_sure and self.witnesses >= _WITNESSES:
            return quote >= 0.7
        return context >= _ENOUGH and (quote >= 0.75 or (quote >= 0.6 and context >= 0.85))


def _neighbours(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind the lines of ``span``."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return text[max(0, start - _NEIGHBOUR) : start], text[end : end + _NEIGHBOUR] if end >= 0 else ""


def _distinct(options: Iterable[_Option]) -> list[_Option]:
    """Each place once: by what convinces, else by what the difference says of it."""
    by_span: dict[Span, _Option] = {}
    for option in sorted(options, key=lambda option: not option.convinces):
        known = by_span.setdefault(option.candidate.span, option)
        if option.is_followed and not known.is_followed:
            by_span[option.candidate.span] = replace(known, is_followed=True)
    return list(by_span.values())


def _reason(candidates: tuple[Candidate, ...]) -> OrphanReason:
    """Why none of the ``candidates`` convinces."""
    exact = [candidate for candidate in candidates if candidate.quote == 1]
    if not candidates:
        return OrphanReason.GONE
    if len(exact) > 1 and exact[0].confidence - exact[1].confidence < _LEAD / 2:
        return OrphanReason.SEVERAL
    return OrphanReason.ELSEWHERE if exact else OrphanReason.CHANGED
