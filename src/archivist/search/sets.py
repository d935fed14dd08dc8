"""Sets of reports that change too often to stand in the index: the archive answers for them."""

from collections.abc import Collection, Hashable, Mapping
from typing import Protocol

from archivist.domain.ids import ReportId
from archivist.search.query import Text


class ReportSets(Protocol):
    """What only the archive knows, by report. Ids that the index does not know (trashed, not yet indexed) are ignored."""

    @property
    def version(self) -> Hashable:
        """Equal versions promise equal sets (the archive's sequence number and token); the index caches by it."""
        ...

    def members(self, kind: str, folded: str) -> Collection[ReportId]:
        """The reports of one set; ``kind`` is one of ``query.SET_KINDS``, ``folded`` its folded name.

        A report has the tags and colours of its annotations too."""
        ...

    def named(self, kind: str) -> Mapping[str, Collection[ReportId]]:
        """All sets of ``tag``, ``collection`` or ``colour`` by their names as written: what facets count."""
        ...

    def with_note(self, leaf: Text) -> Collection[ReportId]:
        """Reports with a note in which ``leaf`` is found."""
        ...


class NoSets:
    """A ``ReportSets`` for an archive without tags and notes."""

    version: Hashable = None

    def members(self, kind: str, folded: str) -> Collection[ReportId]:
        del kind, folded
        return ()

    def named(self, kind: str) -> Mapping[str, Collection[ReportId]]:
        del kind
        return {}

    def with_note(self, leaf: Text) -> Collection[ReportId]:
        del leaf
        return ()
