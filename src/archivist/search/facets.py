"""Counts of what was found, by year, month, metadata, tag, collection and colour."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from archivist.search.query import documents_mask
from archivist.search.segment import View
from archivist.search.sets import ReportSets

_DATES = {"year": 12, "month": 1}
"""In months."""
_SETS = ("tag", "collection", "colour")

_FIRST_DAY_OF_NUMPY = 719_163
"""1970-01-01 as a proleptic ordinal."""


def count_facet(facet: str, view: View, found: Sequence[np.ndarray], sets: ReportSets) -> dict[str, int]:
    """The values of ``facet`` with the number of ``found`` documents: most frequent first, dates descending.

    Documents without a value are not counted. Words that fold alike are one value, as they are for a query."""
    if facet in _DATES:
        return _dates(view, found, _DATES[facet])
    counts = _sets(view, found, sets, facet) if facet in _SETS else _words(view, found, facet)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def periods(days: np.ndarray, unit: str) -> np.ndarray:
    """Days (proleptic ordinals) as numpy's dates by year (``Y``) or month (``M``)."""
    return (days - _FIRST_DAY_OF_NUMPY).astype("datetime64[D]").astype(f"datetime64[{unit}]")


def period_names(values: np.ndarray) -> list[str]:
    """``2024`` or ``2024-02`` for numpy's dates."""
    return [str(value).rjust(4, "0") if "-" not in str(value) else _padded(str(value)) for value in values]


def _padded(month: str) -> str:
    year, _, rest = month.partition("-")
    return f"{year:0>4}-{rest}"


def count_by_year(view: View, found: Sequence[np.ndarray], weights: Sequence[np.ndarray]) -> dict[str, int]:
    """The sums of the ``weights`` (int64) of ``found`` documents by year, descending; years with 0 are left out."""
    return _dates(view, found, _DATES["year"], np.concatenate([np.empty(0, np.int64), *weights]))


def _dates(view: View, found: Sequence[np.ndarray], unit: int, weights: np.ndarray | None = None) -> dict[str, int]:
    parts = [segment.days("earliest").months[numbers] for segment, numbers in zip(view.segments, found, strict=True)]
    months = np.concatenate([np.empty(0, np.int32), *parts])
    # Counting is quicker than sorting, and -1, no month, becomes the first number.
    counts = np.bincount(months // unit + 1, weights).astype(np.int64)
    present = np.flatnonzero(counts)[::-1]
    return {
        _name(number - 1, unit): count
        for number, count in zip(present.tolist(), counts[present].tolist(), strict=True)
        if number
    }


def _name(number: int, unit: int) -> str:
    return f"{number:04}" if unit > 1 else f"{number // 12:04}-{number % 12 + 1:02}"


def _words(view: View, found: Sequence[np.ndarray], field: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for segment, numbers in zip(view.segments, found, strict=True):
        counts.update(segment.words(field).count(documents_mask(segment.size, numbers)))
    spellings = view.spellings(field) if counts else {}
    return {spellings[each]: count for each, count in counts.items()}


def _sets(view: View, found: Sequence[np.ndarray], sets: ReportSets, kind: str) -> Counter[str]:
    masks = [documents_mask(segment.size, numbers) for segment, numbers in zip(view.segments, found, strict=True)]
    counts: Counter[str] = Counter()
    for name, places in view.named(sets, kind).items():
        counts[name] = sum(int(np.count_nonzero(mask[numbers])) for mask, numbers in zip(masks, places, strict=True))
    return +counts
