"""The index as it stands at one moment: its segments as arrays. Never changes, so any thread may read it."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader

from archivist.domain.ids import ReportId
from archivist.search.column import TextReader
from archivist.search.schema import COLUMNS
from archivist.search.sets import ReportSets
from archivist.search.storage import CommittedStorage
from archivist.search.valuecolumns import ID_TYPE, IdReader, NumberReader, WordReader


class Columns:
    """The columns of one segment, which stay as they are for as long as the segment lives."""

    def __init__(self, reader: PerDocumentReader) -> None:
        def column(name: str) -> Any:
            return reader.column_reader(name, COLUMNS[name])

        self.keys: IdReader = column("key")
        self.texts: dict[str, TextReader] = {"title": column("title"), "body": column("body")}
        self.words: dict[str, WordReader] = {"source": column("source"), "script": column("script")}
        self.numbers: dict[str, np.ndarray] = {
            name: _numbers(column(name)) for name, kind in COLUMNS.items() if kind is COLUMNS["length"]
        }


class Segment:
    """Columns, and which of their documents live: ``live`` is a mask of ``size`` documents."""

    def __init__(self, name: str, columns: Columns, deleted: Iterable[int]) -> None:
        self.name = name
        self.columns = columns
        self.size = len(columns.keys.ids)
        self.live = np.ones(self.size, np.bool_)
        self.live[list(deleted)] = False
        self.count = int(np.count_nonzero(self.live))

    @property
    def characters(self) -> int:
        """Code points of the living texts: what merging this segment costs."""
        return int(self.columns.texts["body"].lengths[self.live].sum(dtype=np.int64))


class View:
    """All segments of one commit, in Whoosh's order."""

    def __init__(self, segments: tuple[Segment, ...] = ()) -> None:
        self.segments = segments
        self.count = sum(segment.count for segment in segments)
        self._located: tuple[Hashable, dict[Hashable, Any]] = (object(), {})

    @cached_property
    def mean_lengths(self) -> Mapping[str, float]:
        """Code points of a living text, by field; at least 1."""
        return {
            field: max(1.0, sum(_total(segment, field) for segment in self.segments) / max(1, self.count))
            for field in ("title", "body")
        }

    def locate(self, ids: Collection[ReportId]) -> list[np.ndarray]:
        """The sorted numbers of the living documents among ``ids``, for each segment."""
        wanted = np.array([each.bytes for each in ids], ID_TYPE)
        found = (segment.columns.keys.locate(wanted) for segment in self.segments)
        return [numbers[segment.live[numbers]] for segment, numbers in zip(self.segments, found, strict=True)]

    def with_tag(self, sets: ReportSets, folded: str) -> list[np.ndarray]:
        return self._kept(sets, ("tag", folded), lambda: self.locate(sets.with_tag(folded)))

    def with_note(self, sets: ReportSets, folded: str) -> list[np.ndarray]:
        return self._kept(sets, ("note", folded), lambda: self.locate(sets.with_note(folded)))

    def tags(self, sets: ReportSets) -> dict[str, list[np.ndarray]]:
        return self._kept(sets, "tags", lambda: {name: self.locate(ids) for name, ids in sets.tags().items()})

    def _kept(self, sets: ReportSets, key: Hashable, make: Any) -> Any:
        version, kept = self._located
        if version != sets.version:
            # Another thread may do the same: then one of the two keeps nothing, which costs time only.
            kept = {}
            self._located = (sets.version, kept)
        if key not in kept:
            kept[key] = make()
        return kept[key]


def load_view(storage: CommittedStorage, known: View) -> View:
    """The view of the commit that ``storage`` shows; columns of segments that ``known`` has are not read again."""
    columns = {segment.name: segment.columns for segment in known.segments}
    return View(
        tuple(
            Segment(
                segment.segment_id(),
                columns.get(segment.segment_id()) or _open_columns(storage, segment),
                segment.deleted_docs(),
            )
            for segment in storage.segments()
        )
    )


def _open_columns(storage: CommittedStorage, segment: Any) -> Columns:
    # Whoosh's reader of a whole segment would open the files of its terms too, which nothing here asks for.
    reader = segment.codec().per_document_reader(storage, segment)
    try:
        return Columns(reader)
    finally:
        reader.close()


def _numbers(reader: NumberReader) -> np.ndarray:
    return reader.values


def _total(segment: Segment, field: str) -> int:
    return int(segment.columns.texts[field].lengths[segment.live].sum(dtype=np.int64))
