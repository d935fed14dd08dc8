"""Annotations with their anchors and tags: made, changed, listed, moved to the trash and back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from archivist.domain import (
    N_,
    Anchor,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Colour,
    ReportId,
    Span,
)
from archivist.domain.errors import WrongUse
from archivist.store.codec import id_from
from archivist.store.failures import reads_rows
from archivist.store.ids import ids_with_prefix
from archivist.store.reports import unknown_report
from archivist.store.schema import anchor as anchor_table
from archivist.store.schema import annotation, annotation_tag
from archivist.store.schema import report as report_table
from archivist.store.schema import tag as tag_table
from archivist.store.sets import tag_annotation
from archivist.store.transaction import Reader, Transaction, chunks


def add_annotation(tx: Transaction, mark: Annotation) -> None:
    """Add a mark to the present version of its report. Raises ``WrongUse`` for an unknown report."""
    version = tx.execute(select(report_table.c.version).where(report_table.c.id == mark.report.bytes)).scalar()
    if version is None:
        raise unknown_report(mark.report)
    tx.insert(
        annotation,
        {
            "id": mark.id.bytes,
            "report": mark.report.bytes,
            "kind": mark.kind.value,
            "colour": mark.colour.value,
            "note": mark.note,
            "author": mark.author,
            "created": mark.created,
            "modified": mark.modified,
            "trashed": mark.trashed,
        },
    )
    where = {"annotation": mark.id.bytes, "report": mark.report.bytes, "version": version}
    tx.insert(anchor_table, {**where, **anchor_values(mark.anchor), "candidates": None})
    tag_annotation(tx, mark.id.bytes, mark.tags)


def update_annotation(
    tx: Transaction,
    annotation_id: AnnotationId,
    *,
    kind: AnnotationKind | None = None,
    colour: Colour | None = None,
    note: str | None = None,
    tags: Sequence[str] | None = None,
) -> None:
    """Change what is given; None leaves it as it is. Raises ``WrongUse`` for an unknown mark."""
    values = {
        "kind": kind.value if kind else None,
        "colour": colour.value if colour else None,
        "note": note,
        "modified": tx.at,
    }
    key = annotation_id.bytes
    if not tx.update(annotation, {"id": key}, {name: value for name, value in values.items() if value is not None}):
        raise unknown_annotation(annotation_id)
    if tags is not None:
        tag_annotation(tx, key, tags)


def anchor_values(place: Anchor) -> dict[str, Any]:
    """The columns that an anchor fills by itself."""
    return {
        "start": place.span.start if place.span else None,
        "end": place.span.end if place.span else None,
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
        "state": place.state.value,
    }


def get_annotation(reader: Reader, annotation_id: AnnotationId) -> Annotation:
    """Also one in the trash. Raises ``WrongUse`` for an unknown id."""
    found = read_annotations(reader, listed().where(annotation.c.id == annotation_id.bytes))
    if not found:
        raise unknown_annotation(annotation_id)
    return found[0]


def list_annotations(
    reader: Reader, report: ReportId | None = None, tag: str | None = None, *, trashed: bool = False
) -> list[Annotation]:
    """Marks outside the trash, or with ``trashed`` those in it, by report and place; orphans before the others.

    ``report``: only of that one. ``tag``: only those that have it, in any script. Marks of a report that lies in the
    trash come only when that report is asked for."""
    statement = listed().where(annotation.c.trashed.isnot(None) if trashed else annotation.c.trashed.is_(None))
    if report is not None:
        statement = statement.where(annotation.c.report == report.bytes)
    else:
        statement = statement.where(report_table.c.trashed.is_(None))
    if tag is not None:
        from archivist.text.fold import fold

        one = select(tag_table.c.id).where(tag_table.c.folded == fold(tag.strip())).scalar_subquery()
        having = select(annotation_tag.c.annotation).where(annotation_tag.c.tag == one)
        statement = statement.where(annotation.c.id.in_(having))
    return read_annotations(
        reader, statement.order_by(annotation.c.report, anchor_table.c.start, anchor_table.c.end, annotation.c.id)
    )


def resolve_id(reader: Reader, text: str) -> AnnotationId | None:
    """The mark, also one in the trash, that ``text`` names: a whole id, or its first eight or more hexadecimal digits.

    None where there is none; raises ``WrongUse`` where there are several."""
    found = ids_with_prefix(reader, annotation, text)
    return AnnotationId(found) if found else None


def trash(tx: Transaction, ids: Iterable[AnnotationId]) -> None:
    """Move marks to the trash; those that lie there stay as they are. Raises ``WrongUse`` for an unknown id."""
    for each in ids:
        if get_annotation(tx, each).trashed is None:
            tx.update(annotation, {"id": each.bytes}, {"trashed": tx.at})


def untrash(tx: Transaction, ids: Iterable[AnnotationId]) -> None:
    """Bring marks back from the trash. Raises ``WrongUse`` for an unknown id."""
    for each in ids:
        if not tx.update(annotation, {"id": each.bytes}, {"trashed": None}):
            raise unknown_annotation(each)


def unknown_annotation(annotation_id: UUID) -> WrongUse:
    return WrongUse(
        N_("There is no such annotation"), where=str(annotation_id), hint=N_("“archivist annotations” shows their ids.")
    )


def listed() -> Select[*tuple[Any, ...]]:
    """All marks, as ``read_annotations`` wants them."""
    return (
        select(
            annotation,
            anchor_table.c.start,
            anchor_table.c.end,
            anchor_table.c.exact,
            anchor_table.c.prefix,
            anchor_table.c.suffix,
        )
        .join(anchor_table, anchor_table.c.annotation == annotation.c.id)
        .join(report_table, report_table.c.id == annotation.c.report)
    )


def read_annotations(reader: Reader, statement: Select[*tuple[Any, ...]]) -> list[Annotation]:
    """The marks of a statement that began with ``listed``."""
    rows = reader.execute(statement).all()
    tags: dict[bytes, tuple[str, ...]] = {}
    for some in chunks([row.id for row in rows]):
        held = select(annotation_tag.c.annotation, tag_table.c.name).join(
            tag_table, tag_table.c.id == annotation_tag.c.tag
        )
        ordered = held.where(annotation_tag.c.annotation.in_(some)).order_by(annotation_tag.c.position)
        for row in reader.execute(ordered):
            tags[row.annotation] = (*tags.get(row.annotation, ()), row.name)
    return [_annotation(row, tags.get(row.id, ())) for row in rows]


@reads_rows
def _annotation(row: Any, tags: tuple[str, ...]) -> Annotation:
    return Annotation(
        id=AnnotationId(id_from(row.id)),
        report=ReportId(id_from(row.report)),
        kind=AnnotationKind(row.kind),
        colour=Colour(row.colour),
        note=row.note,
        author=row.author,
        tags=tags,
        anchor=Anchor(
            span=Span(row.start, row.end) if row.start is not None else None,
            exact=row.exact,
            prefix=row.prefix,
            suffix=row.suffix,
        ),
        created=row.created,
        modified=row.modified,
        trashed=row.trashed,
    )
