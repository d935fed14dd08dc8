"""The fields of the indexes, as Whoosh sees them: of reports, and of their annotations."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from whoosh.fields import COLUMN, Schema
from whoosh.query.compound import Or

from archivist.search.column import TextColumn
from archivist.search.query import INDEXED_TEXTS, VALUE_FIELDS, Phrase
from archivist.search.valuecolumns import DayColumn, IdColumn, NumberColumn, WordsColumn

SCHEMA_VERSION = 3
"""Raise it with any change of the fields or of a column's file: indexes of another version are built anew."""


@dataclass(frozen=True)
class Layout:
    """The columns of an index, besides ``key``, the id of each document: texts, words, days, other numbers, other ids.

    Numbers are seconds since 1970 or code points; days are proleptic ordinals, 0: none."""

    texts: tuple[str, ...]
    words: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Any]:
        return {
            **dict.fromkeys(("key", *self.ids), IdColumn()),
            **dict.fromkeys(self.texts, TextColumn()),
            **dict.fromkeys(self.words, WordsColumn()),
            **dict.fromkeys(self.days, DayColumn()),
            **dict.fromkeys(self.numbers, NumberColumn()),
        }

    @cached_property
    def schema(self) -> Schema:
        columns = self.columns.items()
        return Schema(**{name: FoldedText(each) if name in self.texts else COLUMN(each) for name, each in columns})


REPORTS = Layout(INDEXED_TEXTS, VALUE_FIELDS, ("earliest", "latest"), ("added", "length"))
ANNOTATIONS = Layout(("note", "quote"), ids=("report",))


class FoldedText(COLUMN):
    """A field for texts without any of Whoosh's postings: a column finds all substrings.

    Whoosh's own query parser makes a sequence of what is typed for it."""

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Any:
        del boost
        # Whoosh writes into what it gets where in the query it came from; phrases are values.
        return Or([Phrase(qstring, fieldname)])
