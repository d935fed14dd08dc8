"""How likely a text is Chinese: by how usual its characters are, and by which of them stand side by side.

For what has to guess bytes: the encoding of a file, and repairs of what was decoded wrongly. The tables are made by
``tools/make_frequent_characters.py`` and ``tools/make_frequent_pairs.py``."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log
from operator import add

from archivist.domain import WrittenScript
from archivist.resources import resource
from archivist.text.dictionaries import simplified_only, traditional_only
from archivist.text.fold import fold
from archivist.text.script import is_han, recognise_script

_CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = re.compile("[^\\x00-\\x7f]{2,5}")
"""Code points that show whether a text makes sense."""
_SECOND_LEVEL = 0xD8
"""First byte from which GB 2312 holds the less common characters."""
_ENOUGH = 200_000
"""Code points of a document that are enough to know its words."""
_UNKNOWN = 1e-8
"""The share of a character that is in no table."""
_COMMON_SIGNS = frozenset("，。、；：\n")
_LINE_END = dict.fromkeys(fold("。；：！？）”』」"), 0.2)
"""How often a line ends behind these."""


def chinese_weight(text: str) -> float | None:
    """How usual the characters of ``text`` are in Chinese, about 0 to 1, negative for what Chinese never has; None where
    it has nothing beyond ASCII."""
    weights = character_weights()
    found = [weights.get(char, -1) for char in text if char > "\x7f" and not char.isspace()]
    found += [-4.0] * len(_CONTROLS.findall(text))
    return sum(found) / len(found) if found else None


@cache
def character_weights() -> dict[str, float]:
    """The weight of a character by its rank: 1 for the most frequent, 0 for the last of the table."""
    ranked = _ranked_characters()
    scale = log(len(ranked) + 20) - log(20)
    weights = {char: 1 - (log(rank + 20) - log(20)) / scale for rank, char in enumerate(ranked)}
    weights.update({chr(code): -0.5 for code in range(0x3400, 0xA000) if chr(code) not in weights})
    weights["\ufffd"] = -4
    return weights


def makes_no_sense(text: str, position: int) -> bool:
    """True where the characters from ``position`` on are mostly such as hardly ever stand together."""
    sample = _SAMPLE.match(text, position)
    return sample is not None and sum(map(_rarity, sample[0])) * 2 >= len(sample[0])


def _rarity(character: str) -> int:
    """1 for what ordinary Chinese text next to never holds: what GB 2312 has only in its second level, or lacks.

    Judged on the fold, so that traditional forms count as their simplified ones. 2 for full-width Latin letters and
    circled numbers, which are what shifted bytes of common characters often spell."""
    if "\uff21" <= character <= "\uff5a" or "\u2460" <= character <= "\u24ff":
        return 2
    if not is_han(character):
        return 0
    try:
        return int(fold(character).encode("gb2312")[0] >= _SECOND_LEVEL)
    except UnicodeEncodeError:
        return 1


def stand_in_a_word(left: str, right: str) -> bool:
    """True where the two characters follow each other within a usual Chinese word, in either script."""
    return fold(left + right) in _word_pairs()[0]


class Neighbours:
    """Which character follows which: in Chinese words at large, and in one document."""

    def __init__(self, document: str) -> None:
        sample = document[:_ENOUGH]
        folded = fold(sample)
        self._singles = Counter(folded)
        self._pairs = Counter(pairwise(folded))
        self._length = len(folded) or 1
        self._likelihoods: dict[tuple[str, str], float] = {}
        self._own = set(sample)
        script = recognise_script(sample)
        self._foreign = traditional_only() if script is WrittenScript.SIMPLIFIED else simplified_only()

    def can_hold(self, character: str) -> bool:
        """False for what the document does not hold and hardly would: characters of the other script, rare signs."""
        if character in self._own:
            return True
        return character not in self._foreign if is_han(character) else character in _COMMON_SIGNS

    def likelihood(self, left: str, right: str) -> float:
        """The natural logarithm of the probability of ``right`` behind ``left``, two folded characters."""
        if (known := self._likelihoods.get((left, right))) is not None:
            return known
        pairs, totals = _word_pairs()
        in_document = self._pairs[left, right] / (self._singles[left] or 1)
        in_words = pairs.get(left + right, 0.0) / (totals[left] or 1) if right != "\n" else _LINE_END.get(left, 0.002)
        alone = _shares().get(right, _UNKNOWN) + self._singles[right] / self._length
        found = self._likelihoods[left, right] = log(0.4 * in_document + 0.4 * in_words + 0.1 * alone)
        return found


@cache
def _ranked_characters() -> str:
    return resource("tables/frequent_characters.txt").read_text(encoding="utf-8").replace("\n", "")


@cache
def _shares() -> dict[str, float]:
    """The share of each folded character in Chinese texts, by Zipf's law."""
    shares: dict[str, float] = {}
    for rank, character in enumerate(fold(_ranked_characters())):
        shares[character] = shares.get(character, 0.0) + 0.18 / (rank + 20)
    return shares


@cache
def _word_pairs() -> tuple[dict[str, float], Counter[str]]:
    """How often pairs occur within words, in units of the rarest, and the sums by their first characters."""
    pairs: dict[str, float] = {}
    totals: Counter[str] = Counter()
    lines = resource("tables/frequent_pairs.txt").read_text(encoding="utf-8").splitlines()
    for power, line in enumerate(lines):
        pairs.update(dict.fromkeys(map(add, line[::2], line[1::2]), 4.0**power))
        totals.update({left: count * 4**power for left, count in Counter(line[::2]).items()})
    return pairs, totals
