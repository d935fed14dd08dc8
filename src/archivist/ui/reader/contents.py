"""Everything that lies on the text: marks, hits, ruby, repaired and doubtful places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archivist.domain import Annotation, AnnotationId, Doubt, RubyOrigin, Span
from archivist.ui.reader.document import Document
from archivist.ui.reader.lanes import assign_lanes
from archivist.ui.reader.repairedplaces import find_repaired_places
from archivist.ui.reader.spanindex import SpanIndex
from archivist.ui.reader.values import DoubtfulPlace, Hit, Mark, Reading, RepairedPlace, mark_of


class RowContent(NamedTuple):
    """What of the changing things lies on one row: two equal ones look the same."""

    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which of the quiet signs a person wants to see; ``ruby`` names panes, ``pinyin`` shows readings there that are
    computed for every character."""

    ruby: frozenset[int] = frozenset()
    pinyin: bool = False
    tones: bool = False
    repairs: bool = True
    doubts: bool = True


class Contents:
    """All positions count the reading text."""

    def __init__(self, document: Document, damage_doubts: Iterable[Doubt] = ()) -> None:
        text = document.report_text
        self.readings = SpanIndex(
            Reading(one.span.start, one.span.end, one.reading, one.origin is RubyOrigin.AUTHOR) for one in text.ruby
        )
        self.repaired = SpanIndex[RepairedPlace](find_repaired_places(text.source_text, text.repairs))
        self.damage = tuple(damage_doubts)
        self.doubts = [SpanIndex(_doubtful((*self.damage, *pane.conversion.doubts))) for pane in document.panes]
        self.marks = SpanIndex[Mark]()
        self.hits = SpanIndex[Hit]()
        self.notes: dict[AnnotationId, str] = {}

    def set_marks(self, annotations: Iterable[Annotation]) -> None:
        """Orphans and what lies in the trash have no place in the text."""
        newest = sorted(
            (one for one in annotations if one.anchor.span and one.trashed is None),
            key=lambda one: (one.created, one.id),
        )
        placed = sorted(
            ((one.anchor.span, rank, one) for rank, one in enumerate(newest) if one.anchor.span),
            key=lambda entry: (entry[0].start, entry[1]),
        )
        lanes = assign_lanes([span for span, _, _ in placed])
        self.marks = SpanIndex(
            mark_of(one, span, lane, rank) for (span, rank, one), lane in zip(placed, lanes, strict=True)
        )
        self.notes = {one.id: one.note for one in newest if one.note}

    def set_hits(self, spans: Sequence[Span], current: int | None) -> None:
        self.hits = SpanIndex(Hit(span.start, span.end, index == current) for index, span in enumerate(spans))

    def mark_ids(self, start: int, end: int) -> tuple[AnnotationId, ...]:
        """All marks of a stretch of the reading text, the newest last."""
        return tuple(mark.id for mark in sorted(self.marks.between(start, end), key=lambda mark: mark.rank))

    def of_row(self, start: int, end: int) -> RowContent:
        return RowContent(self.marks.between(start, end), self.hits.between(start, end))


def _doubtful(doubts: Iterable[Doubt]) -> Iterable[DoubtfulPlace]:
    # Of a conversion, the first is what is shown.
    return (
        DoubtfulPlace(one.span.start, one.span.end, one.alternatives[bool(one.script) :], one.reason) for one in doubts
    )
