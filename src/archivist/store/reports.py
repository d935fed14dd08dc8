"""Reports: added by an import, listed, read, given metadata, moved to the trash and back.

Tags and collections of reports are in ``sets``."""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Table, and_, bindparam, func, insert, select, tuple_, update

from archivist.domain import N_, EdtfDate, Original, Report, ReportDraft, ReportId, ReportText, WrittenScript, new_id
from archivist.domain.errors import WrongUse
from archivist.store import schema
from archivist.store.codec import day, id_from, moment, pack_extra, string, string_or_none, unpack_extra
from archivist.store.failures import reads_rows
from archivist.store.ids import ids_with_prefix, unknown_report
from archivist.store.schema import annotation, report, report_version, value_origin
from archivist.store.texts import read_reading_text, read_text, text_rows, version_row
from archivist.store.transaction import CHUNK, Reader, Transaction, chunks


class ReportOrder(StrEnum):
    """Orders in which reports are listed; those without a date come last by date."""

    ADDED = "added"
    DATE = "date"
    TITLE = "title"


class TextChange(NamedTuple):
    """A report that search must read again, or forget (``is_removed``). ``earliest`` and ``latest`` are days of
    ``date.toordinal``; ``body`` is the reading text. Of a removed one only ``id`` and ``text_seq`` mean anything."""

    id: ReportId
    text_seq: int
    is_removed: bool
    title: str = ""
    body: str = ""
    source: str | None = None
    script: WrittenScript = WrittenScript.NEUTRAL
    earliest: int | None = None
    latest: int | None = None
    added: str = ""
    characters: int = 0
    author: str | None = None
    place: str | None = None


class Met(NamedTuple):
    """A report that the archive has already."""

    id: ReportId
    is_trashed: bool = False


def add_report(tx: Transaction, draft: ReportDraft, original: Original, *, reason: str = "imported") -> ReportId:
    """Add one report with its original; see ``add_reports``."""
    return add_reports(tx, [(draft, original)], reason=reason)[0]


def add_reports(
    tx: Transaction,
    drafts: Sequence[tuple[ReportDraft, Original]],
    *,
    ids: Sequence[ReportId] | None = None,
    reason: str = "imported",
) -> list[ReportId]:
    """Add reports with their originals, quickest in batches of some 50. An original that is known is not stored twice.

    ``ids`` are new ones that the caller chose; otherwise they are chosen here."""
    ids = [ReportId(new_id()) for _ in drafts] if ids is None else list(ids)
    rows: dict[Table, list[Mapping[str, Any]]] = {
        table: [] for table in (report, report_version, schema.paragraph, schema.repair, schema.ruby, value_origin)
    }
    for each, (draft, original) in zip(ids, drafts, strict=True):
        key = each.bytes
        rows[report].append(_report_row(tx, key, draft))
        version = version_row(key, 1, draft)
        rows[report_version].append(
            {**version, "original": original.sha256, "made": tx.at, "reason": reason, "author": tx.author}
        )
        for table, found in text_rows(key, 1, draft).items():
            rows[table].extend(found)
        rows[value_origin].extend(
            {"report": key, "field": field, "origin": origin, "confidence": None, "noted": tx.at}
            for field, origin in draft.origins.items()
        )
    keep_originals(tx, [original for _, original in drafts])
    tx.insert_imported(rows, [each.bytes for each in ids])
    return ids


def note_origin(tx: Transaction, report_id: ReportId, original: Original) -> None:
    """Note a further place where a report was met; a place that is known already changes nothing."""
    row = {
        "report": report_id.bytes,
        "place": original.place,
        "sha256": original.sha256,
        "media_type": original.media_type,
        "size": original.size,
        "seen": tx.at,
    }
    table = schema.report_origin
    known = select(table.c.seen).where(
        table.c.report == row["report"], table.c.place == row["place"], table.c.sha256 == row["sha256"]
    )
    first = (
        select(schema.original.c.place)
        .join(report_version, report_version.c.original == schema.original.c.sha256)
        .where(report_version.c.report == row["report"], schema.original.c.sha256 == original.sha256)
    )
    if tx.execute(known).first() is None and original.place not in tx.execute(first).scalars().all():
        tx.insert(table, row)


def find_by_originals(reader: Reader, digests: Collection[bytes]) -> dict[bytes, Met]:
    """The reports that were made of the bytes with these SHA-256, by SHA-256; those in the trash where there is no other."""
    return _first_by_digest(reader, _by_originals(), digests)


def find_by_folds(reader: Reader, digests: Collection[bytes]) -> dict[bytes, Met]:
    """The reports outside the trash whose present text reads the same in any script, by the digest of its fold."""
    return _first_by_digest(reader, _by_folds(), digests)


def get_report(reader: Reader, report_id: ReportId) -> Report:
    """Also one in the trash. Raises ``WrongUse`` for an unknown id."""
    found = _reports(reader, _listed().where(report.c.id == report_id.bytes))
    if not found:
        raise unknown_report(report_id)
    return found[0]


def get_text(reader: Reader, report_id: ReportId, version: int | None = None) -> ReportText:
    """The present or another version of a report's text. Raises ``WrongUse`` for an unknown id."""
    found = get_report(reader, report_id)
    present = select(report.c.version).where(report.c.id == report_id.bytes)
    number = version if version is not None else reader.execute(present).scalar_one()
    stored = read_text(reader, report_id.bytes, number)
    if stored is None:
        return _missing_text(report_id)
    return ReportText(found, number, *stored)


def reading_text(reader: Reader, report_id: ReportId) -> str:
    """The reading text alone, which is much sooner there than all of ``get_text``. Raises ``WrongUse`` for an unknown id."""
    found = reading_texts(reader, [report_id])
    if report_id not in found:
        raise unknown_report(report_id)
    return found[report_id]


def reading_texts(reader: Reader, ids: Sequence[ReportId]) -> dict[ReportId, str]:
    """The reading texts of ``ids`` alone, without what belongs to them; unknown ids are left out."""
    found: dict[ReportId, str] = {}
    text = report_version
    for some in chunks([each.bytes for each in ids]):
        statement = select(report.c.id, text.c.source_text, text.c.reading_text).join(text, _is_present_version())
        for row in reader.execute(statement.where(report.c.id.in_(some))):
            found[ReportId(id_from(row.id))] = read_reading_text(row.source_text, row.reading_text)
    return found


def list_reports(
    reader: Reader,
    *,
    ids: Sequence[ReportId] | None = None,
    after: ReportId | None = None,
    limit: int | None = None,
    trashed: bool = False,
    order: ReportOrder = ReportOrder.ADDED,
) -> list[Report]:
    """Reports outside the trash, or with ``trashed`` those in it.

    With ``ids``: those, in that order, unknown ones left out. Otherwise up to ``limit`` in ``order``, beginning behind
    the report ``after``: the next page costs as much as the first."""
    where = report.c.trashed.isnot(None) if trashed else report.c.trashed.is_(None)
    if ids is not None:
        by_id: dict[UUID, Report] = {}
        for some in chunks([each.bytes for each in ids]):
            found = _reports(reader, _listed().where(report.c.id.in_(some), where))
            by_id.update((each.id, each) for each in found)
        return [by_id[each] for each in ids if each in by_id][:limit]
    return _page(reader, _listed().where(where), order, after, limit)


def report_ids(reader: Reader, *, collection: str | None = None) -> list[ReportId]:
    """The ids of all reports outside the trash, or of those in one collection, in the order they were added.

    Raises ``WrongUse`` for an unknown collection."""
    statement = select(report.c.id).where(report.c.trashed.is_(None)).order_by(report.c.id)
    if collection is not None:
        from archivist.store.sets import find_collection

        held = schema.collection_report
        statement = statement.join(held, held.c.report == report.c.id).where(
            held.c.collection == find_collection(reader, collection)
        )
    return [ReportId(id_from(each)) for each in reader.execute(statement).scalars()]


def changed_texts(reader: Reader, after_seq: int, limit: int | None = None) -> Iterator[TextChange]:
    """What search must follow after change ``after_seq``, in order of ``text_seq``.

    Ends behind ``limit``, but never inside a change: the last ``text_seq`` that comes is done with."""
    bound = _last_seq(reader, after_seq, limit)
    if bound is None:
        return
    gone = schema.tombstone.c
    tombstones = select(gone.report, gone.text_seq).where(gone.text_seq > after_seq, gone.text_seq <= bound)
    texts = (
        select(report, report_version.c.source_text, report_version.c.reading_text)
        .join(report_version, _is_present_version())
        .where(report.c.text_seq > after_seq, report.c.text_seq <= bound)
        .order_by(report.c.text_seq, report.c.id)
        .execution_options(yield_per=CHUNK)
    )
    removed = map(_removal, reader.execute(tombstones.order_by(gone.text_seq)))
    yield from heapq.merge(removed, map(_text_change, reader.execute(texts)), key=lambda each: each.text_seq)


def count_changed_texts(reader: Reader, after_seq: int) -> int:
    """How many reports ``changed_texts`` gives, removed ones included."""
    columns = (report.c.text_seq, schema.tombstone.c.text_seq)
    return sum(reader.execute(select(func.count()).where(column > after_seq)).scalar_one() for column in columns)


def resolve_id(reader: Reader, text: str) -> ReportId | None:
    """The report, also one in the trash, that ``text`` names: a whole id, or its first eight or more hexadecimal
    digits. None where there is none; raises ``WrongUse`` where there are several."""
    found = ids_with_prefix(reader, report, text)
    return ReportId(found) if found else None


def set_metadata(tx: Transaction, report_id: ReportId, *, origin: str = "person", **fields: Any) -> None:
    """Set ``title``, ``date``, ``source``, ``author``, ``place``, ``language``, ``script``, ``extra`` or ``is_read``.

    ``origin`` says where the values came from. Raises ``WrongUse`` for an unknown report or field."""
    if unknown := sorted(set(fields) - set(_FIELDS)):
        raise WrongUse(N_("A report has no such field"), where=", ".join(unknown))
    values: dict[str, Any] = {}
    for name, value in fields.items():
        values.update(_FIELDS[name](value))
    if not tx.update(report, {"id": report_id.bytes}, values):
        raise unknown_report(report_id)
    for name in fields:
        if name != "is_read":
            _note_value_origin(tx, report_id, name, origin)


def value_origins(reader: Reader, report_id: ReportId) -> dict[str, str]:
    """Where the values of a report's fields came from, by field."""
    rows = reader.execute(
        select(value_origin.c.field, value_origin.c.origin).where(value_origin.c.report == report_id.bytes)
    )
    return {row.field: row.origin for row in rows}


def note_read(reader: Reader, ids: Sequence[ReportId], *, is_read: bool) -> None:
    """Mark reports as read or not; inside ``Archive.note``."""
    for some in chunks([each.bytes for each in ids]):
        reader.execute(update(report).where(report.c.id.in_(some)).values(is_read=int(is_read)))


def note_place(reader: Reader, report_id: ReportId, place: int) -> None:
    """Remember where reading stopped, as a code point of the reading text; inside ``Archive.note``."""
    reader.execute(update(report).where(report.c.id == report_id.bytes).values(last_place=place))


def last_place(reader: Reader, report_id: ReportId) -> int | None:
    return reader.execute(select(report.c.last_place).where(report.c.id == report_id.bytes)).scalar()


def trash(tx: Transaction, ids: Iterable[ReportId]) -> None:
    """Move reports to the trash; those that lie there stay as they are. Raises ``WrongUse`` for an unknown id."""
    for each in ids:
        if get_report(tx, each).trashed is None:
            tx.update(report, {"id": each.bytes}, {"trashed": tx.at})


def untrash(tx: Transaction, ids: Iterable[ReportId]) -> None:
    """Bring reports back from the trash. Raises ``WrongUse`` for an unknown id."""
    for each in ids:
        if not tx.update(report, {"id": each.bytes}, {"trashed": None}):
            raise unknown_report(each)


def _date_values(date: EdtfDate | None) -> dict[str, Any]:
    earliest, latest = (date.earliest, date.latest) if date else (None, None)
    return {
        "date": date.value if date else None,
        "earliest": earliest.toordinal() if earliest else None,
        "latest": latest.toordinal() if latest else None,
    }


_FIELDS: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {
    "title": lambda value: {"title": value},
    "date": _date_values,
    "source": lambda value: {"source": value},
    "author": lambda value: {"author": value},
    "place": lambda value: {"place": value},
    "language": lambda value: {"language": value},
    "script": lambda value: {"script": WrittenScript(value).value},
    "extra": lambda value: {"extra": pack_extra(value)},
    "is_read": lambda value: {"is_read": int(value)},
}


def _report_row(tx: Transaction, key: bytes, draft: ReportDraft) -> dict[str, Any]:
    return {
        "id": key,
        "title": draft.title,
        "title_script": None,
        **_date_values(draft.date),
        "source": draft.source,
        "author": draft.author,
        "place": draft.place,
        "language": draft.language,
        "script": draft.script.value,
        "version": 1,
        "characters": len(draft.reading_text),
        "is_read": 0,
        "last_place": None,
        "added": tx.at,
        "trashed": None,
        "extra": pack_extra(draft.extra),
        "seq": tx.seq,
        "text_seq": tx.seq,
    }


def keep_originals(tx: Transaction, originals: Sequence[Original]) -> None:
    """Store originals that are not known yet."""
    table, parts = schema.original, schema.original_part
    wanted = {each.sha256: each for each in originals}
    for some in chunks(list(wanted)):
        for known in tx.execute(select(table.c.sha256).where(table.c.sha256.in_(some))).scalars():
            del wanted[known]
    if not wanted:
        return
    tx.set_derived(
        insert(table),
        [
            {
                "sha256": each.sha256,
                "size": each.size,
                "media_type": each.media_type,
                "codec": each.codec,
                "parts": len(each.parts),
                "place": each.place,
                "added": tx.at,
            }
            for each in wanted.values()
        ],
    )
    rows = [
        {"original": each.sha256, "number": number, "data": data}
        for each in wanted.values()
        for number, data in enumerate(each.parts)
    ]
    if rows:
        tx.set_derived(insert(parts), rows)


def _first_by_digest(
    reader: Reader, statement: Select[*tuple[Any, ...]], digests: Collection[bytes]
) -> dict[bytes, Met]:
    found: dict[bytes, Met] = {}
    for some in chunks(list(digests)):
        for digest, key, trashed in reader.execute(statement, {"digests": some}):
            found.setdefault(digest, Met(ReportId(id_from(key)), trashed is not None))
    return found


# An import asks for each file: made once, these cost half.


@cache
def _by_originals() -> Select[*tuple[Any, ...]]:
    made_of = report_version.c.original
    return (
        select(made_of, report.c.id, report.c.trashed)
        .join(report, report.c.id == report_version.c.report)
        .where(made_of.in_(bindparam("digests", expanding=True)))
        .order_by(report.c.trashed.isnot(None), report.c.id)
    )


@cache
def _by_folds() -> Select[*tuple[Any, ...]]:
    folded = report_version.c.folded_sha256
    return (
        select(folded, report.c.id, report.c.trashed)
        .join(report, _is_present_version())
        .where(folded.in_(bindparam("digests", expanding=True)), report.c.trashed.is_(None))
        .order_by(report.c.id)
    )


def _is_present_version() -> Any:
    return and_(report_version.c.report == report.c.id, report_version.c.number == report.c.version)


def _listed() -> Select[*tuple[Any, ...]]:
    """The columns of a ``Report``, with the number of its marks outside the trash."""
    marks = (
        select(func.count())
        .where(annotation.c.report == report.c.id, annotation.c.trashed.is_(None))
        .scalar_subquery()
        .label("annotations")
    )
    return select(report, marks)


def _page(
    reader: Reader, statement: Select[*tuple[Any, ...]], order: ReportOrder, after: ReportId | None, limit: int | None
) -> list[Report]:
    last = get_report(reader, after) if after else None
    if order is not ReportOrder.DATE:
        column = report.c.title if order is ReportOrder.TITLE else report.c.added
        if last is not None:
            value = last.title if order is ReportOrder.TITLE else last.added
            statement = statement.where(tuple_(column, report.c.id) > tuple_(value, last.id.bytes))
        return _reports(reader, statement.order_by(column, report.c.id).limit(limit))
    found: list[Report] = []
    day = last.date.earliest if last and last.date else None
    if last is None or day is not None:
        dated = statement.where(report.c.earliest.isnot(None))
        if last is not None and day is not None:
            dated = dated.where(tuple_(report.c.earliest, report.c.id) > tuple_(day.toordinal(), last.id.bytes))
            last = None
        found = _reports(reader, dated.order_by(report.c.earliest, report.c.id).limit(limit))
        if limit is not None and len(found) >= limit:
            return found
    undated = statement.where(report.c.earliest.is_(None))
    if last is not None:
        undated = undated.where(report.c.id > last.id.bytes)
    rest = None if limit is None else limit - len(found)
    return found + _reports(reader, undated.order_by(report.c.id).limit(rest))


def _reports(reader: Reader, statement: Select[*tuple[Any, ...]]) -> list[Report]:
    rows = reader.execute(statement).all()
    tags = _tags(reader, [row.id for row in rows])
    return [_report(row, tags.get(row.id, ())) for row in rows]


def _tags(reader: Reader, ids: Sequence[bytes]) -> dict[bytes, tuple[str, ...]]:
    held = schema.report_tag
    tags: dict[bytes, tuple[str, ...]] = {}
    for some in chunks(ids):
        statement = select(held.c.report, schema.tag.c.name).join(schema.tag, schema.tag.c.id == held.c.tag)
        for row in reader.execute(statement.where(held.c.report.in_(some)).order_by(held.c.report, held.c.position)):
            tags[row.report] = (*tags.get(row.report, ()), row.name)
    return tags


@reads_rows
def _last_seq(reader: Reader, after_seq: int, limit: int | None) -> int | None:
    """The ``text_seq`` up to which ``limit`` changes reach; None where there are none."""
    column = report.c.text_seq
    newest = reader.execute(select(func.max(column)).union_all(select(func.max(schema.tombstone.c.text_seq)))).scalars()
    last = max((each for each in newest if each is not None), default=0)
    if last <= after_seq:
        return None
    if limit is None:
        return last
    reached = select(column).where(column > after_seq).order_by(column).limit(1).offset(max(limit, 1) - 1)
    return reader.execute(reached).scalar() or last


def _note_value_origin(tx: Transaction, report_id: ReportId, field: str, origin: str) -> None:
    key = {"report": report_id.bytes, "field": field}
    values = {"origin": origin, "confidence": None, "noted": tx.at}
    if not tx.update(value_origin, key, values):
        tx.insert(value_origin, {**key, **values})


@reads_rows
def _missing_text(report_id: ReportId) -> ReportText:
    raise ValueError(f"the text of {report_id} is missing")


@reads_rows
def _report(row: Any, tags: tuple[str, ...]) -> Report:
    return Report(
        id=ReportId(id_from(row.id)),
        title=string(row.title),
        date=EdtfDate(row.date) if row.date is not None else None,
        source=row.source,
        script=WrittenScript(row.script),
        characters=int(row.characters),
        annotations=row.annotations,
        author=row.author,
        place=row.place,
        language=string(row.language),
        added=string(row.added),
        trashed=row.trashed,
        is_read=bool(row.is_read),
        tags=tags,
        extra=unpack_extra(row.extra),
    )


@reads_rows
def _removal(row: Any) -> TextChange:
    return TextChange(ReportId(id_from(row.report)), row.text_seq, is_removed=True)


@reads_rows
def _text_change(row: Any) -> TextChange:
    if row.trashed is not None:
        return TextChange(ReportId(id_from(row.id)), row.text_seq, is_removed=True)
    return TextChange(
        id=ReportId(id_from(row.id)),
        text_seq=row.text_seq,
        is_removed=False,
        title=string(row.title),
        body=read_reading_text(row.source_text, row.reading_text),
        source=string_or_none(row.source),
        script=WrittenScript(row.script),
        earliest=day(row.earliest),
        latest=day(row.latest),
        added=moment(row.added),
        characters=int(row.characters),
        author=string_or_none(row.author),
        place=string_or_none(row.place),
    )
