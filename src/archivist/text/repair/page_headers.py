"""Headers, footers and numbers of printed pages, left between the lines of a text.

Page numbers that are written as such and count up by one are sure to be some; so are lines that never stand but beside
them. Lone numbers, and lines that come again at even distances, may be the author's: they are proposed only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from archivist.domain import N_
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.script import is_han

KIND = "page-header"

_LONGEST = 60
"""Code points of a header."""
_SHORTEST_PAGE = 200
"""Code points between two headers; what comes again sooner is a list."""
_LEAST_PAGES = 3
_LEAST_COPIES = 4
"""Of a line that stands beside no page number."""
_DASH = "[-—–－─·•~]"
_NUMBER = re.compile(
    f"{_DASH}{{1,2}} ?(?P<dashed>[0-9]{{1,4}}) ?{_DASH}{{1,2}}"
    "|第 ?(?P<named>[0-9]{1,4}) ?[页頁](?:[ ,，/]{0,2}共 ?[0-9]{1,4} ?[页頁])?"
    "|[Pp]age (?P<english>[0-9]{1,4})(?: of [0-9]{1,4})?"
    "|(?P<lone>[0-9]{1,4})"
)
_ENDS = frozenset("0123456789页頁-—–－─·•~")
_DIGITS = re.compile("[0-9]+")
_STRUCTURE = re.compile("[。；;：:，,、|#]|第0|[附表图圖例题題式]|^[（(]?[0零〇一二三四五六七八九十]|0日$")
"""What makes a line that comes again a part of the text: sentences, lists, tables, numbered chapters, dates."""

_REASON_NUMBER = N_("A page number: such lines count up by one through the text")
_REASON_MAYBE_NUMBER = N_("It may be a page number: such lines count up by one through the text")
_REASON_HEADER = N_("A header or footer: this line stands beside the page numbers, and nowhere else")
_REASON_MAYBE = N_("This line comes again at even distances, as headers of printed pages do")


class _Header(NamedTuple):
    line: int
    reason: str
    is_certain: bool


class _Number(NamedTuple):
    """A line that holds a number, and how it is written."""

    line: int
    form: str
    value: int


class _Page(NamedTuple):
    """A text by its lines: where each begins, and what it holds without the spaces around it."""

    text: str
    starts: list[int]
    lines: list[str]

    def end_of(self, line: int) -> int:
        """Where the next line begins, or the end of the text."""
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)

    def filled(self, line: int, step: int) -> int | None:
        """The next line in that direction that is not blank."""
        line += step
        while 0 <= line < len(self.lines):
            if self.lines[line]:
                return line
            line += step
        return None


def recognise(text: str) -> Findings:
    """Find what printed pages left. Linear but for sorting."""
    lines = text.split("\n")
    short = {index: line.strip() for index, line in enumerate(lines) if line and len(line) <= _LONGEST}
    alike = _alike(short)
    numbers = list(_numbers(short))
    if not alike and len(numbers) < _LEAST_PAGES:
        return NOTHING
    starts = [0, *accumulate(len(line) + 1 for line in lines)][:-1]
    page = _Page(text, starts, [line.strip() for line in lines])
    counted = _page_numbers(page, numbers)
    headers = {each.line: each for each in (*_repeated(page, alike), *counted, *_beside(page, counted, alike))}
    if not headers:
        return NOTHING
    places = list(_places(page, sorted(headers.values())))
    return Findings(places, Evidence(sum(each.is_certain for each in headers.values()), 1.0, 1.0))


# What is certain of a line has been weighed over all pages already.
RECOGNISER = Recogniser(KIND, N_("Page headers"), recognise, enough=Evidence(hits=_LEAST_PAGES, fit=1.0, coverage=1.0))


def _alike(short: dict[int, str]) -> dict[str, list[int]]:
    """The lines that are the same but for their numbers, and stand often enough, by what they have in common."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in short.items():
        if len(line) > 3:
            found[line if line.isalpha() else _DIGITS.sub("0", line)].append(index)
    return {
        masked: places
        for masked, places in found.items()
        if len(places) >= _LEAST_PAGES and not _STRUCTURE.search(masked) and any(map(is_han, masked))
    }


def _numbers(short: dict[int, str]) -> Iterator[_Number]:
    for index, line in short.items():
        if line[-1:] in _ENDS and (match := _NUMBER.fullmatch(line)) and match.lastgroup:
            yield _Number(index, match.lastgroup, int(match[match.lastgroup]))


def _page_numbers(page: _Page, numbers: list[_Number]) -> list[_Header]:
    """Lines that hold a page number and nothing else, where they count up by one."""
    headers: list[_Header] = []
    for forms in (("named", "english"), ("dashed",), ("lone",)):
        run = [each for each in numbers if each.form in forms]
        if len(run) < _LEAST_PAGES:
            continue
        gaps = [page.starts[later.line] - page.starts[earlier.line] for earlier, later in pairwise(run)]
        counting = sum(later.value == earlier.value + 1 for earlier, later in pairwise(run))
        if median(gaps) < _SHORTEST_PAGE or counting < 0.9 * len(gaps):
            continue
        # A number between dashes may also head a chapter; pages are about as long as each other.
        is_certain = "named" in forms or ("dashed" in forms and _are_even(gaps))
        reason = _REASON_NUMBER if is_certain else _REASON_MAYBE_NUMBER
        headers += (_Header(each.line, reason, is_certain) for each in run)
    return headers


def _are_even(gaps: list[int]) -> bool:
    middle = median(gaps)
    return sum(middle <= 2.5 * gap and gap <= 2.5 * middle for gap in gaps) >= 0.8 * len(gaps)


def _beside(page: _Page, numbers: list[_Header], alike: dict[str, list[int]]) -> Iterator[_Header]:
    """Lines that stand beside page numbers, and nowhere else."""
    pages = [header.line for header in numbers if header.is_certain]
    beside = {page.filled(number, step) for number in pages for step in (-1, 1)}
    for places in alike.values():
        if beside.issuperset(places[1:]):
            yield from (_Header(place, _REASON_HEADER, True) for place in places if place in beside)


def _repeated(page: _Page, alike: dict[str, list[int]]) -> Iterator[_Header]:
    """Lines that come again and again at even distances."""
    for places in alike.values():
        if len(places) < _LEAST_COPIES:
            continue
        gaps = [page.starts[later] - page.starts[earlier] for earlier, later in pairwise(places)]
        middle = median(gaps)
        if middle >= _SHORTEST_PAGE and min(gaps) * 2 >= middle >= max(gaps) / 2:
            # The first line of all may be the title, of which the others are copies.
            yield from (_Header(place, _REASON_MAYBE, False) for place in places if page.filled(place, -1) is not None)


def _places(page: _Page, headers: Iterable[_Header]) -> Iterator[Place]:
    """Headers as places, those that follow each other as one, each with its line break."""
    block: list[_Header] = []
    for header in headers:
        if block and header.line != page.filled(block[-1].line, 1):
            yield _place(page, block)
            block = []
        block.append(header)
    if block:
        yield _place(page, block)


def _place(page: _Page, block: list[_Header]) -> Place:
    first, last = block[0].line, block[-1].line
    start, end = page.starts[first], page.end_of(last)
    before, behind = page.filled(first, -1), page.filled(last, 1)
    if before is not None and behind is not None and is_han(page.lines[before][-1]):
        # The page ended inside a sentence: with the header go the empty lines around it.
        start, end = page.end_of(before), page.starts[behind]
    elif end == len(page.text) and start and not page.text.endswith("\n"):
        start -= 1
    is_certain = all(each.is_certain for each in block)
    reason = next((each.reason for each in block if each.is_certain is is_certain), block[0].reason)
    return Place(start, end, "", reason, 0.95 if is_certain else 0.5, is_certain)
