"""Bringing an older archive to the present schema: all of it or nothing, after a verified copy.

The number of the schema is ``user_version``, in the file's header, and each migration's revision is that number with
four digits; there is no further table for it. Alembic is loaded only here."""

import logging
import re
import sqlite3
from pathlib import Path
from typing import Any, Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from archivist.domain import N_, ArchivistError
from archivist.domain.errors import DiskFull, UnusableArchive
from archivist.store.audit import Schema, check_schema
from archivist.store.backup import back_up
from archivist.store.codec import now
from archivist.store.connection import writing_engine
from archivist.store.failures import damaged, translated
from archivist.store.fingerprint import take_fingerprint
from archivist.store.header import read_header
from archivist.store.medium import free_bytes

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Free space that is needed, as a multiple of the file."""


def migrate(path: Path, schema: Schema) -> Path:
    """Bring the archive at ``path``, whose lock the caller holds, to ``schema`` and return where the copy lies.

    Raises ``DiskFull`` before anything was done and ``UnusableArchive`` after everything was taken back."""
    old = schema.older(read_header(path).user_version)
    _check_room(path)
    stamp = re.sub(r"\W", "", now())
    copy = path.with_name(f"{path.stem}.schema-{old.version}-{stamp}{path.suffix}")
    back_up(path, copy, schema=old)
    try:
        with translated(path):
            _run(path, old, schema)
    except (ArchivistError, SQLAlchemyError, CommandError, sqlite3.Error) as error:
        raise UnusableArchive(
            N_("The archive could not be brought to the present format"),
            where=path,
            why="{reason}",
            hint=N_("It was left as it was. A copy of it lies at {copy}."),
            reason=str(error).splitlines()[0],
            copy=copy,
        ) from error
    log.info("schema %s to %s, copy at %s", old.version, schema.version, copy)
    return copy


def _run(path: Path, old: Schema, new: Schema) -> None:
    engine = writing_engine(path, old)
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            # Tables are rebuilt under other names; references are checked once, at the end.
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute("BEGIN IMMEDIATE")
            try:
                before = take_fingerprint(driver)
                _upgrade(connection, old, new)
                if take_fingerprint(driver) != before:
                    raise damaged(path, "counts or annotations changed")
                if broken := driver.execute("PRAGMA foreign_key_check").fetchone():
                    raise damaged(path, f"a row of {broken[0]} refers to nothing in {broken[2]}")
                driver.execute(f"PRAGMA user_version={new.version}")
                check_schema(driver, path, new)
                driver.execute("COMMIT")
            finally:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
    finally:
        engine.dispose()


def _upgrade(connection: Connection, old: Schema, new: Schema) -> None:
    scripts = ScriptDirectory(str(new.folder))
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    revisions = list(scripts.iterate_revisions(f"{new.version:04}", f"{old.version:04}"))
    with Operations.context(context):
        for revision in reversed(revisions):
            revision.module.upgrade()


def _check_room(path: Path) -> None:
    needed, free = _ROOM * path.stat().st_size, free_bytes(path.parent)
    if free < needed:
        raise DiskFull(
            N_("There is not enough room to bring the archive to the present format"),
            where=path,
            why=N_("{needed} bytes are needed, {free} are free"),
            hint=N_("Nothing was changed. Make room and try again."),
            needed=needed,
            free=free,
        )
