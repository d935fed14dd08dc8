"""One stage of a conversion: longest match from left to right, every span known.

Dictionaries are tried in tiers: at each position the first tier with any match wins, with its longest match. That is
what OpenCC calls a group with ``short_circuit``; a group with ``union`` is one tier."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Match(NamedTuple):
    """A phrase at ``start..end`` of the stage's input and what becomes of it."""

    start: int
    end: int
    replacement: str


_FILTER_BITS = 21


class Stage:
    """A list of tiers, each a dictionary from keys to replacements."""

    def __init__(self, tiers: Sequence[Mapping[str, str]]) -> None:
        self._tiers = [_Tier(tier) for tier in tiers]

    @cached_property
    def singles(self) -> dict[int, str]:
        """What becomes of a character that no phrase covers; only where that is one character again."""
        merged: dict[str, str] = {}
        for tier in reversed(self._tiers):
            merged.update(tier.singles)
        return {ord(key): value for key, value in merged.items() if len(value) == 1}

    @cached_property
    def _growing(self) -> dict[str, str]:
        """Characters that become none or several (埠 → 端口)."""
        merged: dict[str, str] = {}
        for tier in reversed(self._tiers):
            merged.update(tier.singles)
        return {key: value for key, value in merged.items() if len(value) != 1}

    def phrases(self, text: str, bounds: Sequence[int]) -> Iterator[Match]:
        """The matches that are not one character to one, in order; none crosses a position of ``bounds``.

        ``bounds`` is sorted and ends with the length of the text."""
        done = 0
        for start in self._candidates(text):
            if start < done:
                continue
            match = self._match(text, start, bounds[bisect_right(bounds, start)])
            if match is not None:
                yield match
                done = match.end

    def _match(self, text: str, start: int, limit: int) -> Match | None:
        for tier in self._tiers:
            for length in tier.lengths.get(text[start : start + 2], ()):
                end = start + length
                if end <= limit and (found := tier.phrases.get(text[start:end])) is not None:
                    return Match(start, end, found)
            if text[start] in tier.singles:
                break
        growing = self._growing.get(text[start])
        return None if growing is None else Match(start, start + 1, growing)

    def _candidates(self, text: str) -> list[int]:
        """Positions where a phrase may begin: those whose pair of characters begins some phrase, by a hashed filter."""
        import numpy as np

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        known, growing = self._filter
        found = growing[codes]
        if len(codes) > 1:
            found[:-1] |= known[_hash(codes[:-1], codes[1:])]
        return np.flatnonzero(found).tolist()

    @cached_property
    def _filter(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """By hashed pair: may begin a phrase; by code point: becomes none or several."""
        import numpy as np

        known = np.zeros(1 << _FILTER_BITS, dtype=bool)
        pairs = [pair for tier in self._tiers for pair in tier.lengths]
        codes = np.frombuffer("".join(pairs).encode("utf-32-le"), dtype="<u4").reshape(-1, 2)
        known[_hash(codes[:, 0], codes[:, 1])] = True
        growing = np.zeros(0x110000, dtype=bool)
        growing[[ord(key) for key in self._growing]] = True
        return known, growing


class _Tier:
    """One dictionary, apart by length; ``lengths`` gives for the first two characters what lengths phrases have."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self.singles = {key: value for key, value in rows.items() if len(key) == 1}
        self.phrases = {key: value for key, value in rows.items() if len(key) > 1}
        lengths: dict[str, set[int]] = {}
        for key in self.phrases:
            lengths.setdefault(key[:2], set()).add(len(key))
        self.lengths = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}


def _hash(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.integer]:
    return ((first * 40503) ^ (second * 24683)) & ((1 << _FILTER_BITS) - 1)
