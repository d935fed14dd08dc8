"""The texts of a report: one version with its paragraphs, repairs and ruby, and what is derived from them.

The source text and the repairs are kept; the reading text, its paragraphs' places and the ruby of repairs follow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, Table, bindparam, delete, func, insert, select, text, update

from archivist.domain import (
    Paragraph,
    ParagraphKind,
    Repair,
    RepairState,
    ReportDraft,
    ReportId,
    Ruby,
    RubyOrigin,
    SourceSpan,
    Span,
)
from archivist.store.codec import id_from, pack_text, unpack_text
from archivist.store.failures import reads_rows
from archivist.store.schema import page, paragraph, repair, report, report_version, ruby
from archivist.store.transaction import Reader, Transaction, chunks
from archivist.text.paragraphs import join_paragraphs, paragraph_numbers

if TYPE_CHECKING:
    from archivist.text.spanmap import SpanMap

Rows = list[dict[str, Any]]


class StoredText(NamedTuple):
    """One version of a report's text as it lies in the archive."""

    source_text: str
    reading_text: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]
    ruby: tuple[Ruby, ...]


def read_text(reader: Reader, report_id: bytes, version: int) -> StoredText | None:
    """The text of one version; None where there is no such version."""
    columns = select(report_version.c.source_text, report_version.c.reading_text)
    row = reader.execute(
        columns.where(report_version.c.report == report_id, report_version.c.number == version)
    ).first()
    if row is None:
        return None
    source_text, reading_text = _texts(row.source_text, row.reading_text)
    return StoredText(
        source_text,
        reading_text,
        join_paragraphs([_paragraph(row) for row in rows_of(reader, paragraph, report_id, version)], reading_text),
        tuple(map(_repair, rows_of(reader, repair, report_id, version))),
        tuple(map(_ruby, rows_of(reader, ruby, report_id, version))),
    )


def rows_of(reader: Reader, table: Table, report_id: bytes, version: int) -> Sequence[Any]:
    """The rows of ``table`` that lie in one version, in order."""
    statement = select(table).where(table.c.report == report_id, table.c.version == version)
    return reader.execute(statement.order_by(table.c.position)).all()


@reads_rows
def read_reading_text(source_text: bytes, reading_text: bytes | None) -> str:
    """The reading text of a row of ``report_version``."""
    return unpack_text(source_text if reading_text is None else reading_text)


def text_rows(report_id: bytes, version: int, draft: ReportDraft) -> dict[Table, Rows]:
    """What a version of ``draft``'s text adds to the tables of its parts."""
    alignment = _alignment(draft)
    return {
        paragraph: _paragraph_rows(report_id, version, draft.paragraphs, alignment),
        repair: [
            {"report": report_id, "version": version, "position": position, **_repair_values(each)}
            for position, each in enumerate(draft.repairs)
        ],
        ruby: _ruby_rows(report_id, version, draft.ruby, alignment),
    }


def version_row(report_id: bytes, number: int, draft: ReportDraft) -> dict[str, Any]:
    """The row of ``report_version`` but for when, why and by whom it was made."""
    is_same = draft.reading_text == draft.source_text
    return {
        "report": report_id,
        "number": number,
        "source_text": pack_text(draft.source_text),
        "reading_text": None if is_same else pack_text(draft.reading_text),
        "folded_sha256": draft.folded_sha256,
    }


def decide_repairs(tx: Transaction, report_id: ReportId, places: Iterable[int], state: RepairState) -> None:
    """Give the repairs at these indexes of the present version's ``repairs`` a state, and make the text follow."""
    version = tx.execute(select(report.c.version).where(report.c.id == report_id.bytes)).scalar_one()
    decision = {"state": state.value, "decided": tx.at, "decided_by": tx.author}
    keys = [{"report": report_id.bytes, "version": version, "position": place} for place in places]
    tx.update_rows(repair, [(key, decision) for key in keys])
    derive_text(tx, report_id.bytes)


def list_proposed(reader: Reader, limit: int) -> list[tuple[ReportId, Repair, str]]:
    """Repairs of present texts that wait for a decision, outside the trash, by kind, report and place, each with the source
    text. Only so many, which is quick however many there are."""
    # The order is that of the index.
    order = (repair.c.kind, repair.c.report, repair.c.version, repair.c.position)
    found = reader.execute(_proposed(repair, report_version.c.source_text).order_by(*order).limit(limit)).all()
    sources: dict[bytes, str] = {}
    for row in found:
        if row.report not in sources:
            sources[row.report] = _texts(row.source_text, None)[0]
    return [(ReportId(id_from(row.report)), _repair(row), sources[row.report]) for row in found]


def count_proposed(reader: Reader, most: int) -> int:
    """How many repairs wait for a decision; ``most`` where there are more."""
    some = _proposed(repair.c.position).limit(most).subquery()
    return reader.execute(select(func.count()).select_from(some)).scalar_one()


def count_alike(reader: Reader, ids: Sequence[ReportId]) -> Counter[tuple[ReportId, str]]:
    """How many repairs of these reports wait for a decision, by report and kind."""
    counts: Counter[tuple[ReportId, str]] = Counter()
    for some in chunks([each.bytes for each in ids]):
        kinds = _proposed(repair.c.report, repair.c.kind, func.count().label("number"))
        mine = kinds.where(repair.c.report.in_(some)).group_by(repair.c.report, repair.c.kind)
        for row in reader.execute(mine):
            counts[ReportId(id_from(row.report)), row.kind] = row.number
    return counts


def _proposed(*columns: Any) -> Select[*tuple[Any, ...]]:
    present = (report.c.id == repair.c.report) & (report.c.version == repair.c.version)
    # The literal, as in the index, so that it is used.
    is_open = repair.c.state == text(f"'{RepairState.PROPOSED.value}'")
    version = (report_version.c.report == repair.c.report) & (report_version.c.number == repair.c.version)
    joined = select(*columns).select_from(repair).join(report, present).join(report_version, version)
    return joined.where(is_open, report.c.trashed.is_(None))


def derive_text(tx: Transaction, report_id: bytes) -> None:
    """Make reading text, places of paragraphs and pages, and ruby what source text and repairs say now."""
    from archivist.text.fold import fold_digest
    from archivist.text.repair import apply_repairs

    version = tx.execute(select(report.c.version).where(report.c.id == report_id)).scalar_one()
    stored = read_text(tx, report_id, version)
    if stored is None:
        return
    repaired = apply_repairs(stored.source_text, stored.repairs)
    _move(tx, paragraph, report_id, version, repaired.alignment, numbered=True)
    _move(tx, page, report_id, version, repaired.alignment)
    kept = [
        Ruby(Span(*repaired.alignment.span_to_target(row.source_start, row.source_end)), row.reading, RubyOrigin.AUTHOR)
        for row in rows_of(tx, ruby, report_id, version)
        if row.origin == RubyOrigin.AUTHOR
    ]
    tx.set_derived(delete(ruby).where(ruby.c.report == report_id, ruby.c.version == version))
    everything = sorted((*repaired.ruby, *kept), key=lambda each: each.span)
    if rows := _ruby_rows(report_id, version, everything, repaired.alignment):
        tx.set_derived(insert(ruby), rows)
    tx.set_derived(
        update(report_version)
        .where(report_version.c.report == report_id, report_version.c.number == version)
        .values(
            reading_text=None if repaired.text == stored.source_text else pack_text(repaired.text),
            folded_sha256=fold_digest(repaired.text),
        )
    )
    tx.set_derived(update(report).where(report.c.id == report_id).values(characters=len(repaired.text)))


def _move(
    tx: Transaction, table: Table, report_id: bytes, version: int, alignment: "SpanMap", *, numbered: bool = False
) -> None:
    """Bring the places in ``table`` along, and the numbers by which paragraphs are cited."""
    found = rows_of(tx, table, report_id, version)
    spans = [Span(*alignment.span_to_target(row.source_start, row.source_end)) for row in found]
    rows: Rows = [
        {"at": row.position, "new_start": span.start, "new_end": span.end}
        for row, span in zip(found, spans, strict=True)
    ]
    values = {"start": bindparam("new_start"), "end": bindparam("new_end")}
    if numbered:
        values["number"] = bindparam("new_number")
        for row, number in zip(rows, paragraph_numbers(spans), strict=True):
            row["new_number"] = number
    if rows:
        places = update(table).where(
            table.c.report == report_id, table.c.version == version, table.c.position == bindparam("at")
        )
        tx.set_derived(places.values(values), rows)


def _alignment(draft: ReportDraft) -> "SpanMap | None":
    """From source text to reading text; None where they are the same."""
    if not any(each.state.is_applied for each in draft.repairs):
        return None
    from archivist.text.repair import apply_repairs

    return apply_repairs(draft.source_text, draft.repairs).alignment


def _places(span: Span, alignment: "SpanMap | None") -> dict[str, int]:
    source = _in_source(span, alignment) if alignment else (span.start, span.end)
    return {"start": span.start, "end": span.end, "source_start": source[0], "source_end": source[1]}


def _in_source(span: Span, alignment: "SpanMap") -> tuple[int, int]:
    """The source of a span, without what was taken out at its ends: a line break there parts two paragraphs."""
    from archivist.text.spanmap import Bias

    if not span:
        return alignment.span_to_source(span.start, span.end)
    return alignment.to_source(span.start, Bias.END), alignment.to_source(span.end, Bias.START)


def _paragraph_rows(report_id: bytes, version: int, found: Sequence[Paragraph], alignment: "SpanMap | None") -> Rows:
    return [
        {
            "report": report_id,
            "version": version,
            "position": position,
            **_places(each.span, alignment),
            "kind": each.kind.value,
            "level": each.level,
            "number": each.number,
        }
        for position, each in enumerate(found)
    ]


def _repair_values(each: Repair) -> Mapping[str, Any]:
    return {
        "start": each.span.start,
        "end": each.span.end,
        "replacement": each.replacement,
        "kind": each.kind,
        "evidence": each.evidence,
        "confidence": each.confidence,
        "state": each.state.value,
        "reading": each.reading,
        "decided": None,
        "decided_by": None,
    }


def _ruby_rows(report_id: bytes, version: int, found: Sequence[Ruby], alignment: "SpanMap | None") -> Rows:
    return [
        {
            "report": report_id,
            "version": version,
            "position": position,
            **_places(each.span, alignment),
            "reading": each.reading,
            "origin": each.origin.value,
        }
        for position, each in enumerate(found)
    ]


@reads_rows
def _texts(source_text: bytes, reading_text: bytes | None) -> tuple[str, str]:
    source = unpack_text(source_text)
    return source, source if reading_text is None else unpack_text(reading_text)


@reads_rows
def _paragraph(row: Any) -> Paragraph:
    return Paragraph(Span(row.start, row.end), ParagraphKind(row.kind), row.level, row.number)


@reads_rows
def _repair(row: Any) -> Repair:
    return Repair(
        SourceSpan(row.start, row.end),
        row.replacement,
        row.kind,
        row.evidence,
        row.confidence,
        RepairState(row.state),
        row.reading,
    )


@reads_rows
def _ruby(row: Any) -> Ruby:
    return Ruby(Span(row.start, row.end), row.reading, RubyOrigin(row.origin))
