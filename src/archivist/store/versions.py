"""The versions of a report's text: a new one becomes the present one, old ones stay."""

from typing import NamedTuple

from sqlalchemy import select

from archivist.domain import N_, Original, ReportDraft, ReportId
from archivist.domain.errors import WrongUse
from archivist.store.ids import unknown_report
from archivist.store.reports import keep_originals
from archivist.store.schema import report, report_version
from archivist.store.texts import text_rows, version_row
from archivist.store.transaction import Reader, Transaction


class Version(NamedTuple):
    """One text that a report has or had. ``made`` is UTC in ISO 8601."""

    number: int
    made: str
    reason: str
    author: str


def add_version(
    tx: Transaction, report_id: ReportId, draft: ReportDraft, original: Original | None, *, reason: str
) -> int:
    """Give a report a new text, and return the number of this version, which is the present one from now on.

    Old versions stay, as do title, date and all else that was known. Without an ``original``, the text goes back to the
    one of the version before. Raises ``WrongUse`` for an unknown report."""
    key = report_id.bytes
    number = list_versions(tx, report_id)[-1].number + 1
    if original is not None:
        keep_originals(tx, [original])
    made = {"original": original.sha256 if original else _present_original(tx, key), "made": tx.at, "reason": reason}
    tx.insert(report_version, {**version_row(key, number, draft), **made, "author": tx.author})
    for table, rows in text_rows(key, number, draft).items():
        tx.insert(table, *rows)
    values = {"version": number, "characters": len(draft.reading_text), "script": draft.script.value}
    tx.update(report, {"id": key}, values)
    return number


def list_versions(reader: Reader, report_id: ReportId) -> list[Version]:
    """The versions of a report's text, oldest first. Raises ``WrongUse`` for an unknown id."""
    columns = select(report_version.c.number, report_version.c.made, report_version.c.reason, report_version.c.author)
    mine = columns.where(report_version.c.report == report_id.bytes)
    found = reader.execute(mine.order_by(report_version.c.number)).all()
    if not found:
        raise unknown_report(report_id)
    return [Version(*row) for row in found]


def _present_original(reader: Reader, key: bytes) -> bytes | None:
    statement = select(report_version.c.original).join(
        report, (report.c.id == report_version.c.report) & (report.c.version == report_version.c.number)
    )
    return reader.execute(statement.where(report.c.id == key)).scalar()


def set_place(tx: Transaction, report_id: ReportId, place: int) -> None:
    """Where reading stopped, in the new text; an undo brings back where that was in the old one."""
    tx.update(report, {"id": report_id.bytes}, {"last_place": place})


def unknown_version(number: int) -> WrongUse:
    return WrongUse(N_("The report has no such version"), where=str(number))
