"""What a session that died left beside its archive: taken back or brought in, before anybody reads.

SQLite does this by itself, but only for a connection that may write."""

from contextlib import closing
from pathlib import Path

from archivist.store.connection import leave_one_file, open_raw
from archivist.store.failures import translated
from archivist.store.header import read_header
from archivist.store.lock import hold_if_free


def take_back_half_done(path: Path) -> None:
    """Undo a transaction that was cut short without a write-ahead log, for who only reads and holds no lock.

    While somebody else has the archive, nothing is done: a living writer's journal stands in no reader's way."""
    if not _journal(path).exists():
        return
    with hold_if_free(path) as is_free:
        if is_free:
            with translated(path), closing(open_raw(path, writing=True)) as connection:
                connection.execute("PRAGMA schema_version").fetchone()


def tidy_up(path: Path) -> None:
    """Make one whole file of an archive whose lock the caller holds."""
    if _journal(path).exists() or read_header(path).is_wal:
        with translated(path), closing(open_raw(path, writing=True)) as connection:
            leave_one_file(connection)


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
