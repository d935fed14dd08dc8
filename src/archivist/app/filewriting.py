"""Files written whole or not at all."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from archivist.domain import N_
from archivist.domain.errors import DiskFull, UnwritableTarget
from archivist.store.header import is_archive


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing. Raises ``DiskFull`` and ``UnwritableTarget``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


@contextmanager
def replacing(file: Path) -> Generator[IO[bytes]]:
    """A stream whose content stands at ``file`` once the block has ended well, whole and on the disk; else nothing is there.

    Raises ``DiskFull`` and ``UnwritableTarget``."""
    make_folder(file.parent)
    _check_target(file)
    part: Path | None = None
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=".archivist-", suffix=".part", delete=False) as stream:
            part = Path(stream.name)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _check_target(file: Path) -> None:
    """Raise ``UnwritableTarget`` where something stands that no export may replace."""
    if file.is_dir():
        raise UnwritableTarget(N_("This is a folder"), where=file, hint=N_("Give the name of a file."))
    if file.exists() and not file.is_file():
        raise UnwritableTarget(N_("Not an ordinary file"), where=file, hint=N_("Choose another place."))
    if is_archive(file):
        raise UnwritableTarget(
            N_("An archive stands there"), where=file, hint=N_("Choose another name; nothing was overwritten.")
        )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(file: Path, error: OSError) -> DiskFull | UnwritableTarget:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return DiskFull(
            N_("There is no room for the export"),
            where=file,
            why="{reason}",
            hint=N_("Free some space or choose another place; what was there is unchanged."),
            reason=error.strerror or str(error),
        )
    return UnwritableTarget(
        N_("The export cannot be written"),
        where=file,
        why="{reason}",
        hint=N_("Choose another place."),
        reason=error.strerror or str(error),
    )
