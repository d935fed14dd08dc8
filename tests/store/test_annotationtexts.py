from uuid import UUID

import pytest
from builders import a_draft, an_annotation, an_original

from archivist.domain import Annotation, ReportId
from archivist.store import annotations, annotationtexts, reports
from archivist.store.archive import Archive


@pytest.fixture
def report(archive: Archive) -> ReportId:
    with archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(), an_original())


def add(archive: Archive, *marks: Annotation) -> None:
    with archive.write("Mark") as tx:
        for mark in marks:
            annotations.add_annotation(tx, mark)


def seq(archive: Archive) -> int:
    return archive.stamp().seq


def changed(archive: Archive, after: int) -> tuple[dict[UUID, tuple[str, str]], list[UUID]]:
    with archive.read() as reader:
        found = annotationtexts.changed_texts(reader, after)
    assert found is not None
    present, removed = found
    return {each.id: (each.note, each.quote) for each in present}, list(removed)


def test_all_outside_the_trash_have_their_texts(archive: Archive, report: ReportId):
    one, two, gone = (an_annotation(report, note=note) for note in ("一", "", "三"))
    add(archive, one, two, gone)
    with archive.write("Trash") as tx:
        annotations.trash(tx, [gone.id])
    with archive.read() as reader:
        found = {each.id: each for each in annotationtexts.all_texts(reader)}
    assert found.keys() == {one.id, two.id}
    assert found[one.id] == (one.id, report, "一", "會議")


def test_what_changed_is_told_and_nothing_else(archive: Archive, report: ReportId):
    one, two = an_annotation(report, note="一"), an_annotation(report, note="二")
    add(archive, one, two)
    before = seq(archive)
    assert changed(archive, before) == ({}, [])
    with archive.write("Edit") as tx:
        annotations.update_annotation(tx, one.id, note="改了")
    assert changed(archive, before) == ({one.id: ("改了", "會議")}, [])
    with archive.write("Trash") as tx:
        annotations.trash(tx, [two.id])
    assert changed(archive, before) == ({one.id: ("改了", "會議")}, [two.id])
    archive.undo()
    assert changed(archive, before)[0].keys() == {one.id, two.id}


def test_a_mark_that_was_undone_is_gone(archive: Archive, report: ReportId):
    before = seq(archive)
    mark = an_annotation(report, note="一")
    add(archive, mark)
    archive.undo()
    assert changed(archive, before) == ({}, [mark.id])


def test_so_many_changes_that_all_is_read_anew(archive: Archive, report: ReportId, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(annotationtexts, "_MOST_CHANGES", 3)
    before = seq(archive)
    for number in range(4):
        add(archive, an_annotation(report, note=str(number)))
    with archive.read() as reader:
        assert annotationtexts.changed_texts(reader, before) is None
