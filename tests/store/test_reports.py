from collections.abc import Callable
from hashlib import sha256

import pytest
from builders import TEXT, a_draft, a_repair, an_annotation, an_original
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivist.domain import EdtfDate, RepairState, ReportId, WrittenScript
from archivist.domain.errors import WrongUse
from archivist.store import annotations, reports, schema, sets
from archivist.store.archive import Archive
from archivist.store.originals import original_bytes
from archivist.store.reports import ReportOrder
from archivist.store.texts import derive_text
from archivist.text.fold import fold

ANY_TEXT = st.text(st.characters(exclude_categories=(), exclude_characters="\r"), max_size=200)


def a_report_in(archive: Archive, **draft: object) -> ReportId:
    text = str(draft.get("text", TEXT))
    with archive.write("Import") as tx:
        return reports.add_report(tx, a_draft(**draft), an_original(text, place=f"/{len(text)}"))  # type: ignore[arg-type]


def unknown_id() -> ReportId:
    from archivist.domain import new_id

    return ReportId(new_id())


def test_a_report_comes_back_as_it_was_given(archive: Archive):
    draft = a_draft(extra={"字號": "第 3 號"})
    report = a_report_in(archive, extra={"字號": "第 3 號"})

    with archive.read() as reader:
        text = reports.get_text(reader, report)

    assert (text.source_text, text.reading_text) == (draft.source_text, draft.reading_text)
    assert (text.paragraphs, text.repairs, text.ruby) == (draft.paragraphs, draft.repairs, draft.ruby)
    found = text.report
    assert (found.title, found.date, found.source, found.script) == (
        draft.title,
        draft.date,
        draft.source,
        draft.script,
    )
    assert (found.characters, found.annotations, found.extra) == (len(draft.reading_text), 0, draft.extra)
    assert found.trashed is None
    assert not found.is_read


def test_a_repaired_report_comes_back_with_repairs_and_ruby(archive: Archive):
    damaged = "區(qū)委召開會(huì)議"
    repairs = (a_repair(0, 5, "區", reading="qū"), a_repair(8, 14, "會", reading="huì"))
    report = a_report_in(archive, text=damaged, repairs=repairs)

    with archive.read() as reader:
        text = reports.get_text(reader, report)

    assert text.source_text == damaged
    assert text.reading_text == "區委召開會議"
    assert text.repairs == repairs
    assert [each.reading for each in text.ruby] == ["qū", "huì"]
    assert text.report.characters == 6


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, title=ANY_TEXT, source=ANY_TEXT)
def test_any_text_comes_back(archive: Archive, text: str, title: str, source: str):
    report = a_report_in(archive, text=text, title=title, source=source)
    with archive.read() as reader:
        found = reports.get_text(reader, report)
        assert original_bytes(reader, report) == text.encode("utf-8", "surrogatepass")
    assert (found.source_text, found.reading_text) == (text, text)
    assert (found.report.title, found.report.source) == (title, source)


def test_a_batch_keeps_its_order(archive: Archive):
    batch = [(a_draft(title=str(number)), an_original(str(number))) for number in range(20)]
    with archive.write("Import") as tx:
        ids = reports.add_reports(tx, batch)
    with archive.read() as reader:
        assert [each.title for each in reports.list_reports(reader, ids=ids)] == [str(number) for number in range(20)]
        assert [each.id for each in reports.list_reports(reader)] == ids


def test_the_same_bytes_are_stored_once(archive: Archive):
    with archive.write("Import") as tx:
        ids = reports.add_reports(tx, [(a_draft(title=title), an_original("same")) for title in "ab"])
    a_report_in(archive, text="same")
    with archive.read() as reader:
        assert len(reader.execute(schema.original.select()).all()) == 1
        assert [original_bytes(reader, each) for each in ids] == [b"same", b"same"]


def test_reports_are_found_by_their_originals(archive: Archive):
    texts = [f"會議{number}" for number in range(1200)]
    with archive.write("Import") as tx:
        ids = reports.add_reports(tx, [(a_draft(text=text), an_original(text)) for text in texts])
    digests = [sha256(text.encode()).digest() for text in texts]
    with archive.read() as reader:
        found = reports.find_by_originals(reader, [*digests, sha256(b"").digest()])
    assert found == {digest: reports.Met(each) for digest, each in zip(digests, ids, strict=True)}


def test_a_report_is_found_by_its_text_in_the_other_script(archive: Archive):
    report = a_report_in(archive, text="紡織會議")
    folded, other = (sha256(fold(text).encode()).digest() for text in ("纺织会议", "會議"))
    with archive.read() as reader:
        assert reports.find_by_folds(reader, [folded, other]) == {folded: reports.Met(report)}


def test_what_lies_in_the_trash_is_met_by_its_original_alone_and_gives_way_to_what_does_not(archive: Archive):
    report = a_report_in(archive, text="會議")
    with archive.write("Trash") as tx:
        reports.trash(tx, [report])
    original, folded = sha256("會議".encode()).digest(), sha256(fold("會議").encode()).digest()
    with archive.read() as reader:
        assert reports.find_by_originals(reader, [original]) == {original: reports.Met(report, is_trashed=True)}
        assert reports.find_by_folds(reader, [folded]) == {}
    again = a_report_in(archive, text="會議")
    with archive.read() as reader:
        assert reports.find_by_originals(reader, [original]) == {original: reports.Met(again)}


def test_a_further_place_is_noted_once(archive: Archive):
    report = a_report_in(archive)
    other = an_original(place="/elsewhere/copy.txt")
    for _ in range(2):
        with archive.write("Import") as tx:
            reports.note_origin(tx, report, other)
    with archive.read() as reader:
        rows = reader.execute(schema.report_origin.select()).all()
    assert [(row.place, row.sha256) for row in rows] == [("/elsewhere/copy.txt", other.sha256)]


def test_the_first_place_is_no_further_place(archive: Archive):
    original = an_original()
    with archive.write("Import") as tx:
        report = reports.add_report(tx, a_draft(), original)
    before = archive.stamp()
    with archive.write("Import") as tx:
        reports.note_origin(tx, report, original)
    assert archive.stamp() == before


@pytest.mark.parametrize("order", ReportOrder)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_make_up_the_whole_list(archive: Archive, order: ReportOrder, size: int):
    dates = ["2024-02-01", None, "2023", "2024-02", "XXXX-02-01", "2023-12-31", "2024-02-01", None]
    for number, date in enumerate(dates):
        a_report_in(archive, title="同" if number % 3 else f"title {number}", date=date)
    with archive.read() as reader:
        whole = [each.id for each in reports.list_reports(reader, order=order)]
        paged: list[ReportId] = []
        while page := reports.list_reports(reader, order=order, after=paged[-1] if paged else None, limit=size):
            paged.extend(each.id for each in page)
    assert paged == whole
    assert len(whole) == len(dates)


def test_by_date_the_earliest_comes_first_and_those_without_last(archive: Archive):
    for date in ("2024-02-01", None, "2023", "XXXX-02-01", "2023-06"):
        a_report_in(archive, date=date)
    with archive.read() as reader:
        found = [each.date and each.date.value for each in reports.list_reports(reader, order=ReportOrder.DATE)]
    assert found == ["2023", "2023-06", "2024-02-01", None, "XXXX-02-01"]


@pytest.mark.parametrize("order", ReportOrder)
def test_a_page_of_a_list_is_read_by_key(archive: Archive, order: ReportOrder):
    a_report_in(archive)
    report = a_report_in(archive)
    spoken: list[str] = []
    with archive.read() as reader:
        driver = reader._connection.connection.dbapi_connection
        driver.set_trace_callback(spoken.append)
        reports.list_reports(reader, order=order, limit=10)
        reports.list_reports(reader, order=order, after=report, limit=10)
        driver.set_trace_callback(None)
        lists = [each for each in spoken if each.startswith("SELECT") and "FROM report_tag" not in each]
        plans = [row[3] for each in lists for row in driver.execute(f"EXPLAIN QUERY PLAN {each}")]
    column = "earliest" if order is ReportOrder.DATE else order.value
    assert f"SEARCH report USING INDEX ix_report_{column}_id (({column},id)>(?,?))" in plans
    assert not any("TEMP B-TREE" in plan for plan in plans)


def test_listing_by_ids_leaves_out_the_unknown_and_the_trashed(archive: Archive):
    first, second, third = (a_report_in(archive, title=title) for title in "abc")
    with archive.write("Trash") as tx:
        reports.trash(tx, [second])
    with archive.read() as reader:
        found = reports.list_reports(reader, ids=[third, unknown_id(), second, first])
        assert [each.id for each in found] == [third, first]
        assert [each.id for each in reports.list_reports(reader, trashed=True)] == [second]
        assert [each.id for each in reports.list_reports(reader)] == [first, third]


def test_annotations_are_counted_without_those_in_the_trash(archive: Archive):
    report = a_report_in(archive)
    marks = [an_annotation(report) for _ in range(3)]
    with archive.write("Annotate") as tx:
        for mark in marks:
            annotations.add_annotation(tx, mark)
        annotations.trash(tx, [marks[0].id])
    with archive.read() as reader:
        assert reports.get_report(reader, report).annotations == 2


def test_metadata_can_be_changed_and_says_who_knows(archive: Archive):
    report = a_report_in(archive)
    with archive.write("Edit") as tx:
        reports.set_metadata(
            tx, report, title="新題", date=EdtfDate("2024-03"), source=None, author="王", is_read=True, extra={"k": "v"}
        )
    with archive.read() as reader:
        found = reports.get_report(reader, report)
        origins = {row.field: row.origin for row in reader.execute(schema.value_origin.select())}
    assert (found.title, found.date, found.source, found.author) == ("新題", EdtfDate("2024-03"), None, "王")
    assert (found.is_read, found.extra) == (True, {"k": "v"})
    assert origins == dict.fromkeys(["title", "date", "source", "author", "extra"], "person")


def test_an_unknown_field_is_refused(archive: Archive):
    report = a_report_in(archive)
    with pytest.raises(WrongUse, match="colour"), archive.write("Edit") as tx:
        reports.set_metadata(tx, report, colour="red")


@pytest.mark.parametrize(
    "use",
    [
        lambda tx: reports.get_report(tx, unknown_id()),
        lambda tx: reports.get_text(tx, unknown_id()),
        lambda tx: reports.trash(tx, [unknown_id()]),
        lambda tx: reports.untrash(tx, [unknown_id()]),
        lambda tx: reports.set_metadata(tx, unknown_id(), title="x"),
        lambda tx: sets.tag_reports(tx, [unknown_id()], ["x"]),
        lambda tx: sets.add_to_collection(tx, "x", [unknown_id()]),
        lambda tx: original_bytes(tx, unknown_id()),
        lambda tx: annotations.add_annotation(tx, an_annotation(unknown_id())),
    ],
)
def test_an_unknown_report_is_wrong_use(archive: Archive, use: Callable[[object], object]):
    before = archive.stamp()
    with pytest.raises(WrongUse), archive.write("Edit") as tx:
        use(tx)
    assert archive.stamp() == before


def test_an_id_may_be_cut_short(archive: Archive):
    report = a_report_in(archive)
    with archive.read() as reader:
        assert reports.resolve_id(reader, str(report)) == report
        assert reports.resolve_id(reader, report.hex.upper()) == report
        assert reports.resolve_id(reader, str(report)[:8]) == report
        assert reports.resolve_id(reader, f" {str(report)[:20]} ") == report
        assert reports.resolve_id(reader, str(report)[:7]) is None
        assert reports.resolve_id(reader, "no such id") is None
        assert reports.resolve_id(reader, str(unknown_id())) is None
        assert annotations.resolve_id(reader, str(report)) is None


def test_a_beginning_of_several_ids_is_refused(archive: Archive):
    first = a_report_in(archive)
    a_report_in(archive)
    with archive.read() as reader, pytest.raises(WrongUse, match="Several"):
        reports.resolve_id(reader, first.hex[:8])


def test_search_follows_new_changed_trashed_and_untrashed_texts(archive: Archive):
    first, second = a_report_in(archive, title="one"), a_report_in(archive, title="two")
    after = archive.stamp().seq
    with archive.write("Edit") as tx:
        reports.set_metadata(tx, first, title="eins")
    with archive.write("Trash") as tx:
        reports.trash(tx, [second])
    with archive.read() as reader:
        everything = [(each.id, each.is_removed, each.title) for each in reports.changed_texts(reader, 0)]
        later = [(each.id, each.is_removed) for each in reports.changed_texts(reader, after)]
    assert everything == [(first, False, "eins"), (second, True, "")]
    assert later == [(first, False), (second, True)]
    after = archive.stamp().seq
    archive.undo()
    with archive.read() as reader:
        (change,) = reports.changed_texts(reader, after)
    assert (change.id, change.is_removed, change.title, change.body) == (second, False, "two", TEXT)
    assert change.text_seq == archive.stamp().seq


def test_search_is_not_bothered_by_tags_notes_collections_and_reading(archive: Archive):
    report = a_report_in(archive)
    after = archive.stamp().seq
    with archive.write("Edit") as tx:
        sets.tag_reports(tx, [report], ["x"])
        sets.add_to_collection(tx, "y", [report])
        annotations.add_annotation(tx, an_annotation(report, note="z"))
        reports.set_metadata(tx, report, is_read=True)
    with archive.read() as reader:
        assert list(reports.changed_texts(reader, after)) == []
        assert reader.execute(schema.report.select()).one().seq == after + 1


def test_a_limit_never_cuts_a_change_in_two(archive: Archive):
    for size in (3, 1, 4):
        with archive.write("Import") as tx:
            reports.add_reports(tx, [(a_draft(), an_original())] * size)
    with archive.read() as reader:
        for limit, expected in ((1, 3), (3, 3), (4, 4), (5, 8), (None, 8)):
            assert len(list(reports.changed_texts(reader, 0, limit))) == expected
        assert len(list(reports.changed_texts(reader, 1, 1))) == 1
        assert list(reports.changed_texts(reader, 3)) == []


def test_a_text_change_carries_what_the_index_needs(archive: Archive):
    report = a_report_in(archive, date="2024-02")
    with archive.read() as reader:
        (change,) = reports.changed_texts(reader, 0)
    assert change.id == report
    assert change.script is WrittenScript.TRADITIONAL
    date = EdtfDate("2024-02")
    assert date.earliest
    assert date.latest
    assert (change.earliest, change.latest) == (date.earliest.toordinal(), date.latest.toordinal())
    assert change.characters == len(TEXT)


def test_texts_are_derived_again_when_a_repair_changes(archive: Archive):
    damaged = "區(qū)委召開\n會(huì)議"
    repairs = (a_repair(0, 5, "區", reading="qū"), a_repair(9, 15, "會", reading="huì"))
    report = a_report_in(archive, text=damaged, repairs=repairs)
    with archive.read() as reader:
        before = reports.get_text(reader, report)
    key = {"report": report.bytes, "version": 1, "position": 0}

    with archive.write("Refuse the repair") as tx:
        tx.update(schema.repair, key, {"state": RepairState.REFUSED.value})
        derive_text(tx, report.bytes)

    with archive.read() as reader:
        text = reports.get_text(reader, report)
        (change,) = reports.changed_texts(reader, 1)
    assert text.reading_text == "區(qū)委召開\n會議"
    assert [each.span.of(text.reading_text) for each in text.paragraphs] == ["區(qū)委召開", "會議"]
    assert [(each.span.of(text.reading_text), each.reading) for each in text.ruby] == [("會", "huì")]
    assert text.report.characters == len(text.reading_text)
    assert change.body == text.reading_text
    archive.undo()
    with archive.read() as reader:
        assert reports.get_text(reader, report) == before
    archive.redo()
    with archive.read() as reader:
        assert reports.get_text(reader, report) == text
