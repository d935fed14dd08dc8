"""The list of export formats, found by walking ``exporting.formats``: one file, one format.

A format only writes a stream. Opening, the temporary file, syncing and renaming belong to the service."""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import IO, Protocol, TypeVar, cast

from archivist.domain import N_, Progress
from archivist.domain.errors import WrongUse
from archivist.exporting.document import ExportDocument


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """What a menu, a file dialog and the terminal need to know of a format.

    ``columns`` is how many scripts it shows side by side when nobody chooses: 0 where it holds no text."""

    key: str
    title: str
    suffix: str
    media_type: str
    keeps_annotations: bool
    many_in_one: bool
    columns: int = 1


class Write(Protocol):
    """Writes documents to ``out`` and returns how many annotations went with them.

    ``documents`` is read once, in order, one in memory at a time; a format that is not ``many_in_one`` is handed
    exactly one. One ``progress.step`` per document. ``translate`` turns the format's own words into the reader's language."""

    def __call__(
        self,
        documents: Iterable[ExportDocument],
        out: IO[bytes],
        progress: Progress,
        *,
        translate: Callable[[str], str] = str,
    ) -> int: ...


_Writer = TypeVar("_Writer", bound=Write)
_MARK = "_archivist_export_format"


def exporter(form: ExportFormat) -> Callable[[_Writer], _Writer]:
    """Mark a function as the writer of ``form``; importing it changes nothing."""

    def mark(write: _Writer) -> _Writer:
        setattr(write, _MARK, form)
        return write

    return mark


@cache
def _writers() -> MappingProxyType[str, tuple[ExportFormat, Write]]:
    formats = import_module("archivist.exporting.formats")
    found: dict[str, tuple[ExportFormat, Write]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(formats.__path__)):
        for value in vars(import_module(f"{formats.__name__}.{module}")).values():
            if (form := getattr(value, _MARK, None)) is not None:
                if form.key in found:
                    raise ValueError(f"two export formats have the key {form.key!r}")
                found[form.key] = (form, cast(Write, value))
    return MappingProxyType(found)


def export_formats() -> tuple[ExportFormat, ...]:
    """Every format, in the order of their modules. Heavy libraries are not imported by this."""
    return tuple(form for form, _ in _writers().values())


def export_format(key: str) -> ExportFormat:
    """The format with ``key``. Raises ``WrongUse`` where there is none."""
    return _find(key)[0]


def writer(key: str) -> Write:
    """The function that writes the format with ``key``. Raises ``WrongUse`` where there is none."""
    return _find(key)[1]


def _find(key: str) -> tuple[ExportFormat, Write]:
    try:
        return _writers()[key]
    except KeyError:
        raise WrongUse(
            N_("There is no export format “{key}”"),
            hint=N_("Known formats: {keys}."),
            key=key,
            keys=", ".join(_writers()),
        ) from None
