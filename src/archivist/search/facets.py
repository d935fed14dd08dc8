"""Counts of what was found, by year, source, script and tag."""

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np

from archivist.search.segment import Segment, View
from archivist.search.sets import ReportSets

_FIRST_DAY_OF_NUMPY = 719_163
"""1970-01-01 as a proleptic ordinal."""


def count_facet(facet: str, view: View, found: list[np.ndarray], sets: ReportSets) -> dict[str, int]:
    """The values of ``facet`` with the number of ``found`` documents: most frequent first, years descending.

    Documents without a value are not counted."""
    if facet == "year":
        years = _summed(view, found, _years)
        return dict(sorted(years.items(), reverse=True))
    if facet == "tag":
        counts = Counter(dict(_tags(view, found, sets)))
    else:
        counts = _summed(view, found, lambda segment, numbers: _words(segment, numbers, facet))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _summed(
    view: View, found: list[np.ndarray], count: Callable[[Segment, np.ndarray], dict[str, int]]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for segment, numbers in zip(view.segments, found, strict=True):
        counts.update(count(segment, numbers))
    return counts


def _years(segment: Segment, numbers: np.ndarray) -> dict[str, int]:
    days = segment.columns.numbers["earliest"][numbers]
    dates = (days[days > 0] - _FIRST_DAY_OF_NUMPY).astype("datetime64[D]")
    years, counts = np.unique(dates.astype("datetime64[Y]").astype(np.int64) + 1970, return_counts=True)
    return {f"{year:04d}": count for year, count in zip(years.tolist(), counts.tolist(), strict=True)}


def _words(segment: Segment, numbers: np.ndarray, field: str) -> dict[str, int]:
    reader = segment.columns.words[field]
    counts = np.bincount(reader.codes[numbers], minlength=len(reader.words))
    return {word: count for word, count in zip(reader.words, counts.tolist(), strict=True) if word and count}


def _tags(view: View, found: list[np.ndarray], sets: ReportSets) -> Iterator[tuple[str, int]]:
    masks = [np.zeros(segment.size, np.bool_) for segment in view.segments]
    for mask, numbers in zip(masks, found, strict=True):
        mask[numbers] = True
    for name, places in view.tags(sets).items():
        count = sum(int(np.count_nonzero(mask[numbers])) for mask, numbers in zip(masks, places, strict=True))
        if count:
            yield name, count
