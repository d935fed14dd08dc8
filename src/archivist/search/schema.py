"""The fields of the index, as Whoosh sees them."""

from typing import Any

from whoosh.fields import COLUMN, Schema
from whoosh.query.compound import Or

from archivist.search.column import TextColumn
from archivist.search.query import INDEXED_TEXTS, VALUE_FIELDS, Phrase
from archivist.search.valuecolumns import DayColumn, IdColumn, NumberColumn, WordsColumn

SCHEMA_VERSION = 2
"""Raise it with any change of the fields or of a column's file: indexes of another version are built anew."""

TEXTS = INDEXED_TEXTS
WORDS = VALUE_FIELDS
DAYS = ("earliest", "latest")
NUMBERS = (*DAYS, "added", "length")

COLUMNS: dict[str, Any] = {
    "key": IdColumn(),
    **dict.fromkeys(TEXTS, TextColumn()),
    **dict.fromkeys(WORDS, WordsColumn()),
    **dict.fromkeys(NUMBERS, NumberColumn()),
    **dict.fromkeys(DAYS, DayColumn()),
}


class FoldedText(COLUMN):
    """A field for texts without any of Whoosh's postings: a column finds all substrings.

    Whoosh's own query parser makes a sequence of what is typed for it."""

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Any:
        del boost
        # Whoosh writes into what it gets where in the query it came from; phrases are values.
        return Or([Phrase(qstring, fieldname)])


def make_schema() -> Schema:
    """``key`` is the report's id as bytes. ``added`` is in seconds since 1970; days are proleptic ordinals, 0: none."""
    fields = {name: FoldedText(column) if name in TEXTS else COLUMN(column) for name, column in COLUMNS.items()}
    return Schema(**fields)
