"""Spaces that spread a word over a line: ``第　一　條`` → ``第一條``, ``主　　旨：`` → ``主旨：``.

Gazettes do so with numbers of articles and with labels. Spaces that part words, columns or a title from a name stay."""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from archivist.domain import N_
from archivist.text.plausibility import stand_in_a_word
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser

KIND = "layout-space"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE = "[ \u3000\u00a0]"
_NUMERAL = "[零〇一二三四五六七八九十百千]"
_NUMBERED = re.compile(f"第{_SPACE}{{0,4}}(?:{_NUMERAL}{{1,6}}{_SPACE}{{0,4}}){{1,6}}[編编篇部章節节條条款項项目]")
# The lookbehind stands behind the first space so that a search jumps from space to space.
_LABEL = re.compile(
    f"\u3000(?:(?<=^[{_HAN}].)|(?<=[\n {_SPACE[1:-1]}][{_HAN}].))(?<![{_HAN}]{{2}}.)"
    f"\u3000{{0,9}}(?P<last>[{_HAN}])(?=(?P<end>[：:])|[ \t]*(?:\n|\\Z)|\u3000[^\u3000])"
)
_SPREAD = re.compile(f"{_SPACE}(?<=[{_HAN}].)(?<![{_HAN}]{{2}}.)[{_HAN}](?:{_SPACE}[{_HAN}]){{2,}}(?![{_HAN}])")
_ANY = re.compile(_SPACE)

_REASON_NUMBER = N_("Spaces that spread a number over the line")
_REASON_LABEL = N_("Spaces that spread a label over the line")
_REASON_WORDS = N_("A space behind every character; the characters make words")


def recognise(text: str) -> Findings:
    """Find words with spaces between their characters. Linear."""
    if "\u3000" not in text and " " not in text and "\u00a0" not in text:
        return NOTHING
    # What is certain goes first where two begin at one place.
    found = sorted((*_numbers(text), *_labels(text), *_words(text)), key=attrgetter("start"))
    places: list[Place] = []
    for place in found:
        if not places or places[-1].end <= place.start:
            places.append(place)
    return Findings(places, Evidence(len(places), 1.0, 1.0))


# A number or a label means the same without its spaces, in every document.
RECOGNISER = Recogniser(KIND, N_("Layout spaces"), recognise, enough=Evidence(hits=1, fit=1.0, coverage=1.0))


def _numbers(text: str) -> Iterator[Place]:
    for match in _NUMBERED.finditer(text):
        if _ANY.search(match[0]):
            yield Place(*match.span(), _ANY.sub("", match[0]), _REASON_NUMBER, 0.98, True)


def _labels(text: str) -> Iterator[Place]:
    for match in _LABEL.finditer(text):
        start, first, last = match.start() - 1, text[match.start() - 1], match["last"]
        gap = match.end() - match.start() - 1
        is_label = match["end"] is not None
        if last in "年月日時时分":
            continue  # Room to write a date in.
        # 男　女　合計 are columns; 部　　長　陳瑞隆 is a title, spread wider than the name is away.
        if not stand_in_a_word(first, last) or (gap < 2 and not is_label):
            continue
        yield Place(start, match.end(), first + last, _REASON_LABEL, 0.97 if is_label else 0.8, is_label)


def _words(text: str) -> Iterator[Place]:
    for match in _SPREAD.finditer(text):
        characters = text[match.start() - 1] + _ANY.sub("", match[0])
        in_words = sum(stand_in_a_word(*pair) for pair in pairwise(characters))
        if in_words * 2 >= len(characters) - 1:
            yield Place(match.start() - 1, match.end(), characters, _REASON_WORDS, 0.7, False)
