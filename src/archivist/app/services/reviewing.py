"""Review: the marks that lost their place and the places that they may have, the repairs that are only proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from archivist.app.author import system_author
from archivist.app.rescue import Rescue, edit
from archivist.domain import N_, AnnotationId, Candidate, Orphan, Repair, Report, ReportText, Span
from archivist.domain.errors import WrongUse
from archivist.store import annotations, orphans, reports, texts
from archivist.store.archive import Archive
from archivist.text.anchoring import make_anchor

MOST_COUNTED = 10_000


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """Shall this be repaired? ``raw`` is what the source text has there, ``before`` and ``behind`` what stands around it in
    its line; ``alike`` are so many proposals of the report, with this one, of the same kind."""

    report: Report
    repair: Repair
    before: str
    raw: str
    behind: str
    alike: int


class ReviewingService:
    """``author`` is who decides: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self._author = author if author is not None else system_author()
        self.rescue = rescue

    def questions(self) -> list[Question]:
        """The marks that wait, by report."""
        with self._archive.read() as reader:
            waiting = orphans.list_orphans(reader)
            ids = list(dict.fromkeys(orphan.mark.report for orphan in waiting))
            by_id = {report.id: report for report in reports.list_reports(reader, ids=ids)}
        return [Question(orphan, by_id[orphan.mark.report]) for orphan in waiting if orphan.mark.report in by_id]

    def proposals(self, limit: int, *, around: int = 32) -> tuple[list[Proposal], int]:
        """The repairs that are proposed, by kind, report and place, at most ``limit``; and how many there are, ``MOST_COUNTED``
        where there are more."""
        with self._archive.read() as reader:
            count = texts.count_proposed(reader, MOST_COUNTED)
            found = texts.list_proposed(reader, limit)
            ids = list(dict.fromkeys(report for report, *_ in found))
            counts = texts.count_alike(reader, ids)
            by_id = {report.id: report for report in reports.list_reports(reader, ids=ids)}
        proposals: list[Proposal] = []
        for report, repair, source in found:
            start, end = repair.span.start, repair.span.end
            before = source[max(start - around, 0) : start].rpartition("\n")[2]
            behind = source[end : end + around].partition("\n")[0]
            raw, alike = repair.span.of(source), counts[report, repair.kind]
            proposals.append(Proposal(by_id[report], repair, before, raw, behind, alike))
        return proposals, count

    def alike(self, proposal: Proposal) -> list[Repair]:
        """The proposals of its report that are of the same kind."""
        with self._archive.read() as reader:
            known = reports.get_text(reader, proposal.report.id).repairs
        asked = proposal.repair
        return [each for each in known if (each.kind, each.state) == (asked.kind, asked.state)]

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
