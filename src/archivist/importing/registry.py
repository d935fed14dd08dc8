"""The formats that can be read, found by walking ``archivist.importing.formats``.

A format is one module with three names: ``FORMAT``, ``score`` and ``read``. Modules import heavy libraries where they use
them, so that this list costs nothing."""

import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from archivist.domain import N_
from archivist.domain.errors import UnreadableFile, UnsupportedFormat
from archivist.importing.source_text import SourceText

HEAD_LENGTH = 1 << 14
"""Bytes of the beginning of a file by which a format knows its own."""


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """What menus, file dialogs, the terminal's help and the guide say about a format. ``keeps`` are N_ messages."""

    key: str
    title: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    keeps: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        return self.media_types[0]


@dataclass(frozen=True, slots=True)
class ReadHints:
    """What is known of a file beside its bytes: its name, and the encoding that a person insists on."""

    name: str
    encoding: str | None = None


class FormatModule(Protocol):
    """A module of ``importing.formats``."""

    FORMAT: ImportFormat

    def score(self, head: bytes, name: str) -> int:
        """How surely the first ``HEAD_LENGTH`` bytes and the file name are of this format: 0 (not mine) to 100."""
        ...

    def read(self, data: bytes, hints: ReadHints) -> Iterator[SourceText]:
        """The reports that the file holds, one at a time; none where it has no text.

        Raises ``ArchivistError`` for what cannot be read."""
        ...


@cache
def format_modules() -> tuple[FormatModule, ...]:
    """All formats, by key."""
    formats = import_module("archivist.importing.formats")
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    found = [cast(FormatModule, import_module(f"{formats.__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda module: module.FORMAT.key))


def import_formats() -> tuple[ImportFormat, ...]:
    """What can be imported, by key."""
    return tuple(module.FORMAT for module in format_modules())


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def is_supported(name: str) -> bool:
    """True where the name's suffix belongs to a format."""
    suffix = suffix_of(name)
    return any(suffix in known.suffixes for known in import_formats())


def choose_format(
    data: bytes, hints: ReadHints, modules: Sequence[FormatModule] | None = None, *, where: str = ""
) -> FormatModule:
    """The format of a file: the best score wins, then the suffix, then the key.

    Raises ``UnreadableFile`` where there are no bytes, ``UnsupportedFormat`` where no format takes them."""
    if not data:
        raise UnreadableFile(
            N_("The file is empty"), where=where or hints.name, hint=N_("Save it again where it came from.")
        )
    head, suffix = data[:HEAD_LENGTH], suffix_of(hints.name)

    def rank(module: FormatModule) -> tuple[int, bool]:
        return module.score(head, hints.name), suffix in module.FORMAT.suffixes

    best = max(modules if modules is not None else format_modules(), key=rank, default=None)
    if best is None or rank(best)[0] == 0:
        raise UnsupportedFormat(
            N_("No format that can be imported"),
            where=where or hints.name,
            hint=N_("These can: {suffixes}."),
            suffixes=" ".join(sorted({suffix for known in import_formats() for suffix in known.suffixes})),
        )
    return best
