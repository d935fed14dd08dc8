"""What an archive holds, counted."""

from sqlalchemy import Table, func, select

from archivist.store import schema
from archivist.store.connection import sqlite_version
from archivist.store.schema import SCHEMA_VERSION, annotation, original, report
from archivist.store.transaction import Reader

COUNTED: tuple[Table, ...] = (
    schema.report,
    schema.report_version,
    schema.original,
    schema.annotation,
    schema.tag,
    schema.collection,
    schema.repair,
)
"""Tables whose rows are compared between an archive and its copies."""


def stats(reader: Reader) -> dict[str, object]:
    """Counts, sizes in bytes and versions, by name."""
    seq, _ = reader.position()
    characters, trashed = reader.execute(
        select(func.coalesce(func.sum(report.c.characters), 0), func.count(report.c.trashed))
    ).one()
    size = reader.execute(select(func.coalesce(func.sum(original.c.size), 0))).scalar_one()
    stored = reader.execute(select(func.coalesce(func.sum(func.length(schema.original_part.c.data)), 0))).scalar_one()
    marks = count(reader, annotation)
    trashed_marks = reader.execute(select(func.count(annotation.c.trashed))).scalar_one()
    return {
        "reports": count(reader, report) - trashed,
        "reports_in_trash": trashed,
        "characters": characters,
        "originals": count(reader, original),
        "original_bytes": size,
        "original_bytes_stored": stored,
        "repairs": count(reader, schema.repair),
        "annotations": marks - trashed_marks,
        "annotations_in_trash": trashed_marks,
        "tags": count(reader, schema.tag),
        "collections": count(reader, schema.collection),
        "changes": seq,
        "file_bytes": reader.path.stat().st_size,
        "schema": SCHEMA_VERSION,
        "sqlite": sqlite_version(),
    }


def totals(reader: Reader) -> tuple[int, int]:
    """The reports and the annotations outside the trash."""
    reports = select(func.count()).select_from(report).where(report.c.trashed.is_(None))
    marks = select(func.count()).select_from(annotation).where(annotation.c.trashed.is_(None))
    return reader.execute(reports).scalar_one(), reader.execute(marks).scalar_one()


def count(reader: Reader, table: Table) -> int:
    return reader.execute(select(func.count()).select_from(table)).scalar_one()
