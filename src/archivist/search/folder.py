"""The folder of an index: this user's own, closed to everybody else.

Whoosh reads parts of its files with pickle, which does what the file says. So an index is never read from a place where
somebody else could have put it."""

import os
import re
import shutil
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from archivist.domain import N_
from archivist.domain.errors import UnwritableTarget

INDEX_NAME = "reports"
LOCK_NAME = "lock"
MERGING_NAME = "merging"
"""A folder in it for what is being made."""

_OURS = re.compile(rf"_?{INDEX_NAME}[_.].+|manifest\.json(\.part)?")
_WHOOSH_LOCK = f"{INDEX_NAME}_WRITELOCK"


def make_private(folder: Path) -> None:
    """Make ``folder`` and those above it where they are missing. Raises ``UnwritableTarget`` where that fails or it is
    not private."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            with suppress(FileExistsError):
                each.mkdir(mode=0o700)
    except OSError as error:
        raise unwritable(folder, error) from error
    require_private(folder)


def require_private(folder: Path) -> None:
    """Raises ``UnwritableTarget`` where ``folder`` is a link, somebody else's, or open to others. A missing one is none of it."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(folder, error) from error
    is_closed = os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & 0o077)
    if not stat.S_ISDIR(status.st_mode) or not is_closed:
        raise UnwritableTarget(
            N_("The folder of the search index is not used"),
            where=folder,
            why=N_("it is not a folder of yours that is closed to everybody else"),
            hint=N_("Delete it: the index is built again from the archive."),
        )


def unwritable(folder: Path, error: OSError) -> UnwritableTarget:
    return UnwritableTarget(
        N_("The search index cannot be written"),
        where=folder,
        why="{reason}",
        hint=N_("Check the permissions of the folder."),
        reason=error.strerror or str(error),
    )


def sweep(folder: Path, keep: Collection[str]) -> None:
    """Delete what commits left behind: all files of an index but those in ``keep``.

    What cannot be deleted now (Windows: a reader has it open) is when the next commit sweeps."""
    for entry in os.scandir(folder):
        if entry.name in keep or entry.name == _WHOOSH_LOCK or not _OURS.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
            continue
        try:
            Path(entry.path).unlink()
        except OSError:
            continue
