"""How often something is written, by year, month or source, in numpy: nothing is read but places and columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from archivist.search.collector import collect
from archivist.search.facets import period_names, periods
from archivist.search.occurrences import occurrences
from archivist.search.query import Query, documents_mask
from archivist.search.segment import Segment, View
from archivist.search.sets import ReportSets


class By(StrEnum):
    """What reports are put into buckets by. A date that spans several years or months counts in the earliest."""

    YEAR = "year"
    MONTH = "month"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Bucket:
    """All reports of one year (``2024``), month (``2024-02``) or source, and the code points of their reading texts.

    Those without date or source are in the bucket that has no name."""

    name: str
    reports: int
    characters: int


@dataclass(frozen=True, slots=True)
class TrendCounts:
    """``hits`` and ``reports`` have a row for each query and a number for each bucket.

    Years and months stand in order without a gap, sources with most reports first; what has no date or source is last."""

    buckets: tuple[Bucket, ...]
    hits: tuple[tuple[int, ...], ...]
    reports: tuple[tuple[int, ...], ...]


def count_trend(
    view: View, queries: Sequence[Query], by: By, within: Query | None = None, sets: ReportSets | None = None
) -> TrendCounts:
    """``within`` says which reports there are at all; what it asks for has to be asked in each query too."""
    base = [segment.live for segment in view.segments] if within is None else _masks(view, within, sets)
    names, codes = _sources(view, base) if by is By.SOURCE else _dates(view.segments, base, by)
    size = len(names)
    totals, characters = np.zeros((2, size), np.int64)
    for segment, mask, code in zip(view.segments, base, codes, strict=True):
        totals += np.bincount(code[mask], minlength=size)
        # Sums of float64 are exact up to 2**53 characters.
        characters += np.bincount(code[mask], segment.text("body").lengths[mask], size).astype(np.int64)
    hits, reports = np.zeros((2, len(queries), size), np.int64)
    code_by_segment = {segment.name: code for segment, code in zip(view.segments, codes, strict=True)}
    for row, query in enumerate(queries):
        for part in occurrences(view, query, sets):
            code = code_by_segment[part.segment.name]
            hits[row] += np.bincount(code[part.documents], minlength=size)
            reports[row] += np.bincount(code[np.unique(part.documents)], minlength=size)
    # The last is for reports without date or source, of which there may be none.
    size -= not totals[-1]
    buckets = map(Bucket, names[:size], totals.tolist(), characters.tolist())
    return TrendCounts(tuple(buckets), _rows(hits[:, :size]), _rows(reports[:, :size]))


def _masks(view: View, query: Query, sets: ReportSets | None) -> list[np.ndarray]:
    found = collect(view, query.tree, sets=sets).found
    return [documents_mask(segment.size, each) for segment, each in zip(view.segments, found, strict=True)]


_Buckets: TypeAlias = tuple[list[str], list[np.ndarray]]
"""The names of all buckets, and for each segment the number of each document's bucket; the last has no name."""


def _dates(segments: Sequence[Segment], base: Sequence[np.ndarray], by: By) -> _Buckets:
    """Documents outside ``base`` are in any bucket."""
    unit = "Y" if by is By.YEAR else "M"
    days = [segment.numbers("earliest") for segment in segments]
    dates = [periods(each, unit).astype(np.int64) for each in days]
    present = [each[mask & (day > 0)] for each, mask, day in zip(dates, base, days, strict=True)]
    present = np.concatenate([np.empty(0, np.int64), *present])
    first, last = (int(present.min()), int(present.max())) if len(present) else (0, -1)
    count = last + 1 - first
    codes = [np.where(day > 0, np.clip(each - first, 0, count), count) for each, day in zip(dates, days, strict=True)]
    return [*period_names(np.arange(first, last + 1).astype(f"datetime64[{unit}]")), ""], codes


def _sources(view: View, base: Sequence[np.ndarray]) -> _Buckets:
    """Sources that fold alike are one."""
    readers = [segment.words("source") for segment in view.segments]
    counts: Counter[str] = Counter()
    for reader, mask in zip(readers, base, strict=True):
        counts.update(reader.count(mask))
    spellings = view.spellings("source")
    folds = sorted(counts, key=lambda each: (-counts[each], spellings[each]))
    code = {each: number for number, each in enumerate(folds)}
    # A source that only other documents have is not counted.
    codes = [
        np.array([*(code.get(each, 0) for each in reader.folds), len(folds)])[reader.firsts()] for reader in readers
    ]
    return [*(spellings[each] for each in folds), ""], codes


def _rows(numbers: np.ndarray) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, numbers.tolist()))
