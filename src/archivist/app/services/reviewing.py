"""Review: the marks that lost their place, what speaks for each place that they may have, and a person's decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from archivist.app.author import system_author
from archivist.app.rescue import Rescue, edit
from archivist.domain import N_, AnnotationId, Candidate, Orphan, Report, ReportText, Span
from archivist.domain.errors import WrongUse
from archivist.store import annotations, orphans, reports
from archivist.store.archive import Archive
from archivist.text.anchoring import make_anchor


@dataclass(frozen=True, slots=True)
class Question:
    """Where does this annotation belong?"""

    orphan: Orphan
    report: Report


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a mark may have: ``number`` is that of its paragraph, ``before`` and ``behind`` the text around."""

    candidate: Candidate
    number: str | None
    before: str
    quote: str
    behind: str


class ReviewingService:
    """``author`` is who decides: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self._author = author if author is not None else system_author()
        self.rescue = rescue

    def count(self) -> int:
        """How many marks wait."""
        with self._archive.read() as reader:
            return orphans.count_orphans(reader)

    def questions(self) -> list[Question]:
        """The marks that wait, by report."""
        with self._archive.read() as reader:
            waiting = orphans.list_orphans(reader)
            ids = list(dict.fromkeys(orphan.mark.report for orphan in waiting))
            by_id = {report.id: report for report in reports.list_reports(reader, ids=ids)}
        return [Question(orphan, by_id[orphan.mark.report]) for orphan in waiting if orphan.mark.report in by_id]

    def places(self, orphan: Orphan, *, around: int = 32) -> list[Place]:
        """The places that ``orphan`` may have, the likeliest first, each with ``around`` code points of its paragraph on
        both sides. Raises ``WrongUse`` where its report is there no more."""
        if not orphan.candidates:
            return []
        with self._archive.read() as reader:
            text = reports.get_text(reader, orphan.mark.report)
        return [_place(text, each, around) for each in orphan.candidates if each.span.end <= len(text.reading_text)]

    @edit
    def place(self, mark: AnnotationId, start: int, end: int) -> None:
        """Put a mark where a person says: on these code points of its report's reading text. Raises ``WrongUse``."""
        with self._archive.write(N_("Put in its place"), author=self._author) as tx:
            text = reports.reading_text(tx, annotations.get_annotation(tx, mark).report)
            if not 0 <= start < end <= len(text):
                raise WrongUse(N_("Not a passage of the report"), where=f"{start}–{end}")
            orphans.set_anchor(tx, mark, make_anchor(text, Span(start, end)))

    @edit
    def keep(self, marks: Sequence[AnnotationId]) -> None:
        """Let marks without a place stay so; they ask no more. Raises ``WrongUse`` for an unknown one."""
        with self._archive.write(N_("Keep without a place"), author=self._author) as tx:
            for mark in marks:
                anchor = annotations.get_annotation(tx, mark).anchor
                if anchor.span is None:
                    orphans.set_anchor(tx, mark, anchor)


def _place(text: ReportText, candidate: Candidate, around: int) -> Place:
    span = candidate.span
    paragraphs = [each for each in text.paragraphs if each.span.start < span.end and span.start < each.span.end]
    first = paragraphs[0].span.start if paragraphs else 0
    last = paragraphs[-1].span.end if paragraphs else len(text.reading_text)
    before = Span(max(min(first, span.start), span.start - around), span.start)
    behind = Span(span.end, min(max(last, span.end), span.end + around))
    return Place(
        candidate,
        paragraphs[0].number if paragraphs else None,
        ("…" if before.start > first else "") + before.of(text.reading_text),
        span.of(text.reading_text),
        behind.of(text.reading_text) + ("…" if behind.end < last else ""),
    )
