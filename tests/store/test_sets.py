import pytest
from builders import a_draft, an_annotation, an_original

from archivist.domain import ReportId
from archivist.domain.errors import WrongUse
from archivist.store import annotations, listing, reports, sets
from archivist.store.archive import Archive
from archivist.store.listing import Scope, Sort


@pytest.fixture
def ids(archive: Archive) -> list[ReportId]:
    with archive.write("Import") as tx:
        return reports.add_reports(tx, [(a_draft(title=str(number)), an_original(str(number))) for number in range(3)])


def test_tags_of_a_report_keep_their_order_and_are_one_in_both_scripts(archive: Archive, ids: list[ReportId]):
    with archive.write("Tag") as tx:
        sets.tag_reports(tx, ids[:2], ["紡織", "a"])
        sets.tag_reports(tx, ids[:1], ["纺织", "b"])
    with archive.read() as reader:
        assert [each.tags for each in reports.list_reports(reader)] == [("紡織", "a", "b"), ("紡織", "a"), ()]
        assert sets.list_tags(reader) == {"a": (2, 0), "b": (1, 0), "紡織": (2, 0)}


def test_tags_can_be_taken_off(archive: Archive, ids: list[ReportId]):
    with archive.write("Tag") as tx:
        sets.tag_reports(tx, ids, ["紡織", "a"])
        sets.untag_reports(tx, ids[:1], ["纺织", "never there"])
    with archive.read() as reader:
        assert reports.get_report(reader, ids[0]).tags == ("a",)


def test_a_report_has_the_tags_of_its_marks_too(archive: Archive, ids: list[ReportId]):
    mark = an_annotation(ids[1], tags=("x",))
    with archive.write("Tag") as tx:
        sets.tag_reports(tx, ids[:1], ["x"])
        annotations.add_annotation(tx, mark)
    with archive.read() as reader:
        assert sets.count_tags(reader) == {"x": 2}
    with archive.write("Trash") as tx:
        annotations.trash(tx, [mark.id])
        reports.trash(tx, ids[:1])
    with archive.read() as reader:
        assert sets.count_tags(reader) == {}


def test_a_collection_holds_each_report_once(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", [ids[0], ids[1], ids[0]])
        sets.add_to_collection(tx, "柯桥", [ids[1], ids[2]])
    with archive.read() as reader:
        assert sets.list_collections(reader) == {"柯橋": 3}
        assert list(listing.list_roll(reader, Scope("collection", "柯桥"), Sort.ADDED)) == ids[::-1]
        assert reports.report_ids(reader, collection="柯橋") == ids
        assert not listing.list_roll(reader, Scope("collection", "紡織"), Sort.ADDED)


def test_a_report_can_leave_a_collection(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", ids)
        sets.remove_from_collection(tx, "柯橋", ids[:1])
    with archive.read() as reader:
        assert reports.report_ids(reader, collection="柯橋") == ids[1:]


def test_a_renamed_collection_keeps_its_reports(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", ids)
        sets.add_to_collection(tx, "紡織", ())
    for _ in range(2):  # a change that waited for room may come twice
        with archive.write("Rename") as tx:
            sets.rename_collection(tx, "柯橋", "紹興")
    with archive.write("Rename") as tx:
        sets.rename_collection(tx, "紡織", "纺织")
    with archive.read() as reader:
        assert sets.list_collections(reader) == {"紹興": 3, "纺织": 0}
    for name, new_name in (("紹興", "紡織"), ("柯橋", "new"), ("紹興", " ")):
        with pytest.raises(WrongUse), archive.write("Rename") as tx:
            sets.rename_collection(tx, name, new_name)


def test_the_reports_of_a_deleted_collection_stay(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", ids)
    with archive.write("Delete") as tx:
        sets.delete_collection(tx, "柯桥")
        sets.delete_collection(tx, "柯桥")
    with archive.read() as reader:
        assert sets.list_collections(reader) == {}
        assert reports.report_ids(reader) == ids
    archive.undo()
    with archive.read() as reader:
        assert reports.report_ids(reader, collection="柯橋") == ids


def test_the_trash_is_outside_all_collections(archive: Archive, ids: list[ReportId]):
    with archive.write("Collect") as tx:
        sets.add_to_collection(tx, "柯橋", ids)
        reports.trash(tx, ids[:1])
    with archive.read() as reader:
        assert reports.report_ids(reader, collection="柯橋") == ids[1:]
        assert sets.list_collections(reader) == {"柯橋": 2}
        assert reports.report_ids(reader) == ids[1:]


def test_an_unknown_collection_is_wrong_use(archive: Archive):
    with archive.read() as reader, pytest.raises(WrongUse, match="gone"):
        reports.report_ids(reader, collection="gone")
