"""What lists show: reports in an order, and how many there are of each kind. Rows come for a window of ids only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import zstandard
from sqlalchemy import ColumnElement, Select, and_, func, select

from archivist.domain import Colour, EdtfDate, ReportId, WrittenScript
from archivist.store.failures import reads_rows
from archivist.store.ids import id_from
from archivist.store.schema import anchor, annotation, report, report_version
from archivist.store.sets import reports_in_collection, reports_with_tag
from archivist.store.transaction import Reader, chunks

_SNIPPET_BYTES = 600
"""Of the UTF-8 of a text: enough for a line, and read without unpacking the rest."""


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    SOURCE = "source"
    ADDED = "added"
    ANNOTATIONS = "annotations"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a list shows. ``kind`` is all, unread, trash, collection, tag or source; the last three are named."""

    kind: str = "all"
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A report as a list shows it. ``colours`` are those of its marks in reading order; ``snippet`` is one line."""

    id: ReportId
    title: str
    script: WrittenScript
    date: EdtfDate | None
    source: str | None
    is_read: bool
    colours: tuple[Colour, ...]
    snippet: str
    added: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports outside the trash by scope; names in alphabetical order, sources by their number."""

    all: int
    unread: int
    trash: int
    sources: dict[str, int]


def list_ids(reader: Reader, scope: Scope, sort: Sort) -> list[tuple[ReportId, int | None]]:
    """The reports of ``scope`` in the order of ``sort``, each with the first day of its date (proleptic ordinal).

    Undated ones come last by date. About a second for a million."""
    statement = select(report.c.id, report.c.earliest).where(_within(scope)).order_by(*_order(sort))
    found = reader.execute(statement).all()
    rows = [(ReportId(id_from(row.id)), row.earliest) for row in found]
    if scope.kind in ("collection", "tag"):
        find = reports_in_collection if scope.kind == "collection" else reports_with_tag
        wanted = find(reader, scope.name)
        return [row for row in rows if row[0] in wanted]
    return rows


def list_words(reader: Reader) -> list[tuple[ReportId, str, str]]:
    """Title and source of every report, for filters."""
    rows = reader.execute(select(report.c.id, report.c.title, report.c.source))
    return [(ReportId(id_from(row.id)), row.title, row.source or "") for row in rows]


def list_rows(reader: Reader, ids: Sequence[ReportId]) -> list[ListRow]:
    """The rows of ``ids``, in that order; unknown ones are left out."""
    found: dict[ReportId, ListRow] = {}
    for some in chunks([each.bytes for each in ids]):
        colours = _colours(reader, some)
        for row in reader.execute(_with_text().where(report.c.id.in_(some))):
            made = _row(row, colours.get(row.id, ()))
            found[made.id] = made
    return [found[each] for each in ids if each in found]


def count_reports(reader: Reader) -> Counts:
    """Counts of everything that is not named by a person, in one walk over the reports."""
    present = report.c.trashed.is_(None)
    whole, unread = reader.execute(
        select(func.count(), func.count().filter(report.c.is_read == 0)).select_from(report).where(present)
    ).one()
    trash = reader.execute(select(func.count()).select_from(report).where(report.c.trashed.isnot(None))).scalar_one()
    number = func.count().label("number")
    sources = reader.execute(
        select(report.c.source, number)
        .where(present, report.c.source.isnot(None))
        .group_by(report.c.source)
        .order_by(number.desc(), report.c.source)
    )
    return Counts(whole, unread, trash, {row.source: row.number for row in sources})


def _within(scope: Scope) -> ColumnElement[bool]:
    present = report.c.trashed.is_(None)
    if scope.kind == "trash":
        return report.c.trashed.isnot(None)
    if scope.kind == "unread":
        return and_(present, report.c.is_read == 0)
    if scope.kind == "source":
        return and_(present, report.c.source == scope.name)
    return present


def _order(sort: Sort) -> Iterable[Any]:
    if sort is Sort.OLDEST:
        return report.c.earliest.is_(None), report.c.earliest, report.c.id
    if sort is Sort.TITLE:
        return report.c.title, report.c.id
    if sort is Sort.SOURCE:
        return report.c.source.is_(None), report.c.source, report.c.earliest.desc(), report.c.id
    if sort is Sort.ADDED:
        return report.c.added.desc(), report.c.id.desc()
    if sort is Sort.ANNOTATIONS:
        marks = (
            select(func.count())
            .where(annotation.c.report == report.c.id, annotation.c.trashed.is_(None))
            .scalar_subquery()
        )
        return marks.desc(), report.c.earliest.desc(), report.c.id
    return report.c.earliest.desc(), report.c.id


def _with_text() -> Select[*tuple[Any, ...]]:
    text = report_version
    return select(
        report.c.id,
        report.c.title,
        report.c.script,
        report.c.date,
        report.c.source,
        report.c.is_read,
        report.c.added,
        func.coalesce(text.c.reading_text, text.c.source_text).label("text"),
    ).join(text, and_(text.c.report == report.c.id, text.c.number == report.c.version))


def _colours(reader: Reader, ids: Sequence[bytes]) -> dict[bytes, tuple[Colour, ...]]:
    found: dict[bytes, list[Colour]] = {}
    statement = (
        select(annotation.c.report, annotation.c.colour)
        .join(anchor, anchor.c.annotation == annotation.c.id)
        .where(annotation.c.report.in_(ids), annotation.c.trashed.is_(None))
        .order_by(annotation.c.report, anchor.c.start)
    )
    for row in reader.execute(statement):
        found.setdefault(row.report, []).append(Colour(row.colour))
    return {key: tuple(colours) for key, colours in found.items()}


@reads_rows
def _row(row: Any, colours: tuple[Colour, ...]) -> ListRow:
    return ListRow(
        ReportId(id_from(row.id)),
        row.title,
        WrittenScript(row.script),
        EdtfDate(row.date) if row.date is not None else None,
        row.source,
        bool(row.is_read),
        colours,
        _snippet(row.text, row.title),
        row.added,
    )


def _snippet(stored: bytes, title: str) -> str:
    """The beginning of a stored text in one line; without the title, where the text begins with it."""
    try:
        beginning = zstandard.ZstdDecompressor().stream_reader(stored[1:]).read(_SNIPPET_BYTES)
    except zstandard.ZstdError:
        return ""  # a damaged text is told where it is read, and by the check of the archive
    line = " ".join(beginning.decode("utf-8", "ignore").split())
    rest = line.removeprefix(" ".join(title.rstrip("…").split())).lstrip(" ，。、：")
    return rest or line
