"""What goes into the reader and what comes out of it. Positions count code points."""

from dataclasses import dataclass
from typing import NamedTuple

from archivist.domain import Annotation, AnnotationId, AnnotationKind, Colour, RenderedSpan, Repair, Script, Span
from archivist.text.conversion import Conversion


@dataclass(frozen=True, slots=True)
class Pane:
    """One column of the reader: the reading text as ``conversion`` shows it in ``script``."""

    script: Script
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class Selection:
    """What a person selected. ``rendered`` counts the pane's text, of which ``shown`` is the part; ``span`` is the
    whole stretch of the reading text that stands behind it."""

    pane: int
    rendered: RenderedSpan
    span: Span
    shown: str


class Position(NamedTuple):
    """A place to come back to: the paragraph's index, and the first visible line's start within it."""

    paragraph: int = 0
    offset: int = 0


class Place(NamedTuple):
    """A spot between two characters of a pane. ``is_line_end``: at the end of the line before, where two lines meet."""

    pane: int
    position: int
    is_line_end: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as it is drawn: where, in which lane; a higher ``rank`` is newer."""

    start: int
    end: int
    lane: int
    rank: int
    kind: AnnotationKind
    colour: Colour
    has_note: bool
    id: AnnotationId


class Hit(NamedTuple):
    """A find hit."""

    start: int
    end: int
    is_current: bool


class Reading(NamedTuple):
    """Ruby of a stretch of the reading text, or of the text of a block; ``is_authors``: the writer put it there."""

    start: int
    end: int
    reading: str
    is_authors: bool = False


class RepairedPlace(NamedTuple):
    """A repair where it stands in the reading text; ``raw`` is what the source text has there."""

    start: int
    end: int
    raw: str
    repair: Repair

    @property
    def is_proposed(self) -> bool:
        return not self.repair.state.is_applied


class DoubtfulPlace(NamedTuple):
    """A place where a repair or a conversion may be wrong; ``others`` are what it may be instead."""

    start: int
    end: int
    others: tuple[str, ...]
    reason: str


def mark_of(annotation: Annotation, span: Span, lane: int, rank: int) -> Mark:
    return Mark(
        span.start,
        span.end,
        lane,
        rank,
        annotation.kind,
        annotation.colour,
        bool(annotation.note),
        annotation.id,
    )
