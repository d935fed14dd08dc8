"""Line breaks inside sentences: of text that was wrapped at a fixed width, or cut into pieces for translation.

A wrapped text tells by its widths: each line is broken where the next character would not have had room. A comma at the
end of a line of prose says only that the sentence goes on; verse does so too."""

import re
from collections.abc import Iterator
from heapq import heappush, heappushpop
from typing import NamedTuple

from archivist.domain import N_
from archivist.text.repair.findings import NO_EVIDENCE, NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.script import is_han

KIND = "broken-line"

_LEAST_WIDTH, _MOST_WIDTH = 40, 160
"""Cells of a wrapped line: a Chinese character takes two. Below lie verse and columns, above paragraphs in one line."""
_LINES_FOR_A_LONGER = 40
"""Lines of which one may be longer than the others."""
_SLACK = 2
"""Cells that a program may have left free at the end of a line."""
_SHORTEST_PROSE = 6
"""Code points of a line that a comma ends; shorter ones address somebody: 各位代表，"""
_MOST_COMMAS = 0.4
"""Above this share of lines that end with a comma a text is verse."""
_LAYOUT = " \t\u3000\u00a0"
_COMMAS = "，、,"
_REST = f"[{_LAYOUT}]{{0,{_MOST_WIDTH}}}(?=[^\n{_LAYOUT}])"
_BREAK = re.compile(f"\n{_REST}")
_COMMA_BREAK = re.compile(f"\n(?<=[{_COMMAS}{_LAYOUT}]\n){_REST}")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_WORD = re.compile("[0-9A-Za-z]+")
_GOING_ON = frozenset("，、,；;—")
_CLOSING = frozenset("，。、；：！？”’）」』》〉】…%,.;:!?)")
_GAPS = re.compile("[\u3400-\u9fff](?:\u3000| )[ \u3000]*[\u3400-\u9fff]")
_MOST_GAPS = 2
"""Spaces between Chinese characters in one line of prose; more of them part names or columns."""
_MARKER = re.compile(
    "第[零〇一二三四五六七八九十百千0-9 \u3000]{1,9}[編编篇部章節节條条]"
    "|[（(]?[一二三四五六七八九十0-9０-９]{1,4}[）)、．.]|[①-⑳#*·•●—-]"
)

_REASON_WRAPPED = N_("The lines of this report are as wide as they can be: they were wrapped, and the sentence goes on")
_REASON_COMMA = N_("The line ends with a comma, and the sentence goes on in the next")


class _Break(NamedTuple):
    """A line end: its place with the spaces around it, the last of the line before it, that line's width, and what has to
    stand in one line behind it."""

    start: int
    end: int
    line: str
    width: int
    next: str


def recognise(text: str) -> Findings:
    """Find line breaks inside sentences. Linear."""
    if "\n" not in text:
        return NOTHING
    lines = text.split("\n")
    evidence = NO_EVIDENCE
    if widest := _width_of_wrapping(lines):
        wrapped, evidence = _wrapped(list(_breaks(text, _BREAK)), widest)
        if wrapped:
            return Findings([_join(each, _REASON_WRAPPED, 0.95, widest) for each in wrapped], evidence)
    commas = [
        each for each in _breaks(text, _COMMA_BREAK) if each.line[-1] in _COMMAS and len(each.line) >= _SHORTEST_PROSE
    ]
    if len(commas) > _MOST_COMMAS * sum(1 for line in lines if line and not line.isspace()):
        return NOTHING  # Verse.
    return Findings([_join(each, _REASON_COMMA, 0.6) for each in commas], evidence)


# A text that was wrapped has hardly a line inside a sentence that its width does not explain.
RECOGNISER = Recogniser(KIND, N_("Broken lines"), recognise, enough=Evidence(hits=10, fit=0.95, coverage=0.5))
_LEAST_FIT = 0.8


def _breaks(text: str, pattern: re.Pattern[str]) -> Iterator[_Break]:
    """The breaks between two lines of text that one sentence can go across."""
    for match in pattern.finditer(text):
        start, end = match.span()
        last = text[start - 1] if start else "\n"
        if last not in _LAYOUT and not _goes_on(last, text[end]):
            continue  # Nearly all of them, told without looking at the line.
        before = text[max(0, start - 2 * _MOST_WIDTH) : start]
        line = before[before.rfind("\n") + 1 :].rstrip(_LAYOUT)
        if not line or "://" in line or len(_GAPS.findall(line)) > _MOST_GAPS:
            continue
        if _goes_on(line[-1], text[end]) and not _MARKER.match(text, end):
            start -= len(before) - len(before.rstrip(_LAYOUT))
            yield _Break(start, end, line.lstrip(_LAYOUT), _width(line), _unit(text, end))


def _goes_on(last: str, following: str) -> bool:
    """True where a sentence can go from the one character to the other across a line end."""
    return (is_han(last) or last in _GOING_ON or last.isalnum()) and (
        is_han(following) or following.isalnum() or following in "“‘「『《（("
    )


def _width_of_wrapping(lines: list[str]) -> int:
    """The width that all lines but a few keep to, as an address may not; 0 where no text is wrapped so."""
    longest_first = sorted(filter(None, lines), key=len, reverse=True)
    longer = len(longest_first) // _LINES_FOR_A_LONGER
    if not longest_first or len(longest_first[longer]) > _MOST_WIDTH:
        return 0
    widest: list[int] = []  # A heap: the first is the narrowest of those that are kept.
    for line in longest_first:
        if len(widest) <= longer:
            heappush(widest, _width(line.rstrip(_LAYOUT)))
        elif widest[0] < 2 * len(line):
            heappushpop(widest, _width(line.rstrip(_LAYOUT)))
        else:
            break  # No character takes more than two cells.
    return widest[0] if _LEAST_WIDTH <= widest[0] <= _MOST_WIDTH else 0


def _wrapped(breaks: list[_Break], widest: int) -> tuple[list[_Break], Evidence]:
    """The breaks that the width of the lines explains, and what they say about the text."""
    if not breaks:
        return [], NO_EVIDENCE
    full = [each for each in breaks if widest - _SLACK - _width(each.next) < each.width <= widest]
    # A heading is short; a line that ends well before the others says that nothing was wrapped.
    long = [each for each in breaks if each.width > widest // 2]
    evidence = Evidence(len(full), len(full) / max(1, len(long)), len(full) / len(breaks))
    is_wrapped = evidence.hits >= RECOGNISER.enough.hits and evidence.fit >= _LEAST_FIT
    return (full if is_wrapped else []), evidence


def _join(each: _Break, reason: str, confidence: float, widest: int = 0) -> Place:
    """The place that joins two lines; ``widest`` where they were wrapped."""
    last, following = each.line[-1], each.next[0]
    is_latin = last.isascii() and last.isalnum() and following.isascii()
    # A number may be cut where the line is full to the last cell.
    is_cut = last.isdigit() and following.isdigit() and each.width == widest
    return Place(each.start, each.end, " " if is_latin and not is_cut else "", reason, confidence, widest > 0)


def _unit(text: str, position: int) -> str:
    """What has to stand in one line from ``position`` on: a word or a character, with the marks behind it."""
    word = _WORD.match(text, position, position + _MOST_WIDTH)
    end = word.end() if word else position + 1
    while end < len(text) and text[end] in _CLOSING and end - position < _MOST_WIDTH:
        end += 1
    return text[position:end]


def _width(text: str) -> int:
    """Cells that ``text`` takes on a screen of fixed width."""
    return len(text) + len(_WIDE.findall(text))
