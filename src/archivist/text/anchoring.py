"""Where a mark stands: making anchors, finding quotes in any script, and placing an anchor in a changed text.

All comparison is on the fold. A mark is never placed on a guess: where no place or no single place convinces, a person
decides. Following a position through the difference of two texts, and quotes that changed themselves, are not here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archivist.domain import CONTEXT_LENGTH, N_, Anchor, Span
from archivist.text.conversion import converter
from archivist.text.fold import fold
from archivist.text.repair import strip_readings

_VOCABULARIES = ("s2twp", "tw2sp")
"""Conversions after which a text has other words than itself, so that its own fold does not match theirs."""

_TELLING_LENGTH = 8
"""A quote this long that occurs once is itself; a shorter one needs its context to agree."""
_LEAST_CONTEXT = 0.5
_LEAST_LEAD = 4
"""Code points of context by which the best of several places must lead."""
_MOST_PLACES = 2000
"""Where a quote occurs more often, its context is not weighed place by place."""
_MOST_CANDIDATES = 20

_SAME = N_("The passage stands where it stood")
_MOVED = N_("The passage occurs once")
_BEST_CONTEXT = N_("The passage occurs several times, and the text around it fits one place best")
_GONE = N_("The passage does not occur any more")
_UNSURE = N_("The passage occurs, but the text around it is another")
_SEVERAL = N_("The passage occurs several times, and no place fits clearly best")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor belongs in a text, or why nobody can say.

    ``span`` is None where a person has to decide; ``candidates`` are then the places to choose from, best first.
    ``confidence`` runs from 0 to 1."""

    span: Span | None
    reason: str
    confidence: float
    candidates: tuple[Span, ...] = ()


def make_anchor(reading_text: str, span: Span) -> Anchor:
    """The anchor of ``span``: position, exact quote and context. Raises ``ValueError`` for a span beyond the text."""
    if span.end > len(reading_text):
        raise ValueError(f"no span of the text: {span.start}..{span.end} of {len(reading_text)}")
    prefix = reading_text[max(0, span.start - CONTEXT_LENGTH) : span.start]
    suffix = reading_text[span.end : span.end + CONTEXT_LENGTH]
    return Anchor(span, span.of(reading_text), prefix, suffix)


def holds(anchor: Anchor, reading_text: str) -> bool:
    """True where the anchor's position still has its quote, in any script; false for an orphan."""
    if anchor.span is None or anchor.span.end > len(reading_text):
        return False
    return fold(anchor.span.of(reading_text)) == fold(anchor.exact)


def find_quote(reading_text: str, quote: str) -> tuple[Span, ...]:
    """All places of a passage that a person quoted, in reading order and disjoint; empty where there is none.

    The quote may be in either script, in the words of Taiwan or of the mainland, and may carry inline readings as on a
    damaged page; spaces and line ends around it do not count."""
    wordings = _wordings(quote)
    if not wordings:
        return ()
    folded = fold(reading_text)
    for wording in wordings:
        if spans := tuple(_occurrences(folded, wording)):
            return spans
    for config in _VOCABULARIES:
        conversion = converter(config).align(reading_text)
        folded = fold(conversion.text)
        for wording in wordings:
            found = (
                conversion.alignment.span_to_source(span.start, span.end) for span in _occurrences(folded, wording)
            )
            if spans := tuple(_disjoint(found)):
                return spans
    return ()


def place_anchor(anchor: Anchor, reading_text: str) -> Placement:
    """Where ``anchor`` belongs in ``reading_text``, which may have changed since it was made.

    First the position itself, then the one exact occurrence of the quote that context confirms. Linear."""
    fitting = _Fitting(anchor, fold(reading_text))
    if anchor.span is not None and holds(anchor, reading_text) and fitting.is_whole(anchor.span):
        return Placement(anchor.span, _SAME, 1.0)
    places = fitting.places()
    if not places:
        return Placement(None, _GONE, 0.0)
    if len(places) == 1:
        return _place_only(anchor, fitting, places[0])
    if len(places) > _MOST_PLACES:
        return Placement(None, _SEVERAL, 0.0)
    ranked = sorted(places, key=fitting.context_of, reverse=True)
    best, second = ranked[:2]
    if fitting.convinces(best) and fitting.context_of(best) - fitting.context_of(second) >= _LEAST_LEAD:
        return Placement(best, _SAME if best == anchor.span else _BEST_CONTEXT, 0.8)
    return Placement(None, _SEVERAL, 0.2, tuple(ranked[:_MOST_CANDIDATES]))


def _place_only(anchor: Anchor, fitting: "_Fitting", span: Span) -> Placement:
    """The placement where the quote occurs once, at ``span``."""
    if span == anchor.span:
        return Placement(span, _SAME, 0.9)
    if len(fitting.exact) >= _TELLING_LENGTH or fitting.convinces(span):
        return Placement(span, _MOVED, 0.9)
    return Placement(None, _UNSURE, 0.4, (span,))


class _Fitting:
    """How well an anchor's quote and context fit places of one folded text."""

    def __init__(self, anchor: Anchor, folded: str) -> None:
        self.exact = fold(anchor.exact)
        self._prefix, self._suffix = fold(anchor.prefix), fold(anchor.suffix)
        self._folded = folded

    def places(self) -> list[Span]:
        """Where the quote occurs, overlapping ones too; one more than can be weighed where there are too many."""
        found: list[Span] = []
        start = self._folded.find(self.exact) if self.exact else -1
        while start >= 0 and len(found) <= _MOST_PLACES:
            found.append(Span(start, start + len(self.exact)))
            start = self._folded.find(self.exact, start + 1)
        return found

    def context_of(self, span: Span) -> int:
        """Code points of context that agree, counted from the quote outwards."""
        before = self._folded[max(0, span.start - len(self._prefix)) : span.start]
        behind = self._folded[span.end : span.end + len(self._suffix)]
        return _common(reversed(before), reversed(self._prefix)) + _common(behind, self._suffix)

    def is_whole(self, span: Span) -> bool:
        """True where all of the context agrees."""
        return self.context_of(span) == len(self._prefix) + len(self._suffix)

    def convinces(self, span: Span) -> bool:
        """True where enough of the context agrees."""
        return self.context_of(span) >= _LEAST_CONTEXT * (len(self._prefix) + len(self._suffix))


def _common(left: Iterable[str], right: Iterable[str]) -> int:
    """How many characters agree from the start."""
    count = 0
    for own, other in zip(left, right, strict=False):
        if own != other:
            break
        count += 1
    return count


def _wordings(quote: str) -> list[str]:
    """The folds under which the quote may stand: as it is, and without inline readings."""
    trimmed = quote.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [fold(wording) for wording in dict.fromkeys((trimmed, strip_readings(trimmed).strip())) if wording]


def _occurrences(folded: str, wording: str) -> Iterator[Span]:
    """Where ``wording`` stands, from left to right; occurrences that overlap count once."""
    start = folded.find(wording)
    while start >= 0:
        yield Span(start, start + len(wording))
        start = folded.find(wording, start + len(wording))


def _disjoint(spans: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The spans without those that begin inside the one before: two hits in one changed word are one place."""
    reached = 0
    for start, end in spans:
        if start >= reached and end > start:
            yield Span(start, end)
            reached = end
