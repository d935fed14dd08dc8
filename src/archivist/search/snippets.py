"""Where a query is found in a report, and the piece of the report that shows it best. Pure functions of texts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from archivist.domain.script import Script
from archivist.domain.span import Span
from archivist.search.matching import PARAGRAPH_END, find
from archivist.search.query import Query, Text
from archivist.search.sources import OneText
from archivist.text.conversion import render

SNIPPET_LENGTH = 120
"""Code points of a snippet, about two lines of a result list."""

_LEAD = 4
"""One part in so many of a snippet stands before its first match, so that a reader sees what the match belongs to."""

_BREAKS = (
    re.compile(r"[。！？；!?;…][”’」』）)]*|\.(?=\s)|\n"),
    re.compile(r"[，、：,:]|\s"),
)
"""Where a text may be cut without hurting: behind a sentence; where there is none, behind a clause or a word."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """``text`` is the part ``span`` of the reading text, or that in another script; ``matches`` are (start, end) in
    ``text``. Where the best paragraph is short, those behind it follow."""

    text: str
    matches: tuple[tuple[int, int], ...]
    span: Span
    is_cut_before: bool = False
    is_cut_after: bool = False

    @property
    def shown(self) -> str:
        """The text in one line, with an ellipsis where it is cut inside a paragraph."""
        text = self.text.replace(PARAGRAPH_END, " ")
        return f"{'…' if self.is_cut_before else ''}{text}{'…' if self.is_cut_after else ''}"

    @property
    def shown_matches(self) -> tuple[tuple[int, int], ...]:
        """``matches`` in the text as it is ``shown``."""
        lead = int(self.is_cut_before)
        return tuple((start + lead, end + lead) for start, end in self.matches)


class _Match(NamedTuple):
    start: int
    end: int
    leaf: Text


def find_matches(reading_text: str, query: Query) -> tuple[Span, ...]:
    """All matches of the query's words and phrases in the text, in order; where two overlap the earlier, then longer, stays."""
    return tuple(Span(match.start, match.end) for match in _matches(reading_text, query))


def make_snippet(reading_text: str, query: Query, *, length: int = SNIPPET_LENGTH) -> Snippet:
    """The paragraph with the most different words of the query, then the most matches, cut to about ``length``; where
    that is short, what follows it too.

    It is never longer than ``length``, or than the match where that is longer."""
    return _make_snippet(reading_text, _matches(reading_text, query), length)


def count_and_show(reading_text: str, query: Query) -> tuple[int, Snippet]:
    """The number of matches (``find_matches``), and the snippet: the text is looked through once for both."""
    matches = _matches(reading_text, query)
    return len(matches), _make_snippet(reading_text, matches, SNIPPET_LENGTH)


def _make_snippet(reading_text: str, matches: list[_Match], length: int) -> Snippet:
    paragraph, inside = _best_paragraph(reading_text, matches)
    span = _cut(reading_text, paragraph, inside, length)
    is_cut_after = span.end < paragraph.end
    if not is_cut_after:
        span, is_cut_after = _with_more(reading_text, span, matches, length)
    first = bisect_left(matches, span.start, key=lambda match: match.start)
    last = bisect_left(matches, span.end, key=lambda match: match.start)
    shown = [(start - span.start, end - span.start) for start, end, _ in matches[first:last] if end <= span.end]
    return Snippet(
        span.of(reading_text),
        tuple(shown),
        span,
        is_cut_before=span.start > paragraph.start,
        is_cut_after=is_cut_after,
    )


def in_script(snippet: Snippet, script: Script) -> Snippet:
    """The snippet as it is read in ``script``; ``span`` still counts the reading text."""
    if script is Script.ORIGINAL:
        return snippet
    shown = render(snippet.text, script)
    matches = tuple(shown.alignment.span_to_target(*match) for match in snippet.matches)
    return replace(snippet, text=shown.text, matches=matches)


def _matches(reading_text: str, query: Query) -> list[_Match]:
    source = OneText(reading_text)
    leaves = [leaf for leaf in query.sought() if leaf.fieldname in ("", "body")]
    found = sorted(
        (
            _Match(start, end, leaf)
            for leaf in leaves
            for start, end in zip(*(places.tolist() for places in find(source, leaf.sought)), strict=True)
        ),
        key=lambda match: (match.start, -match.end),
    )
    kept: list[_Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _best_paragraph(text: str, matches: list[_Match]) -> tuple[Span, list[_Match]]:
    """The paragraph to show, and its matches; without any match the first that has text."""
    best, inside = Span(0, 0), []
    last = 0
    while last < len(matches):
        paragraph = _paragraph_at(text, matches[last].start)
        first, last = last, bisect_left(matches, paragraph.end, lo=last + 1, key=lambda match: match.start)
        here = [match for match in matches[first:last] if match.start >= paragraph.start]
        if _worth(here) > _worth(inside):
            best, inside = paragraph, here
    if not inside and (rest := text.lstrip()):
        best = _paragraph_at(text, len(text) - len(rest))
    return best, inside


def _paragraph_at(text: str, place: int) -> Span:
    """The paragraph that holds ``place``, without the spaces around it."""
    start = text.rfind(PARAGRAPH_END, 0, place) + 1
    end = text.find(PARAGRAPH_END, place)
    line = text[start : end if end >= 0 else len(text)]
    inner = line.strip()
    first = start + (line.index(inner[0]) if inner else 0)
    return Span(first, first + len(inner))


def _worth(matches: list[_Match]) -> tuple[int, int]:
    return len({match.leaf for match in matches}), len(matches)


def _cut(text: str, paragraph: Span, matches: list[_Match], length: int) -> Span:
    """The part of a paragraph to show: from a little before the first of the best run of matches, cut where it hurts least."""
    if len(paragraph) <= length:
        return paragraph
    if not matches:
        return Span(paragraph.start, _last_break(text, paragraph.start, paragraph.start, paragraph.start + length))
    run = _best_run(matches, length - length // _LEAD)
    start = max(paragraph.start, min(run[0].start - length // _LEAD, paragraph.end - length))
    if run[-1].end - start > length:  # one match, longer than the room behind the lead
        start = min(run[0].start, max(paragraph.start, run[-1].end - length))
    if start > paragraph.start:
        start = next(_breaks(text, start, run[0].start), start)
    end = min(paragraph.end, max(start + length, run[-1].end))
    if end < paragraph.end:
        end = _last_break(text, start, run[-1].end, end)
    return Span(start, end)


def _with_more(text: str, span: Span, matches: list[_Match], length: int) -> tuple[Span, bool]:
    """``span``, which ends with a paragraph, and what follows up to ``length``; True where that is cut inside another."""
    latest = span.start + length
    rest = text[span.end : latest]
    if not rest.strip():
        return span, False
    whole = text[span.end : latest + 1]
    if len(whole) == len(rest) or whole[-1] == PARAGRAPH_END:  # there is nothing more, or it ends here
        return Span(span.start, span.end + len(rest.rstrip())), False
    *_, end = (span.end, *_breaks(text, span.end + 1, latest))
    for match in reversed(matches):
        if match.start < end < match.end:
            end = match.start
    end = span.end + len(text[span.end : end].rstrip())
    tail = text[end:].partition(PARAGRAPH_END)[0] if end > span.end else ""
    return Span(span.start, end), bool(tail.strip())


def _best_run(matches: list[_Match], room: int) -> list[_Match]:
    """The matches that fit in ``room`` together and are worth most, the earliest of them; one at least."""
    best = matches[:1]
    last = 0
    for first, match in enumerate(matches):
        last = max(last, first + 1)
        while last < len(matches) and matches[last].end - match.start <= room:
            last += 1
        if last - first > 1 and _worth(matches[first:last]) > _worth(best):
            best = matches[first:last]
    return best


def _last_break(text: str, start: int, after: int, end: int) -> int:
    """The last place to cut in ``after..end``, in the second half of what is shown; ``end`` where there is none."""
    earliest = max(after, start + (end - start) // 2)
    *_, last = (end, *_breaks(text, earliest, end))
    return last


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    """The places behind all sentences that end in the text between, or else behind clauses and words, in order."""
    for pattern in _BREAKS:
        places = [found.end() for found in pattern.finditer(text, start, end)]
        if places:
            return iter(places)
    return iter(())
