"""The fields of the index, as Whoosh sees them."""

from whoosh.fields import COLUMN, ID, Schema

from archivist.search.column import TextColumn
from archivist.search.valuecolumns import IdColumn, NumberColumn, WordColumn

SCHEMA_VERSION = 1
"""Raise it with any change of the fields or of a column's file: indexes of another version are built anew."""

ID_COLUMN = IdColumn()
TEXT_COLUMN = TextColumn()
NUMBER_COLUMN = NumberColumn()
WORD_COLUMN = WordColumn()

COLUMNS = {
    "key": ID_COLUMN,
    "title": TEXT_COLUMN,
    "body": TEXT_COLUMN,
    "source": WORD_COLUMN,
    "script": WORD_COLUMN,
    "earliest": NUMBER_COLUMN,
    "latest": NUMBER_COLUMN,
    "added": NUMBER_COLUMN,
    "length": NUMBER_COLUMN,
}


def make_schema() -> Schema:
    """``id`` is the report's id in 32 hexadecimal digits, the only field with Whoosh's own postings; ``key`` holds the same
    id as bytes, for vectors. ``added`` is in seconds since 1970; days are proleptic ordinals, 0: none."""
    return Schema(id=ID(unique=True), **{name: COLUMN(column) for name, column in COLUMNS.items()})
