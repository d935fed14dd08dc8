"""Parentheses and quotation marks that a page folded to ASCII: ``仓(馆、站)`` → ``仓（馆、站）``, ``"两会"`` → ``“两会”``.

A part of flattened punctuation, for texts whose other marks were flattened throughout. Many authors write these in ASCII
themselves, so that nothing here is certain. Parentheses follow what stands inside them and before them; quotation marks
go in pairs, within a paragraph."""

import re
from collections.abc import Iterator

from archivist.domain import N_
from archivist.text.repair.findings import Place
from archivist.text.script import is_han

_LEAST_PAIRS = 3
"""Fewer say nothing about what the page did."""
_LONGEST = 200
_PARENTHESES = re.compile(f"\\(([^()\n]{{1,{_LONGEST}}})\\)")
_QUOTED = re.compile(f'"([^"\n]{{1,{_LONGEST}}})"')

_REASON = N_("Chinese stands in it, and the other marks of this report were flattened to ASCII")


def find_brackets(text: str) -> list[Place]:
    """ASCII parentheses and quotation marks around Chinese, in order. Linear."""
    places: list[Place] = []
    if "（" not in text:
        places += _places(list(_parentheses(text)), "（）")
    if "“" not in text and "「" not in text:
        places += _places(list(_quotations(text)), "“”")
    return sorted(places)


def _places(pairs: list[tuple[int, int]], marks: str) -> Iterator[Place]:
    """Both ends of each pair; nothing where the page kept what full-width marks it had, or has too few to tell."""
    if len(pairs) >= _LEAST_PAIRS:
        for ends in pairs:
            yield from (Place(end, end + 1, mark, _REASON, 0.8, False) for end, mark in zip(ends, marks, strict=True))


def _parentheses(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARENTHESES.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if any(map(is_han, match[1])) and (not before or not before.isascii() or not before.isalnum()):
            yield match.start(), match.end() - 1


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.count('"') % 2 == 0:
            for match in _QUOTED.finditer(line):
                if any(map(is_han, match[1])):
                    yield start + match.start(), start + match.end() - 1
        start += len(line) + 1
