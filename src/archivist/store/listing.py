"""What lists show: reports in an order, and how many there are of each kind. Rows come for a window of ids only."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import zstandard
from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, func, literal_column, select
from sqlalchemy.sql.operators import custom_op

from archivist.domain import Colour, EdtfDate, ReportId, WrittenScript
from archivist.store.failures import reads_rows
from archivist.store.ids import id_from
from archivist.store.roll import Roll
from archivist.store.schema import anchor, annotation, report, report_version
from archivist.store.sets import having_tag, in_collection
from archivist.store.transaction import Reader, chunks

_SNIPPET_BYTES = 600
"""Of the UTF-8 of a text: enough for a line, and read without unpacking the rest."""

_AT_ONCE = 2_000
"""Rows that are taken from the database together: other threads wait for as long as that."""


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


def list_roll(reader: Reader, scope: Scope, sort: Sort) -> Roll:
    """The reports of ``scope`` in the order of ``sort``; undated ones come last by date.

    The roll has days where it is sorted by date: other indexes do not hold them."""
    is_dated = sort in (Sort.NEWEST, Sort.OLDEST)
    columns = (report.c.id, report.c.earliest) if is_dated else (report.c.id, literal_column("0"))
    is_whole = scope.kind in ("all", "trash")
    statement = select(*columns).where(_within(scope)).order_by(*_order(sort, by_index=is_whole))
    ids: list[bytes] = []
    days = array("i")
    for rows in reader.execute(statement).partitions(_AT_ONCE):
        some, earliest = zip(*rows, strict=True)
        ids.append(b"".join(some))
        days.extend(day or 0 for day in earliest)
    return Roll(b"".join(ids), days)


def list_words(reader: Reader) -> Iterator[list[tuple[bytes, str, str]]]:
    """Key, title and source of every report, some at a time, for filters."""
    statement = select(report.c.id, report.c.title, report.c.source)
    for rows in reader.execute(statement).partitions(_AT_ONCE):
        yield [(key, title, source or "") for key, title, source in rows]


def list_rows(reader: Reader, ids: Sequence[ReportId]) -> list[ListRow]:
    """The rows of ``ids``, in that order; unknown ones are left out."""
    found: dict[ReportId, ListRow] = {}
    for some in chunks([each.bytes for each in ids]):
        colours = list_colours(reader, some)
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
    trash = select(report.c.id).where(report.c.trashed.isnot(None))
    if scope.kind == "trash":
        return report.c.id.in_(trash)
    # Not "trashed IS NULL", which no index answers: it would fetch each row that an index of the order names.
    present = report.c.id.not_in(trash)
    if scope.kind == "unread":
        return and_(present, report.c.is_read == 0)
    if scope.kind == "source":
        return and_(present, report.c.source == scope.name)
    if scope.kind == "collection":
        return and_(present, report.c.id.in_(in_collection(scope.name)))
    if scope.kind == "tag":
        return and_(present, report.c.id.in_(having_tag(scope.name)))
    return present


def _order(sort: Sort, *, by_index: bool) -> Iterable[Any]:
    """``by_index`` False sorts what was found instead of walking an index of the order, each of whose entries would cost
    the look at a row."""
    earliest, title, added = (
        column if by_index else UnaryExpression(column, operator=custom_op("+"))
        for column in (report.c.earliest, report.c.title, report.c.added)
    )
    if sort is Sort.OLDEST:
        return earliest.is_(None), earliest, report.c.id
    if sort is Sort.TITLE:
        return title, report.c.id
    if sort is Sort.SOURCE:
        return report.c.source.is_(None), report.c.source, report.c.earliest.desc(), report.c.id
    if sort is Sort.ADDED:
        return added.desc(), report.c.id.desc()
    if sort is Sort.ANNOTATIONS:
        marks = (
            select(func.count())
            .where(annotation.c.report == report.c.id, annotation.c.trashed.is_(None))
            .scalar_subquery()
        )
        return marks.desc(), report.c.earliest.desc(), report.c.id
    return earliest.desc(), report.c.id.desc()


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


def list_colours(reader: Reader, ids: Sequence[bytes]) -> dict[bytes, tuple[Colour, ...]]:
    """The colours of the marks in each of the reports ``ids`` (some hundreds at most), in reading order."""
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
