"""Sets of reports that change too often to stand in the index: the archive answers for them."""

from collections.abc import Collection, Hashable, Mapping
from typing import Protocol

from archivist.domain.ids import ReportId


class ReportSets(Protocol):
    """Tags and notes, by report. Ids that the index does not know (trashed, not yet indexed) are ignored."""

    @property
    def version(self) -> Hashable:
        """Equal versions promise equal sets (the archive's sequence number and token); the index caches by it."""
        ...

    def with_tag(self, folded: str) -> Collection[ReportId]:
        """Reports that carry, themselves or on an annotation, the tag whose folded name is ``folded``."""
        ...

    def with_note(self, folded: str) -> Collection[ReportId]:
        """Reports with a note that contains ``folded``, in the sense of ``matching.contains(fold(note), folded)``."""
        ...

    def tags(self) -> Mapping[str, Collection[ReportId]]:
        """All tags by their names as written, each with its reports: what the tag facet counts."""
        ...


class NoSets:
    """A ``ReportSets`` for an archive without tags and notes."""

    version: Hashable = None

    def with_tag(self, folded: str) -> Collection[ReportId]:
        del folded
        return ()

    def with_note(self, folded: str) -> Collection[ReportId]:
        del folded
        return ()

    def tags(self) -> Mapping[str, Collection[ReportId]]:
        return {}
