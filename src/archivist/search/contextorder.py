"""The order of matches: by date or source of their reports, or by what stands beside them."""

import threading
from collections.abc import Sequence

import numpy as np

from archivist.search.column import TextReader
from archivist.search.occurrences import Occurrences
from archivist.search.places import first_of_each, ranges
from archivist.search.ranking import id_keys

_COMPARED = 100
"""Code points of a context that lines are sorted by: no reader looks further, and a text of one sentence a million times
stays sortable."""


def paragraph_bounds(reader: TextReader, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the paragraphs that ``places`` stand in begin and end (int64)."""
    # Of another type than the breaks, they would have to be copied to compare.
    at = np.searchsorted(reader.breaks, places.astype(reader.breaks.dtype))
    ends = reader.breaks[at].astype(np.int64)
    return np.where(at > 0, reader.breaks[at - 1].astype(np.int64) + 1, 0), ends


class Documents:
    """The documents that matches stand in, in the order of segments; the matches of one stand together."""

    def __init__(self, found: Sequence[Occurrences]) -> None:
        self._found = found
        begins = [first_of_each(part.documents) for part in found]
        self._by_part = [part.documents[each] for part, each in zip(found, begins, strict=True)]
        counts = [np.diff(each, append=len(part.starts)) for part, each in zip(found, begins, strict=True)]
        self._counts = np.concatenate([np.empty(0, np.intp), *counts])

    def __len__(self) -> int:
        return len(self._counts)

    def lines_in_order(self, *, by_source: bool) -> np.ndarray:
        """The numbers of all matches (intp), by date or by source first."""
        segments = [part.segment for part in self._found]
        days = self._numbers("earliest")
        keys = [
            np.where(days > 0, days, np.iinfo(np.int64).max),
            self._numbers("latest"),
            *id_keys(segments, self._by_part),
        ]
        if by_source:
            keys = [self._sources(), *keys]
        order = np.lexsort(keys[::-1])
        firsts = np.cumsum(self._counts) - self._counts
        return ranges(firsts[order], firsts[order] + self._counts[order])

    def _numbers(self, name: str) -> np.ndarray:
        values = (part.segment.numbers(name)[each] for part, each in zip(self._found, self._by_part, strict=True))
        return np.concatenate([np.empty(0, np.int64), *values])

    def _sources(self) -> np.ndarray:
        """The rank of each document's source among all sources; without one, behind them."""
        readers = [part.segment.words("source") for part in self._found]
        names = sorted({name for reader in readers for name in reader.words})
        rank = {name: number for number, name in enumerate(names)}
        ranks = (
            np.array([*(rank[name] for name in reader.words), len(names)])[reader.firsts()[each]]
            for reader, each in zip(readers, self._by_part, strict=True)
        )
        return np.concatenate([np.empty(0, np.int64), *ranks])


class ByContext:
    """The numbers of all matches, sorted by their contexts on one side; those with the same stay as they are in ``order``.

    All are sorted by their first characters; further ones are only compared where lines are taken. Thread-safe."""

    def __init__(self, found: Sequence[Occurrences], order: np.ndarray, width: int, *, is_left: bool) -> None:
        self._contexts = _Contexts(found, min(width, _COMPARED), is_left=is_left)
        keys = self._contexts.first_keys()[order]
        by = np.argsort(keys, kind="stable")
        self._order = order[by]
        self._begins = first_of_each(keys[by])
        self._is_settled = np.diff(self._begins, append=len(order)) == 1
        self._lock = threading.Lock()

    def __getitem__(self, lines: slice) -> np.ndarray:
        """The numbers of ``lines``, from its start to its stop, of which there is one at least."""
        with self._lock:
            first = int(np.searchsorted(self._begins, lines.start, side="right")) - 1
            last = int(np.searchsorted(self._begins, lines.stop))
            unsettled = np.flatnonzero(~self._is_settled[first:last]) + first
            if len(unsettled):
                self._settle(int(unsettled[0]), int(unsettled[-1]) + 1)
            return self._order[lines].copy()

    def _settle(self, first: int, last: int) -> None:
        """Sort the lines of some groups, each of which has the same first characters."""
        ends = np.append(self._begins[1:], len(self._order))
        places = np.arange(self._begins[first], ends[last - 1])
        groups = np.repeat(np.arange(first, last), ends[first:last] - self._begins[first:last])
        for number in range(1, self._contexts.rounds):
            lines = self._order[places]
            keys, has_more = self._contexts.keys(lines, number)
            by = np.lexsort((keys, groups))
            self._order[places] = lines[by]
            keys, groups = keys[by], groups[by]
            begins = np.ones(len(by), np.bool_)
            begins[1:] = (keys[1:] != keys[:-1]) | (groups[1:] != groups[:-1])
            firsts = np.flatnonzero(begins)
            is_open = (np.diff(firsts, append=len(by)) > 1) & np.logical_or.reduceat(has_more[by], firsts)
            groups = np.cumsum(begins) - 1
            is_open = is_open[groups]
            if not is_open.any():
                break
            places, groups = places[is_open], groups[is_open]
        self._is_settled[first:last] = True


class _Contexts:
    """The contexts on one side of all matches as numbers to sort by, some characters at a time.

    Characters count among all that the texts have, from 1, so that numbers are in the order of code points; 0 stands for
    none, behind the end of the context. As many as there is room for make one uint64."""

    def __init__(self, found: Sequence[Occurrences], width: int, *, is_left: bool) -> None:
        self._found = found
        self._width = width
        self._is_left = is_left
        self._firsts = np.cumsum([0, *(len(part.starts) for part in found)])
        self._readers = [part.segment.text("body") for part in found]
        alphabet = np.unique(np.concatenate([np.empty(0, np.uint32), *(each.alphabet for each in self._readers)]))
        self._numbers = [np.searchsorted(alphabet, each.alphabet).astype(np.uint64) + 1 for each in self._readers]
        self._bits = max(1, len(alphabet).bit_length())
        self._at_once = 64 // self._bits
        self.rounds = -(-width // self._at_once)

    def first_keys(self) -> np.ndarray:
        """The first characters of all contexts."""
        parts = (self._part_keys(part, np.arange(len(each.starts)), 0)[0] for part, each in enumerate(self._found))
        return np.concatenate([np.empty(0, np.uint64), *parts])

    def keys(self, lines: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The characters of round ``number`` of the contexts of ``lines``, and which contexts have more."""
        keys, has_more = np.zeros(len(lines), np.uint64), np.zeros(len(lines), np.bool_)
        parts = np.searchsorted(self._firsts, lines, side="right") - 1
        for part in range(len(self._found)):
            here = np.flatnonzero(parts == part)
            keys[here], has_more[here] = self._part_keys(part, lines[here] - self._firsts[part], number)
        return keys, has_more

    def _part_keys(self, part: int, lines: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray]:
        found, text, numbers = self._found[part], self._readers[part].text, self._numbers[part]
        starts, ends = found.starts[lines], found.ends[lines]
        begins, stops = paragraph_bounds(self._readers[part], starts)
        step, edges, lengths = (-1, starts - 1, starts - begins) if self._is_left else (1, ends, stops - ends)
        skipped = number * self._at_once
        left = np.minimum(lengths, self._width) - skipped
        keys = np.zeros(len(lines), np.uint64)
        for offset in range(self._at_once):
            has = left > offset
            symbols = text[np.where(has, edges + step * (skipped + offset), 0)]
            keys = keys << np.uint64(self._bits) | np.where(has, numbers[symbols], np.uint64(0))
        return keys, left > self._at_once
