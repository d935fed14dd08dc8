"""Annotations and their anchors."""

from dataclasses import dataclass
from enum import StrEnum

from archivist.domain.ids import AnnotationId, ReportId
from archivist.domain.span import Span

CONTEXT_LENGTH = 32
"""Code points of context that an anchor keeps on each side of its quote."""


class AnnotationKind(StrEnum):
    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    NOTE = "note"


class Colour(StrEnum):
    """The eight colours of marks; the value is stored, the order gives the keys 1 to 8."""

    YELLOW = "yellow"
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    MAGENTA = "magenta"
    ORANGE = "orange"
    GREY = "grey"

    @property
    def hue(self) -> str:
        """The light hue as ``#rrggbb``: what files carry, whatever the theme shows."""
        return _HUES[self]


_HUES = {
    Colour.YELLOW: "#ffd400",
    Colour.RED: "#ff6666",
    Colour.GREEN: "#5fb236",
    Colour.BLUE: "#2ea8e5",
    Colour.PURPLE: "#a28ae5",
    Colour.MAGENTA: "#e56eee",
    Colour.ORANGE: "#f19837",
    Colour.GREY: "#aaaaaa",
}


class AnchorState(StrEnum):
    PLACED = "placed"
    ORPHAN = "orphan"
    KEPT = "kept"
    """An orphan of which a person decided that it stays without a place."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of an annotation: position plus quote with context, all in reading text.

    ``span`` is None for an orphan: it knows what it quoted, not where that is now. ``prefix`` and ``suffix`` hold up to
    ``CONTEXT_LENGTH`` code points."""

    span: Span | None
    exact: str
    prefix: str
    suffix: str

    @property
    def state(self) -> AnchorState:
        return AnchorState.ORPHAN if self.span is None else AnchorState.PLACED


class OrphanReason(StrEnum):
    """Why nobody but a person can say where a mark belongs."""

    GONE = "gone"
    """The passage does not occur any more, nor anything much like it."""
    CHANGED = "changed"
    """What may be the passage reads quite otherwise now."""
    SEVERAL = "several"
    """Several places fit alike."""
    ELSEWHERE = "elsewhere"
    """The passage occurs, but the text around it is another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where an orphan may belong: how alike quote and context are there, from 0 to 1."""

    span: Span
    quote: float
    context: float

    @property
    def confidence(self) -> float:
        return (self.quote + self.context) / 2


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on a span of one report. ``created`` and ``modified`` are UTC in ISO 8601."""

    id: AnnotationId
    report: ReportId
    kind: AnnotationKind
    colour: Colour
    note: str
    author: str
    tags: tuple[str, ...]
    anchor: Anchor
    created: str
    modified: str
    trashed: str | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A mark that waits for a person, with the places that it may belong to, the likeliest first.

    ``since`` is when its place was lost, in UTC and ISO 8601: when the version was made in which it has none."""

    mark: Annotation
    reason: OrphanReason
    candidates: tuple[Candidate, ...]
    since: str = ""
