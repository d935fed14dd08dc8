"""Whether everything in an archive is what it should be: database, originals, texts, anchors, journal.

A check must survive what it finds: damage becomes a ``Problem``, and the check goes on with the next thing."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from archivist.domain import N_, Anchor, ArchivistError, Progress, Silent, Span
from archivist.domain.errors import ArchiveDamaged
from archivist.store.archive import Archive
from archivist.store.audit import check_schema, current_schema
from archivist.store.codec import DamagedValue, id_from
from archivist.store.connection import configure, open_raw
from archivist.store.failures import reads_rows, translated
from archivist.store.header import check_version, read_header
from archivist.store.journal import content
from archivist.store.originals import checked_parts
from archivist.store.recovery import take_back_half_done
from archivist.store.schema import anchor, annotation, change, original, report, report_version
from archivist.store.texts import StoredText, read_text
from archivist.store.transaction import CHUNK, Reader
from archivist.text.anchoring import holds
from archivist.text.repair import apply_repairs

_DAMAGE: Final = (ArchivistError, SQLAlchemyError, sqlite3.Error, DamagedValue, UnicodeDecodeError)
_MOST_LINES: Final = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """``kind`` is ``database``, ``original``, ``text``, ``anchor`` or ``change``; ``where`` names the thing; ``message``
    is to be translated, ``detail`` is what SQLite or the check said and is not."""

    kind: str
    where: str
    message: str
    detail: str = ""


def verify(archive: Archive | Path, progress: Progress | None = None) -> list[Problem]:
    """Check everything; the archive may be in use. Empty: all is well.

    Raises ``NotAnArchive``, ``ArchiveTooNew`` and ``UnreadableFile`` where there is nothing to check."""
    path = archive if isinstance(archive, Path) else archive.path
    check_version(read_header(path), path)
    problems = list(_check_database(path))
    try:
        with Archive.open(path, read_only=True) as opened:
            for check in (_check_originals, _check_texts, _check_marks, _check_changes):
                problems.extend(_survive(lambda check=check: check(opened, progress or Silent()), path.name))
    except ArchiveDamaged as error:
        if not problems:
            problems.append(_database(path.name, str(error)))
    return problems


def _check_database(path: Path) -> Iterator[Problem]:
    yield from _survive(lambda: _check_pages(path), path.name)


def _check_pages(path: Path) -> Iterator[Problem]:
    take_back_half_done(path)
    with translated(path), closing(open_raw(path)) as connection:
        configure(connection)
        check_schema(connection, path, current_schema())
        # Damaged text need not be UTF-8.
        connection.text_factory = bytes
        for (line,) in connection.execute(f"PRAGMA quick_check({_MOST_LINES})"):
            if line != b"ok":
                yield _database(path.name, _readable(line))
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_LINES):
            yield _database(path.name, f"{_readable(table)} → {_readable(parent)}", N_("A row refers to nothing"))


def _check_originals(archive: Archive, progress: Progress) -> Iterator[Problem]:
    with archive.read() as reader:
        keys = [key for (key,) in reader.execute(select(original.c.sha256))]
        progress.expect(len(keys))
        for key in keys:
            where = _hex(key)
            try:
                for _ in checked_parts(reader, key):
                    pass
            except _DAMAGE as error:
                yield Problem("original", where, N_("The original is not what came in"), str(error))
            progress.step(where)


def _check_texts(archive: Archive, progress: Progress) -> Iterator[Problem]:
    with archive.read() as reader:
        present = select(report.c.id, report.c.version)
        versions = reader.execute(present.union(select(report_version.c.report, report_version.c.number)))
        for batch in versions.partitions(CHUNK):
            for key, number in batch:
                yield from _survive(lambda: _check_text(reader, key, number), _uuid(key), kind="text")  # noqa: B023 - used up at once
                progress.step(_uuid(key), 0)


def _check_text(reader: Reader, key: bytes, number: int) -> Iterator[Problem]:
    where = _uuid(key)
    stored = read_text(reader, key, number)
    if stored is None:
        yield Problem("text", where, N_("The text is missing"))
        return
    try:
        repaired = apply_repairs(stored.source_text, stored.repairs)
    except ValueError as error:
        yield Problem("text", where, N_("The repairs do not fit the source text"), str(error))
        return
    if repaired.text != stored.reading_text:
        yield Problem("text", where, N_("The reading text is not the source text with its repairs"))
    length = len(stored.reading_text)
    if any(each.span.end > length for each in (*stored.paragraphs, *stored.ruby)):
        yield Problem("text", where, N_("A paragraph or reading lies beyond the end of the text"))
    yield from _check_anchors(reader, key, number, stored)


def _check_anchors(reader: Reader, key: bytes, number: int, stored: StoredText) -> Iterator[Problem]:
    statement = select(anchor).where(anchor.c.report == key, anchor.c.version == number, anchor.c.start.isnot(None))
    for row in reader.execute(statement).all():
        if not holds(_anchor(row), stored.reading_text):
            yield Problem("anchor", _uuid(row.annotation), N_("The passage is not where the annotation says"))


def _check_marks(archive: Archive, _progress: Progress) -> Iterator[Problem]:
    lost = select(annotation.c.id).where(annotation.c.id.not_in(select(anchor.c.annotation)))
    with archive.read() as reader:
        for key in reader.execute(lost).scalars():
            yield Problem("anchor", _uuid(key), N_("The annotation has lost its place"))


def _check_changes(archive: Archive, progress: Progress) -> Iterator[Problem]:
    with archive.read() as reader:
        for seq in reader.execute(select(change.c.seq)).scalars():
            try:
                content(reader, seq)
            except _DAMAGE as error:
                yield Problem("change", str(seq), N_("The change can neither be taken back nor done again"), str(error))
            progress.step(str(seq), 0)


@reads_rows
def _anchor(row: Any) -> Anchor:
    return Anchor(Span(row.start, row.end), row.exact, row.prefix, row.suffix)


def _survive(check: Callable[[], Iterable[Problem]], where: str, *, kind: str = "database") -> Iterator[Problem]:
    """What ``check`` finds; where it stumbles over damage, that is found too."""
    try:
        yield from check()
    except _DAMAGE as error:
        if kind == "database":
            yield _database(where, str(error))
        else:
            yield Problem(kind, where, N_("It cannot be read"), str(error))


def _database(where: str, detail: str, message: str = N_("The database is damaged")) -> Problem:
    return Problem("database", where, message, " ".join(detail.split())[:500])


def _readable(found: object) -> str:
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


def _hex(key: object) -> str:
    return key.hex() if isinstance(key, bytes) else repr(key)


def _uuid(key: object) -> str:
    return str(id_from(key)) if isinstance(key, bytes) and len(key) == 16 else repr(key)
