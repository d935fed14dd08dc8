"""What can still be read of a damaged archive, row by row, into a new one.

The damaged file is only read. What its history says goes along as far as it is there; what refers to a row that is lost
is left out, so that the new archive is whole in itself."""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ForeignKeyConstraint, Table

from archivist.domain import N_, Progress, Silent
from archivist.domain.errors import ArchiveDamaged, ArchiveExists
from archivist.store.audit import check_schema, current_schema
from archivist.store.backup import check_copy
from archivist.store.connection import configure, open_raw
from archivist.store.creation import fill_new, put_in_place
from archivist.store.failures import translated, unmade
from archivist.store.header import check_version, read_header
from archivist.store.medium import discard
from archivist.store.schema import meta, metadata, original_part

Item = TypeVar("Item")
_ROWS = 64
"""Rows that are held at once; parts of originals, which are megabytes long, are taken one by one."""

_DAMAGE = (sqlite3.DatabaseError, UnicodeError, OverflowError, MemoryError)
"""What reading a damaged page can raise."""


@dataclass(frozen=True, slots=True)
class SalvageInfo:
    """What the new archive holds; ``cut`` names the tables of which not every row could be read."""

    reports: int
    annotations: int
    cut: tuple[str, ...]


def salvage(damaged: Path, target: Path, progress: Progress | None = None) -> SalvageInfo:
    """Make a new archive at ``target`` of what can be read of ``damaged``.

    Raises ``ArchiveDamaged`` where not even the tables can be told, and what ``create_file`` raises."""
    watch = progress or Silent()
    check_version(read_header(damaged), damaged)
    if target.exists() or target.is_symlink():
        raise _exists(target)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        fill_new(part)
        cut = _copy_all(damaged, part, watch)
        check_copy(part, current_schema())
        with closing(open_raw(part)) as copy:
            info = SalvageInfo(_count(copy, "report"), _count(copy, "annotation"), cut)
        put_in_place(part, target)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise unmade(error, target) from error
    finally:
        discard(part)
    return info


def _copy_all(damaged: Path, part: Path, watch: Progress) -> tuple[str, ...]:
    """The names of the tables that were cut."""
    cut: list[str] = []
    with closing(open_raw(damaged)) as source, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        with translated(damaged):
            # A file that is shorter than it says is read as far as it goes; nothing is ever written to it.
            source.execute("PRAGMA writable_schema=ON")
            configure(source)
            check_schema(source, damaged, current_schema())
        source.text_factory = lambda stored: stored.decode("utf-8", "replace")
        copy.execute("PRAGMA foreign_keys=OFF")
        copy.execute("BEGIN")
        tables = [table for table in metadata.sorted_tables if table is not meta]
        watch.expect(len(tables))
        for table in tables:
            if not _copy_table(source, copy, table):
                cut.append(table.name)
            watch.step(table.name)
        _drop_strays(copy, tables)
        copy.execute("COMMIT")
    if "report" in cut and _count_of(part, "report") == 0:
        raise ArchiveDamaged(N_("Nothing could be read of the archive"), where=damaged, hint=N_("Restore a backup."))
    return tuple(cut)


def _copy_table(source: sqlite3.Connection, copy: sqlite3.Connection, table: Table) -> bool:
    """From the beginning up to the damage, then from the end; False where there was any."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    places = ", ".join("?" * len(table.columns))
    into = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own schema
    keys = ["rowid"] if _has_rowid(table) else [f'"{column.name}"' for column in table.primary_key.columns]
    backwards = ", ".join(f"{key} DESC" for key in keys)
    size = 1 if table is original_part else _ROWS
    for order in ("", f" ORDER BY {backwards}"):
        statement = f'SELECT {names} FROM "{table.name}" NOT INDEXED{order}'  # noqa: S608 - names of our own schema
        is_whole = True
        for some in _batched(_read(source, statement), size):
            rows = [row for row in some if row is not None]
            is_whole = len(rows) == len(some)
            copy.executemany(into, rows)
        if is_whole:
            return not order
    return False


def _read(source: sqlite3.Connection, statement: str) -> Iterator[tuple[object, ...] | None]:
    """Rows up to where the damage begins, which is told by None."""
    try:
        yield from source.execute(statement)
    except _DAMAGE:
        yield None


def _drop_strays(copy: sqlite3.Connection, tables: list[Table]) -> None:
    """Take out what refers to a row that is not there, and what referred to that."""
    constraints = [(table, each) for table in tables for each in table.foreign_key_constraints]
    while sum(_drop_strays_of(copy, table, each) for table, each in constraints):
        pass


def _drop_strays_of(copy: sqlite3.Connection, table: Table, constraint: ForeignKeyConstraint) -> int:
    parent = constraint.referred_table.name
    pairs = [(each.parent.name, each.column.name) for each in constraint.elements]
    same = " AND ".join(f'other."{there}" = "{table.name}"."{here}"' for here, there in pairs)
    given = " AND ".join(f'"{here}" IS NOT NULL' for here, _ in pairs)
    found = f'SELECT 1 FROM "{parent}" AS other WHERE {same}'  # noqa: S608 - names of our own schema
    statement = f'DELETE FROM "{table.name}" WHERE {given} AND NOT EXISTS ({found})'  # noqa: S608 - the same
    return copy.execute(statement).rowcount


def _batched(rows: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """``rows`` in lists of at most ``size``."""
    these = iter(rows)
    while some := list(islice(these, size)):
        yield some


def _has_rowid(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"]["with_rowid"])


def _count(connection: sqlite3.Connection, table: str) -> int:
    return connection.execute(f'SELECT count(*) FROM "{table}" WHERE trashed IS NULL').fetchone()[0]  # noqa: S608 - names of our own schema


def _count_of(path: Path, table: str) -> int:
    with closing(open_raw(path)) as connection:
        return _count(connection, table)


def _exists(path: Path) -> ArchiveExists:
    return ArchiveExists(
        N_("Something stands there already"), where=path, hint=N_("Choose another name; nothing was overwritten.")
    )
