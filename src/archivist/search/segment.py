"""The index as it stands at one moment: its segments as arrays. Never changes, so any thread may read it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.columns import ColumnReader
from whoosh.reading import IndexReader, MultiReader
from whoosh.searching import Searcher

from archivist.search.column import TextReader
from archivist.search.query import Text
from archivist.search.schema import Layout
from archivist.search.sets import ReportSets
from archivist.search.storage import CommittedStorage
from archivist.search.valuecolumns import ID_TYPE, DayReader, IdReader, WordsReader
from archivist.search.values import instant
from archivist.text.fold import fold

_SETS_KEPT = 500
"""Sets and words of notes whose documents are kept, for as long as nothing changes."""


class Segment(IndexReader):
    """The columns of one segment, and which of its documents live: ``live`` is a mask of ``size`` documents.

    To Whoosh it is a reader without terms; Whoosh's own opens the files of terms too, which nothing here asks for."""

    def __init__(self, name: str, layout: Layout, columns: Mapping[str, ColumnReader], deleted: Iterable[int]) -> None:
        self.name = name
        self.layout = layout
        self.schema = layout.schema
        self.columns = columns
        self.size = len(self.keys.ids)
        self.live = np.ones(self.size, np.bool_)
        self.live[list(deleted)] = False
        self.count = int(np.count_nonzero(self.live))

    @property
    def keys(self) -> IdReader:
        return self._column("key")

    def ids(self, field: str) -> np.ndarray:
        return self._column(field).ids

    def text(self, field: str) -> TextReader:
        return self._column(field)

    def words(self, field: str) -> WordsReader:
        return self._column(field)

    def numbers(self, field: str) -> np.ndarray:
        return self._column(field).values

    def days(self, field: str) -> DayReader:
        return self._column(field)

    def _column(self, name: str) -> Any:
        return self.columns[name]

    @cached_property
    def characters(self) -> int:
        """Code points of the living texts: what merging this segment costs."""
        return sum(map(self.total_length, self.layout.texts))

    def total_length(self, field: str) -> int:
        """Code points of the living texts."""
        return int(self.text(field).lengths[self.live].sum(dtype=np.int64))

    # --- what Whoosh asks of a reader

    def __contains__(self, term: object) -> bool:
        del term
        return False

    def indexed_field_names(self) -> Iterable[str]:
        return ()

    def all_terms(self) -> Iterable[tuple[str, bytes]]:
        return ()

    def has_deletions(self) -> bool:
        return self.count < self.size

    def is_deleted(self, docnum: int) -> bool:
        return not self.live[docnum]

    def doc_count_all(self) -> int:
        return self.size

    def doc_count(self) -> int:
        return self.count

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self.columns

    def column_reader(
        self, fieldname: str, column: object = None, reverse: bool = False, translate: bool = True
    ) -> ColumnReader:
        del column, reverse, translate
        return self.columns[fieldname]


class View:
    """All segments of one commit, in Whoosh's order."""

    def __init__(self, segments: tuple[Segment, ...] = ()) -> None:
        self.segments = segments
        self.count = sum(segment.count for segment in segments)
        self._spellings: dict[str, Mapping[str, str]] = {}
        self._located: tuple[Hashable, dict[Hashable, Any]] = (object(), {})

    @cached_property
    def searcher(self) -> Searcher:
        """Whoosh's searcher over the segments; there must be one."""
        return Searcher(MultiReader(list(self.segments)))

    @cached_property
    def mean_lengths(self) -> Mapping[str, float]:
        """Code points of a living text, by field; at least 1."""
        fields = self.segments[0].layout.texts if self.segments else ()
        return {
            field: max(1.0, sum(segment.total_length(field) for segment in self.segments) / max(1, self.count))
            for field in fields
        }

    def spellings(self, field: str) -> Mapping[str, str]:
        """For each folded word of a field how it is mostly written, in all documents."""
        known = self._spellings.get(field)
        if known is None:
            counts: Counter[str] = Counter()
            for segment in self.segments:
                reader = segment.words(field)
                numbers = np.bincount(reader.codes[segment.live[reader.owners]], minlength=len(reader.words))
                counts.update(dict(zip(reader.words, numbers.tolist(), strict=True)))
            rarest_first = sorted(counts, key=lambda word: (counts[word], word))
            known = self._spellings[field] = {fold(word): word for word in rarest_first}
        return known

    def locate(self, ids: bytes) -> list[np.ndarray]:
        """The sorted numbers of the living documents among ``ids`` (16 bytes each), for each segment."""
        wanted = np.frombuffer(ids, ID_TYPE)
        found = (segment.keys.locate(wanted) for segment in self.segments)
        return [numbers[segment.live[numbers]] for segment, numbers in zip(self.segments, found, strict=True)]

    def members(self, sets: ReportSets, kind: str, name: str) -> list[np.ndarray]:
        """The numbers of the documents in a set of the archive, for each segment; located once for each state of it."""
        return self._kept(sets, (kind, name), lambda: self.locate(sets.members(kind, name)))

    def with_note(self, sets: ReportSets, leaf: Text) -> list[np.ndarray]:
        """The numbers of the documents with a note in which the leaf is found, for each segment."""
        return self._kept(sets, ("note", leaf), lambda: self.locate(sets.with_note(leaf)))

    def last_annotated(self, sets: ReportSets) -> list[np.ndarray]:
        """For each segment, by document, when it was last annotated, in thousandths of a second; 0: never."""
        return self._kept(sets, "annotated", lambda: self._times(*sets.last_annotated()))

    def _times(self, ids: bytes, times: Sequence[str]) -> list[np.ndarray]:
        wanted = np.frombuffer(ids, ID_TYPE)
        values = np.array([round(1000 * instant(time)) for time in times], np.int64)
        found: list[np.ndarray] = []
        for segment in self.segments:
            by_document = np.zeros(segment.size, np.int64)
            here, numbers = segment.keys.places(wanted)
            by_document[numbers] = values[here]
            found.append(by_document)
        return found

    def named(self, sets: ReportSets, kind: str) -> dict[str, list[np.ndarray]]:
        """All sets of a kind that has names, located."""
        return self._kept(sets, kind, lambda: {name: self.locate(ids) for name, ids in sets.named(kind).items()})

    def _kept(self, sets: ReportSets, key: Hashable, make: Any) -> Any:
        version, kept = self._located
        if version != sets.version:
            # Another thread may do the same: then one of the two keeps nothing, which costs time only.
            kept = {}
            self._located = (sets.version, kept)
        # Other threads may empty it at any moment.
        value = kept.get(key)
        if value is None:
            value = make()
            if len(kept) >= _SETS_KEPT:
                kept.clear()
            kept[key] = value
        return value


def load_view(storage: CommittedStorage, known: View) -> View:
    """The view of the commit that ``storage`` shows; columns of segments that ``known`` has are not read again."""
    columns = {segment.name: segment.columns for segment in known.segments}
    return View(
        tuple(
            Segment(
                segment.segment_id(),
                storage.layout,
                columns.get(segment.segment_id()) or _open_columns(storage, segment),
                segment.deleted_docs(),
            )
            for segment in storage.segments()
        )
    )


def _open_columns(storage: CommittedStorage, segment: Any) -> Mapping[str, ColumnReader]:
    reader = segment.codec().per_document_reader(storage, segment)
    try:
        return {name: reader.column_reader(name, column) for name, column in storage.layout.columns.items()}
    finally:
        reader.close()
