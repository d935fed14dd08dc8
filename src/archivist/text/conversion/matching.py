"""One stage of a conversion: longest match from left to right, every span known.

Dictionaries are tried in tiers: at each position the first tier with any match wins, with its longest match. That is
what OpenCC calls a group with ``short_circuit``; a group with ``union`` is one tier. Texts are arrays of code points."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archivist.text.conversion.trie import Codes, PhraseTrie, Positions, as_codes
from archivist.text.spanmap import SpanMap

_BLOCK = 1 << 15
"""Positions that are looked at together: their intermediate arrays stay in the processor's cache."""


class Matches(NamedTuple):
    """Where keys stand in a text, in order and apart; ``keys`` are numbers in the stage's list."""

    starts: Positions
    ends: Positions
    keys: NDArray[np.int32]


class Stage:
    """A list of tiers, each a dictionary from keys to replacements."""

    def __init__(self, tiers: Sequence[Mapping[str, str]]) -> None:
        singles, phrases, tier_by_phrase = _apart(tiers)
        even = {key: value for key, value in singles.items() if len(value) == 1}
        self._singles = np.arange(0x110000, dtype=np.uint32)
        self._singles[as_codes("".join(even))] = as_codes("".join(even.values()))
        growing = sorted(singles.keys() - even.keys())
        self._growing = as_codes("".join(growing))

        keys = sorted(phrases)
        self._trie = PhraseTrie(keys, np.fromiter(map(tier_by_phrase.__getitem__, keys), np.uint8, len(keys)))
        self._first_growing = len(keys)
        self.has_one_tier_of_phrases = not growing and len(set(tier_by_phrase.values())) < 2
        """True where further tiers could be left out without a phrase being matched otherwise."""

        values = [*map(phrases.__getitem__, keys), *map(singles.__getitem__, growing)]
        keys += growing
        self._lengths, self._value_lengths = _lengths(keys), _lengths(values)
        self._value_starts = np.cumsum(self._value_lengths) - self._value_lengths
        self._values = as_codes("".join(values))
        self._is_plain = self._find_plain(as_codes("".join(keys)))

    def _find_plain(self, keys: Codes) -> NDArray[np.bool_]:
        """For each key whether it becomes what its characters become one by one."""
        is_plain = self._lengths == self._value_lengths
        owners = np.repeat(np.arange(len(self._lengths)), self._lengths)
        letters = self._singles[keys[is_plain[owners]]]
        values = self._values[np.repeat(is_plain, self._value_lengths)]
        is_plain[owners[is_plain[owners]][letters != values]] = False
        return is_plain

    def find_matches(self, codes: Codes, bounds: Positions | None = None) -> Matches:
        """The keys that stand in ``codes`` and are not one character to one; none crosses a position of ``bounds``.

        ``bounds`` is sorted and ends with the length of the text."""
        padded = np.append(codes, np.uint32(0))
        starts, keys = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int32)]
        for begin in range(0, len(codes), _BLOCK):
            found = self._find_in_block(padded, begin, bounds)
            starts.append(found[0])
            keys.append(found[1])
        all_starts, all_keys = np.concatenate(starts), np.concatenate(keys)
        ends = all_starts + self._lengths[all_keys]
        kept = _leftmost(all_starts, ends)
        return Matches(all_starts[kept], ends[kept], all_keys[kept])

    def _find_in_block(
        self, padded: Codes, begin: int, bounds: Positions | None
    ) -> tuple[Positions, NDArray[np.int32]]:
        block = padded[begin : begin + _BLOCK + 1]
        is_candidate = self._trie.find_candidates(block)
        is_growing = np.isin(block[:-1], self._growing)
        is_candidate |= is_growing
        starts = np.flatnonzero(is_candidate) + begin
        limits = None if bounds is None else bounds[np.searchsorted(bounds, starts, side="right")]
        keys = self._trie.find_longest(padded, starts, limits)
        if len(self._growing):
            alone = np.flatnonzero((keys < 0) & is_growing[starts - begin])
            keys[alone] = np.searchsorted(self._growing, padded[starts[alone]]) + self._first_growing
        is_match = keys >= 0
        return starts[is_match], keys[is_match]

    def apply(self, codes: Codes, matches: Matches) -> tuple[Codes, SpanMap]:
        """``codes`` with the matches replaced and every other character looked up by itself; itself where nothing changes."""
        converted = self._singles[codes]
        lengths, wanted = matches.ends - matches.starts, self._value_lengths[matches.keys]
        is_even = lengths == wanted
        self._write_over(converted, matches, is_even & ~self._is_plain[matches.keys])
        uneven = np.flatnonzero(~is_even)
        if not len(uneven):
            return codes if np.array_equal(codes, converted) else converted, SpanMap.identity(len(codes))
        return self._splice(converted, Matches(matches.starts[uneven], matches.ends[uneven], matches.keys[uneven]))

    def _write_over(self, converted: Codes, matches: Matches, which: NDArray[np.bool_]) -> None:
        starts, keys = matches.starts[which], matches.keys[which]
        lengths = self._lengths[keys]
        # Of a run of positions the first minus those before it, and then each one more than the last.
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        converted[np.repeat(starts, lengths) + offsets] = self._values[
            np.repeat(self._value_starts[keys], lengths) + offsets
        ]

    def _splice(self, converted: Codes, matches: Matches) -> tuple[Codes, SpanMap]:
        wanted = self._value_lengths[matches.keys]
        value_starts = self._value_starts[matches.keys]
        growth = np.cumsum(wanted - (matches.ends - matches.starts))
        target_ends = matches.ends + growth
        changes = np.column_stack((matches.starts, matches.ends, target_ends - wanted, target_ends)).tolist()
        pieces: list[Codes] = []
        done = 0
        for (start, end, *_), value, length in zip(changes, value_starts.tolist(), wanted.tolist(), strict=True):
            pieces += (converted[done:start], self._values[value : value + length])
            done = end
        pieces.append(converted[done:])
        spliced = np.concatenate(pieces)
        return spliced, SpanMap(changes, len(converted), len(spliced))


def _apart(tiers: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """What each single character becomes, what each phrase becomes, and the tier that each phrase is in.

    Left out are phrases behind a tier that has their first character by itself: the search ends there."""
    singles: dict[str, str] = {}
    phrases: dict[str, str] = {}
    tier_by_phrase: dict[str, int] = {}
    for tier, rows in enumerate(tiers):
        alone: dict[str, str] = {}
        for key, value in rows.items():
            if len(key) == 1:
                alone[key] = value
            elif key not in phrases and key[0] not in singles:
                phrases[key] = value
                tier_by_phrase[key] = tier
        singles = {**alone, **singles}
    return singles, phrases, tier_by_phrase


def _lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    return np.fromiter(map(len, texts), np.int64, len(texts))


def _leftmost(starts: Positions, ends: Positions) -> NDArray[np.bool_]:
    """Which spans remain, going from left to right and leaving out each that begins inside the last one kept."""
    kept = np.ones(len(starts), dtype=np.bool_)
    if len(starts) < 2:
        return kept
    overlaps = starts[1:] < np.maximum.accumulate(ends)[:-1]
    # Only runs of spans that overlap one another must be gone through one by one.
    unsure = np.flatnonzero(np.append(False, overlaps) | np.append(overlaps, False))
    done = 0
    dropped: list[int] = []
    for place, start, end in zip(unsure.tolist(), starts[unsure].tolist(), ends[unsure].tolist(), strict=True):
        if start < done:
            dropped.append(place)
        else:
            done = end
    kept[dropped] = False
    return kept
