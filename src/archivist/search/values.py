"""What goes into the index and what comes out of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from archivist.domain.errors import ArchivistError
from archivist.domain.ids import AnnotationId, ReportId

SORTS = ("relevance", "date", "title", "length", "added", "annotated")
"""Best first, newest first, by code points of the folded title, longest first, last added, last annotated first; what has no
date or annotation is last."""

FACETS = ("year", "month", "source", "script", "person", "place", "tag", "collection", "colour")


def instant(time: str) -> float:
    """Seconds since 1970 at a time in ISO 8601, which is UTC where it does not say otherwise."""
    found = datetime.fromisoformat(time)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


class IndexDamaged(ArchivistError):
    """A file of the index changed on the disk while it was open; it has to be built anew."""


class Indexed(Protocol):
    """A document as an index takes it."""

    @property
    def id(self) -> UUID: ...

    @property
    def characters(self) -> int:
        """Code points of its texts."""
        ...

    def fields(self) -> dict[str, Any]:
        """A value for every column but ``key``, as Whoosh's writer takes it."""
        ...


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What the index keeps of one report. Texts are as they are read, not folded: the index folds.

    ``earliest`` and ``latest`` are the days that the report's date may mean, as ``date.toordinal()``; ``added`` is UTC in
    ISO 8601; ``length`` counts code points of the reading text."""

    id: ReportId
    title: str
    body: str
    source: str | None
    script: str
    earliest: int | None
    latest: int | None
    added: str
    length: int
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        return len(self.title) + len(self.body)

    def fields(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "body": self.body,
            "source": (self.source,) if self.source else (),
            "script": (self.script,),
            "person": self.persons,
            "place": self.places,
            "earliest": self.earliest or 0,
            "latest": self.latest or 0,
            "added": int(instant(self.added)) if self.added else 0,
            "length": self.length,
        }


@dataclass(frozen=True, slots=True)
class AnnotationDocument:
    """What the index keeps of one annotation."""

    id: AnnotationId
    report: ReportId
    note: str
    quote: str

    @property
    def characters(self) -> int:
        return len(self.note) + len(self.quote)

    def fields(self) -> dict[str, Any]:
        return {"note": self.note, "quote": self.quote, "report": self.report.bytes}


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """The state of an archive that an index stands for: archive id, identity of its file, sequence number, token."""

    archive: str
    file: str
    seq: int
    token: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found; a higher ``score`` is a better match (0 where the query has no words)."""

    id: ReportId
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """How often what a query looks for stands in the reading texts of all reports that it finds: together, and in those of
    each year (``2024``, descending; without the undated ones)."""

    count: int
    by_year: dict[str, int]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``count`` is the exact number of matching reports; ``hits`` are those that were asked for, in order.

    ``facets`` maps facet to value to number of matching reports: most frequent first, years descending.
    ``matches`` only where they were asked for."""

    count: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    matches: "Matches | None" = None
