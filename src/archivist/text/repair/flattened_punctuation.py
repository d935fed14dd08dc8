"""Full-width ``，；：？！`` that a page folded to ASCII: a mark between Chinese characters becomes full-width again.

One code point stays one. Numbers, addresses and ``A,B`` are left alone. A question mark also stands where bytes were
lost, so it needs a question. Parentheses and quotation marks have a file of their own."""

import re
from bisect import bisect_right
from heapq import merge
from operator import itemgetter
from typing import NamedTuple

from archivist.domain import N_
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.repair.flattened_brackets import find_brackets

KIND = "flattened-punctuation"

_FULL_WIDTH = str.maketrans(",;:?!", "，；：？！")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_CLOSING = "”’」』》〉】〕）％…"
_OPENING = "“‘「『《〈【〔（"
# A closing parenthesis or straight quotation mark counts as what stands inside it.
_LEFT = f"(?:(?<=[{_HAN}{_CLOSING}].)|(?<=[{_HAN}][)\"'].))"
_RIGHT = f"(?=[{_HAN}{_OPENING}]|[(\"'][{_HAN}]|[ \\t\\u3000]*(?:\\n|$))"
_FLATTENED = re.compile(f"(?:[,;:]{_LEFT}|\\?{_LEFT}\\??|!{_LEFT}!{{0,2}}){_RIGHT}")
_HALF_CHINESE = re.compile(f"[,;:](?:(?<=[{_HAN}].)(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%‰].)(?=[{_HAN}{_OPENING}]))")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s<>，。；：！？、（）《》“”]+|[\w.+-]{1,64}@[\w.-]{1,255}", re.ASCII | re.IGNORECASE
)
# {"标题": "命令", …}: the marks beside quotation marks are the data's own.
_DATA = re.compile(r'[{,]\s*"[^"\n]{1,80}"\s*:|\A\s*\[\s*"')
_QUESTION_WORD = "[吗嗎呢吧么麼何谁誰哪怎几幾否岂豈孰啊]|是不是|有没有|有沒有|多少|能不能|可不可"
_CLAUSE = re.compile(f"(?P<word>{_QUESTION_WORD})|(?P<mark>\\?)|[，。；：！？,;:!\n]")

_REASON = N_("Marks of this report in ASCII between Chinese characters: {flattened}; in full width: {full_width}")
_REASON_HALF = N_("Chinese on one side only; marks of this report in ASCII between Chinese characters: {flattened}")


class _Mark(NamedTuple):
    start: int
    end: int
    has_chinese_on_both_sides: bool


def recognise(text: str) -> Findings:
    """Find ASCII marks that stand where Chinese text has full-width ones. Linear."""
    addresses = _addresses(text)
    marks = [_Mark(*match.span(), True) for match in _FLATTENED.finditer(text)]
    if any(text[mark.start] == "?" for mark in marks):
        explained = _explained_question_marks(text)
        marks = [mark for mark in marks if text[mark.start] != "?" or mark.start in explained]
    is_data = _DATA.search(text) is not None
    if is_data:
        marks = [
            mark for mark in marks if '"' not in (text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1])
        ]
    if not marks:
        return NOTHING
    evidence = _weigh(text, len(marks))
    is_throughout = evidence.reaches(RECOGNISER.enough)
    if is_throughout:
        marks += [_Mark(*match.span(), False) for match in _HALF_CHINESE.finditer(text)]
        marks.sort()
    values = {"flattened": evidence.hits, "full_width": _count_full_width(text)}
    reasons = {True: _REASON.format(**values), False: _REASON_HALF.format(**values)}
    places = [
        Place(start, end, text[start:end].translate(_FULL_WIDTH), reasons[is_sure], 0.95 if is_sure else 0.7, is_sure)
        for start, end, is_sure in marks
        if not _lies_in(addresses, start)
    ]
    if is_throughout and not is_data:
        brackets = (place for place in find_brackets(text) if not _lies_in(addresses, place.start))
        places = list(merge(places, brackets))
    return Findings(places, evidence)


# A document that was flattened as a whole keeps its 。 and has next to none of the five marks in full width. A table
# of values separated by commas has no 。; one slip of an author's hand is not ten.
RECOGNISER = Recogniser(
    KIND,
    N_("Flattened punctuation"),
    recognise,
    enough=Evidence(hits=10, fit=0.1, coverage=0.95),
    reasons=(_REASON_HALF, _REASON),
)


def _explained_question_marks(text: str) -> set[int]:
    """Positions of the ASCII question marks whose clause asks something."""
    explained: set[int] = set()
    is_asking = False
    for match in _CLAUSE.finditer(text):
        if match.lastgroup == "mark" and is_asking:
            explained.add(match.start())
        is_asking = match.lastgroup == "word" or (is_asking and match.lastgroup == "mark")
    return explained


def _weigh(text: str, hits: int) -> Evidence:
    full_width = _count_full_width(text)
    return Evidence(hits, min(1.0, text.count("。") / hits), hits / (hits + full_width))


def _count_full_width(text: str) -> int:
    return sum(text.count(mark) for mark in "，；：？！")


def _addresses(text: str) -> list[tuple[int, int]]:
    """Spans of addresses on the web and of mail, in order."""
    if "://" not in text and "@" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def _lies_in(spans: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(spans, position, key=itemgetter(0)) - 1
    return index >= 0 and position < spans[index][1]
