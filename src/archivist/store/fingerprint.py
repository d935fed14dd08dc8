"""What must be equal between an archive and its copies: how many of everything there are, and what people wrote."""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Final

_COUNTED: Final = ("report", "report_version", "original", "original_part", "annotation", "anchor", "tag", "collection")

_WRITTEN: Final = (
    "SELECT id, report, kind, colour, note, author, created, modified, trashed FROM annotation ORDER BY id",
    'SELECT annotation, report, version, start, "end", exact, prefix, suffix FROM anchor ORDER BY annotation',
    "SELECT annotation, tag, position FROM annotation_tag ORDER BY annotation, tag",
    "SELECT id, name FROM tag ORDER BY id",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``seq`` and ``token`` name the last change; ``counts`` are rows per table; ``written`` is a hash of all marks."""

    seq: int
    token: str
    counts: tuple[tuple[str, int], ...]
    written: str

    @property
    def content(self) -> tuple[tuple[tuple[str, int], ...], str]:
        return self.counts, self.written


def take_fingerprint(connection: sqlite3.Connection) -> Fingerprint:
    """The fingerprint of what ``connection`` sees; for one moment only inside a transaction."""
    seq, token = connection.execute("SELECT seq, token FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    counts = tuple(
        (table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names from above
        for table in _COUNTED
    )
    digest = hashlib.sha256()
    for statement in _WRITTEN:
        for row in connection.execute(statement):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return Fingerprint(seq, token, counts, digest.hexdigest())
