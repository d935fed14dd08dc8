"""Versions: a report gets a new text; its marks, choices and decided repairs come along, or wait for a person."""

from dataclasses import dataclass, replace

from archivist.app.author import system_author
from archivist.domain import (
    N_,
    Anchor,
    Annotation,
    AnnotationId,
    Original,
    RepairState,
    ReportDraft,
    ReportId,
    ReportText,
)
from archivist.store import annotations, choices, orphans, reports, texts, versions
from archivist.store.archive import Archive
from archivist.store.orphans import Stood
from archivist.store.transaction import Reader, Transaction
from archivist.store.versions import Version as Version
from archivist.text.anchoring import Placement, Placer, make_anchor
from archivist.text.difference import Difference
from archivist.text.repair import apply_repairs, carry_decisions

EDITED = "edited"
IMPORTED_AGAIN = "imported again"
"""Why a version was made, as the archive keeps it."""

_LABELS = {EDITED: N_("Edit text"), IMPORTED_AGAIN: N_("Import again")}


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What became of the marks: ``placed`` have a place in the new text, ``waiting`` wait for a person."""

    number: int
    placed: tuple[AnnotationId, ...] = ()
    waiting: tuple[AnnotationId, ...] = ()


class VersionService:
    """``author`` is who changes texts: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None) -> None:
        self._archive = archive
        self._author = author if author is not None else system_author()

    def give_text(
        self, report: ReportId, draft: ReportDraft, *, original: Original | None = None, reason: str = IMPORTED_AGAIN
    ) -> NewVersion:
        """Make the text of ``draft`` the report's, as one step; its title, date and the rest are not touched.

        What a person decided about repairs counts again, marks go to where their passage is now, and those of which that
        is not sure wait. A text that is the same already makes no new version. Raises ``WrongUse`` for an unknown report."""
        with self._archive.read() as reader:
            plan = _plan(reader, report, draft)
        with self._archive.write(_LABELS.get(reason, N_("New text")), author=self._author) as tx:
            if not plan.still_holds(tx):
                plan = _plan(tx, report, draft)
            before = plan.before
            if before.source_text == draft.source_text and _layout(before) == _layout(draft):
                return NewVersion(before.version)
            number = versions.add_version(tx, report, draft, original, reason=reason)
            for state in set(plan.decisions.values()):
                places = [place for place, each in plan.decisions.items() if each is state]
                texts.decide_repairs(tx, report, places, state)
            for mark, stood, placement in plan.placements:
                put_mark(tx, mark.id, mark.anchor, placement, plan.reading_text, stood)
            choices.move_choices(tx, report, plan.difference.alignment, from_version=before.version)
            _move_place(tx, report, plan.difference)
        placed = tuple(mark.id for mark, _, placement in plan.placements if placement.span is not None)
        return NewVersion(number, placed, tuple(mark.id for mark, *_ in plan.placements if mark.id not in placed))

    def edit_text(self, report: ReportId, source_text: str) -> NewVersion:
        """Make what a person wrote the report's source text. Raises ``WrongUse`` for an unknown report."""
        from archivist.importing.draft import make_draft
        from archivist.importing.source_text import SourceText
        from archivist.text.paragraphs import find_paragraphs

        text = source_text.replace("\r\n", "\n").replace("\r", "\n")
        draft = make_draft(SourceText(text, find_paragraphs(text)), name="")
        return self.give_text(report, draft, reason=EDITED)

    def versions(self, report: ReportId) -> list[Version]:
        """Oldest first. Raises ``WrongUse`` for an unknown report."""
        with self._archive.read() as reader:
            return versions.list_versions(reader, report)

    def text(self, report: ReportId, number: int) -> ReportText:
        """One version as it was. Raises ``WrongUse`` for an unknown report or version."""
        with self._archive.read() as reader:
            if number not in {each.number for each in versions.list_versions(reader, report)}:
                raise versions.unknown_version(number)
            return reports.get_text(reader, report, number)


def put_mark(
    tx: Transaction, mark: AnnotationId, old: Anchor, placement: Placement, reading_text: str, stood: Stood | None
) -> None:
    """Give a mark the place in ``reading_text`` that was found for it, or let it wait with what it quoted, and where it
    last ``stood``."""
    if placement.span is not None:
        orphans.set_anchor(tx, mark, make_anchor(reading_text, placement.span))
    else:
        lost = replace(old, span=None)
        orphans.set_anchor(tx, mark, lost, reason=placement.reason, candidates=placement.candidates, stood=stood)


@dataclass(frozen=True)
class _Plan:
    """What is worked out before the transaction, which then is short."""

    before: ReportText
    marks: list[Annotation]
    decisions: dict[int, RepairState]
    reading_text: str
    difference: Difference
    placements: list[tuple[Annotation, Stood | None, Placement]]
    """Each mark, where it had its place before this, and where it has it now."""

    def still_holds(self, reader: Reader) -> bool:
        """False where somebody else changed text or marks meanwhile."""
        return reports.get_text(reader, self.before.report.id) == self.before and self.marks == _marks(
            reader, self.before.report.id
        )


def _plan(reader: Reader, report: ReportId, draft: ReportDraft) -> _Plan:
    before = reports.get_text(reader, report)
    marks = _marks(reader, report)
    decisions = carry_decisions(before.source_text, before.repairs, draft.source_text, draft.repairs)
    repairs = [replace(each, state=decisions.get(place, each.state)) for place, each in enumerate(draft.repairs)]
    reading_text = apply_repairs(draft.source_text, repairs).text
    difference = Difference(before.reading_text, reading_text)
    placers = {before.version: Placer(reading_text, difference)}
    placements: list[tuple[Annotation, Stood | None, Placement]] = []
    for mark in marks:
        span = mark.anchor.span
        # A mark that waits follows from the text in which it had its place, as if those between had not been.
        stood = Stood(before.version, span) if span is not None else orphans.last_stood(reader, mark.id)
        version = stood.version if stood is not None else before.version
        if version not in placers:
            old = reports.get_text(reader, report, version).reading_text
            placers[version] = Placer(reading_text, Difference(old, reading_text))
        anchor = replace(mark.anchor, span=stood.span if stood is not None else None)
        placements.append((mark, stood, placers[version].place(anchor)))
    return _Plan(before, marks, decisions, reading_text, difference, placements)


def _marks(reader: Reader, report: ReportId) -> list[Annotation]:
    """The marks of the report that have a place or wait for one, also those in the trash."""
    every = [
        mark
        for trashed in (False, True)
        for mark in annotations.list_annotations(reader, report=report, trashed=trashed)
    ]
    return [mark for mark in every if mark.anchor.span is not None or orphans.is_waiting(reader, mark.id)]


def _layout(text: ReportText | ReportDraft) -> list[tuple[object, ...]]:
    return [(each.kind, each.level, each.number) for each in text.paragraphs]


def _move_place(tx: Transaction, report: ReportId, difference: Difference) -> None:
    place = reports.last_place(tx, report)
    if place is not None and place <= len(difference.old):
        versions.set_place(tx, report, difference.alignment.to_target(place))
