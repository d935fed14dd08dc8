from collections.abc import Collection
from dataclasses import replace

import pytest
from builders import a_draft, an_annotation, an_original

from archivist.domain import Anchor, Colour, ReportId
from archivist.store import annotations, membership, reports, sets
from archivist.store.archive import Archive


@pytest.fixture
def ids(archive: Archive) -> list[ReportId]:
    with archive.write("Import") as tx:
        return reports.add_reports(tx, [(a_draft(title=str(number)), an_original(str(number))) for number in range(4)])


def members(archive: Archive, kind: str, name: str) -> set[bytes]:
    with archive.read() as reader:
        return unpacked(membership.members(reader, kind, name))


def named(archive: Archive, kind: str) -> dict[str, set[bytes]]:
    with archive.read() as reader:
        return {name: unpacked(found) for name, found in membership.named(reader, kind).items()}


def unpacked(ids: bytes) -> set[bytes]:
    found = [ids[start : start + 16] for start in range(0, len(ids), 16)]
    assert len(set(found)) == len(found)
    return set(found)


def keys(reports: Collection[ReportId]) -> set[bytes]:
    return {each.bytes for each in reports}


def test_a_report_has_its_own_tags_and_those_of_its_marks(archive: Archive, ids: list[ReportId]):
    mark = an_annotation(ids[1], tags=("紡織",))
    with archive.write("Tag") as tx:
        sets.tag_reports(tx, ids[:1], ["纺织", "x"])
        annotations.add_annotation(tx, mark)
    assert members(archive, "tag", "紡織") == keys(ids[:2])
    assert members(archive, "tag", "never") == set()
    assert named(archive, "tag") == {"纺织": keys(ids[:2]), "x": keys(ids[:1])}
    assert members(archive, "has", "tag") == keys(ids[:2])
    with archive.write("Trash") as tx:
        annotations.trash(tx, [mark.id])
        reports.trash(tx, ids[:1])
    assert members(archive, "tag", "紡織") == set()
    assert named(archive, "tag") == {}


def test_collections_hold_what_is_not_in_the_trash(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", ids[:3])
        sets.add_to_collection(tx, "b", ids[2:])
        reports.trash(tx, ids[:1])
    assert members(archive, "collection", "柯桥") == keys(ids[1:3])
    assert named(archive, "collection") == {"柯橋": keys(ids[1:3]), "b": keys(ids[2:])}
    assert members(archive, "has", "collection") == keys(ids[1:])


def test_marks_notes_and_colours_count_outside_the_trash(archive: Archive, ids: list[ReportId]):
    noted, red = an_annotation(ids[0], note="看"), an_annotation(ids[1], colour=Colour.RED)
    with archive.write("Mark") as tx:
        for mark in (noted, red, an_annotation(ids[1], colour=Colour.RED)):
            annotations.add_annotation(tx, mark)
    assert members(archive, "has", "note") == keys(ids[:1])
    assert members(archive, "has", "mark") == keys(ids[:2])
    assert members(archive, "colour", "red") == keys(ids[1:2])
    assert named(archive, "colour") == {"yellow": keys(ids[:1]), "red": keys(ids[1:2])}
    with archive.write("Trash") as tx:
        annotations.trash(tx, [noted.id])
    assert members(archive, "has", "mark") == keys(ids[1:2])


def test_a_report_with_an_orphan_is_orphaned(archive: Archive, ids: list[ReportId]):
    mark = an_annotation(ids[0])
    orphan = replace(an_annotation(ids[1]), anchor=Anchor(None, "會議", "", ""))
    with archive.write("Mark") as tx:
        annotations.add_annotation(tx, mark)
        annotations.add_annotation(tx, orphan)
    assert members(archive, "is", "orphaned") == keys(ids[1:2])


def test_what_was_read_is_no_longer_unread(archive: Archive, ids: list[ReportId]):
    with archive.note() as reader:
        reports.note_read(reader, ids[:1], is_read=True)
    assert members(archive, "is", "read") == keys(ids[:1])
    assert members(archive, "is", "unread") == keys(ids[1:])


def test_a_report_was_last_annotated_when_its_last_mark_was_changed(archive: Archive, ids: list[ReportId]):
    early = replace(an_annotation(ids[0]), modified="2024-01-01T00:00:00.000Z")
    with archive.write("Mark") as tx:
        for mark in (early, an_annotation(ids[0]), replace(early, id=an_annotation(ids[1]).id, report=ids[1])):
            annotations.add_annotation(tx, mark)
    with archive.read() as reader:
        found, times = membership.last_annotated(reader)
    assert {found[16 * at : 16 * at + 16]: time[:10] for at, time in enumerate(times)} == {
        ids[0].bytes: "2024-02-01",
        ids[1].bytes: "2024-01-01",
    }
