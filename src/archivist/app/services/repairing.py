"""Deciding repairs: made, taken back, confirmed; marks keep their places in the text that this changes."""

from collections.abc import Sequence
from dataclasses import replace

from archivist.app.author import system_author
from archivist.app.rescue import Rescue, edit
from archivist.app.services.versions import put_mark
from archivist.domain import N_, Repair, RepairState, ReportId, ReportText, Span
from archivist.domain.errors import WrongUse
from archivist.store import annotations, choices, orphans, reports, texts
from archivist.store.archive import Archive
from archivist.store.transaction import Transaction
from archivist.text.anchoring import Placer, make_anchor
from archivist.text.repair import Repaired, apply_repairs
from archivist.text.spanmap import SpanMap

_LABELS = {
    RepairState.CONFIRMED: N_("Confirm repairs"),
    RepairState.REFUSED: N_("Take back repairs"),
    RepairState.PROPOSED: N_("Leave repairs open"),
    RepairState.AUTOMATIC: N_("Leave repairs open"),
}


class RepairingService:
    """``author`` is who decides: the name that the system knows, unless another is given."""

    def __init__(self, archive: Archive, *, author: str | None = None, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self._author = author if author is not None else system_author()
        self.rescue = rescue

    @edit
    def decide(self, report: ReportId, repairs: Sequence[Repair], state: RepairState) -> None:
        """Give ``repairs`` of the report's text this state, as one step. Raises ``WrongUse`` where it has no such repair."""
        wanted = {(each.span, each.kind) for each in repairs}
        with self._archive.write(_LABELS[state], author=self._author) as tx:
            before = reports.get_text(tx, report)
            places = [place for place, each in enumerate(before.repairs) if (each.span, each.kind) in wanted]
            if len(places) != len(wanted):
                raise WrongUse(N_("The report has no such repair any more"), where=str(report))
            if all(before.repairs[place].state is state for place in places):
                return
            texts.decide_repairs(tx, report, places, state)
            decided = set(places)
            repairs = [replace(each, state=state) if at in decided else each for at, each in enumerate(before.repairs)]
            after = apply_repairs(before.source_text, repairs)
            if after.text != before.reading_text:
                way = _way(before, repairs, after)
                _move_marks(tx, report, after.text, way)
                choices.move_choices(tx, report, way, from_version=before.version)

    def accept_proposed(self, report: ReportId) -> int:
        """Make all repairs of a report that are only proposed, as one step; how many there were."""
        with self._archive.read() as reader:
            repairs = reports.get_text(reader, report).repairs
        proposed = [each for each in repairs if each.state is RepairState.PROPOSED]
        if proposed:
            self.decide(report, proposed, RepairState.CONFIRMED)
        return len(proposed)


def _move_marks(tx: Transaction, report: ReportId, reading_text: str, way: SpanMap) -> None:
    """Bring the marks along. One whose whole passage was taken out becomes an orphan, which knows what it quoted and
    finds its way back when all of it is there again."""
    placer = Placer(reading_text)
    for trashed in (False, True):
        for mark in annotations.list_annotations(tx, report=report, trashed=trashed):
            old = mark.anchor
            span = Span(*way.span_to_target(old.span.start, old.span.end)) if old.span is not None else None
            if span:
                if old != (new := make_anchor(reading_text, span)):
                    orphans.set_anchor(tx, mark.id, new)
            elif span is not None or orphans.is_waiting(tx, mark.id):
                lost = replace(old, span=None)
                put_mark(tx, mark.id, lost, placer.place(lost), reading_text, orphans.last_stood(tx, mark.id))


def _way(before: ReportText, repairs: Sequence[Repair], after: Repaired) -> SpanMap:
    """From the one reading text to the other: only repairs that are made in one of the two change a place."""
    old, new = apply_repairs(before.source_text, before.repairs).alignment, after.alignment
    changes = [
        (*old.span_to_target(one.span.start, one.span.end), *new.span_to_target(one.span.start, one.span.end))
        for one, other in zip(before.repairs, repairs, strict=True)
        if one.state.is_applied != other.state.is_applied
    ]
    return SpanMap(changes, len(before.reading_text), len(after.text))
