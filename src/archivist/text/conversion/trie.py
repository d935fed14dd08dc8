"""Longest matches of many phrases at many places at once: a trie whose steps are looked up as arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
"""Code points of a text."""

Positions = NDArray[np.int64]

_CODE_BITS = np.uint64(21)
_CODE_MASK = np.uint64((1 << 21) - 1)
_FIRST_NODE = 1 << 21
"""Nodes are numbered from here; a number below is the code point of a first character, which is no node of its own."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hash: 2^64 divided by the golden ratio
_EMPTY = np.uint64(2**64 - 1)
_SLOTS_PER_NODE = 4
_FILTER_BITS = 21


def as_codes(text: str) -> Codes:
    """The code points of ``text``; lone surrogates stay."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def as_text(codes: Codes) -> str:
    """The text of code points."""
    return str(codes.astype("<u4", copy=False).data, "utf-32-le", "surrogatepass")


class PhraseTrie:
    """All prefixes of ``phrases``, which are sorted, distinct and two or more code points long, none of them NUL.

    ``ranks``, one for each, orders phrases that match at one place: the lowest rank wins, among equals the longest."""

    def __init__(self, phrases: Sequence[str], ranks: NDArray[np.uint8]) -> None:
        self._ranks = ranks
        self._is_ranked = bool(len(ranks)) and int(ranks.min()) != int(ranks.max())
        steps, ends = _number_nodes(phrases)
        self._phrase_by_node = np.full(len(steps), -1, dtype=np.int32)
        self._phrase_by_node[ends] = np.arange(len(phrases), dtype=np.int32)
        self._has_children = np.zeros(len(steps), dtype=np.bool_)
        parents = (steps >> _CODE_BITS).astype(np.int64)
        self._has_children[parents[parents >= _FIRST_NODE] - _FIRST_NODE] = True
        self._children = _StepTable(steps)
        self._pairs = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        pairs = steps[parents < _FIRST_NODE]
        second = (pairs & _CODE_MASK).astype(np.uint32)
        self._pairs[_hash_pairs((pairs >> _CODE_BITS).astype(np.uint32), second)] = True

    def find_candidates(self, codes: Codes) -> NDArray[np.bool_]:
        """For each position whose pair of code points may begin a phrase (hashed: a few do not). The last never does."""
        return self._pairs[_hash_pairs(codes[:-1], codes[1:])]

    def find_longest(self, codes: Codes, starts: Positions, limits: Positions | None) -> NDArray[np.int32]:
        """For each of ``starts`` the phrase that matches there, -1 for none. ``codes`` ends with a NUL.

        None reaches beyond its place in ``limits``."""
        found = np.full(len(starts), -1, dtype=np.int32)
        which = np.arange(len(starts))
        reached, nodes = starts + 1, codes[starts].astype(np.uint64)
        while len(which):
            if limits is not None:
                is_inside = reached < limits[which]
                which, reached, nodes = which[is_inside], reached[is_inside], nodes[is_inside]
            children = self._children.look_up(nodes << _CODE_BITS | codes[reached])
            is_known = children >= 0
            which, reached, children = which[is_known], reached[is_known] + 1, children[is_known]
            self._note_phrases(found, which, self._phrase_by_node[children])
            goes_on = self._has_children[children]
            which, reached = which[goes_on], reached[goes_on]
            nodes = (children[goes_on] + _FIRST_NODE).astype(np.uint64)
        return found

    def _note_phrases(self, found: NDArray[np.int32], which: NDArray[np.int64], phrases: NDArray[np.int32]) -> None:
        ended = phrases >= 0
        which, phrases = which[ended], phrases[ended]
        if self._is_ranked:
            before = found[which]
            is_better = (before < 0) | (self._ranks[phrases] <= self._ranks[before])
            which, phrases = which[is_better], phrases[is_better]
        found[which] = phrases


def _number_nodes(phrases: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Every step of the trie (node before, code point) in the order of the nodes it leads to, and each phrase's last node."""
    lengths = np.fromiter(map(len, phrases), np.int64, len(phrases))
    letters = np.zeros((len(phrases), int(lengths.max(initial=0))), dtype=np.uint64)
    is_letter = np.arange(letters.shape[1]) < lengths[:, None]
    letters[is_letter] = as_codes("".join(phrases))
    # The phrases are sorted: a prefix is new where it differs from that of the phrase before.
    is_new = np.ones(letters.shape, dtype=np.bool_)
    is_new[1:] = np.logical_or.accumulate(letters[1:] != letters[:-1], axis=1)
    is_new &= is_letter
    steps: list[NDArray[np.uint64]] = []
    ends = np.zeros(len(phrases), dtype=np.int64)
    nodes, count = letters[:, 0] if len(phrases) else np.zeros(0, dtype=np.uint64), 0
    for depth in range(1, letters.shape[1]):
        steps.append((nodes << _CODE_BITS | letters[:, depth])[is_new[:, depth]])
        numbers = count + np.cumsum(is_new[:, depth]) - 1
        nodes = (numbers + _FIRST_NODE).astype(np.uint64)
        ends = np.where(lengths == depth + 1, numbers, ends)
        count += len(steps[-1])
    return np.concatenate(steps) if steps else np.zeros(0, dtype=np.uint64), ends


class _StepTable:
    """Where each key stands in an array of distinct keys: a hash table with open addresses."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        bits = max(1, (len(keys) * _SLOTS_PER_NODE).bit_length())
        self._shift, self._mask = np.uint64(64 - bits), np.uint64((1 << bits) - 1)
        self._keys = np.full(1 << bits, _EMPTY, dtype=np.uint64)
        self._places = np.zeros(1 << bits, dtype=np.int32)
        waiting, slots = np.arange(len(keys), dtype=np.int32), self._slots(keys)
        while len(waiting):
            is_free = self._keys[slots] == _EMPTY
            self._keys[slots[is_free]] = keys[waiting[is_free]]  # of several for one slot the last stays
            is_placed = self._keys[slots] == keys[waiting]
            self._places[slots[is_placed]] = waiting[is_placed]
            waiting, slots = waiting[~is_placed], slots[~is_placed] + np.uint64(1) & self._mask

    def look_up(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The place of each key; -1 for those that are not there."""
        slots = self._slots(keys)
        met = self._keys[slots]
        is_here = met == keys
        places = np.where(is_here, self._places[slots], np.int32(-1))
        waiting = np.flatnonzero(~is_here & (met != _EMPTY))
        slots = slots[waiting]
        while len(waiting):
            slots = slots + np.uint64(1) & self._mask
            met = self._keys[slots]
            is_here = met == keys[waiting]
            places[waiting[is_here]] = self._places[slots[is_here]]
            goes_on = ~is_here & (met != _EMPTY)
            waiting, slots = waiting[goes_on], slots[goes_on]
        return places

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return keys * _MULTIPLIER >> self._shift


def _hash_pairs(first: Codes, second: Codes) -> NDArray[np.uint32]:
    return (first * np.uint32(40503) ^ second * np.uint32(24683)) & np.uint32((1 << _FILTER_BITS) - 1)
