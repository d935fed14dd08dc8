"""Which script a text is written in, judged by the characters that exist in one script only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from archivist.domain import WrittenScript
from archivist.text.dictionaries import simplified_only, traditional_only

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ENOUGH = 0.9
"""Share of the decisive characters from which a text counts as written in one script: a quotation or a name in the
other script (台湾, 周杰倫) does not make a page mixed, a page that a machine converted character by character is."""


def is_han(character: str) -> bool:
    """True for one Chinese character of any block; false for ``""``."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def recognise_script(text: str) -> WrittenScript:
    """The script of a paragraph or of a whole report; ``NEUTRAL`` where no character decides."""
    share = traditional_share(text)
    if share is None:
        return WrittenScript.NEUTRAL
    if not is_in_one_script(share):
        return WrittenScript.MIXED
    return WrittenScript.TRADITIONAL if share > 0.5 else WrittenScript.SIMPLIFIED


def is_in_one_script(share: float) -> bool:
    """True for a ``traditional_share`` that the other script does not disturb; False for NaN."""
    return share >= _ENOUGH or share <= 1 - _ENOUGH


def traditional_share(text: str) -> float | None:
    """Traditional characters among those that exist in one script only, from 0 to 1; None where there are none."""
    votes = text.translate(_votes())
    traditional, simplified = votes.count(_TRADITIONAL), votes.count(_SIMPLIFIED)
    return traditional / (traditional + simplified) if traditional + simplified else None


def traditional_shares(codes: NDArray[np.uint32], ends: Sequence[int]) -> NDArray[np.float64]:
    """``traditional_share`` of each piece of a text that ends at ``ends``; NaN where nothing decides.

    ``codes`` are the code points of the text, with whose length ``ends`` ends."""
    import numpy as np

    votes = _vote_table()[codes]
    counts = [np.diff(np.append(0, np.cumsum(votes == vote)[np.asarray(ends) - 1])) for vote in (1, 2)]
    with np.errstate(invalid="ignore"):
        return counts[0] / (counts[0] + counts[1])


_TRADITIONAL, _SIMPLIFIED = "\ue000", "\ue001"  # private use: the text's own are voted out of the way


@cache
def _votes() -> dict[int, str]:
    votes = {ord(_TRADITIONAL): " ", ord(_SIMPLIFIED): " "}
    votes.update((ord(character), _TRADITIONAL) for character in traditional_only())
    votes.update((ord(character), _SIMPLIFIED) for character in simplified_only())
    return votes


@cache
def _vote_table() -> NDArray[np.uint8]:
    """For every code point: 1 for a traditional character, 2 for a simplified one."""
    import numpy as np

    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    table[list(map(ord, traditional_only()))] = 1
    table[list(map(ord, simplified_only()))] = 2
    return table
