"""What a person chose that conversions show: at a place, in a report, in the whole archive."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_, select

from archivist.domain import Choice, ChoiceId, ReportId, Script, Span
from archivist.store.codec import id_from
from archivist.store.failures import reads_rows
from archivist.store.schema import choice, report
from archivist.store.transaction import Reader, Transaction

if TYPE_CHECKING:
    from archivist.text.spanmap import SpanMap


def list_choices(reader: Reader, report_id: ReportId) -> tuple[Choice, ...]:
    """What counts in the present version of a report, in the order in which it was chosen."""
    version = select(report.c.version).where(report.c.id == report_id.bytes).scalar_subquery()
    own = and_(choice.c.report == report_id.bytes, or_(choice.c.version.is_(None), choice.c.version == version))
    found = reader.execute(select(choice).where(or_(choice.c.report.is_(None), own)).order_by(choice.c.id))
    return tuple(map(_choice, found))


def put_choices(tx: Transaction, new: Sequence[Choice]) -> None:
    """Add choices. Those for the same wording in the same script, of the same reach and place, give way to them."""
    places = [_place(tx, each) for each in new]
    owners = {place["report"] for place in places}
    of_owners = or_(*(_is("report", owner) for owner in owners))
    known: dict[tuple[object, ...], bytes] = {}
    for row in tx.execute(select(choice).where(of_owners)).mappings():
        known[tuple(row[name] for name in _PLACE)] = row["id"]
    for place in places:
        if (key := known.pop(tuple(place[name] for name in _PLACE), None)) is not None:
            tx.delete(choice, {"id": key})
    given = [
        {"id": each.id.bytes, "chosen": each.chosen, "author": each.author, "created": each.created} for each in new
    ]
    tx.insert(choice, *(place | row for place, row in zip(places, given, strict=True)))


def drop_choices(tx: Transaction, ids: Iterable[ChoiceId]) -> None:
    """Forget choices; an unknown id is nothing to do."""
    for each in ids:
        tx.delete(choice, {"id": each.bytes})


def move_choices(tx: Transaction, report_id: ReportId, alignment: "SpanMap", *, from_version: int) -> None:
    """Bring the places of a report's choices into its present version; ``alignment`` leads there from the reading text of
    ``from_version``. One whose wording is not there stays, and counts again when the wording comes back."""
    version = _version(tx, report_id)
    of_version = and_(choice.c.report == report_id.bytes, choice.c.version == from_version)
    for row in tx.execute(select(choice.c.id, choice.c.start, choice.c.end).where(of_version)).all():
        start, end = alignment.span_to_target(row.start, row.end)
        tx.update(choice, {"id": row.id}, {"version": version, "start": start, "end": end})


_PLACE = ("report", "version", "start", "end", "script", "original")
"""What of two choices is the same where one gives way to the other."""


def _place(tx: Transaction, new: Choice) -> dict[str, Any]:
    return {
        "report": new.report.bytes if new.report else None,
        "version": _version(tx, new.report) if new.report and new.span else None,
        "start": new.span.start if new.span else None,
        "end": new.span.end if new.span else None,
        "script": new.script.value,
        "original": new.original,
    }


def _version(reader: Reader, report_id: ReportId) -> int:
    return reader.execute(select(report.c.version).where(report.c.id == report_id.bytes)).scalar_one()


def _is(name: str, value: object) -> ColumnElement[bool]:
    column = choice.c[name]
    return column.is_(None) if value is None else column == value


@reads_rows
def _choice(row: Any) -> Choice:
    return Choice(
        ChoiceId(id_from(row.id)),
        Script(row.script),
        row.original,
        row.chosen,
        ReportId(id_from(row.report)) if row.report else None,
        Span(row.start, row.end) if row.start is not None else None,
        row.author,
        row.created,
    )
