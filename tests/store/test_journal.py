import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from builders import TEXT, a_draft, a_repair, an_annotation, an_original
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, rule, run_state_machine_as_test
from store.states import Row, State, open_changes, state_of

from archivist.domain import (
    Anchor,
    AnnotationId,
    Candidate,
    Colour,
    EdtfDate,
    OrphanReason,
    RepairState,
    ReportId,
    Span,
    new_id,
)
from archivist.domain.errors import ArchiveDamaged, WrongUse
from archivist.store import annotations, orphans, reports, schema, sets, versions
from archivist.store.archive import Archive
from archivist.store.texts import derive_text
from archivist.store.transaction import Transaction

DAMAGED = "區(qū)委召開\n會(huì)議"
REPAIRS = (a_repair(0, 5, "區", reading="qū"), a_repair(9, 15, "會", reading="huì", applied=False))

OF_IMPORT = {
    "report": "id",
    "report_version": "report",
    "paragraph": "report",
    "repair": "report",
    "ruby": "report",
    "value_origin": "report",
}
"""What an import writes and its undo leaves, in the trash; with the column that names the report."""

STEPS = st.sampled_from([None, UUID(int=1), UUID(int=2)])
NAMES = st.sampled_from(["會議", "会议", "y", "🀄\ud83d\ude00"])
NOTES = st.one_of(NAMES, st.text(st.characters(exclude_categories=()), max_size=8))


def rows_of_report(state: State, report: bytes) -> State:
    return {
        table: frozenset(row for row in state[table] if dict(row)[column] == report)
        for table, column in OF_IMPORT.items()
    }


class Anything(RuleBasedStateMachine):
    """Does anything, takes it back, does it again, and holds each state against the one with the same open changes."""

    report_ids = Bundle("report_ids")
    mark_ids = Bundle("mark_ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.archivist"
        self.archive = Archive.create(self.path)
        self.states: dict[tuple[int, ...], State] = {}
        self.imported: dict[bytes, State] = {}
        self.look()

    def teardown(self) -> None:
        try:
            self.redo_all()
            last = open_changes(self.path)
            while self.archive.undo() is not None:
                self.look()
            assert open_changes(self.path) == ()
            self.redo_all()
            assert open_changes(self.path) == last
        finally:
            self.archive.close()
            assert list(self.path.parent.iterdir()) == [self.path]
            self.folder.cleanup()

    def redo_all(self) -> None:
        while self.archive.redo() is not None:
            self.look()

    def look(self) -> None:
        state = state_of(self.path)
        before = self.states.setdefault(open_changes(self.path), state)
        new = {dict(row)["id"] for row in state["report"]} - {dict(row)["id"] for row in before["report"]}
        for report in new:
            left = rows_of_report(state, report)
            assert all(dict(row)["trashed"] for row in left["report"])
            assert without_trash(left) == without_trash(self.imported[report])
        for table, rows in state.items():
            if column := OF_IMPORT.get(table):
                rows = frozenset(row for row in rows if dict(row)[column] not in new)
            if table in ("original", "original_part"):
                assert rows >= before[table]
            else:
                assert rows == before[table], table

    def change(self, act: Callable[[Transaction], object], step: UUID | None) -> None:
        with contextlib.suppress(WrongUse), self.archive.write("Change", step=step) as tx:
            act(tx)
        self.look()

    @rule(target=report_ids, step=STEPS, count=st.integers(1, 3), text=st.sampled_from([TEXT, DAMAGED]))
    def imports(self, step: UUID | None, count: int, text: str):
        draft = a_draft(text=text, repairs=REPAIRS if text == DAMAGED else ())
        batch = [(draft, an_original(f"{text}{number}")) for number in range(count)]
        with self.archive.write("Import", step=step) as tx:
            ids = reports.add_reports(tx, batch)
        state = state_of(self.path)
        self.imported.update((each.bytes, rows_of_report(state, each.bytes)) for each in ids)
        self.look()
        return multiple(*ids)

    @rule(report=report_ids, step=STEPS, place=NAMES)
    def meets_again(self, report: ReportId, step: UUID | None, place: str):
        self.change(lambda tx: reports.note_origin(tx, report, an_original(place=place)), step)

    @rule(target=mark_ids, report=report_ids, step=STEPS, note=NOTES, tags=st.lists(NAMES, max_size=2))
    def annotates(self, report: ReportId, step: UUID | None, note: str, tags: list[str]):
        mark = an_annotation(report, note=note, tags=tuple(tags))
        self.change(lambda tx: annotations.add_annotation(tx, mark), step)
        return mark.id

    @rule(
        mark=mark_ids,
        step=STEPS,
        note=NOTES | st.none(),
        colour=st.sampled_from(Colour) | st.none(),
        tags=st.lists(NAMES, max_size=2) | st.none(),
    )
    def edits(self, mark: AnnotationId, step: UUID | None, **values: Any):
        self.change(lambda tx: annotations.update_annotation(tx, mark, **values), step)

    @rule(
        mark=mark_ids,
        step=STEPS,
        anchor=st.sampled_from([Anchor(Span(1, 2), "委", "", "召"), Anchor(None, "別處", "", "")]),
        reason=st.sampled_from(OrphanReason) | st.none(),
    )
    def places(self, mark: AnnotationId, step: UUID | None, anchor: Anchor, reason: OrphanReason | None):
        candidates = [Candidate(Span(0, 1), 1, 0.5)]
        self.change(lambda tx: orphans.set_anchor(tx, mark, anchor, reason=reason, candidates=candidates), step)

    @rule(report=report_ids, step=STEPS, text=st.sampled_from([TEXT, DAMAGED, ""]))
    def gives_a_text(self, report: ReportId, step: UUID | None, text: str):
        draft = a_draft(text=text, repairs=REPAIRS if text == DAMAGED else ())
        self.change(lambda tx: versions.add_version(tx, report, draft, an_original(text), reason="edited"), step)

    @rule(mark=mark_ids, step=STEPS, is_back=st.booleans())
    def trashes_marks(self, mark: AnnotationId, step: UUID | None, is_back: bool):
        self.change(lambda tx: (annotations.untrash if is_back else annotations.trash)(tx, [mark]), step)

    @rule(report=report_ids, step=STEPS, is_back=st.booleans())
    def trashes_reports(self, report: ReportId, step: UUID | None, is_back: bool):
        self.change(lambda tx: (reports.untrash if is_back else reports.trash)(tx, [report]), step)

    @rule(report=report_ids, step=STEPS, tags=st.lists(NAMES, min_size=1, max_size=2), is_off=st.booleans())
    def tags(self, report: ReportId, step: UUID | None, tags: list[str], is_off: bool):
        self.change(lambda tx: (sets.untag_reports if is_off else sets.tag_reports)(tx, [report], tags), step)

    @rule(report=report_ids, step=STEPS, name=NAMES, is_out=st.booleans())
    def collects(self, report: ReportId, step: UUID | None, name: str, is_out: bool):
        act = sets.remove_from_collection if is_out else sets.add_to_collection
        self.change(lambda tx: act(tx, name, [report]), step)

    @rule(report=report_ids, step=STEPS, title=NOTES, date=st.sampled_from([None, "2024", "XXXX-02-01"]))
    def corrects(self, report: ReportId, step: UUID | None, title: str, date: str | None):
        fields: dict[str, Any] = {"title": title, "date": EdtfDate(date) if date else None, "extra": {"n": title}}
        self.change(lambda tx: reports.set_metadata(tx, report, **fields), step)

    @rule(report=report_ids, step=STEPS, position=st.integers(0, 1), state=st.sampled_from(RepairState))
    def decides(self, report: ReportId, step: UUID | None, position: int, state: RepairState):
        def act(tx: Transaction) -> None:
            version = reports.get_text(tx, report).version
            key = {"report": report.bytes, "version": version, "position": position}
            if tx.update(schema.repair, key, {"state": state.value}):
                derive_text(tx, report.bytes)

        self.change(act, step)

    @rule(mark=mark_ids, other=mark_ids, step=STEPS)
    def links(self, mark: AnnotationId, other: AnnotationId, step: UUID | None):
        def act(tx: Transaction) -> None:
            ends = [annotations.get_annotation(tx, each) for each in (mark, other)]
            row = {"id": new_id().bytes, "kind": "see", "note": "", "author": "", "created": tx.at}
            for prefix, end in zip(("", "other_"), ends, strict=True):
                row |= {f"{prefix}report": end.report.bytes, f"{prefix}annotation": end.id.bytes}
            tx.insert(schema.link, row)

        self.change(act, step)

    @rule(mark=mark_ids, step=STEPS)
    def removes_marks_with_all_that_hangs_on_them(self, mark: AnnotationId, step: UUID | None):
        self.change(lambda tx: tx.delete(schema.annotation, {"id": mark.bytes}), step)

    @rule(name=NAMES, step=STEPS)
    def removes_tags_everywhere(self, name: str, step: UUID | None):
        self.change(lambda tx: [tx.delete(schema.tag, {"id": each}) for each in sets.tag_ids(tx, [name])], step)

    @rule(report=report_ids, step=STEPS)
    def fails(self, report: ReportId, step: UUID | None):
        def act(tx: Transaction) -> None:
            reports.trash(tx, [report])
            annotations.add_annotation(tx, an_annotation(report, tags=("x",)))
            raise WrongUse("no")

        before = state_of(self.path)
        self.change(act, step)
        assert state_of(self.path) == before

    @rule(times=st.integers(1, 3))
    def undoes(self, times: int):
        for _ in range(times):
            self.archive.undo()
            self.look()

    @rule(times=st.integers(1, 3))
    def redoes(self, times: int):
        for _ in range(times):
            self.archive.redo()
            self.look()

    @rule()
    def closes_and_opens(self):
        self.archive.close()
        assert list(self.path.parent.iterdir()) == [self.path]
        self.archive = Archive.open(self.path)


def without_trash(state: State) -> State:
    """``state`` of one report, wherever it lies."""
    return {table: frozenset(_outside(row) for row in rows) for table, rows in state.items()}


def _outside(row: Row) -> Row:
    return tuple((name, None if name == "trashed" else value) for name, value in row)


def do_anything(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Anything,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )


def test_whatever_was_done_can_be_undone_and_done_again():
    do_anything(25, 25)


@pytest.mark.soak
def test_whatever_was_done_can_be_undone_and_done_again_for_long():
    end = time.monotonic() + 60 * float(os.environ.get("ARCHIVIST_SOAK_MINUTES", "30"))
    while time.monotonic() < end:
        do_anything(100, 60)


def a_report_in(archive: Archive, step: UUID | None = None) -> ReportId:
    with archive.write("Import", step=step) as tx:
        return reports.add_report(tx, a_draft(), an_original())


def retitle(archive: Archive, report: ReportId, title: str) -> None:
    with archive.write("Edit") as tx:
        reports.set_metadata(tx, report, title=title)


def title_of(archive: Archive, report: ReportId) -> str:
    with archive.read() as reader:
        return reports.get_report(reader, report).title


def in_trash(archive: Archive) -> list[ReportId]:
    with archive.read() as reader:
        return [each.id for each in reports.list_reports(reader, trashed=True)]


def test_the_changes_of_a_step_are_taken_back_together(archive: Archive):
    first, second = (a_report_in(archive, UUID(int=1)) for _ in range(2))
    assert archive.undo() == "Import"
    assert in_trash(archive) == [first, second]
    assert archive.undo() is None
    assert archive.redo() == "Import"
    assert in_trash(archive) == []


def test_a_note_written_while_an_import_ran_outlives_its_undo(archive: Archive):
    first = a_report_in(archive, UUID(int=1))
    mark = an_annotation(first, note="mine")
    with archive.write("Annotate") as tx:
        annotations.add_annotation(tx, mark)
    second = a_report_in(archive, UUID(int=1))

    archive.undo()

    assert in_trash(archive) == [first, second]
    with archive.read() as reader:
        assert annotations.get_annotation(reader, mark.id).note == "mine"


def test_a_report_trashed_by_hand_while_its_import_ran_stays_there_when_all_is_undone(archive: Archive):
    first = a_report_in(archive, UUID(int=1))
    with archive.write("Trash") as tx:
        reports.trash(tx, [first])
    second = a_report_in(archive, UUID(int=1))

    assert [archive.undo() for _ in range(4)] == ["Import", "Trash", "Import", None]
    assert in_trash(archive) == [first, second]


def test_a_new_change_drops_what_could_be_done_again(archive: Archive):
    report = a_report_in(archive)
    retitle(archive, report, "one")
    archive.undo()
    retitle(archive, report, "two")
    assert archive.redo() is None
    assert title_of(archive, report) == "two"
    archive.undo()
    assert title_of(archive, report) == a_draft().title


def test_undo_and_redo_reach_across_closing_and_opening(tmp_path: Path):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        report = a_report_in(archive)
        retitle(archive, report, "later")
    with Archive.open(path) as archive:
        assert archive.undo() == "Edit"
    with Archive.open(path) as archive:
        assert title_of(archive, report) == a_draft().title
        assert archive.redo() == "Edit"
    with Archive.open(path, read_only=True) as archive:
        assert title_of(archive, report) == "later"


def test_undo_and_redo_reach_across_processes(tmp_path: Path):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive:
        report = a_report_in(archive)
        retitle(archive, report, "later")
    code = (
        "import sys; from archivist.store.archive import Archive\n"
        "with Archive.open(sys.argv[1]) as archive: print(archive.undo(), archive.undo(), archive.undo())"
    )
    told = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    assert told.stdout == "Edit Import None\n"
    with Archive.open(path) as archive:
        assert in_trash(archive) == [report]
        assert [archive.redo() for _ in range(3)] == ["Import", "Edit", None]
        assert in_trash(archive) == []
        assert title_of(archive, report) == "later"


def test_provenance_tells_of_undo_and_redo(archive: Archive):
    report = a_report_in(archive)
    archive.undo()
    archive.redo()
    with archive.read() as reader:
        events = reader.execute(schema.event.select().order_by(schema.event.c.seq)).all()
    assert [(each.report, each.kind) for each in events] == [
        (report.bytes, kind) for kind in ("imported", "undone", "redone")
    ]


def test_a_damaged_journal_is_told_and_nothing_is_changed(archive: Archive):
    report = a_report_in(archive)
    retitle(archive, report, "later")
    with archive.write("Damage") as tx:
        tx._connection.exec_driver_sql("UPDATE change SET images = x'28b52ffd' WHERE images IS NOT NULL")
        tx._connection.commit()
    before = state_of(archive.path)
    with pytest.raises(ArchiveDamaged, match=r"a\.archivist"):
        archive.undo()
    assert state_of(archive.path) == before
