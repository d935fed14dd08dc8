"""Which reports are in a set that search can ask for: tags, collections, read state, marks and their colours.

Reports in the trash are in none. Ids come packed, 16 bytes each, one behind the other: there may be a million."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from archivist.store.codec import moment, string
from archivist.store.failures import reads_rows
from archivist.store.schema import anchor, annotation, collection, collection_report, report, tag
from archivist.store.sets import having_tag, in_collection, tagged_reports
from archivist.store.transaction import Reader

_AT_ONCE = 2_000


def members(reader: Reader, kind: str, name: str) -> bytes:
    """The reports of one set; empty for an unknown one.

    ``kind`` is ``tag``, ``collection``, ``colour`` (of a mark), ``has`` (note, mark, tag, collection) or ``is`` (read,
    unread, orphaned). A report has the tags of its marks too."""
    condition = _condition(kind, name)
    if condition is None:
        return b""
    return _packed(reader, select(report.c.id).where(report.c.trashed.is_(None), condition))


def named(reader: Reader, kind: str) -> dict[str, bytes]:
    """All sets of ``tag``, ``collection`` or ``colour``, by their names as written."""
    statement = _pairs(kind)
    rows: dict[str, list[bytes]] = {}
    for some in reader.execute(statement).partitions(_AT_ONCE):
        for key, name in some:
            rows.setdefault(_named(name), []).append(key)
    return {name: b"".join(keys) for name, keys in rows.items()}


def last_annotated(reader: Reader) -> tuple[bytes, Sequence[str]]:
    """The reports with marks and, in the same order, when one of them was last made or changed (UTC, ISO 8601)."""
    statement = (
        select(annotation.c.report, func.max(annotation.c.modified))
        .join(report, report.c.id == annotation.c.report)
        .where(annotation.c.trashed.is_(None), report.c.trashed.is_(None))
        .group_by(annotation.c.report)
    )
    rows = reader.execute(statement).all()
    return b"".join(key for key, _ in rows), [_modified(modified) for _, modified in rows]


@reads_rows
def _named(name: object) -> str:
    return string(name)


@reads_rows
def _modified(stored: object) -> str:
    return moment(stored)


def _condition(kind: str, name: str) -> Any:
    marks = select(annotation.c.report).where(annotation.c.trashed.is_(None))
    match kind, name:
        case "tag", _:
            return report.c.id.in_(having_tag(name))
        case "collection", _:
            return report.c.id.in_(in_collection(name))
        case "colour", _:
            return report.c.id.in_(marks.where(annotation.c.colour == name))
        case "has", "note":
            return report.c.id.in_(marks.where(annotation.c.note != ""))
        case "has", "mark":
            return report.c.id.in_(marks)
        case "has", "tag":
            return report.c.id.in_(select(tagged_reports().c.report))
        case "has", "collection":
            return report.c.id.in_(select(collection_report.c.report))
        case "is", "read":
            return report.c.is_read == 1
        case "is", "unread":
            return report.c.is_read == 0
        case "is", "orphaned":
            orphans = select(anchor.c.annotation).where(anchor.c.state == "orphan")
            return report.c.id.in_(marks.where(annotation.c.id.in_(orphans)))
        case _:
            return None


def _pairs(kind: str) -> Select[*tuple[Any, ...]]:
    """Each report with the name of each set of a kind that it is in, each pair once."""
    present = report.c.trashed.is_(None)
    match kind:
        case "tag":
            pairs = tagged_reports()
            joined = select(pairs.c.report, tag.c.name).join(tag, tag.c.id == pairs.c.tag)
            return joined.join(report, report.c.id == pairs.c.report).where(present)
        case "collection":
            held = collection_report.c
            joined = select(held.report, collection.c.name).join(collection, collection.c.id == held.collection)
            return joined.join(report, report.c.id == held.report).where(present)
        case _:
            joined = select(annotation.c.report, annotation.c.colour).distinct()
            joined = joined.join(report, report.c.id == annotation.c.report)
            return joined.where(present, annotation.c.trashed.is_(None))


def _packed(reader: Reader, statement: Select[*tuple[Any, ...]]) -> bytes:
    # In parts: other threads wait for as long as rows are fetched together.
    return b"".join(b"".join(key for (key,) in some) for some in reader.execute(statement).partitions(_AT_ONCE))
