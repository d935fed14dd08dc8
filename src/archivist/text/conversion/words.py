"""The words of a text that the dictionaries know: what is chosen for one character does not reach into them."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import numpy as np

from archivist.domain import Script, Span
from archivist.text.conversion.aligned import converter
from archivist.text.conversion.trie import Codes, Positions, as_codes
from archivist.text.dictionaries import present_release, read_preferred


class Words:
    """Spans of code points, in order and apart."""

    def __init__(self, starts: Positions, ends: Positions) -> None:
        self._starts: list[int] = starts.tolist()
        self._ends: list[int] = ends.tolist()

    def around(self, start: int, end: int) -> Span | None:
        """The word that has all of ``start..end`` and more; None where there is none."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._ends[index] < end or self._ends[index] - self._starts[index] == end - start:
            return None
        return Span(self._starts[index], self._ends[index])


def find_words(text: str, script: Script, ends: Sequence[int]) -> Words:
    """The words that a conversion to ``script`` finds in ``text``; none crosses one of ``ends``, which are in order and
    close with the end of the text.

    Looked for in simplified script where the target is traditional: 皇后 is a word in either."""
    codes = as_codes(text)
    if script.is_traditional:
        codes = _simplified()[codes]
    matches = converter("s2t" if script.is_traditional else "t2s").first_stage.find_matches(
        codes, np.array(ends, dtype=np.int64)
    )
    return Words(matches.starts, matches.ends)


@cache
def _simplified() -> Codes:
    """For every code point its simplified form, one to one."""
    table = np.arange(0x110000, dtype=np.uint32)
    rows = read_preferred(present_release().dictionaries / "TSCharacters.txt")
    single = {key: value for key, value in rows.items() if len(key) == len(value) == 1}
    table[as_codes("".join(single))] = as_codes("".join(single.values()))
    return table
