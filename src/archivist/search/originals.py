"""Which characters a text had before it was folded, in little room: a bit for each place, a byte where they differ."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from archivist.text.fold import fold_array, unfolded_characters

_WORD = 64
_VARIANT_BITS = 8


class Originals:
    """``changed`` has a bit for each place (uint64), ``counts`` the changed places before each word of it."""

    def __init__(self, changed: np.ndarray, counts: np.ndarray, variants: np.ndarray) -> None:
        self.changed = changed
        self.counts = counts
        self.variants = variants

    def within(self, start: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        """Where in ``start..end`` characters differ from their fold (counted from ``start``), and their variants."""
        first = start // _WORD
        bits = _unpacked(self.changed[first : -(-end // _WORD)])
        before = int(np.count_nonzero(bits[: start - first * _WORD]))
        places = np.flatnonzero(bits[start - first * _WORD : end - first * _WORD])
        variant = int(self.counts[first]) + before if len(places) else 0
        return places, self.variants[variant : variant + len(places)]

    def are(self, places: np.ndarray, character: str) -> np.ndarray:
        """At which of the ``places``, where its fold stands, ``character`` itself stands."""
        words = places // _WORD
        bits = self.changed[words] >> (places % _WORD).astype(np.uint64)
        is_changed = (bits & np.uint64(1)).astype(np.bool_)
        wanted = int(variants_of(np.array([ord(character)]))[0])
        if not wanted:
            return ~is_changed
        below = (np.uint64(1) << (places % _WORD).astype(np.uint64)) - np.uint64(1)
        ranks = self.counts[words] + np.bitwise_count(self.changed[words] & below)
        found = np.zeros(len(places), np.bool_)
        found[is_changed] = self.variants[ranks[is_changed]] == wanted
        return found


def originals_of(parts: Iterable[np.ndarray]) -> Originals:
    """From the variant (uint8) of every place, part by part; 0 where a character is its own fold."""
    words: list[np.ndarray] = []
    variants: list[np.ndarray] = [np.empty(0, np.uint8)]
    rest = np.empty(0, np.bool_)
    for part in parts:
        is_changed = part > 0
        variants.append(part[is_changed])
        bits = np.concatenate((rest, is_changed))
        rest = bits[len(bits) // _WORD * _WORD :]
        words.append(_packed(bits[: len(bits) - len(rest)]))
    words.append(_packed(np.concatenate((rest, np.zeros(-len(rest) % _WORD, np.bool_)))))
    changed = np.concatenate(words)
    ends = np.cumsum(np.bitwise_count(changed), dtype=np.uint32)
    counts = np.concatenate((np.zeros(1, np.uint32), ends))[: len(changed)]
    return Originals(changed, counts, np.concatenate(variants))


def variants_of(codes: np.ndarray) -> np.ndarray:
    """For each code point its number (uint8) among those with the same fold, from 1; 0 where it is its own fold."""
    return _tables()[0][codes]


def restored(folded: np.ndarray, variants: np.ndarray) -> np.ndarray:
    """The code points with these folds and variants; the folds where there are none, as after a change of the fold."""
    _, keys, codes = _tables()
    wanted = folded.astype(np.uint32) << np.uint32(_VARIANT_BITS) | variants
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, codes[at], folded)


@cache
def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Variants by code point; then sorted pairs of fold and variant, and the code point of each."""
    text = unfolded_characters()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    folds = fold_array(text)
    order = np.lexsort((codes, folds))
    codes, folds = codes[order], folds[order]
    begins = np.flatnonzero(np.diff(folds, prepend=folds[:1] + 1))
    ranks = np.arange(len(folds)) - np.repeat(begins, np.diff(begins, append=len(folds))) + 1
    variants = np.zeros(0x110000, np.uint8)
    variants[codes] = ranks
    return variants, folds << np.uint32(_VARIANT_BITS) | ranks.astype(np.uint32), codes


def _packed(bits: np.ndarray) -> np.ndarray:
    return np.packbits(bits, bitorder="little").view("<u8")


def _unpacked(words: np.ndarray) -> np.ndarray:
    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8), bitorder="little")
