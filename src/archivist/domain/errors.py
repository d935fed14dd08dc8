"""What can go wrong, told to a person: what happened, to what, why, and what to do next.

The subclasses follow what the reader can do about it. Anything that is not an ``ArchivistError`` is a bug of ours."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from archivist.domain.messages import N_

_MESSAGES: Final = frozenset({"reason", "kind"})
"""The values of an error that are messages themselves, or may be."""
_SYSTEM_REASONS: Final = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Device or resource busy"),
    N_("Too many open files"),
    N_("database disk image is malformed"),
    N_("database or disk is full"),
    N_("database is locked"),
    N_("disk I/O error"),
    N_("file is not a database"),
    N_("unable to open database file"),
    N_("attempt to write a readonly database"),
)
"""What systems and SQLite say most often, so that it can be translated; everything else is passed on as they say it."""


class ArchivistError(Exception):
    """A failure that the world caused, in words.

    ``what``, ``why`` and ``hint`` are English sources marked with ``N_``; they may hold ``{name}`` places that
    ``values`` fill, so that a translation can move them. ``where`` is a path or an id and is never translated."""

    def __init__(self, what: str, *, where: str | Path = "", why: str = "", hint: str = "", **values: object) -> None:
        super().__init__(what)
        self.what = what
        self.where = str(where)
        self.why = why
        self.hint = hint
        self.values = values

    def message(self, translate: Callable[[str], str] = str, *, with_where: bool = True) -> str:
        """One line: ``what: where: why. hint``, each part translated and then filled."""
        where = self.where if with_where else ""
        parts = (self.fill(self.what, translate), where, self.fill(self.why, translate))
        head = translate(N_(": ")).join(part for part in parts if part)
        sentence = head if head.endswith((".", "。")) else translate(N_("{sentence}.")).format(sentence=head)
        hint = self.fill(self.hint, translate)
        return " ".join(
            (translate(N_("{sentence} {hint}")).format(sentence=sentence, hint=hint) if hint else sentence).split()
        )

    def fill(self, template: str, translate: Callable[[str], str] = str) -> str:
        """``what``, ``why`` or ``hint`` in words; empty where there is none."""
        if not template:
            return ""
        said = {name: translate(str(value)) for name, value in self.values.items() if name in _MESSAGES and value}
        return translate(template).format(**(self.values | said))

    def __str__(self) -> str:
        return self.message()


class UnreadableFile(ArchivistError):
    """A file or folder that was named cannot be read: missing, forbidden, vanished, too large, broken."""


class UnsupportedFormat(ArchivistError):
    """The bytes are readable but nothing here knows what they are (or that they are text)."""


class UnusableArchive(ArchivistError):
    """The archive cannot be opened as asked. The family of all reasons."""


class NotAnArchive(UnusableArchive):
    """The file is not an Archivist archive; it was not touched."""


class ArchiveTooNew(UnusableArchive):
    """A newer program wrote the archive; it was not touched."""


class ArchiveDamaged(UnusableArchive):
    """It is an archive, but its database or schema is not what it should be."""


class ArchiveExists(UnusableArchive):
    """Something already stands where a new archive was to be made."""


class ArchiveBusy(ArchivistError):
    """Somebody else has the archive open for writing."""


class DiskFull(ArchivistError):
    """There is no room, or the medium failed; what was there before is unchanged."""


class UnwritableTarget(ArchivistError):
    """A place where a result was to go cannot be written."""


class WrongUse(ArchivistError):
    """The request itself cannot be met: an unknown id, a value out of range, options that exclude each other."""


class QuoteNotFound(WrongUse):
    """The quoted passage does not occur in the report."""


class QuoteNotUnique(WrongUse):
    """The quoted passage occurs more than once and no occurrence was named."""


class QueryError(ArchivistError):
    """A part of a query could not be understood. ``position`` counts code points of the query,
    0-based; ``text`` is the part that was not understood."""

    def __init__(
        self, what: str, *, position: int, why: str = "", hint: str = "", text: str = "", names: str = ""
    ) -> None:
        super().__init__(what, why=why, hint=hint, position=position, text=text, names=names)
        self.position = position


class JobCancelled(Exception):
    """Somebody asked the job to stop. Neither a failure nor a bug: what was finished stays, whole."""
