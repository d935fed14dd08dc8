"""Which documents of a segment match a query: a mask of documents for each node of the tree, in numpy."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from whoosh.columns import ColumnReader
from whoosh.matching.mcore import ListMatcher, NullMatcher

from archivist.search.column import TextReader
from archivist.search.matching import Matches, Pattern, Sought, find, is_latin
from archivist.search.query import And, DateRange, InSet, Node, Not, Nothing, Or, Text, Value
from archivist.search.schema import COLUMNS, TEXTS
from archivist.search.sources import ColumnText
from archivist.search.valuecolumns import WordsReader
from archivist.text.fold import fold

Mask = np.ndarray
"""A bool for each document of a segment, deleted ones included."""

Members = Callable[[InSet], np.ndarray]
"""The numbers of the documents that the archive says are in a set."""


class Postings(NamedTuple):
    """Sorted document numbers, and how often each holds what was asked for."""

    documents: np.ndarray
    frequencies: np.ndarray


NO_POSTINGS = Postings(np.empty(0, np.int64), np.empty(0, np.int64))

Column = Callable[[str], Any]
"""The reader of a column by its name."""


class Evaluation:
    """The answers of one segment to one query, each leaf looked up once.

    ``noted`` are the documents with a note that a leaf is found in."""

    def __init__(self, column: Column, size: int, members: Members, noted: Callable[[Text], np.ndarray]) -> None:
        self._column = column
        self._size = size
        self._members = members
        self._noted = noted
        self._postings: dict[Text, dict[str, Postings]] = {}

    def mask(self, node: Node) -> Mask:
        match node:
            case And(parts):
                return np.logical_and.reduce([self.mask(part) for part in parts])
            case Or(parts):
                return np.logical_or.reduce([self.mask(part) for part in parts])
            case Not(part):
                return ~self.mask(part)
            case Text():
                return self._with(*(found.documents for found in self.postings(node).values()))
            case Value():
                return self._value(node)
            case DateRange():
                return self._dated(node)
            case InSet():
                return self._with(self._members(node))
            case Nothing():
                return self._with()
            case _:
                raise NotImplementedError(node)

    def postings(self, leaf: Text) -> dict[str, Postings]:
        """Where the leaf is found, by field; those that have it nowhere are left out."""
        if leaf not in self._postings:
            found = {
                field: text_postings(self._column(field), leaf.sought)
                for field in TEXTS
                if leaf.fieldname in ("", field)
            }
            if leaf.fieldname in ("", "note"):
                noted = self._noted(leaf)
                found["note"] = Postings(noted, np.ones(len(noted), np.int64))
            self._postings[leaf] = {field: each for field, each in found.items() if len(each.documents)}
        return self._postings[leaf]

    def _with(self, *documents: np.ndarray) -> Mask:
        mask = np.zeros(self._size, np.bool_)
        for numbers in documents:
            mask[numbers] = True
        return mask

    def _value(self, leaf: Value) -> Mask:
        wanted = fold(leaf.text)
        reader: WordsReader = self._column(leaf.fieldname)
        folded = map(fold, reader.words)
        fits = np.array([word == wanted if leaf.is_whole else wanted in word for word in folded], np.bool_)
        return self._with(reader.owners[fits[reader.codes]])

    def _dated(self, leaf: DateRange) -> Mask:
        earliest, latest = self._column("earliest").values, self._column("latest").values
        mask = earliest > 0
        if leaf.earliest is not None:
            mask &= latest >= leaf.earliest
        if leaf.latest is not None:
            mask &= earliest <= leaf.latest
        return mask


def text_postings(reader: TextReader, sought: Sought) -> Postings:
    """The documents in which ``sought`` is found, and how often."""
    row = _row(reader, sought)
    if row is not None:
        documents = np.flatnonzero(row)
        return Postings(documents, row[documents])
    starts = text_matches(reader, sought).starts
    if not len(starts):
        return NO_POSTINGS
    counts = np.bincount(reader.documents_at(starts), minlength=reader.size)
    documents = np.flatnonzero(counts)
    return Postings(documents, counts[documents])


def text_matches(reader: TextReader, sought: Sought) -> Matches:
    """All matches in the texts of a column, by their places in it."""
    return find(ColumnText(reader), sought)


def _row(reader: TextReader, sought: Sought) -> np.ndarray | None:
    """The counts by document where they are written down: those of one frequent character."""
    match sought:
        case (Pattern(((int() as code,),), exact=""),) if not is_latin(np.array([code])).any():
            symbol = reader.symbol(code)
            return None if symbol is None else reader.row(symbol)
        case _:
            return None


def ordinary_matcher(node: Node, searcher: Any, context: Any) -> Any:
    """A Whoosh matcher over the documents of one segment in which a leaf is found, scored by how often."""
    reader = searcher.reader()
    if not reader.is_atomic():
        raise NotImplementedError("a matcher is of one segment")

    def column(name: str) -> ColumnReader:
        return reader.column_reader(name, COLUMNS[name])

    def unknown(leaf: object) -> np.ndarray:
        raise NotImplementedError(f"only the archive knows {leaf}")

    def no_notes(leaf: Text) -> np.ndarray:
        return unknown(leaf) if leaf.fieldname == "note" else np.empty(0, np.int64)

    evaluation = Evaluation(column, reader.doc_count_all(), unknown, no_notes)
    ids = [int(number) for number in np.flatnonzero(evaluation.mask(node)) if not reader.is_deleted(int(number))]
    weights = np.ones(reader.doc_count_all())
    if isinstance(node, Text):
        weights[:] = 0
        for found in evaluation.postings(node).values():
            weights[found.documents] += found.frequencies
    if not ids:
        return NullMatcher()
    return ListMatcher(ids, weights[ids].tolist())
