"""What goes wrong with an index on the disk, in words."""

import errno
import struct
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import IndexError as WhooshIndexError

from archivist.domain import N_
from archivist.domain.errors import ArchivistError, DiskFull
from archivist.search.folder import unwritable
from archivist.search.values import IndexDamaged

# What damaged files make Whoosh, numpy and our own readers raise.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
    WhooshIndexError,
    struct.error,
)


@contextmanager
def damage_told(folder: Path) -> Generator[None]:
    """Raises ``IndexDamaged`` for whatever damaged files make a reader raise."""
    try:
        yield
    except DAMAGE as error:
        raise IndexDamaged(
            N_("The search index is damaged"),
            where=folder,
            hint=N_("Build it again from the archive."),
        ) from error


def failure(folder: Path, error: OSError) -> ArchivistError:
    """An error of the system while the index in ``folder`` was written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG):
        return DiskFull(
            N_("The disk is full or failing"),
            where=folder,
            why="{reason}",
            hint=N_("Nothing was changed. Make room and try again."),
            reason=error.strerror or str(error),
        )
    return unwritable(folder, error)
