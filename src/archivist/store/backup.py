"""Copies of an archive, and the way back. A copy counts only after it was opened and compared."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from archivist.domain import N_
from archivist.domain.errors import ArchiveDamaged, ArchiveExists, DiskFull, UnwritableTarget
from archivist.store.audit import Schema, check_schema, current_schema
from archivist.store.codec import now
from archivist.store.connection import configure, open_raw
from archivist.store.creation import put_in_place
from archivist.store.failures import out_of_room, translated, unmade
from archivist.store.fingerprint import Fingerprint, take_fingerprint
from archivist.store.header import check_version, read_header
from archivist.store.lock import ArchiveLock
from archivist.store.medium import SIDECARS, discard, free_bytes, sync_folder
from archivist.store.recovery import take_back_half_done

_BLOCK: Final = 1 << 20
_WRITING: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}
)
"""What only happens to the file that is written."""
_GROWING: Final = frozenset({"report_version", "original"})
"""Tables that only an emptied trash makes shorter: what still can be compared while somebody writes."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """``sha256`` is hexadecimal, of the file as it lies."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RestoreInfo:
    """``kept_aside`` is where the file went that stood there before."""

    bytes: int
    sha256: str
    kept_aside: Path | None


class HasPath(Protocol):
    """An open archive, as far as a copy needs it."""

    path: Path


def back_up(archive: HasPath | Path, destination: Path, *, schema: Schema | None = None) -> BackupInfo:
    """Write a compact copy of the archive to ``destination``, also while somebody writes to it, and verify it.

    Raises ``ArchiveExists`` where something stands there, ``UnwritableTarget``, ``DiskFull``, ``ArchiveDamaged``."""
    source = archive if isinstance(archive, Path) else archive.path
    schema = schema or current_schema()
    check_version(read_header(source), source, schema.version)
    _refuse_existing(destination)
    part = destination.with_name(f"{destination.name}.{secrets.token_hex(4)}.part")
    try:
        take_back_half_done(source)
        before = _fingerprint_of(source, schema)
        _vacuum_into(source, part, destination)
        _sync(part)
        copied = check_copy(part, schema)
        _compare(before, copied, source, schema)
        info = _describe(part)
        put_in_place(part, destination)
    except FileExistsError as error:
        raise _exists(destination) from error
    except OSError as error:
        raise unmade(error, destination) from error
    finally:
        discard(part)
    return info


def restore(backup: Path, archive: Path) -> RestoreInfo:
    """Put a verified copy of ``backup`` in the place of ``archive``; what stands there is kept aside, never opened.

    Raises ``UnusableArchive`` for a bad backup, ``ArchiveBusy`` where somebody has the archive open for writing, and
    ``UnwritableTarget`` or ``DiskFull``. In each case the old file stays where it was."""
    schema = current_schema()
    header = read_header(backup)
    check_version(header, backup, schema.version)
    schema = schema.older(header.user_version)
    check_copy(backup, schema)
    _refuse_folder(archive)
    part = archive.with_name(f"{archive.name}.{secrets.token_hex(4)}.part")
    lock = ArchiveLock(archive) if archive.is_file() else None
    try:
        _check_room(archive.parent, backup.stat().st_size)
        # Not the bytes: what was copied by hand may have its log beside it.
        _vacuum_into(backup, part, archive)
        _sync(part)
        check_copy(part, schema)
        info = _describe(part)
        kept = _set_aside(archive)
        try:
            put_in_place(part, archive)
        except OSError:
            _put_back(kept, archive)
            raise
    except OSError as error:
        raise unmade(error, archive) from error
    finally:
        discard(part)
        if lock is not None:
            lock.release()
    return RestoreInfo(info.bytes, info.sha256, kept)


def check_copy(path: Path, schema: Schema) -> Fingerprint:
    """Open ``path`` read-only and look through all of it. Raises ``ArchiveDamaged`` where it is not whole."""
    with translated(path), closing(open_raw(path)) as connection:
        configure(connection)
        check_schema(connection, path, schema)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _bad_copy(path, str(verdict))
        return _in_one_moment(connection)


def _fingerprint_of(source: Path, schema: Schema) -> Fingerprint:
    with translated(source), closing(open_raw(source)) as connection:
        configure(connection)
        check_schema(connection, source, schema)
        return _in_one_moment(connection)


def _in_one_moment(connection: sqlite3.Connection) -> Fingerprint:
    connection.execute("BEGIN")
    try:
        return take_fingerprint(connection)
    finally:
        connection.execute("ROLLBACK")


def _vacuum_into(source: Path, part: Path, destination: Path) -> None:
    """Copy ``source`` into the new file ``part``, which is to become ``destination``."""
    with part.open("xb"):
        pass  # The system says better than SQLite why a file cannot be made.
    with translated(source), closing(open_raw(source)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (os.fsdecode(part),))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in _WRITING:
                raise out_of_room(destination, str(error)) from error
            raise


def _compare(before: Fingerprint, copied: Fingerprint, source: Path, schema: Schema) -> None:
    """Raise ``ArchiveDamaged`` where the copy does not hold what the archive held."""
    after = _fingerprint_of(source, schema)
    for moment in (before, after):
        if (moment.seq, moment.token) == (copied.seq, copied.token):
            if moment.content != copied.content:
                raise _bad_copy(source, "the copy differs from the archive")
            return
    # Somebody wrote all the time. The copy is of a moment between; it must lie between.
    low, high, between = dict(before.counts), dict(after.counts), dict(copied.counts)
    if not before.seq < copied.seq < after.seq or any(
        not low[name] <= between[name] <= high[name] for name in _GROWING if low[name] <= high[name]
    ):
        raise _bad_copy(source, "the copy differs from the archive")


def _describe(path: Path) -> BackupInfo:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return BackupInfo(path.stat().st_size, digest.hexdigest())


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _set_aside(archive: Path) -> Path | None:
    """Rename the archive with its logs, which would otherwise be taken for those of the new one."""
    stamp = now().replace(":", "").replace("-", "").split(".")[0]
    aside = archive.with_name(f"{archive.stem}.before-restore-{stamp}{archive.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = archive.with_name(f"{archive.stem}.before-restore-{stamp}-{number}{archive.suffix}")
    for suffix in SIDECARS:
        with contextlib.suppress(FileNotFoundError):
            archive.with_name(archive.name + suffix).rename(aside.with_name(aside.name + suffix))
    if not archive.exists():
        return None
    archive.rename(aside)
    sync_folder(archive.parent)
    return aside


def _put_back(aside: Path | None, archive: Path) -> None:
    if aside is None:
        return
    for suffix in ("", *SIDECARS):
        with contextlib.suppress(FileNotFoundError):
            aside.with_name(aside.name + suffix).rename(archive.with_name(archive.name + suffix))


def _check_room(folder: Path, needed: int) -> None:
    free = free_bytes(folder)
    if free < needed:
        raise DiskFull(
            N_("There is not enough room"),
            where=folder,
            why=N_("{needed} bytes are needed, {free} are free"),
            hint=N_("Nothing was changed. Make room and try again."),
            needed=needed,
            free=free,
        )


def _refuse_existing(destination: Path) -> None:
    if destination.exists() or destination.is_symlink():
        raise _exists(destination)
    _refuse_folder(destination)


def _refuse_folder(file: Path) -> None:
    """Raise where ``file`` is a folder, or is to stand in one that is not there."""
    if file.is_dir():
        raise UnwritableTarget(N_("This is a folder"), where=file, hint=N_("Give the name of a file."))
    if not file.parent.is_dir():
        raise UnwritableTarget(
            N_("There is no such folder"),
            where=file.parent,
            hint=N_("Check the name, or make it first; a folder on a medium that was taken out looks like this too."),
        )


def _exists(destination: Path) -> ArchiveExists:
    return ArchiveExists(
        N_("Something stands there already"),
        where=destination,
        hint=N_("Choose another name; nothing was overwritten."),
    )


def _bad_copy(path: Path, reason: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        N_("The copy is not whole"),
        where=path,
        why="{reason}",
        hint=N_("Use another backup, or run “archivist verify” on the archive."),
        reason=reason,
    )
