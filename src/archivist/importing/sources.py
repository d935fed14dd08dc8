"""Where reports come from: the files that a person named, and those in the folders that a person named."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archivist.domain import N_, ArchivistError
from archivist.domain.errors import UnreadableFile, UnsupportedFormat
from archivist.importing.registry import is_supported, suffix_of

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes. What is larger is no report; a file is held in memory while it is read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was met; with a ``problem`` it is not read (``UnsupportedFormat``: left out on purpose)."""

    path: Path
    problem: ArchivistError | None = None


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file under ``paths``, each once, in the order of the paths and then of the names.

    Links are followed, and a folder that a link leads back to is not entered again. In folders hidden files are passed
    over, and files of formats that nobody can read are met with a problem; a file that is named is always tried."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _walk(path, seen, is_named=True)


def _walk(path: Path, seen: set[tuple[int, int]], *, is_named: bool) -> Iterator[Found]:
    try:
        facts = path.stat()
    except OSError as error:
        yield Found(path, unreadable(path, error))
        return
    if (facts.st_dev, facts.st_ino) in seen:
        return
    seen.add((facts.st_dev, facts.st_ino))
    if stat.S_ISDIR(facts.st_mode):
        yield from _walk_folder(path, seen)
    elif not stat.S_ISREG(facts.st_mode):
        yield Found(path, UnreadableFile(N_("Not an ordinary file"), where=path, hint=N_("It is left out.")))
    elif not is_named and not is_supported(path.name):
        yield Found(path, _unsupported(path))
    else:
        yield Found(path)


def _walk_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Found(folder, unreadable(folder, error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _walk(entry, seen, is_named=False)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises ``UnreadableFile``."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(
            N_("Too large for a report"),
            where=path,
            why=N_("it has more than {limit} MB"),
            hint=N_("Split it and import the parts."),
            limit=LARGEST_FILE >> 20,
        )
    return content


def unreadable(path: Path, error: OSError) -> UnreadableFile:
    hints = {
        FileNotFoundError: N_("Check the name; a folder on a medium that was taken out looks like this too."),
        PermissionError: N_("Give yourself the right to read it, or import a copy."),
    }
    return UnreadableFile(
        N_("Cannot be read"),
        where=path,
        why="{reason}",
        hint=hints.get(type(error), N_("Import it again when it can be read.")),
        reason=error.strerror or str(error),
    )


def _unsupported(path: Path) -> UnsupportedFormat:
    return UnsupportedFormat(
        N_("No format that can be imported"),
        where=path,
        why=suffix_of(path.name) and N_("files named *{suffix} are left out of folders"),
        hint=N_("Name the file itself to have it tried as text."),
        suffix=suffix_of(path.name),
    )
