"""Sentences of a text, by the marks that end them. Paragraphs are in ``paragraphs``."""

import re
from collections.abc import Iterator

from archivist.domain import Span

_END = re.compile("(?P<line>\n+)|[。！？；…!?;]+[”’」』）〕】》〉)\\]\"']*(?P<goes_on>[，、：,:])?")
"""A mark with the quotation marks and brackets that close behind it. A comma there says that the sentence goes on:
“好！”，他說。"""
_LAYOUT = " \t\r\f\v\u00a0\u200b\u3000\ufeff"

_FAR = 2000


def find_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order, without spaces around them; those of another line are others.

    A sentence ends behind 。！？；… and their ASCII kin, and at the end of its line."""
    return tuple(_sentences(text))


def sentence_at(text: str, position: int) -> Span:
    """The sentence that holds the character at ``position``; from spaces beside sentences the one before, or else behind.

    Empty where there is none. Of longer ones, so much as is within 2,000 code points."""
    base = max(position - _FAR, 0)
    line = text.rfind("\n", base, position) + 1 or base
    end = text.find("\n", position, position + _FAR)
    found = find_sentences(text[line : end if end >= 0 else position + _FAR])
    held = [each for each in found if line + each.start <= position]
    sentence = held[-1] if held else found[0] if found else Span(position - line, position - line)
    return Span(line + sentence.start, line + sentence.end)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in _END.finditer(text):
        if end["goes_on"] is None:
            yield from _trimmed(text, start, end.start() if end["line"] else end.end())
            start = end.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """``start..end`` without spaces at its ends, unless nothing is left."""
    while start < end and text[start] in _LAYOUT:
        start += 1
    while start < end and text[end - 1] in _LAYOUT:
        end -= 1
    if start < end:
        yield Span(start, end)
