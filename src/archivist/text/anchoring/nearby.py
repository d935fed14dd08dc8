"""Where a text has something like a passage: the places to which most of its grams point."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from archivist.text.shared import gram_hashes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GRAM = 3
_COMMON = 200
"""A gram that occurs more often says nothing."""
_WIDTH = 16
"""Grams whose places differ by less than this point to one place."""
_LEAST = 3
"""So many grams must agree."""


class NearPlaces:
    """The grams of one folded text, sorted when they are first asked for."""

    def __init__(self, folded: str) -> None:
        self._folded = folded

    @cached_property
    def _grams(self) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
        import numpy as np

        hashes = gram_hashes(self._folded, _GRAM)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], order

    def find(self, passage: str, most: int) -> list[int]:
        """About where ``passage``, which is folded, may begin; the likeliest first. May lie before the text."""
        import numpy as np

        wanted = gram_hashes(passage, _GRAM)
        hashes, places = self._grams
        lows, highs = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
        begins = [
            places[low:high] - offset
            for offset, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True))
            if 0 < high - low <= _COMMON
        ]
        if not begins:
            return []
        bins, votes = np.unique(np.concatenate(begins) // _WIDTH, return_counts=True)
        # What a typo or two shifts may lie across the border of two bins.
        is_next = np.append(np.diff(bins) == 1, False)
        votes = votes + np.where(is_next, np.append(votes[1:], 0), 0)
        best = np.argsort(-votes, kind="stable")[:most]
        return [int(bins[index]) * _WIDTH for index in best if votes[index] >= _LEAST]
