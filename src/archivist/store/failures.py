"""What SQLite and the disk say, in words that a person can act on. Every query passes this border once."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from archivist.domain import N_, ArchivistError
from archivist.domain.errors import ArchiveBusy, ArchiveDamaged, DiskFull, UnusableArchive, UnwritableTarget
from archivist.store.codec import DamagedValue

P = ParamSpec("P")
R = TypeVar("R")

_PRIMARY: Final = 0xFF
"""The low byte of an extended SQLite result code is the primary code."""

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

_UNDECODABLE: Final = "Could not decode to UTF-8"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the archive at ``path`` into the errors of this program. Bugs pass as they are."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error) and (failure := failure_of(error.orig, path)):
            raise failure from error
        raise
    except sqlite3.Error as error:
        if failure := failure_of(error, path):
            raise failure from error
        raise
    except (DamagedValue, UnicodeDecodeError) as error:
        raise damaged(path, str(error)) from error


def failure_of(error: sqlite3.Error, path: Path) -> ArchivistError | None:
    """The failure that ``error`` means; None for a mistake of the program's own."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver itself found text that is no UTF-8; it sets no code.
        return damaged(path, str(error)) if _UNDECODABLE in str(error) else None
    make = _FAILURES.get(code) or _FAILURES.get(code & _PRIMARY)
    return make(path, str(error)) if make else None


def damaged(path: Path, reason: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        N_("The archive is damaged"),
        where=path,
        why="{reason}",
        hint=N_("Run “archivist verify” to see how far, or restore a backup with “archivist restore”."),
        reason=reason,
    )


def out_of_room(path: Path, reason: str) -> DiskFull:
    return DiskFull(
        N_("The disk is full or failing"),
        where=path,
        why="{reason}",
        hint=N_("Nothing was changed. Make room and try again."),
        reason=reason,
    )


def unwritten(error: OSError, path: Path) -> ArchivistError:
    """What an ``error`` of the file system means where an archive was to be written."""
    reason = error.strerror or str(error)
    return out_of_room(path, reason) if error.errno in _NO_ROOM else unwritable(path, reason)


def unmade(error: OSError, path: Path) -> ArchivistError:
    """What an ``error`` of the file system means where a file was to be made."""
    reason = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        return out_of_room(path, reason)
    return UnwritableTarget(
        N_("The file cannot be made"),
        where=path,
        why="{reason}",
        hint=N_("Choose another place, or give yourself the right to write there."),
        reason=reason,
    )


def busy(path: Path, reason: str) -> ArchiveBusy:
    return ArchiveBusy(
        N_("Somebody else is writing to the archive"),
        where=path,
        why="{reason}",
        hint=N_("Try again in a moment."),
        reason=reason,
    )


def unwritable(path: Path, reason: str) -> UnwritableTarget:
    return UnwritableTarget(
        N_("The archive cannot be written"),
        where=path,
        why="{reason}",
        hint=N_("Check the permissions of the file and its folder, or open it for reading only."),
        reason=reason,
    )


def unopenable(path: Path, reason: str) -> UnusableArchive:
    return UnusableArchive(
        N_("The archive cannot be opened"),
        where=path,
        why="{reason}",
        hint=N_("Check that the file and its folder are still there and may be read."),
        reason=reason,
    )


def cut_short(path: Path, reason: str) -> UnusableArchive:
    return UnusableArchive(
        N_("Somebody's last change to the archive was cut short"),
        where=path,
        why="{reason}",
        hint=N_("Open it once where it may be written: what was half done is then taken back."),
        reason=reason,
    )


def reads_rows(build: Callable[P, R]) -> Callable[P, R]:
    """For functions that make values of rows: a row that makes no value is damage, not a bug."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return build(*args, **kwargs)
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise DamagedValue(f"{build.__name__.lstrip('_')}: {error}") from error

    return built


_FAILURES: Final[dict[int, Callable[[Path, str], ArchivistError]]] = {
    sqlite3.SQLITE_READONLY_ROLLBACK: cut_short,
    sqlite3.SQLITE_FULL: out_of_room,
    sqlite3.SQLITE_IOERR: out_of_room,
    sqlite3.SQLITE_BUSY: busy,
    sqlite3.SQLITE_LOCKED: busy,
    sqlite3.SQLITE_PROTOCOL: busy,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_FORMAT: damaged,
    sqlite3.SQLITE_TOOBIG: damaged,
    sqlite3.SQLITE_AUTH: damaged,
    # Rows that contradict each other: nobody's request is let through that far.
    sqlite3.SQLITE_CONSTRAINT: damaged,
    sqlite3.SQLITE_INTERRUPT: damaged,
    sqlite3.SQLITE_READONLY: unwritable,
    sqlite3.SQLITE_PERM: unwritable,
    sqlite3.SQLITE_CANTOPEN: unopenable,
}
