"""Reading an archive, and the only way to change it: a transaction that remembers every row before and after.

Imports are remembered by their ids alone, since their undo is the trash. What is derived (reading texts, sequence
numbers) is not remembered at all, since it is derived again."""

import math
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from archivist.domain import Kind
from archivist.store import schema
from archivist.store.codec import now, pack_ids, pack_rows
from archivist.store.failures import translated
from archivist.store.touching import Touched

Values = dict[str, Any]
_T = TypeVar("_T")

CHUNK: Final = 500
"""Ids or keys in one query; well below SQLite's limit on variables."""


_KEY: Final = "key_"
"""Before the names of key columns where their values stand beside those to be set."""

IS_OPEN: Final = schema.change.c.undone.is_(None) & (schema.change.c.dropped == text("0"))
"""Changes that can be taken back, or undos that can be. Spelled as in the index, so that it is used."""


class Image(NamedTuple):
    """A row before and after. ``before`` is None for a new row, ``after`` for one that went; where both are there, they
    hold only the columns that changed."""

    table: str
    key: Values
    before: Values | None
    after: Values | None


class Reader:
    """One consistent view of an archive, for a short time and one thread."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def execute(
        self, statement: Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, with the values of its places or once for each of ``rows``.

        For the functions of this package; outside it, nobody speaks SQL."""
        with translated(self.path):
            return (
                self._connection.execute(statement, rows) if rows is not None else self._connection.execute(statement)
            )

    def position(self, at: int | None = None) -> tuple[int, str]:
        """Number and token of the last change that this view sees, or of the change ``at``."""
        statement = select(schema.change.c.seq, schema.change.c.token)
        if at is not None:
            statement = statement.where(schema.change.c.seq == at)
        seq, token = self.execute(statement.order_by(schema.change.c.seq.desc()).limit(1)).one()
        return seq, token

    def knows(self, seq: int, token: str) -> bool:
        """True where this very change is part of the archive's history."""
        change = schema.change.c
        return self.execute(select(change.seq).where(change.seq == seq, change.token == token)).first() is not None


class Transaction(Reader):
    """One change in the making. ``seq``, ``token`` and ``at`` are what it will be known by."""

    def __init__(self, connection: Connection, path: Path, *, kind: str = "do", author: str = "") -> None:
        super().__init__(connection, path)
        last, _ = self.position()
        self.seq = last + 1
        self.token = secrets.token_hex(8)
        self.at = now()
        self.author = author
        self.kind = kind
        self.images: list[Image] = []
        self.imported: list[bytes] = []
        self.touched = Touched()

    @property
    def is_empty(self) -> bool:
        return not self.images and not self.imported

    def insert(self, table: Table, *rows: Mapping[str, Any]) -> None:
        """Add whole ``rows``."""
        if not rows:
            return
        filled = [_whole(table, row) for row in rows]
        self.execute(insert(table), filled)
        for row in filled:
            self._remember(table, row, Image(table.name, _key(table, row), None, row))

    def update(self, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Set ``values`` in the row with the primary ``key``; False where there is no such row."""
        return self.update_rows(table, [(key, values)]) == 1

    def update_rows(self, table: Table, changes: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> int:
        """Set values in many rows, each given by its primary key, and no key twice; how many of them there are."""
        count = 0
        for some in chunks([(_place(table, key), values) for key, values in changes]):
            known = self._rows(table, [place for place, _ in some])
            by_columns: dict[tuple[str, ...], list[Values]] = defaultdict(list)
            for place, values in some:
                if (old := known.get(place)) is None:
                    continue
                count += 1
                if changed := {name: value for name, value in values.items() if old[name] != value}:
                    key, before = _key(table, old), {name: old[name] for name in changed}
                    by_columns[tuple(changed)].append({_KEY + name: key[name] for name in key} | changed)
                    self._remember(table, {**old, **changed}, Image(table.name, key, before, changed), changed)
            where = and_(*(column == bindparam(_KEY + column.name) for column in table.primary_key.columns))
            for columns, rows in by_columns.items():
                self.execute(update(table).where(where).values({name: bindparam(name) for name in columns}), rows)
        return count

    def delete(self, table: Table, key: Mapping[str, Any]) -> bool:
        """Remove the row with the primary ``key``, after the rows that go with it; False where there is no such row."""
        old = self._row(table, key)
        if old is None:
            return False
        for child, pairs in _dependants()[table.name]:
            condition = and_(*(child.c[theirs] == old[ours] for theirs, ours in pairs))
            for row in self.execute(select(*child.primary_key.columns).where(condition)).mappings().all():
                self.delete(child, dict(row))
        self.execute(delete(table).where(_is(table, key)))
        self._remember(table, old, Image(table.name, dict(key), old, None))
        return True

    def insert_imported(self, rows: Mapping[Table, Sequence[Mapping[str, Any]]], reports: Iterable[bytes]) -> None:
        """Add what an import brought, in the order of ``rows``; only the ids of its ``reports`` are remembered."""
        for table, values in rows.items():
            if values:
                self.execute(insert(table), values)
        self.imported.extend(reports)

    def set_derived(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> None:
        """Write what can be derived again at any time; not remembered."""
        self.execute(statement, rows)

    def apply(self, images: Iterable[Image]) -> None:
        """Make rows what they are after ``images``, one after the other."""
        for table, group in groupby(images, key=_changed_table):
            if table is not None:
                self._change_all(schema.metadata.tables[table], group)
                continue
            for image in group:
                if image.after is None:
                    self.delete(schema.metadata.tables[image.table], image.key)
                else:
                    self.insert(schema.metadata.tables[image.table], image.after)

    def _change_all(self, table: Table, images: Iterable[Image]) -> None:
        """Together as far as no row comes twice."""
        waiting: dict[tuple[Any, ...], tuple[Values, Values]] = {}
        for image in images:
            place = _place(table, image.key)
            if place in waiting:
                self.update_rows(table, list(waiting.values()))
                waiting.clear()
            waiting[place] = (image.key, image.after or {})
        self.update_rows(table, list(waiting.values()))

    def finish(self, label: str, origin: str, step: UUID | None) -> None:
        """Write the change itself, the provenance and the sequence numbers: the last thing before the commit."""
        if self.kind == "do":
            self.set_derived(update(schema.change).where(schema.change.c.kind == "undo", IS_OPEN).values(dropped=1))
        row = {
            "seq": self.seq,
            "token": self.token,
            "kind": self.kind,
            "label": label,
            "origin": origin,
            "author": self.author,
            "step": step.bytes if step else None,
            "at": self.at,
            "undone": None,
            "dropped": 0,
            "tables": " ".join(sorted({image.table for image in self.images})),
            "images": pack_rows(self.images) if self.images else None,
            "imported": pack_ids(self.imported) if self.imported else None,
        }
        self.execute(insert(schema.change), [row])
        self._number_reports()
        self._write_events()

    def kinds(self) -> frozenset[Kind]:
        return frozenset(self.touched.kinds | ({Kind.REPORT, Kind.TEXT} if self.imported else set()))

    def ids(self) -> frozenset[UUID]:
        return self.touched.ids | frozenset(UUID(bytes=each) for each in self.imported)

    def _number_reports(self) -> None:
        report = schema.report
        for ids in chunks(sorted(self.touched.events)):
            self.execute(update(report).where(report.c.id.in_(ids)).values(seq=self.seq))
        for ids in chunks(sorted(self.touched.texts)):
            self.execute(update(report).where(report.c.id.in_(ids)).values(text_seq=self.seq))

    def _write_events(self) -> None:
        events = {each: {"imported"} for each in self.imported}
        for report, kinds in self.touched.events.items():
            # An undo is told as one, whatever it took back.
            events.setdefault(report, set()).update(kinds if self.kind == "do" else {_PAST[self.kind]})
        rows = [
            {"report": report, "seq": self.seq, "kind": kind, "at": self.at, "author": self.author, "detail": None}
            for report, kinds in events.items()
            for kind in sorted(kinds)
        ]
        gone = (
            self._gone(events) if any(image.after is None and image.table == "report" for image in self.images) else ()
        )
        if rows := [row for row in rows if row["report"] not in gone]:
            self.execute(insert(schema.event), rows)

    def _gone(self, ids: Collection[bytes]) -> set[bytes]:
        found: set[bytes] = set()
        for some in chunks(sorted(ids)):
            found.update(self.execute(select(schema.report.c.id).where(schema.report.c.id.in_(some))).scalars())
        return set(ids) - found

    def _row(self, table: Table, key: Mapping[str, Any]) -> Values | None:
        return next(iter(self._rows(table, [_place(table, key)]).values()), None)

    def _rows(self, table: Table, places: Sequence[tuple[Any, ...]]) -> dict[tuple[Any, ...], Values]:
        """The rows with these primary keys, at most ``CHUNK``, by them. Keys mostly differ in one column alone, which is
        then all that is listed."""
        values = [sorted(set(each)) for each in zip(*places, strict=True)]
        columns = table.primary_key.columns
        if math.prod(map(len, values)) == len(set(places)):
            one_of = and_(*(column.in_(these) for column, these in zip(columns, values, strict=True)))
        else:
            one_of = tuple_(*columns).in_(places)
        found = [dict[str, Any](row) for row in self.execute(select(table).where(one_of)).mappings()]
        return {_place(table, row): row for row in found}

    def _remember(self, table: Table, row: Values, image: Image, columns: Collection[str] | None = None) -> None:
        self.images.append(image)
        self.touched.note(table.name, row, columns)


_PAST: Final = {"undo": "undone", "redo": "redone"}


def inverse(images: Iterable[Sequence[Any]]) -> list[Image]:
    """What takes ``images`` back, in the order in which to apply it."""
    return [Image(table, key, after, before) for table, key, before, after in reversed(list(images))]


def chunks(ids: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _whole(table: Table, row: Mapping[str, Any]) -> Values:
    """``row`` with its defaults spelled out, so that its image can stand alone."""
    return {column.name: row[column.name] if column.name in row else _default(column) for column in table.columns}


def _default(column: Any) -> Any:
    return None if column.server_default is None else _DEFAULTS[str(column.server_default.arg)]


_DEFAULTS: Final[dict[str, Any]] = {"0": 0, "'{}'": "{}"}


def _changed_table(image: Image) -> str | None:
    """The table of a row that is there before and after; None for one that came or went."""
    return image.table if image.before is not None and image.after is not None else None


@cache
def _key_names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


def _place(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple([row[name] for name in _key_names(table)])


def _key(table: Table, row: Mapping[str, Any]) -> Values:
    return {name: row[name] for name in _key_names(table)}


def _is(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


@cache
def _dependants() -> Mapping[str, list[tuple[Table, list[tuple[str, str]]]]]:
    """For each table, those whose rows go with its rows, and by which columns (theirs, ours)."""
    found: dict[str, list[tuple[Table, list[tuple[str, str]]]]] = defaultdict(list)
    for table in schema.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            if constraint.ondelete == "CASCADE":
                pairs = [(each.parent.name, each.column.name) for each in constraint.elements]
                found[constraint.referred_table.name].append((table, pairs))
    return found
