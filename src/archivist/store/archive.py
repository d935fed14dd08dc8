"""One archive: made, opened, read, changed, and closed so that one file remains."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from archivist.domain import N_, ArchiveId, Changed, Kind
from archivist.domain.errors import UnusableArchive
from archivist.store import journal
from archivist.store.audit import Schema, current_schema
from archivist.store.codec import id_from_text
from archivist.store.connection import leave_one_file, reading_engine, use_wal, writing_engine
from archivist.store.creation import create_file
from archivist.store.failures import translated, unopenable, unwritable
from archivist.store.header import check_version, read_header
from archivist.store.interrupts import uninterrupted
from archivist.store.lock import ArchiveLock
from archivist.store.medium import file_identity
from archivist.store.recovery import take_back_half_done, tidy_up
from archivist.store.schema import meta
from archivist.store.transaction import Reader, Transaction
from archivist.store.turns import WriterTurns

log = logging.getLogger(__name__)

Subscriber = Callable[[Changed], None]


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """What an index, a backup or another copy stands for: which archive, which file of it, and after which change."""

    archive: ArchiveId
    file: str
    seq: int
    token: str


class Archive:
    """An open archive. Made by ``create`` or ``open``; to be closed, or used in a ``with`` statement.

    It may be used by several threads. The connection that writes, and the log beside the file, come into being with the
    first change."""

    def __init__(self, path: Path, schema: Schema, lock: ArchiveLock | None) -> None:
        self.path = path
        self._schema = schema
        self._lock = lock
        self._readers = reading_engine(path, schema)
        self._writers: Engine | None = None
        self._writer: Connection | None = None
        self._turns = WriterTurns()
        self._subscribers: list[Subscriber] = []
        self._file = file_identity(path)
        self._is_closed = False
        with self.read() as reader:
            found = reader.execute(select(meta.c.value).where(meta.c.key == "archive")).scalar()
            with translated(path):
                self.id = ArchiveId(id_from_text(found))

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """Make an empty archive and open it for writing. Raises ``ArchiveExists`` and ``UnwritableTarget``."""
        path = Path(path)
        create_file(path)
        return cls.open(path)

    @classmethod
    def open(
        cls, path: Path | str, read_only: bool = False, *, take_over: bool = False, schema: Schema | None = None
    ) -> Self:
        """Open an archive; an older one that is to be written is brought to the present schema first, after a backup.

        Raises ``UnusableArchive`` (which names the reason), ``UnreadableFile`` and, for writing, ``ArchiveBusy``.
        ``take_over`` ignores the mark of another machine that is known to be gone."""
        path = Path(path)
        schema = schema or current_schema()
        check_version(read_header(path), path, schema.version)
        if read_only:
            take_back_half_done(path)
            if read_header(path).user_version < schema.version:
                raise _too_old(path)
            return cls._open(path, schema, None)
        if not os.access(path, os.W_OK):
            raise unwritable(path, os.strerror(13))
        lock = ArchiveLock(path, take_over=take_over)
        try:
            tidy_up(path)
            # Only now: a migration that was cut short may have left its number in the header.
            if read_header(path).user_version < schema.version:
                from archivist.store.migration import migrate

                migrate(path, schema)
            return cls._open(path, schema, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _open(cls, path: Path, schema: Schema, lock: ArchiveLock | None) -> Self:
        try:
            with translated(path):
                return cls(path, schema, lock)
        except OSError as error:
            raise unopenable(path, error.strerror or str(error)) from error

    @property
    def is_read_only(self) -> bool:
        return self._lock is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections; a session that wrote leaves one file. Harmless when done before."""
        with uninterrupted():
            self._close()

    def _close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._readers.dispose()
        if self._writer is not None and self._writers is not None:
            driver = self._writer.connection.dbapi_connection
            if driver is not None:
                leave_one_file(driver)  # type: ignore[arg-type]  # the driver is sqlite3
            self._writer.close()
            self._writers.dispose()
        if self._lock is not None:
            self._lock.release()

    def stamp(self) -> ArchiveStamp:
        with self.read() as reader:
            seq, token = reader.position()
        return ArchiveStamp(self.id, self._file, seq, token)

    def knows(self, seq: int, token: str) -> bool:
        """True where the change ``seq`` with ``token`` is part of this archive's history."""
        with self.read() as reader:
            return reader.knows(seq, token)

    def subscribe(self, callback: Subscriber) -> None:
        """Call ``callback`` after each commit, in the thread that committed."""
        self._subscribers.append(callback)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A consistent view, unaffected by changes made meanwhile. Short: it keeps old pages alive."""
        with translated(self.path), self._readers.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield Reader(connection, self.path)

    @contextmanager
    def write(
        self, label: str, *, origin: str = "", author: str = "", step: UUID | None = None, is_job: bool = False
    ) -> Iterator[Transaction]:
        """One change, committed at the end of the ``with`` statement or, after any exception, not made at all.

        ``label`` is a message that tells a person what was done. Changes with the same ``step`` are taken back together.
        A job waits for persons. Without anything changed in it, nothing is written. Raises ``DiskFull``, ``ArchiveBusy``
        and ``UnwritableTarget``."""
        changed = None
        with self._transaction("do", author, is_job=is_job) as (tx, commit):
            yield tx
            if not tx.is_empty:
                changed = commit(label, origin, step)
        if changed is not None:
            self._publish(changed)

    @contextmanager
    def note(self, kinds: Iterable[Kind] = (), ids: Iterable[UUID] = ()) -> Iterator[Reader]:
        """Write what reading leaves behind (read state, last place): it is no change, and undo passes it by.

        Subscribers are told of ``kinds`` and ``ids`` where there are any. Raises what ``write`` raises."""
        with self._turns.take(is_job=False), uninterrupted(), translated(self.path):
            connection = self._connect_writer()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield Reader(connection, self.path)
                connection.commit()
            finally:
                connection.rollback()
        if told := frozenset(kinds):
            self._publish(Changed(told, frozenset(ids), "", "", self.stamp().seq))

    def undo(self, origin: str = "", *, author: str = "") -> str | None:
        """Take back the last change, or all of its step, and return its label; None where there is nothing to undo."""
        with self._transaction("undo", author) as (tx, commit):
            step = journal.next_undo(tx)
            if step is None:
                return None
            journal.take_back(tx, step)
            changed = commit(step.label, origin, None)
        self._publish(changed)
        return step.label

    def redo(self, origin: str = "", *, author: str = "") -> str | None:
        """Do again what was taken back last and return its label; None where there is nothing to redo."""
        with self._transaction("redo", author) as (tx, commit):
            step = journal.next_redo(tx)
            if step is None:
                return None
            journal.do_again(tx, step)
            changed = commit(step.label, origin, None)
        self._publish(changed)
        return step.label

    @contextmanager
    def _transaction(
        self, kind: str, author: str, *, is_job: bool = False
    ) -> Iterator[tuple[Transaction, Callable[[str, str, UUID | None], Changed]]]:
        with self._turns.take(is_job=is_job), uninterrupted(), translated(self.path):
            connection = self._connect_writer()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                tx = Transaction(connection, self.path, kind=kind, author=author)

                def commit(label: str, origin: str, step: UUID | None) -> Changed:
                    tx.finish(label, origin, step)
                    connection.commit()
                    return Changed(tx.kinds(), tx.ids(), label, origin, tx.seq)

                yield tx, commit
            finally:
                # After a commit there is nothing to roll back; after anything else everything is.
                connection.rollback()

    def _connect_writer(self) -> Connection:
        if self._lock is None or self._is_closed:
            raise unwritable(self.path, "it was opened for reading only" if not self._is_closed else "it was closed")
        self._check_still_there()
        if self._writer is None:
            self._writers = self._writers or writing_engine(self.path, self._schema)
            connection = self._writers.connect()
            driver = connection.connection.dbapi_connection
            if driver is not None:
                use_wal(driver, self.path)  # type: ignore[arg-type]  # the driver is sqlite3
            connection.rollback()
            self._writer = connection
        return self._writer

    def _check_still_there(self) -> None:
        """Writing into a file that was moved away or replaced would lose what is written."""
        try:
            is_ours = file_identity(self.path) == self._file
        except OSError as error:
            raise unopenable(self.path, error.strerror or str(error)) from error
        if not is_ours:
            raise unopenable(self.path, "another file stands in its place")

    def _publish(self, changed: Changed) -> None:
        for callback in tuple(self._subscribers):
            callback(changed)


def _too_old(path: Path) -> UnusableArchive:
    return UnusableArchive(
        N_("An older Archivist wrote this archive"),
        where=path,
        hint=N_("Open it for writing once: it is then brought to the present format, after a backup."),
    )
