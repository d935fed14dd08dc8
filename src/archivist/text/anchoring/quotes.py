"""All places of a passage that a person quoted, in whatever script and with whatever damage."""

from collections.abc import Iterable, Iterator

from archivist.domain import Span
from archivist.text.conversion import converter
from archivist.text.fold import fold
from archivist.text.repair import strip_readings

_VOCABULARIES = ("s2twp", "tw2sp")
"""Conversions after which a text has other words than itself, so that its own fold does not match theirs."""


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
