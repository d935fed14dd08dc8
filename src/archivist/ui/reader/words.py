"""Words of Chinese text for double click and word steps, by the longest entry of the conversion dictionaries.

Not for searching or counting: where the dictionaries know no word, a character is one."""

import re
from functools import cache

from archivist.text.dictionaries import read_dictionary

_LONGEST = 6
_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\\W\u3400-\u9fff]+|\\s+|.", re.DOTALL
)
_CONTEXT = 60


def word_at(text: str, position: int) -> tuple[int, int]:
    """The word of ``text`` that holds the character at ``position``; empty behind the end."""
    if position >= len(text):
        return len(text), len(text)
    base = max(position - _CONTEXT, 0)
    for run in _RUN.finditer(text, base, min(position + _CONTEXT, len(text))):
        if run.end() > position:
            is_han = "\u3400" <= run[0][0] <= "\u9fff" or run[0][0] >= "\uf900"
            return _split(text, *run.span(), position) if is_han else run.span()
    return position, position + 1


def _split(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    """The word that holds ``position`` when ``start..end`` is read from the left, longest words first."""
    words = _words()
    while True:
        lengths = range(min(_LONGEST, end - start), 1, -1)
        stop = start + next((length for length in lengths if text[start : start + length] in words), 1)
        if stop > position:
            return start, stop
        start = stop


@cache
def _words() -> frozenset[str]:
    found: set[str] = set()
    for name in ("STPhrases.txt", "TSPhrases.txt"):
        for key, values in read_dictionary(name).items():
            found.update((key, *values))
    return frozenset(found)
