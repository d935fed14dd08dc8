"""Edits while the disk is full: seen at once, kept, and written when there is room, also in a later session."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from builders import a_draft, an_original
from faults.full_disk import files_up_to

from archivist.app.rescue import Rescue, RescueState, rescue_file
from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services
from archivist.domain import Annotation, Colour, ReportId
from archivist.domain.errors import DiskFull, WrongUse
from archivist.store import annotations, reports
from archivist.store.archive import Archive

FULL = 2_000
"""Bytes that a file may have: too few for a page of the archive, enough for the rescue file."""


class Told:
    """What a window would show."""

    def __init__(self) -> None:
        self.states: list[RescueState] = []
        self.is_empty = Event()

    def __call__(self, state: RescueState) -> None:
        self.states.append(state)
        if not state.waiting:
            self.is_empty.set()


Open = Callable[..., Services]


@pytest.fixture
def open_one(path: Path) -> Iterator[Open]:
    opened: list[Services] = []

    def open_services(told: Told | None = None, *, every: float = 3600.0) -> Services:
        archive = Archive.open(path)
        rescue = Rescue(rescue_file(archive.id), told or Told(), every=every)
        services = Services(archive, rescue)
        rescue.begin(services)
        opened.append(services)
        return services

    yield open_services
    for services in opened:
        close(services)


def close(services: Services) -> None:
    assert services.rescue
    services.rescue.close()
    services.close()


@pytest.fixture
def report(path: Path) -> ReportId:
    with Archive.open(path) as archive, archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(), an_original())


def written(services: Services) -> list[Annotation]:
    with services.archive.read() as reader:
        return annotations.list_annotations(reader)


def test_a_mark_is_seen_while_it_waits_and_is_written_when_there_is_room(open_one: Open, report: ReportId):
    told = Told()
    services = open_one(told, every=0.01)
    with files_up_to(FULL):
        mark = services.marking.mark_span(report, 0, 2, NewMark())
        services.marking.change(mark.id, note="寫不下", tags=["提法"])
        (seen,) = services.marking.list_annotations(report=report)
        assert (seen.anchor.exact, seen.note, seen.tags) == ("區委", "寫不下", ("提法",))
        assert written(services) == []
        assert told.states[-1].waiting == 2
        assert isinstance(told.states[-1].error, DiskFull)
        assert told.states[-1].is_on_disk
    assert told.is_empty.wait(10)
    (found,) = written(services)
    assert (found.id, found.note, found.tags) == (mark.id, "寫不下", ("提法",))
    assert not rescue_file(services.archive.id).exists()
    assert services.library.undo() == "Change annotation"


def test_what_waits_is_written_at_the_next_start(open_one: Open, report: ReportId):
    services = open_one()
    with files_up_to(FULL):
        mark = services.marking.mark_span(report, 0, 2, NewMark())
        services.library.tag_reports([report], ["紡織"])
        services.library.set_metadata(report, title="新題", date="2024-02-01")
        close(services)
    lines = rescue_file(services.archive.id).read_text().splitlines()
    assert [json.loads(line)["do"] for line in lines] == ["add_marks", "tag_reports", "set_metadata"]
    again = open_one()
    assert [each.id for each in written(again)] == [mark.id]
    (found,) = again.library.list_reports()
    assert (found.title, str(found.date), found.tags) == ("新題", "2024-02-01", ("紡織",))
    assert again.rescue and again.rescue.state.waiting == 0


def test_a_crash_between_the_commit_and_the_file_does_nothing_twice(open_one: Open, report: ReportId):
    services = open_one()
    with files_up_to(FULL):
        services.marking.mark_span(report, 0, 2, NewMark())
        services.library.add_to_collection("紡織", [report])
    file = rescue_file(services.archive.id)
    before = file.read_bytes()
    close(services)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(before)
    again = open_one()
    assert len(written(again)) == 1
    assert again.library.collections() == {"紡織": 1}


def test_later_edits_wait_behind_the_first_and_a_removed_mark_is_gone(open_one: Open, report: ReportId):
    services = open_one()
    first = services.marking.mark_span(report, 0, 2, NewMark())
    with files_up_to(FULL):
        services.marking.change(first.id, colour=Colour.BLUE)
    services.marking.remove([first.id])  # there is room again, but the first has not been written yet
    assert services.marking.list_annotations() == []
    assert len(written(services)) == 1
    assert services.rescue and services.rescue.retry()
    assert written(services) == []


def test_undo_first_writes_what_waits(open_one: Open, report: ReportId):
    services = open_one()
    with files_up_to(FULL):
        services.marking.mark_span(report, 0, 2, NewMark())
        with pytest.raises(DiskFull):
            services.library.undo()
    assert services.library.undo() == "Annotate"
    assert written(services) == []


def test_what_can_never_be_written_is_kept_beside_and_told(open_one: Open, report: ReportId):
    told = Told()
    services = open_one(told)
    with files_up_to(FULL):
        mark = services.marking.mark_span(report, 0, 2, NewMark())
        close(services)
    file = rescue_file(services.archive.id)
    kept = json.loads(file.read_text())
    (line,) = kept["with"]["marks"]
    line["report"] = line["id"]
    file.write_text(json.dumps(kept) + "\n" + '{"service": "library", "do": "undo", "with": {}}\nno json\n')
    again = open_one(told)
    assert told.states[-1] == RescueState(0, 3)
    refused = file.with_suffix(".refused.jsonl").read_text()
    assert mark.id.hex in refused
    assert "no json" in refused
    assert written(again) == []


def test_other_failures_of_an_edit_are_told_to_whoever_made_it(open_one: Open, report: ReportId):
    services = open_one()
    with pytest.raises(WrongUse):
        services.library.set_metadata(report, date="不是日期")


def test_without_room_for_the_rescue_file_edits_wait_in_memory(open_one: Open, report: ReportId):
    told = Told()
    services = open_one(told)
    with files_up_to(0):
        services.marking.mark_span(report, 0, 2, NewMark())
        assert not told.states[-1].is_on_disk
    assert services.rescue and services.rescue.retry()
    assert len(written(services)) == 1


def test_where_there_is_no_rescue_a_full_disk_is_told_to_the_caller(path: Path, report: ReportId):
    with Archive.open(path) as archive, files_up_to(FULL), pytest.raises(DiskFull):
        Services(archive).marking.mark_span(report, 0, 2, NewMark())
