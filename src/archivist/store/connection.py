"""Connections to an archive: how SQLite is opened and set, for the one writer and for readers.

Each new connection is set and its schema audited in the engine's ``connect`` event, since settings are not inherited."""

import contextlib
import logging
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from archivist.store.audit import Schema, check_schema
from archivist.store.medium import is_on_network, is_writable_folder

log = logging.getLogger(__name__)

BUSY_MILLISECONDS: Final = 5000
LENGTH_LIMIT: Final = 64 * 1024 * 1024
SQL_LIMIT: Final = 1024 * 1024
_POOLED_READERS: Final = 4
_WAL_TRIES: Final = 3


def open_raw(path: Path, *, writing: bool = False) -> sqlite3.Connection:
    """A bare connection; with ``writing`` false the file is never written, on any medium."""
    mode = "rw" if writing else "ro"
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    if not writing and _must_be_immutable(path):
        uri += "&immutable=1"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LENGTH_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, SQL_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
    return connection


def configure(connection: sqlite3.Connection, *, writing: bool = False) -> None:
    """The settings of every connection to an archive."""
    for setting in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "recursive_triggers=OFF",
        *(("synchronous=FULL", "fullfsync=ON", "secure_delete=FAST") if writing else ()),
        *(() if writing else ("query_only=ON", "wal_autocheckpoint=0")),
    ):
        connection.execute(f"PRAGMA {setting}").close()


def use_wal(connection: sqlite3.Connection, path: Path) -> bool:
    """Switch the file to write-ahead logging where that is safe; otherwise it stays with the rollback journal."""
    if is_on_network(path):
        return False
    for _ in range(_WAL_TRIES):
        # Another process that is just reading makes the switch fail; the rollback journal is as safe, only slower.
        with contextlib.suppress(sqlite3.OperationalError):
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode == "wal":
                return True
    log.info("no write-ahead log for %s", path)
    return False


def leave_one_file(connection: sqlite3.Connection) -> bool:
    """Bring the log into the file and go back to the rollback journal; False where a reader stands in the way."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError as error:
        log.info("the log stays beside the archive: %s", error)
        return False


def reading_engine(path: Path, schema: Schema) -> Engine:
    """An engine whose connections read only; a few are kept open."""
    return _engine(path, schema, writing=False, poolclass=QueuePool, pool_size=_POOLED_READERS, max_overflow=-1)


def writing_engine(path: Path, schema: Schema) -> Engine:
    """An engine for the one writer, whose single connection the archive keeps."""
    return _engine(path, schema, writing=True, poolclass=NullPool)


def _engine(path: Path, schema: Schema, *, writing: bool, **pool: Any) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: open_raw(path, writing=writing), **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        configure(connection, writing=writing)
        check_schema(connection, path, schema)

    return engine


def _must_be_immutable(path: Path) -> bool:
    """True for a file in WAL mode without its log, in a folder where SQLite may not make one."""
    if is_writable_folder(path.parent) or path.with_name(path.name + "-wal").exists():
        return False
    # Only here: closing a file gives up all locks that this process has on it, those of SQLite too (fcntl(2)).
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def sqlite_version() -> str:
    return f"{sqlite3.sqlite_version} (Python {sys.version_info.major}.{sys.version_info.minor})"
