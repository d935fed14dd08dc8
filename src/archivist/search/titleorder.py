"""The order of titles by the code points of their folds, without reading more of them than decides it."""

from collections.abc import Iterator, Sequence

import numpy as np

from archivist.search.column import TextReader
from archivist.search.segment import Segment

_AT_ONCE = 3
"""Characters that make one number of 64 bits."""
_BITS = np.uint64(21)

_FEW = 1_000
"""Titles that are read and sorted as they are."""


def title_ranks(segments: Sequence[Segment], found: Sequence[np.ndarray], wanted: int) -> np.ndarray:
    """A number (int64) for each found document, by its title: right for the first ``wanted`` (one at least) and those that
    are equal to the last of them, larger than theirs for the others."""
    titles = _Titles(segments, found)
    open_titles, open_places = np.arange(titles.count), wanted
    first: list[np.ndarray] = [np.empty(0, np.int64)]
    number, are_equal = 0, False
    while len(open_titles) > max(open_places, _FEW) and not are_equal:
        keys = titles.keys(open_titles, number)
        edge = np.partition(keys, open_places - 1)[open_places - 1]
        first.append(open_titles[keys < edge])
        open_places -= len(first[-1])
        open_titles = open_titles[keys == edge]
        number, are_equal = number + 1, not edge & ((np.uint64(1) << _BITS) - np.uint64(1))
    read = np.concatenate([*first, open_titles[:1] if are_equal else open_titles])
    ranks = np.full(titles.count, len(read), np.int64)
    ranks[read] = np.unique(np.array([*titles.read(read), ""], np.object_), return_inverse=True)[1][:-1]
    if are_equal:
        ranks[open_titles] = ranks[open_titles[0]]
    return ranks


class _Titles:
    """The titles of found documents, by their places among all that were found."""

    def __init__(self, segments: Sequence[Segment], found: Sequence[np.ndarray]) -> None:
        self._readers = [segment.text("title") for segment in segments]
        self._found = found
        self._firsts = np.cumsum([0, *map(len, found)])
        self.count = int(self._firsts[-1])

    def keys(self, places: np.ndarray, number: int) -> np.ndarray:
        """Some characters as numbers (uint64) to sort by; nothing stands before all of them, behind the end of a title."""
        keys = np.zeros(len(places), np.uint64)
        for here, reader, documents in self._parts(places):
            starts, lengths = reader.starts[documents].astype(np.int64), reader.lengths[documents]
            for offset in range(number * _AT_ONCE, (number + 1) * _AT_ONCE):
                has = lengths > offset
                codes = reader.alphabet[reader.text[np.where(has, starts + offset, 0)]].astype(np.uint64) + np.uint64(1)
                keys[here] = keys[here] << _BITS | np.where(has, codes, np.uint64(0))
        return keys

    def read(self, places: np.ndarray) -> list[str]:
        """The folded titles."""
        titles = np.empty(len(places), np.object_)
        for here, reader, documents in self._parts(places):
            titles[here] = list(reader.folded(documents))
        return titles.tolist()

    def _parts(self, places: np.ndarray) -> Iterator[tuple[np.ndarray, TextReader, np.ndarray]]:
        parts = np.searchsorted(self._firsts, places, side="right") - 1
        for part, (reader, numbers) in enumerate(zip(self._readers, self._found, strict=True)):
            here = np.flatnonzero(parts == part)
            if len(here):
                yield here, reader, numbers[places[here] - self._firsts[part]]
