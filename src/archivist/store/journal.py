"""Undo and redo: linear for the archive, across restarts and processes, by the rows that the journal remembers.

An undo is a change of its own. It makes rows what they were before and remembers them in turn, so that a redo is the
undo of an undo; the reports of an import go to the trash."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select, update

from archivist.store.codec import unpack_ids, unpack_rows
from archivist.store.failures import reads_rows
from archivist.store.schema import change, metadata, report
from archivist.store.texts import derive_text
from archivist.store.transaction import IS_OPEN, Image, Reader, Transaction, inverse


@dataclass(frozen=True, slots=True)
class Step:
    """The changes that one undo takes back, newest first."""

    label: str
    seqs: tuple[int, ...]


def next_undo(reader: Reader) -> Step | None:
    """What ``undo`` would take back."""
    newest = _newest(reader, "do")
    if newest is None:
        return None
    if newest.step is None:
        return Step(newest.label, (newest.seq,))
    return Step(newest.label, tuple(_step_of(reader, newest)))


def next_redo(reader: Reader) -> Step | None:
    """What ``redo`` would do again: the seq is that of the undo."""
    newest = _newest(reader, "undo")
    return None if newest is None else Step(newest.label, (newest.seq,))


def labels(reader: Reader) -> tuple[str | None, str | None]:
    """The labels of the next undo and the next redo; None where there is nothing."""
    undo, redo = (
        reader.execute(
            select(change.c.label).where(change.c.kind == kind, IS_OPEN).order_by(change.c.seq.desc()).limit(1)
        ).scalar()
        for kind in ("do", "undo")
    )
    return undo, redo


def take_back(tx: Transaction, step: Step) -> None:
    """Undo the changes of ``step``."""
    for seq in step.seqs:
        images, imported = content(tx, seq)
        tx.apply(inverse(images))
        for each in imported:
            if tx.execute(select(report.c.trashed).where(report.c.id == each)).scalar() is None:
                tx.update(report, {"id": each}, {"trashed": tx.at})
    _derive_again(tx)
    tx.set_derived(update(change).where(change.c.seq.in_(step.seqs)).values(undone=tx.seq))


def do_again(tx: Transaction, step: Step) -> None:
    """Redo what the undo ``step`` took back."""
    (seq,) = step.seqs
    images, _ = content(tx, seq)
    tx.apply(inverse(images))
    _derive_again(tx)
    tx.set_derived(update(change).where(change.c.kind == "do", change.c.undone == seq).values(undone=None))
    tx.set_derived(update(change).where(change.c.seq == seq).values(undone=tx.seq))


def _newest(reader: Reader, kind: str) -> Any:
    open_changes = select(change).where(change.c.kind == kind, IS_OPEN)
    return reader.execute(open_changes.order_by(change.c.seq.desc()).limit(1)).first()


def _step_of(reader: Reader, newest: Any) -> list[int]:
    """The seqs of the step that ``newest`` ends, newest first.

    Changes of others may lie between (a note, written while an import ran). They stay where the step does not depend on
    them; where it might, the step ends there, and its earlier part is an undo of its own."""
    seqs: list[int] = []
    mine: set[str] = set()
    between: set[str] = set()
    for row in _open_back_from(reader, newest):
        tables = set(row.tables.split())
        if row.step != newest.step:
            between |= tables
            continue
        # Somebody's edit of a report must be taken back before the report itself goes.
        if _may_meet(mine | tables, between) or (row.has_imported and report.name in between):
            break
        mine |= tables
        seqs.append(row.seq)
    return seqs


def _open_back_from(reader: Reader, newest: Any) -> list[Any]:
    first = select(change.c.seq).where(change.c.step == newest.step).order_by(change.c.seq).limit(1).scalar_subquery()
    has_imported = change.c.imported.isnot(None).label("has_imported")
    open_changes = select(change.c.seq, change.c.step, change.c.tables, has_imported).where(
        change.c.kind == "do", IS_OPEN, change.c.seq >= first
    )
    return list(reader.execute(open_changes.order_by(change.c.seq.desc())))


def _may_meet(some: set[str], others: set[str]) -> bool:
    """True where rows of the one may be, or refer to, rows of the other."""
    if some & others:
        return True
    return any((one in some and other in others) or (one in others and other in some) for one, other in _references())


@cache
def _references() -> list[tuple[str, str]]:
    return [
        (table.name, constraint.referred_table.name)
        for table in metadata.sorted_tables
        for constraint in table.foreign_key_constraints
    ]


@reads_rows
def content(reader: Reader, seq: int) -> tuple[list[Image], list[bytes]]:
    """The rows that the change ``seq`` changed, and the reports that it imported."""
    row = reader.execute(select(change.c.images, change.c.imported).where(change.c.seq == seq)).one()
    images = [Image(*image) for image in unpack_rows(row.images)] if row.images else []
    return images, unpack_ids(row.imported) if row.imported else []


def _derive_again(tx: Transaction) -> None:
    texts = {image.key["report"] for image in tx.images if image.table == "repair"}
    for each in sorted(texts):
        derive_text(tx, each)
