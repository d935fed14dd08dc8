"""Marks that lost their place: where marks are put in a changed text, which of them wait for a person, and for what choice."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from archivist.domain import Anchor, AnchorState, Annotation, AnnotationId, Candidate, Orphan, OrphanReason, Span
from archivist.store.annotations import anchor_values, listed, read_annotations, unknown_annotation
from archivist.store.failures import reads_rows
from archivist.store.schema import anchor, annotation, report, report_version
from archivist.store.transaction import Reader, Transaction


class Stood(NamedTuple):
    """Where a mark last had a place: in which version of its report, and its span there."""

    version: int
    span: Span


def set_anchor(
    tx: Transaction,
    annotation_id: AnnotationId,
    place: Anchor,
    *,
    reason: OrphanReason | None = None,
    candidates: Sequence[Candidate] = (),
    stood: Stood | None = None,
) -> None:
    """Put a mark where it is in the present version of its report. It counts as no change of the mark itself.

    One without a place waits for a person, with ``reason``, ``candidates`` and where it last ``stood``; without a reason,
    it waits no longer.
    Raises ``WrongUse`` for an unknown mark."""
    values = {**anchor_values(place), "candidates": None, "version": _present_version(tx, annotation_id)}
    if place.span is None:
        values["state"] = (AnchorState.ORPHAN if reason else AnchorState.KEPT).value
        values["candidates"] = _packed(reason, candidates, stood) if reason else None
    if not tx.update(anchor, {"annotation": annotation_id.bytes}, values):
        raise unknown_annotation(annotation_id)


def list_orphans(reader: Reader) -> list[Orphan]:
    """The marks that wait, outside the trash, by report."""
    waiting = listed().add_columns(anchor.c.candidates, report_version.c.made)
    waiting = waiting.join(
        report_version, (report_version.c.report == anchor.c.report) & (report_version.c.number == anchor.c.version)
    ).where(*_WAITING)
    statement = waiting.order_by(annotation.c.report, annotation.c.id)
    marks = read_annotations(reader, statement)
    return [_orphan(mark, row) for mark, row in zip(marks, reader.execute(statement).all(), strict=True)]


def is_waiting(reader: Reader, annotation_id: AnnotationId) -> bool:
    """True for a mark without a place of which nobody has decided that it stays so."""
    state = select(anchor.c.state).where(anchor.c.annotation == annotation_id.bytes)
    return reader.execute(state).scalar() == AnchorState.ORPHAN.value


def last_stood(reader: Reader, annotation_id: AnnotationId) -> Stood | None:
    """Where a mark that waits had its place; None where that is not known, and for one that does not wait."""
    statement = select(anchor.c.candidates).where(anchor.c.annotation == annotation_id.bytes)
    return _stood(reader.execute(statement).scalar())


_WAITING = (anchor.c.state == AnchorState.ORPHAN.value, annotation.c.trashed.is_(None), report.c.trashed.is_(None))


def _packed(reason: OrphanReason, candidates: Sequence[Candidate], stood: Stood | None) -> str:
    places = [[each.span.start, each.span.end, round(each.quote, 3), round(each.context, 3)] for each in candidates]
    known = {"stood": [stood.version, stood.span.start, stood.span.end]} if stood else {}
    return json.dumps({"reason": reason.value, "places": places} | known)


@reads_rows
def _stood(packed: str | None) -> Stood | None:
    known = json.loads(packed).get("stood") if packed else None
    return Stood(known[0], Span(known[1], known[2])) if known else None


@reads_rows
def _orphan(mark: Annotation, row: Any) -> Orphan:
    known = json.loads(row.candidates) if row.candidates else {"reason": OrphanReason.GONE.value, "places": []}
    places = tuple(Candidate(Span(start, end), quote, context) for start, end, quote, context in known["places"])
    return Orphan(mark, OrphanReason(known["reason"]), places, row.made)


def _present_version(reader: Reader, annotation_id: AnnotationId) -> int | None:
    statement = select(report.c.version).join(annotation, annotation.c.report == report.c.id)
    return reader.execute(statement.where(annotation.c.id == annotation_id.bytes)).scalar()
