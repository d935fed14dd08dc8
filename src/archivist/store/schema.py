"""The tables of an archive. What they are for stands beside each; the words are those of the user guide.

``migrations/schema_0001.sql`` (by number of the version) is the same as text: new archives are made from it and opened
ones are held against it, because compiling the tables would take longer than opening an archive.
``python -m archivist.store.schema`` writes it anew; a test holds the two equal. Foreign keys delete what has no meaning
without its owner."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import UserDefinedType

SCHEMA_VERSION: Final = 1
"""Stored as ``user_version``; the number of the newest migration."""

APPLICATION_ID: Final = 0x41524356
"""``ARCV``, at byte 68 of the file."""

PAGE_SIZE: Final = 16384

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def schema_file(version: int, folder: Path = MIGRATIONS) -> Path:
    """The text of all tables of one version; those of older versions stay, to recognise older archives by."""
    return folder / f"schema_{version:04}.sql"


class Blob(UserDefinedType[bytes]):
    """Bytes as they are, without the driver's wrapping."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "BLOB"


class Words(UserDefinedType[str]):
    """Free text. A lone surrogate, which SQLite cannot hold as text, makes it a blob and comes back as it was."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Callable[..., Any]:
        return _words_to_file

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[..., Any]:
        return _words_from_file


def _words_to_file(value: str | None) -> str | bytes | None:
    if value is None or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def _words_from_file(value: str | bytes | None) -> str | None:
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any, comment: str, rowid: bool = False) -> Table:
    """A table; without a rowid unless its rows are large or are counted by it."""
    return Table(name, metadata, *parts, comment=comment, sqlite_with_rowid=rowid)


def _id() -> Column[bytes]:
    return Column("id", Blob, primary_key=True, nullable=False)


def _needed(name: str, kind: Any = Text, **more: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **more)


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _json(name: str = "extra") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("'{}'"))


def _part_of(target: str, name: str, *, key: bool = False, needed: bool = True) -> Column[bytes]:
    """A reference whose row goes with its owner."""
    return Column(name, Blob, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=key, nullable=not needed)


def _of_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["report", "version"], ["report_version.report", "report_version.number"], ondelete="CASCADE"
    )


def _in_version(*, key: str | None = "position") -> list[Any]:
    """The columns of what lies in one version of a text: ``position`` counts within it, in reading order."""
    columns: list[Any] = [
        Column("report", Blob, primary_key=key is not None, nullable=False),
        Column("version", Integer, primary_key=key is not None, nullable=False),
    ]
    if key is not None:
        columns.append(Column(key, Integer, primary_key=True, nullable=False, autoincrement=False))
    return columns


def _span() -> list[Column[int]]:
    """Code points of the reading text, 0-based, end-exclusive."""
    return [_needed("start", Integer), _needed("end", Integer)]


report = _table(
    "report",
    _id(),
    _needed("title", Words),
    Column("title_script", Text),
    Column("date", Text),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("source", Words),
    Column("author", Words),
    Column("place", Words),
    _needed("language"),
    _needed("script"),
    _needed("version", Integer),
    _needed("characters", Integer),
    _flag("is_read"),
    Column("last_place", Integer),
    _needed("added"),
    Column("trashed", Text),
    _json(),
    _needed("seq", Integer),
    _needed("text_seq", Integer),
    comment="a report with its metadata; earliest and latest are proleptic days of its EDTF date, last_place is where "
    "reading stopped, seq the last change of any kind, text_seq the last that search must follow",
)
Index("ix_report_title_id", report.c.title, report.c.id)
Index("ix_report_earliest_id", report.c.earliest, report.c.id)
Index("ix_report_added_id", report.c.added, report.c.id)
Index("ix_report_trashed_id", report.c.trashed, report.c.id, sqlite_where=report.c.trashed.isnot(None))
Index("ix_report_text_seq", report.c.text_seq)

report_version = _table(
    "report_version",
    Column("report", Blob, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    Column("number", Integer, primary_key=True, nullable=False, autoincrement=False),
    _needed("source_text", Blob),
    Column("reading_text", Blob),
    _needed("folded_sha256", Blob),
    Column("original", Blob, ForeignKey("original.sha256", ondelete="RESTRICT")),
    _needed("made"),
    _needed("reason"),
    _needed("author", Words),
    comment="one text of a report, old ones stay; reading_text is derived and NULL where it equals the source text",
    rowid=True,
)
Index("ix_report_version_folded_sha256", report_version.c.folded_sha256)
Index("ix_report_version_original", report_version.c.original)

original = _table(
    "original",
    Column("sha256", Blob, primary_key=True, nullable=False),
    _needed("size", Integer),
    _needed("media_type"),
    _needed("codec"),
    _needed("parts", Integer),
    _needed("place", Words),
    _needed("added"),
    comment="bytes that came in: SHA-256 and size before compression, and where they were found first",
)

original_part = _table(
    "original_part",
    Column("original", Blob, ForeignKey("original.sha256", ondelete="CASCADE"), primary_key=True, nullable=False),
    Column("number", Integer, primary_key=True, nullable=False, autoincrement=False),
    _needed("data", Blob),
    comment="at most 8 MiB of an original, each part compressed alone with the original's codec",
    rowid=True,
)

report_origin = _table(
    "report_origin",
    _part_of("report", "report", key=True),
    Column("place", Words, primary_key=True, nullable=False),
    Column("sha256", Blob, primary_key=True, nullable=False),
    _needed("media_type"),
    _needed("size", Integer),
    _needed("seen"),
    comment="a further place where a known report was met, with the bytes' hash there",
)

paragraph = _table(
    "paragraph",
    *_in_version(),
    *_span(),
    _needed("source_start", Integer),
    _needed("source_end", Integer),
    _needed("kind"),
    _needed("level", Integer),
    Column("number", Text),
    _of_version(),
    comment="a paragraph, in both texts: the source span is what stays when repairs change; number is what one cites",
)

page = _table(
    "page",
    *_in_version(),
    *_span(),
    _needed("source_start", Integer),
    _needed("source_end", Integer),
    _needed("label", Words),
    Column("original", Blob, ForeignKey("original.sha256", ondelete="SET NULL")),
    Column("original_page", Integer),
    _of_version(),
    comment="a page of the original: what is printed on it as its number, and which page of which file it is",
)

repair = _table(
    "repair",
    *_in_version(),
    *_span(),
    _needed("replacement", Words),
    _needed("kind"),
    _needed("evidence", Words),
    _needed("confidence", Float),
    _needed("state"),
    Column("reading", Words),
    Column("decided", Text),
    Column("decided_by", Words),
    _of_version(),
    comment="a reversible change from source text to reading text; its span counts the source text",
)
Index("ix_repair_state", repair.c.state, repair.c.kind, sqlite_where=repair.c.state == text("'proposed'"))

ruby = _table(
    "ruby",
    *_in_version(),
    *_span(),
    _needed("source_start", Integer),
    _needed("source_end", Integer),
    _needed("reading", Words),
    _needed("origin"),
    _of_version(),
    comment="a reading that belongs to a span; those of repairs are derived from them",
)

annotation = _table(
    "annotation",
    _id(),
    _part_of("report", "report"),
    _needed("kind"),
    _needed("colour"),
    _needed("note", Words),
    _needed("author", Words),
    _needed("created"),
    _needed("modified"),
    Column("trashed", Text),
    _json(),
    comment="a mark and what somebody wrote beside it",
)
Index("ix_annotation_report", annotation.c.report, annotation.c.trashed)
Index("ix_annotation_modified", annotation.c.modified, annotation.c.id)

anchor = _table(
    "anchor",
    _part_of("annotation", "annotation", key=True),
    Column("report", Blob, nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    _needed("exact", Words),
    _needed("prefix", Words),
    _needed("suffix", Words),
    _needed("state"),
    Column("candidates", Text),
    _of_version(),
    comment="where a mark stands in which version; an orphan has no start and end, candidates wait for a person as JSON",
)
Index("ix_anchor_report_start", anchor.c.report, anchor.c.version, anchor.c.start)
Index("ix_anchor_state", anchor.c.state, sqlite_where=anchor.c.state == text("'orphan'"))

tag = _table(
    "tag",
    _id(),
    _needed("name", Words),
    _needed("folded", Words),
    Column("colour", Text),
    _needed("created"),
    UniqueConstraint("folded"),
    comment="a word that people hang on marks and reports; equal under the fold is equal",
)

annotation_tag = _table(
    "annotation_tag",
    _part_of("annotation", "annotation", key=True),
    _part_of("tag", "tag", key=True),
    _needed("position", Integer),
    comment="which mark has which tags, in the order they were given",
)
Index("ix_annotation_tag_tag", annotation_tag.c.tag)

report_tag = _table(
    "report_tag",
    _part_of("report", "report", key=True),
    _part_of("tag", "tag", key=True),
    _needed("position", Integer),
    comment="which report has which tags, in the order they were given",
)
Index("ix_report_tag_tag", report_tag.c.tag)

collection = _table(
    "collection",
    _id(),
    _needed("name", Words),
    _needed("folded", Words),
    _part_of("collection", "parent", needed=False),
    _needed("created"),
    _json(),
    UniqueConstraint("folded"),
    comment="a named set of reports",
)
Index("ix_collection_parent", collection.c.parent)

collection_report = _table(
    "collection_report",
    _part_of("collection", "collection", key=True),
    _part_of("report", "report", key=True),
    _needed("added"),
    comment="which collection holds which reports",
)
Index("ix_collection_report_report", collection_report.c.report)

saved_search = _table(
    "saved_search",
    _id(),
    _needed("name", Words),
    _needed("query", Words),
    _json("options"),
    _needed("created"),
    comment="a collection that fills itself: a query with its options",
)

entity = _table(
    "entity",
    _id(),
    _needed("kind"),
    _needed("simplified", Words),
    _needed("traditional", Words),
    _needed("folded", Words),
    _json(),
    UniqueConstraint("kind", "folded"),
    comment="a person, office or place with its name in both scripts",
)

mention = _table(
    "mention",
    _id(),
    _part_of("entity", "entity"),
    Column("report", Blob, nullable=False),
    Column("version", Integer, nullable=False),
    *_span(),
    _needed("origin"),
    _needed("confidence", Float),
    _needed("state"),
    _of_version(),
    comment="where an entity is named, found by whom and how sure",
)
Index("ix_mention_entity", mention.c.entity)
Index("ix_mention_report", mention.c.report, mention.c.version, mention.c.start)

value_origin = _table(
    "value_origin",
    _part_of("report", "report", key=True),
    Column("field", Text, primary_key=True, nullable=False),
    _needed("origin", Words),
    Column("confidence", Float),
    _needed("noted"),
    comment="where the value of a field came from",
)

link = _table(
    "link",
    _id(),
    _needed("kind"),
    _part_of("report", "report"),
    _part_of("annotation", "annotation", needed=False),
    _part_of("report", "other_report"),
    _part_of("annotation", "other_annotation", needed=False),
    _needed("note", Words),
    _needed("author", Words),
    _needed("created"),
    Column("trashed", Text),
    comment="a cross-reference from a report or mark to another",
)
Index("ix_link_report", link.c.report)
Index("ix_link_annotation", link.c.annotation)
Index("ix_link_other_report", link.c.other_report)
Index("ix_link_other_annotation", link.c.other_annotation)

translation = _table(
    "translation",
    _id(),
    Column("report", Blob, nullable=False),
    Column("version", Integer, nullable=False),
    *_span(),
    _needed("language"),
    _needed("text", Words),
    _needed("author", Words),
    _needed("created"),
    _needed("modified"),
    Column("trashed", Text),
    _of_version(),
    comment="what a person wrote as translation of a paragraph or span",
)
Index("ix_translation_report", translation.c.report, translation.c.version, translation.c.start)

choice = _table(
    "choice",
    _id(),
    _part_of("report", "report", needed=False),
    Column("version", Integer),
    Column("start", Integer),
    Column("end", Integer),
    _needed("script"),
    _needed("original", Words),
    _needed("chosen", Words),
    _needed("author", Words),
    _needed("created"),
    comment="what a conversion shall show: at a place, in a report, or (no report) in the whole archive",
)
Index("ix_choice_report", choice.c.report)

job = _table(
    "job",
    _id(),
    _needed("kind"),
    _needed("label"),
    _needed("started"),
    Column("ended", Text),
    _needed("state"),
    _json("options"),
    _json("summary"),
    comment="a long piece of work, such as an import, with how it ended",
)

job_item = _table(
    "job_item",
    _part_of("job", "job", key=True),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    _needed("place", Words),
    _needed("status"),
    Column("report", Blob, ForeignKey("report.id", ondelete="SET NULL")),
    _needed("reason", Words),
    _json(),
    comment="what became of each thing that a job met",
)
Index("ix_job_item_report", job_item.c.report)

change = _table(
    "change",
    Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    _needed("token"),
    _needed("kind"),
    _needed("label", Words),
    _needed("origin", Words),
    _needed("author", Words),
    Column("step", Blob),
    _needed("at"),
    Column("undone", Integer),
    _flag("dropped"),
    _needed("tables"),
    Column("images", Blob),
    Column("imported", Blob),
    comment="the journal: one row per transaction. kind is made, do, undo or redo; undone is the seq that took it back; "
    "dropped: cannot be done again; tables: those that images touch; images: rows before and after; imported: report ids",
    rowid=True,
)
Index(
    "ix_change_open",
    change.c.kind,
    change.c.seq,
    sqlite_where=change.c.undone.is_(None) & (change.c.dropped == text("0")),
)
Index("ix_change_step", change.c.step, sqlite_where=change.c.step.isnot(None))
Index("ix_change_undone", change.c.undone, sqlite_where=change.c.undone.isnot(None))

event = _table(
    "event",
    _part_of("report", "report", key=True),
    Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", Text, primary_key=True, nullable=False),
    _needed("at"),
    _needed("author", Words),
    Column("detail", Words),
    comment="provenance: what happened to a report, in which change, when, by whom",
)

tombstone = _table(
    "tombstone",
    Column("report", Blob, primary_key=True, nullable=False),
    _needed("text_seq", Integer),
    comment="a report that was removed for good, so that search can forget it",
)
Index("ix_tombstone_text_seq", tombstone.c.text_seq)

meta = _table(
    "meta",
    Column("key", Text, primary_key=True, nullable=False),
    _needed("value", Words),
    comment="facts about the archive itself: its id, when and by what it was made, settings that travel with it",
)


def schema_sql() -> str:
    """All tables and indexes as SQL, each statement followed by ``;`` and an empty line, with comments before them."""
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable

    sqlite = dialect()
    blocks: list[str] = []
    for table in metadata.sorted_tables:
        body = str(CreateTable(table).compile(dialect=sqlite)).strip()
        blocks.append(f"-- {table.name}: {table.comment}\n{_tidy(body)};\n")
        indexes = sorted(table.indexes, key=lambda each: str(each.name))
        blocks.extend(f"{_tidy(str(CreateIndex(each).compile(dialect=sqlite)).strip())};\n" for each in indexes)
    return "\n".join(blocks)


def _tidy(statement: str) -> str:
    lines = [line.replace("\t", "    ").rstrip() for line in statement.splitlines()]
    return "\n".join(line for line in lines if line)


if __name__ == "__main__":
    schema_file(SCHEMA_VERSION).write_text(schema_sql(), encoding="utf-8")
