"""The honest floor: all folded texts in memory, looked through from beginning to end in numpy."""

from collections.abc import Sequence

import numpy as np

from archivist.text.fold import fold
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.result import Result

_FIRST_DAY_OF_NUMPY = 719_163


class Scan:
    """Counts, the twenty reports with most matches, and years."""

    def __init__(self, documents: Sequence[Document]) -> None:
        lengths = [len(each.title) + len(each.body) + 2 for each in documents]
        self._text = np.empty(sum(lengths), np.uint16)
        place = 0
        for each, length in zip(documents, lengths, strict=True):
            codes = np.frombuffer(f"{fold(each.title)}\n{fold(each.body)}\n".encode("utf-32-le"), "<u4")
            # Two bytes for each: what is beyond them is not asked for.
            self._text[place : place + length] = np.minimum(codes, 0xFFFF)
            place += length
        self._starts = np.cumsum([0, *lengths])[:-1]
        self.days = np.array([each.day for each in documents])
        years = (self.days - _FIRST_DAY_OF_NUMPY).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
        self._years = years - years.min()

    def counts(self, piece: str) -> np.ndarray:
        """How often each report has the folded piece."""
        first, *others = map(ord, piece)
        places = np.flatnonzero(self._text[: len(self._text) - len(others)] == first)
        for offset, code in enumerate(others, 1):
            places = places[self._text[places + offset] == code]
        documents = np.searchsorted(self._starts, places, side="right") - 1
        return np.bincount(documents, minlength=len(self._starts))

    def search(self, pieces: Sequence[str], *, is_any: bool, excluded: int, days: tuple[int, int] | None) -> Result:
        counts = [self.counts(piece) for piece in pieces]
        wanted = counts[: len(counts) - excluded]
        masks = [each > 0 for each in wanted]
        mask = np.logical_or.reduce(masks) if is_any else np.logical_and.reduce(masks)
        for each in counts[len(wanted) :]:
            mask &= each == 0
        if days is not None:
            mask &= (self.days >= days[0]) & (self.days <= days[1])
        found = np.flatnonzero(mask)
        score = np.sum([each[found] for each in wanted], axis=0)
        top = found[np.argsort(-score, kind="stable")[:20]]
        years = np.bincount(self._years[found])
        return Result(len(found), top.tolist(), int(np.count_nonzero(years)))
