from dataclasses import replace

import pytest
from builders import a_draft, an_annotation, an_original
from store.states import state_of

from archivist.domain import (
    AnchorState,
    AnnotationId,
    Candidate,
    OrphanReason,
    ReportId,
    Span,
    new_id,
)
from archivist.domain.errors import WrongUse
from archivist.store import annotations, orphans, reports
from archivist.store.archive import Archive

CANDIDATES = (Candidate(Span(1, 3), 1.0, 0.875), Candidate(Span(5, 7), 1.0, 0.5))


@pytest.fixture
def mark(archive: Archive) -> AnnotationId:
    with archive.write("Import") as tx:
        report = reports.add_report(tx, a_draft(), an_original())
    with archive.write("Mark") as tx:
        made = an_annotation(report)
        annotations.add_annotation(tx, made)
    return made.id


def lose(archive: Archive, mark: AnnotationId, reason: OrphanReason | None = OrphanReason.SEVERAL) -> None:
    with archive.write("Lose") as tx:
        anchor = replace(annotations.get_annotation(tx, mark).anchor, span=None)
        orphans.set_anchor(tx, mark, anchor, reason=reason, candidates=CANDIDATES if reason else ())


def test_an_orphan_keeps_its_quote_and_waits_with_reason_and_candidates(archive: Archive, mark: AnnotationId) -> None:
    with archive.read() as reader:
        before = annotations.get_annotation(reader, mark)
    lose(archive, mark)
    with archive.read() as reader:
        (orphan,) = orphans.list_orphans(reader)
        assert orphans.is_waiting(reader, mark)
    assert orphan.mark == replace(before, anchor=replace(before.anchor, span=None))
    assert orphan.mark.anchor.state is AnchorState.ORPHAN
    assert (orphan.reason, orphan.candidates) == (OrphanReason.SEVERAL, CANDIDATES)
    assert orphan.since


def test_one_that_is_kept_without_a_place_waits_no_longer(archive: Archive, mark: AnnotationId) -> None:
    lose(archive, mark, reason=None)
    with archive.read() as reader:
        assert orphans.list_orphans(reader) == []
        assert not orphans.is_waiting(reader, mark)
        assert annotations.get_annotation(reader, mark).anchor.span is None


def test_one_that_is_placed_waits_no_longer(archive: Archive, mark: AnnotationId) -> None:
    with archive.read() as reader:
        before = annotations.get_annotation(reader, mark)
    lose(archive, mark)
    with archive.write("Place") as tx:
        orphans.set_anchor(tx, mark, before.anchor)
    with archive.read() as reader:
        assert orphans.list_orphans(reader) == []
        assert annotations.get_annotation(reader, mark) == before


def test_what_lies_in_the_trash_does_not_wait(archive: Archive, mark: AnnotationId) -> None:
    lose(archive, mark)
    with archive.write("Trash") as tx:
        annotations.trash(tx, [mark])
    with archive.read() as reader:
        assert orphans.list_orphans(reader) == []
    archive.undo()
    with archive.write("Trash") as tx:
        reports.trash(tx, [annotations.get_annotation(tx, mark).report])
    with archive.read() as reader:
        assert orphans.list_orphans(reader) == []


def test_undo_brings_the_place_back(archive: Archive, mark: AnnotationId) -> None:
    before = state_of(archive.path)
    lose(archive, mark)
    assert state_of(archive.path) != before
    archive.undo()
    assert state_of(archive.path) == before


def test_an_unknown_mark_is_refused(archive: Archive, mark: AnnotationId) -> None:
    with archive.read() as reader:
        anchor = annotations.get_annotation(reader, mark).anchor
    with pytest.raises(WrongUse), archive.write("Place") as tx:
        orphans.set_anchor(tx, AnnotationId(new_id()), anchor)


def test_a_mark_of_no_report_is_unknown(archive: Archive) -> None:
    with archive.read() as reader:
        assert not orphans.is_waiting(reader, AnnotationId(ReportId(new_id())))
