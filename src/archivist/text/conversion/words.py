"""The words of a text that the dictionaries know: what is chosen for one character does not reach into them."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from archivist.domain import Script, Span
from archivist.text.conversion.aligned import converter
from archivist.text.conversion.trie import Codes, Positions, as_codes, as_text
from archivist.text.dictionaries import present_release, read_preferred


class Words:
    """Spans of ``codes``, in order and apart; ``config`` is the conversion whose dictionary has them."""

    def __init__(self, starts: Positions, ends: Positions, codes: Codes, config: str) -> None:
        self._starts: list[int] = starts.tolist()
        self._ends: list[int] = ends.tolist()
        self._codes = codes
        self._config = config

    def around(self, start: int, end: int) -> Span | None:
        """The word that has all of ``start..end`` and more; None where there is none.

        The shortest that decides as the longest one does: 关系 in 关系到. None too where ``start..end`` is that itself."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._ends[index] < end or self._ends[index] - self._starts[index] == end - start:
            return None
        first = self._starts[index]
        word = as_text(self._codes[first : self._ends[index]])
        found_start, found_end = _shortest_deciding(word, start - first, end - first, self._config)
        if (found_start + first, found_end + first) == (start, end):
            return None
        return Span(found_start + first, found_end + first)


@lru_cache(4096)
def _shortest_deciding(word: str, start: int, end: int, config: str) -> tuple[int, int]:
    """The part of ``word`` that is a word itself, has ``start..end`` and makes of it what ``word`` makes of it."""
    shown = converter(config).convert(word)
    parts = [(first, last) for first in range(start + 1) for last in range(end, len(word) + 1) if last - first > 1]
    for first, last in sorted(parts, key=lambda part: part[1] - part[0]):
        made = converter(config).convert(word[first:last])
        is_even = len(shown) == len(word) and len(made) == last - first
        if is_even and made[start - first : end - first] == shown[start:end] and _is_word(word[first:last], config):
            return first, last
    return 0, len(word)


def _is_word(part: str, config: str) -> bool:
    found = converter(config).first_stage.find_matches(as_codes(part))
    return found.ends.tolist() == [len(part)] and found.starts.tolist() == [0]


def find_words(text: str, script: Script, ends: Sequence[int]) -> Words:
    """The words that a conversion to ``script`` finds in ``text``; none crosses one of ``ends``, which are in order and
    close with the end of the text.

    Looked for in simplified script where the target is traditional: 皇后 is a word in either."""
    codes = as_codes(text)
    if script.is_traditional:
        codes = _simplified()[codes]
    config = "s2t" if script.is_traditional else "t2s"
    matches = converter(config).first_stage.find_matches(codes, np.array(ends, dtype=np.int64))
    return Words(matches.starts, matches.ends, codes, config)


@cache
def _simplified() -> Codes:
    """For every code point its simplified form, one to one."""
    table = np.arange(0x110000, dtype=np.uint32)
    rows = read_preferred(present_release().dictionaries / "TSCharacters.txt")
    single = {key: value for key, value in rows.items() if len(key) == len(value) == 1}
    table[as_codes("".join(single))] = as_codes("".join(single.values()))
    return table
