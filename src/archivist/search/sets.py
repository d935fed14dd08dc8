"""Sets of reports that change too often to stand in the index: the archive answers for them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol

from archivist.search.query import Text


class ReportSets(Protocol):
    """What only the archive knows, by report. Ids that the index does not know (trashed, not yet indexed) are ignored."""

    @property
    def version(self) -> Hashable:
        """Equal versions promise equal sets (the archive's sequence number and token); the index caches by it."""
        ...

    def members(self, kind: str, name: str) -> bytes:
        """The ids, 16 bytes each, of the reports of one set; ``kind`` is one of ``query.SET_KINDS``.

        A report has the tags and colours of its annotations too."""
        ...

    def named(self, kind: str) -> Mapping[str, bytes]:
        """All sets of ``tag``, ``collection`` or ``colour`` by their names as written: what facets count."""
        ...

    def last_annotated(self) -> tuple[bytes, Sequence[str]]:
        """The ids of the reports with annotations and, in the same order, when one of these was last made or changed (UTC,
        ISO 8601)."""
        ...

    def with_note(self, leaf: Text) -> bytes:
        """The ids of reports with a note in which ``leaf`` is found."""
        ...


class NoSets:
    """A ``ReportSets`` for an archive without tags and notes."""

    version: Hashable = None

    def members(self, kind: str, name: str) -> bytes:
        del kind, name
        return b""

    def named(self, kind: str) -> Mapping[str, bytes]:
        del kind
        return {}

    def last_annotated(self) -> tuple[bytes, Sequence[str]]:
        return b"", ()

    def with_note(self, leaf: Text) -> bytes:
        del leaf
        return b""
