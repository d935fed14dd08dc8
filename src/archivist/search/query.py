"""What a person asked for, as a tree of Whoosh queries.

Nodes are plain values, equal where they ask for the same. The collector evaluates them with whole arrays
(``evaluation``); those that need nothing but the index have a ``matcher`` too, and answer Whoosh's ordinary search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from whoosh.matching.mcore import ListMatcher, NullMatcher
from whoosh.query import compound
from whoosh.query.qcore import Query as WhooshQuery

from archivist.domain.errors import QueryError
from archivist.search.matching import Kind as Character
from archivist.search.matching import Pattern, Run, Sought, Together, literal
from archivist.search.postings import Postings, text_postings
from archivist.search.tokens import DOUBLE_MARKS
from archivist.search.valuecolumns import WordsReader
from archivist.text.fold import fold
from archivist.text.pinyin import parse_pinyin

TEXT_FIELDS = ("title", "body", "note")
"""Where a word is looked for; one without a field is looked for in all of them."""

INDEXED_TEXTS = ("title", "body")
"""Those of them that stand in the index of reports."""

VALUE_FIELDS = ("source", "script", "person", "place")

SET_KINDS = ("tag", "collection", "has", "is", "colour")
"""What only the archive knows of a report."""


class Node(WhooshQuery):
    """A part of a query."""

    boost: ClassVar[float] = 1.0

    def field(self) -> str | None:
        return None

    def estimate_size(self, ixreader: Any) -> int:
        return ixreader.doc_count_all()


Column = Callable[[str], Any]
"""The reader of a column of one segment, by name."""

Mask = np.ndarray
"""A bool for each document of a segment, deleted ones included."""


class Leaf(Node):
    """A condition that the index can answer by itself."""

    def mask(self, column: Column, size: int) -> Mask:
        """Which of the ``size`` documents of a segment fulfil it."""
        raise NotImplementedError

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The documents of one segment, for Whoosh's own collectors."""
        del context
        reader = searcher.reader()
        return _matcher(reader, np.flatnonzero(self.mask(_columns(reader), reader.doc_count_all())))


class Text(Leaf):
    """Something to be found in texts; ``fieldname`` is one of ``TEXT_FIELDS`` or empty for all of them."""

    fieldname: str

    def field(self) -> str | None:
        return self.fieldname or None

    @cached_property
    def sought(self) -> Sought:
        raise NotImplementedError

    def postings(self, column: Column) -> dict[str, Postings]:
        """The documents of a segment in which it is found, by field, without notes, which the archive has."""
        fields = (field for field in INDEXED_TEXTS if self.fieldname in ("", field))
        return {field: text_postings(column(field), self.sought) for field in fields}

    def mask(self, column: Column, size: int) -> Mask:
        return documents_mask(size, *(found.documents for found in self.postings(column).values()))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """As for any leaf; the score is how often it is found."""
        del context
        reader = searcher.reader()
        frequencies = np.zeros(reader.doc_count_all())
        for found in self.postings(_columns(reader)).values():
            frequencies[found.documents] += found.frequencies
        return _matcher(reader, np.flatnonzero(frequencies), frequencies)


@dataclass(frozen=True)
class Substring(Text):
    """A sequence of characters, compared on the fold."""

    text: str
    fieldname: str = ""

    @cached_property
    def sought(self) -> Sought:
        run = literal(fold(self.text))
        return (Pattern((run,)),) if run else ()


@dataclass(frozen=True)
class Word(Substring):
    """A piece of text without spaces, as typed."""


@dataclass(frozen=True)
class Phrase(Substring):
    """An exact sequence, spaces included, as typed between quotation marks."""


@dataclass(frozen=True)
class Exact(Substring):
    """A sequence in these very characters: not in the other script, width or case."""

    @cached_property
    def sought(self) -> Sought:
        run = literal(fold(self.text))
        return (Pattern((run,), exact=self.text),) if run else ()


@dataclass(frozen=True)
class Wildcard(Text):
    """A word in which ``?`` stands for one character and ``*`` for any number, inside a paragraph."""

    text: str
    fieldname: str = ""

    @cached_property
    def sought(self) -> Sought:
        folded = fold(self.text)
        runs: list[Run] = [
            tuple(Character.ANY if character == "?" else ord(character) for character in part)
            for part in folded.split("*")
            if part
        ]
        return (Pattern(tuple(runs), begins_word=not folded.startswith("*")),) if runs else ()


@dataclass(frozen=True)
class Pinyin(Text):
    """Characters that can be read as ``text`` says (``text.pinyin.parse_pinyin``)."""

    text: str
    fieldname: str = ""

    @cached_property
    def sought(self) -> Sought:
        return tuple(Pattern((tuple(sounds),)) for sounds in parse_pinyin(self.text))


@dataclass(frozen=True)
class Near(Text):
    """All ``parts`` in one paragraph in any order, with at most ``distance`` characters that are of none between them."""

    parts: tuple[Text, ...]
    distance: int
    fieldname: str = ""

    @cached_property
    def sought(self) -> Sought:
        found = [part.sought for part in self.parts]
        return Together(tuple(each for each in found if not isinstance(each, Together)), self.distance)


@dataclass(frozen=True)
class Value(Leaf):
    """A metadata field that contains ``text``, or with ``is_whole`` is it; compared on the fold."""

    fieldname: str
    text: str
    is_whole: bool = False

    def mask(self, column: Column, size: int) -> Mask:
        wanted = fold(self.text)
        reader: WordsReader = column(self.fieldname)
        fits = np.array([word == wanted if self.is_whole else wanted in word for word in reader.folds], np.bool_)
        return documents_mask(size, reader.owners[fits[reader.codes]])


@dataclass(frozen=True)
class DateRange(Leaf):
    """Reports that may be dated from ``earliest`` to ``latest``, days as proleptic ordinals, both included; None: open.

    A report's date is itself a range ("2024"), and matches where the two ranges overlap."""

    earliest: int | None
    latest: int | None

    def mask(self, column: Column, size: int) -> Mask:
        del size
        earliest, latest = column("earliest").values, column("latest").values
        mask = earliest > 0
        if self.earliest is not None:
            mask &= latest >= self.earliest
        if self.latest is not None:
            mask &= earliest <= self.latest
        return mask


@dataclass(frozen=True)
class InSet(Node):
    """Membership in a set that the archive knows and the index does not; ``kind`` is one of ``SET_KINDS``."""

    kind: str
    name: str


@dataclass(frozen=True)
class And(Node):
    parts: "tuple[Node, ...]"

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Node]:
        return iter(self.parts)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return compound.And(list(self.parts)).matcher(searcher, context)


@dataclass(frozen=True)
class Or(Node):
    parts: "tuple[Node, ...]"

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Node]:
        return iter(self.parts)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return compound.Or(list(self.parts)).matcher(searcher, context)


@dataclass(frozen=True)
class Not(Node):
    part: Node

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Node]:
        return iter((self.part,))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        # Whoosh's own inverse gives out a deleted document that follows the last one it leaves out.
        reader = searcher.reader()
        is_left = np.ones(reader.doc_count_all(), np.bool_)
        is_left[list(self.part.matcher(searcher, context).all_ids())] = False
        return _matcher(reader, np.flatnonzero(is_left))


@dataclass(frozen=True)
class Nothing(Leaf):
    """Matches no report: what an empty query asks for."""

    def mask(self, column: Column, size: int) -> Mask:
        del column
        return np.zeros(size, np.bool_)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: what is searched, what was not understood, and the former in normal form.

    ``understood`` is itself a query, and parses to the same tree."""

    tree: Node
    problems: tuple[QueryError, ...] = ()
    understood: str = ""

    @property
    def is_empty(self) -> bool:
        return isinstance(self.tree, Nothing)

    def sought(self) -> tuple[Text, ...]:
        """What a matching report may contain, in order, without what stands under a NOT."""
        return tuple(dict.fromkeys(leaf for leaf in positive_leaves(self.tree) if isinstance(leaf, Text)))


def positive_leaves(node: Node) -> Iterator[Node]:
    """The leaves that speak for a report, left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from positive_leaves(part)
    elif not isinstance(node, Not):
        yield node


def normal_form(node: Node) -> str:
    """The query text that parses to ``node``."""
    if isinstance(node, And):
        return " ".join(_nested(part) for part in node.parts)
    if isinstance(node, Or):
        return " OR ".join(_nested(part) for part in node.parts)
    if isinstance(node, Not):
        return f"-{_nested(node.part)}"
    return _leaf_form(node)


def _nested(node: Node) -> str:
    return f"({normal_form(node)})" if isinstance(node, And | Or) else normal_form(node)


def _leaf_form(leaf: Node) -> str:
    match leaf:
        case Text():
            return _text_form(leaf)
        case Value(field, text, is_whole):
            return f"{field}:{_quoted(text) if is_whole else text}"
        case DateRange(earliest, latest):
            return f"date:{_day(earliest)}..{_day(latest)}"
        case InSet(kind, name):
            return f"{kind}:{name}" if kind in ("has", "is") else f"{kind}:{_quoted(name)}"
        case _:
            return ""


def _text_form(leaf: Text) -> str:
    match leaf:
        case Exact(text):
            form = f"exact:{_quoted(text)}"
        case Phrase(text):
            return f"{leaf.fieldname}:{_quoted(text)}" if leaf.fieldname else _quoted(text)
        case Pinyin(text):
            form = f"py:{_quoted(text)}"
        case Near(parts, distance):
            form = f"near:{distance}({' '.join(map(_leaf_form, parts))})"
        case Substring(text) | Wildcard(text):
            return f"{leaf.fieldname}:{text}" if leaf.fieldname else text
        case _:
            raise AssertionError(leaf)
    return f"{leaf.fieldname}:({form})" if leaf.fieldname else form


def _quoted(text: str) -> str:
    """``text`` between quotation marks that do not end it early; what the parser read can always be quoted."""
    if not set(DOUBLE_MARKS) & set(text):
        return f'"{text}"'
    return f"「{text}」" if "」" not in text else f"『{text}』"


def _day(ordinal: int | None) -> str:
    return "" if ordinal is None else date.fromordinal(ordinal).isoformat()


def documents_mask(size: int, *documents: np.ndarray) -> Mask:
    """The mask of documents that are given by their numbers."""
    mask = np.zeros(size, np.bool_)
    for numbers in documents:
        mask[numbers] = True
    return mask


def _columns(reader: Any) -> Column:
    """The columns of a Whoosh reader of one segment."""
    return lambda name: reader.column_reader(name, translate=False)


def _matcher(reader: Any, documents: np.ndarray, weights: np.ndarray | None = None) -> Any:
    living = [document for document in documents.tolist() if not reader.is_deleted(document)]
    if not living:
        return NullMatcher()
    return ListMatcher(living, [1.0] * len(living) if weights is None else weights[living].tolist())
