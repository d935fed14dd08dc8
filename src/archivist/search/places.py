"""Places: where each pair of neighbouring characters stands in a text, in numpy.

A text is an array of symbols (numbers in a sorted alphabet); a pair is one number, ``first << bits | second``. A place is a
position in the text. It is kept in two parts: the block of 2^15 characters, written once for all places of a pair in it,
and 15 bits inside the block, whose sixteenth says that a new block begins. Blocks are written as bytes: how many further
than the last of the pair, 255 for every 255 and then the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

_BLOCK_BITS = 15
_NEW_BLOCK = 1 << _BLOCK_BITS
_INSIDE = _NEW_BLOCK - 1
_FAR = 255

_CHUNK = 1 << 21
"""Places that are merged at once: some 60 MB of memory for a moment."""
_CHUNK_KEYS = 1 << 16

NARROW_BITS = 16
WIDE_BITS = 32


def symbol_bits(alphabet: np.ndarray) -> int:
    """Bits of a symbol of ``alphabet``: 16, unless a text has nearly all of Unicode."""
    return NARROW_BITS if len(alphabet) <= 1 << NARROW_BITS else WIDE_BITS


def symbol_type(bits: int) -> type[np.unsignedinteger]:
    return np.uint16 if bits == NARROW_BITS else np.uint32


def key_type(bits: int) -> type[np.unsignedinteger]:
    return np.uint32 if bits == NARROW_BITS else np.uint64


class Coded(NamedTuple):
    """Some pairs in order and their places: ``counts`` (of places) and ``block_counts`` (of bytes) are by pair."""

    keys: np.ndarray
    counts: np.ndarray
    block_counts: np.ndarray
    blocks: np.ndarray
    lows: np.ndarray


@dataclass(frozen=True)
class Places:
    """All pairs of a text, sorted; the places of pair i are ``starts[i]:starts[i + 1]`` of ``lows``, in order."""

    bits: int
    keys: np.ndarray
    starts: np.ndarray
    block_starts: np.ndarray
    blocks: np.ndarray
    lows: np.ndarray

    def index(self, first: int, second: int) -> int:
        """Where the pair stands among the keys, or would stand."""
        return int(np.searchsorted(self.keys, self.keys.dtype.type(first << self.bits | second)))

    def of_pair(self, first: int, second: int) -> slice:
        """The pair as a range of keys: of one, or of none."""
        at = self.index(first, second)
        is_there = at < len(self.keys) and int(self.keys[at]) == first << self.bits | second
        return slice(at, at + is_there)

    def of_first(self, first: int) -> slice:
        """All pairs that begin with the symbol, as a range of keys."""
        is_last = first == (1 << self.bits) - 1
        return slice(self.index(first, 0), len(self.keys) if is_last else self.index(first + 1, 0))

    def rarest(self, firsts: np.ndarray, seconds: np.ndarray) -> tuple[int, slice]:
        """Of some pairs of symbols the number of the one with the fewest places, and it as a range of keys."""
        wanted = _keys(firsts, seconds, self.bits)
        at = np.searchsorted(self.keys, wanted)
        # A pair that would stand behind all others is none of them.
        is_there = self.keys[np.minimum(at, len(self.keys) - 1)] == wanted if len(self.keys) else at < 0
        counts = np.where(
            is_there, self.starts[np.minimum(at + 1, len(self.keys))].astype(np.int64) - self.starts[at], 0
        )
        number = int(np.argmin(counts))
        return number, slice(int(at[number]), int(at[number]) + bool(is_there[number]))

    def count(self, pairs: slice) -> int:
        return int(self.starts[pairs.stop]) - int(self.starts[pairs.start])

    def decode(self, pairs: slice) -> np.ndarray:
        """The places (uint32) of a range of pairs, pair by pair."""
        first = int(self.block_starts[pairs.start])
        return _decoded(
            self.blocks[first : int(self.block_starts[pairs.stop])],
            self.block_starts[pairs].astype(np.int64) - first,
            self.lows[int(self.starts[pairs.start]) : int(self.starts[pairs.stop])],
        )

    def of_firsts(self, firsts: np.ndarray) -> np.ndarray:
        """The numbers among the keys of all pairs that begin with one of these symbols."""
        begins = _keys(firsts, np.zeros(1, self.keys.dtype), self.bits)
        ends = begins | self.keys.dtype.type((1 << self.bits) - 1)
        return ranges(np.searchsorted(self.keys, begins), np.searchsorted(self.keys, ends, side="right"))

    def second(self, pairs: np.ndarray) -> np.ndarray:
        """The second symbols of pairs, by their numbers among the keys."""
        return self.keys[pairs] & self.keys.dtype.type((1 << self.bits) - 1)

    def count_all(self, pairs: np.ndarray) -> int:
        return int((self.starts[pairs + 1].astype(np.int64) - self.starts[pairs]).sum())

    def decode_all(self, pairs: np.ndarray) -> np.ndarray:
        """The places (uint32) of pairs that are given by their numbers among the keys, pair by pair."""
        counts = self.block_starts[pairs + 1].astype(np.int64) - self.block_starts[pairs]
        blocks = self.blocks[_items(self.block_starts, pairs)]
        return _decoded(blocks, np.cumsum(counts) - counts, self.lows[_items(self.starts, pairs)])


def invert(symbols: np.ndarray, bits: int, paragraph_end: int) -> Coded:
    """The pairs of a text, which ends with a paragraph end; one that begins with ``paragraph_end`` is none."""
    # Sorting 16 bits at a time is a radix sort in numpy, and several times faster than sorting whole keys.
    order = np.argsort(symbols[1:], kind="stable").astype(np.uint32)
    order = order[np.argsort(symbols[:-1][order], kind="stable")]
    first = symbols[:-1][order]
    order = order[first != paragraph_end]
    pairs = _keys(symbols[:-1][order], symbols[1:][order], bits)
    begins = first_of_each(pairs)
    return _coded(pairs[begins], np.diff(begins, append=len(pairs)), order)


class Origin(Protocol):
    """A text that becomes part of another."""

    places: Places

    def moved(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """``places`` in the other text, and which of them to keep (None: all)."""
        ...


def merge(origins: Sequence[Origin], symbols: Sequence[np.ndarray], bits: int) -> Iterator[Coded]:
    """The pairs of texts that stand one behind the other, some at a time.

    ``symbols`` are, for each text, the new symbols by its own, in the same order."""
    keys = [_moved_keys(origin.places, new, bits) for origin, new in zip(origins, symbols, strict=True)]
    union = np.unique(np.concatenate(keys)) if keys else np.empty(0, key_type(bits))
    ranks = [np.searchsorted(union, each) for each in keys]
    totals = np.zeros(len(union), np.int64)
    for origin, rank in zip(origins, ranks, strict=True):
        totals[rank] += np.diff(origin.places.starts).astype(np.int64)
    for first, last in _chunks(totals):
        places: list[np.ndarray] = []
        numbers: list[np.ndarray] = []
        for origin, rank in zip(origins, ranks, strict=True):
            start, end = np.searchsorted(rank, [first, last]).tolist()
            found, kept = origin.moved(origin.places.decode(slice(start, end)))
            counts = np.diff(origin.places.starts[start : end + 1]).astype(np.int64)
            number = np.repeat((rank[start:end] - first).astype(np.uint16), counts)
            places.append(found if kept is None else found[kept])
            numbers.append(number if kept is None else number[kept])
        number = np.concatenate(numbers)
        order = np.argsort(number, kind="stable")
        counts = np.bincount(number, minlength=last - first)
        present = counts > 0
        yield _coded(union[first:last][present], counts[present], np.concatenate(places)[order])


def _decoded(blocks: np.ndarray, firsts: np.ndarray, lows: np.ndarray) -> np.ndarray:
    """``firsts`` are where the bytes of each pair begin."""
    sums = np.cumsum(blocks, dtype=np.uint32)
    ends = (blocks != _FAR).nonzero()[0]
    highs = sums[ends]
    if len(firsts) > 1:
        before = np.where(firsts > 0, sums[firsts - 1], np.uint32(0))
        places = np.append(np.searchsorted(ends, firsts), len(ends))
        highs -= before.repeat(places[1:] - places[:-1])
    highs <<= np.uint32(_BLOCK_BITS)
    bounds = np.append((lows & _NEW_BLOCK).nonzero()[0], len(lows))
    return highs.repeat(bounds[1:] - bounds[:-1]) | (lows & _INSIDE)


def _items(starts: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    return ranges(starts[pairs].astype(np.int64), starts[pairs + 1].astype(np.int64))


def _moved_keys(places: Places, new: np.ndarray, bits: int) -> np.ndarray:
    firsts = places.keys >> places.keys.dtype.type(places.bits)
    seconds = places.keys & places.keys.dtype.type((1 << places.bits) - 1)
    return _keys(new[firsts], new[seconds], bits)


def _keys(firsts: np.ndarray, seconds: np.ndarray, bits: int) -> np.ndarray:
    keys = firsts.astype(key_type(bits))
    keys <<= keys.dtype.type(bits)
    keys |= seconds
    return keys


def _chunks(counts: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of keys whose places can be merged at once; one key at least."""
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        done = int(ends[first - 1]) if first else 0
        last = int(np.searchsorted(ends, done + _CHUNK, side="right"))
        last = min(max(last, first + 1), first + _CHUNK_KEYS, len(counts))
        yield first, last
        first = last


def _coded(keys: np.ndarray, counts: np.ndarray, places: np.ndarray) -> Coded:
    """``places`` are by key, in order."""
    highs = places >> np.uint32(_BLOCK_BITS)
    begins = np.ones(len(places), np.bool_)
    begins[1:] = highs[1:] != highs[:-1]
    firsts = np.cumsum(counts) - counts
    begins[firsts] = True
    lows = (places & np.uint32(_INSIDE)).astype(np.uint16)
    lows[begins] |= np.uint16(_NEW_BLOCK)
    steps = np.diff(highs[begins].astype(np.int64), prepend=0)
    # The first block of each pair counts from the beginning.
    blocks_before = np.cumsum(begins)[firsts] - 1
    steps[blocks_before] = highs[firsts]
    sizes = steps // _FAR + 1
    ends = np.cumsum(sizes)
    blocks = np.full(int(ends[-1]) if len(ends) else 0, _FAR, np.uint8)
    blocks[ends - 1] = steps % _FAR
    block_counts = np.add.reduceat(sizes, blocks_before) if len(firsts) else np.empty(0, np.int64)
    return Coded(keys, counts, block_counts, blocks, lows)


def ranges(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """All numbers of the ranges ``starts[i]..ends[i]``, one range behind the other."""
    counts = ends - starts
    firsts = np.cumsum(counts) - counts
    return np.repeat(starts - firsts, counts) + np.arange(int(counts.sum()))


def first_of_each(values: np.ndarray) -> np.ndarray:
    """Where each different value of a sorted array begins."""
    begins = np.ones(len(values), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    return np.flatnonzero(begins)
