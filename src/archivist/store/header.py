"""The first 100 bytes of an archive, read before SQLite sees the file.

Source: SQLite, "Database File Format", section 1.3, the database header."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archivist.domain import N_
from archivist.domain.errors import ArchiveTooNew, NotAnArchive, UnreadableFile
from archivist.store.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC: Final = b"SQLite format 3\x00"
_LENGTH: Final = 100


@dataclass(frozen=True, slots=True)
class Header:
    """``user_version`` is the schema number; ``is_wal`` where the last writer did not tidy up or still writes."""

    application_id: int
    user_version: int
    is_wal: bool


def read_header(path: Path) -> Header:
    """The header of the archive at ``path``. Raises ``UnreadableFile`` or ``NotAnArchive``; nothing is touched."""
    try:
        if path.is_dir():
            raise NotAnArchive(
                N_("This is a folder, not an archive"), where=path, hint=N_("Give the file that is the archive.")
            )
        with path.open("rb") as file:
            head = file.read(_LENGTH)
    except FileNotFoundError as error:
        raise UnreadableFile(
            N_("There is no such archive"),
            where=path,
            hint=N_("Check the name, or make one with “archivist create”."),
        ) from error
    except OSError as error:
        raise UnreadableFile(
            N_("The archive cannot be read"),
            where=path,
            why="{reason}",
            hint=N_("Give yourself the right to read it, or open a copy."),
            reason=error.strerror or str(error),
        ) from error
    header = _parse(head)
    if header is None or header.application_id != APPLICATION_ID:
        raise NotAnArchive(
            N_("This is not an Archivist archive"),
            where=path,
            hint=N_("The file was not touched. Was another one meant?"),
        )
    return header


def is_archive(path: Path) -> bool:
    """True where an archive stands at ``path``, of whatever version and state."""
    try:
        read_header(path)
    except (UnreadableFile, NotAnArchive):
        return False
    return True


def check_version(header: Header, path: Path, version: int = SCHEMA_VERSION) -> None:
    """Raise ``ArchiveTooNew`` where a newer program than this one wrote the archive."""
    if header.user_version > version:
        raise ArchiveTooNew(
            N_("A newer Archivist wrote this archive"),
            where=path,
            why=N_("its format is number {found}, this program knows up to {known}"),
            hint=N_("Open it with a newer Archivist. The file was not touched."),
            found=header.user_version,
            known=version,
        )


def _parse(head: bytes) -> Header | None:
    if len(head) < _LENGTH or not head.startswith(_MAGIC):
        return None
    user_version, _, application_id = struct.unpack_from(">III", head, 60)
    return Header(application_id, user_version, is_wal=head[18] == 2 or head[19] == 2)
