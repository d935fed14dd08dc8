"""Whether the schema of an opened file is ours, asked before any query of ours runs.

A trigger, view or generated column in a file from elsewhere would run inside our own queries; so a schema that is not
exactly the expected one is refused."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from archivist.domain import N_
from archivist.domain.errors import ArchiveDamaged
from archivist.store.schema import MIGRATIONS, SCHEMA_VERSION, schema_file

_LIMIT_SECONDS: Final = 10.0
_STEPS_BETWEEN_CHECKS: Final = 10_000
_SQL_LIMIT: Final = 1_000_000
_ROW_LIMIT: Final = 1_000
_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION}
)


@dataclass(frozen=True, slots=True)
class Schema:
    """What an archive of one version holds: ``statements`` are the normalised SQL of its tables and indexes.

    ``folder`` is where the text of each version and the migrations between them lie."""

    version: int
    statements: frozenset[str]
    folder: Path

    @classmethod
    def load(cls, version: int, folder: Path = MIGRATIONS) -> "Schema":
        script = schema_file(version, folder).read_text(encoding="utf-8")
        return cls(version, frozenset(normalise(statement) for statement in split_script(script)), folder)

    def older(self, version: int) -> "Schema":
        return Schema.load(version, self.folder)


@cache
def current_schema() -> Schema:
    return Schema.load(SCHEMA_VERSION)


def split_script(script: str) -> list[str]:
    """The statements of a script whose comments have lines of their own."""
    bare = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in bare.split(";\n") if statement.strip()]


def normalise(sql: str) -> str:
    """``sql`` without what makes no difference: quotes round names, layout, a final semicolon."""
    bare = re.sub(r"\s+", " ", sql.replace('"', "")).strip("; ")
    return re.sub(r" ?([(),]) ?", r"\1", bare)


def check_schema(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Raise ``ArchiveDamaged`` where tables, indexes or anything else in the file are not exactly those of ``schema``."""
    with _guarded(connection):
        rows = connection.execute(
            "SELECT type, substr(name, 1, 100), substr(sql, 1, ?) FROM sqlite_master LIMIT ?", (_SQL_LIMIT, _ROW_LIMIT)
        ).fetchall()
    found: set[str] = set()
    for kind, name, sql in rows:
        if kind not in ("table", "index") or (sql is None and not str(name).startswith("sqlite_autoindex_")):
            raise _refusal(path, f"{kind} {name}")
        if sql is not None:
            statement = normalise(str(sql))
            if statement not in schema.statements:
                raise _refusal(path, f"{kind} {name}")
            found.add(statement)
    if missing := schema.statements - found:
        raise _refusal(path, min(missing)[:80])


@contextmanager
def _guarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Nothing but reading, and not for long."""
    end = time.monotonic() + _LIMIT_SECONDS
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS_BETWEEN_CHECKS)
    try:
        yield
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)


def _refusal(path: Path, thing: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        N_("The archive's tables are not what they should be"),
        where=path,
        why=N_("unexpected or missing: {thing}"),
        hint=N_("It was not opened, because such a file can be made to do harm. Restore a backup, if it is yours."),
        thing=thing,
    )
