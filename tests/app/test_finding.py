"""Searches of an archive: what the index holds and what only the archive knows, together."""

from dataclasses import replace
from pathlib import Path

import pytest
from app.test_keeper import bring_in

from archivist.app.services.finding import describe, other_forms
from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services, open_services
from archivist.app.within import Within
from archivist.domain import Colour, ReportId


@pytest.fixture
def reports(services: Services, tmp_path: Path) -> list[ReportId]:
    return bring_in(services, tmp_path / "in", "紡織產業會議。", "纺织品出口。", "高质量发展。")


def found(services: Services, query: str, within: Within | None = None) -> set[ReportId]:
    return {hit.report.id for hit in services.finding.search(query, within=within).hits}


def test_persons_and_places_are_found_as_they_were_set(services: Services, reports: list[ReportId]) -> None:
    services.library.set_metadata(reports[0], author="李强、王毅", place="杭州市")
    services.library.set_metadata(reports[1], author="李強")
    assert found(services, "person:李强") == set(reports[:2])
    assert found(services, "人物:“王毅”") == {reports[0]}
    assert found(services, "place:杭州") == {reports[0]}
    answer = services.finding.search("纺织", facets=["person", "place"])
    assert answer.facets == {"person": {"李强": 2, "王毅": 1}, "place": {"杭州市": 1}}
    assert found(services, "纺织", Within(persons=("王毅",))) == {reports[0]}


def test_marks_notes_tags_and_collections_are_found(services: Services, reports: list[ReportId]) -> None:
    services.marking.mark_quote(reports[0], "會議", NewMark(note="再看一遍", tags=("重要",), colour=Colour.RED))
    services.library.tag_reports(reports[1:2], ["重要"])
    services.library.add_to_collection("柯橋", reports[1:])
    assert found(services, "has:note") == found(services, "note:再看") == found(services, "一遍") == {reports[0]}
    assert found(services, "tag:重要") == found(services, "has:tag") == set(reports[:2])
    assert found(services, "colour:red") == found(services, "has:mark") == {reports[0]}
    assert found(services, "收藏集:柯桥 纺织") == {reports[1]}
    assert found(services, "-is:orphaned") == set(reports)
    answer = services.finding.search("纺织", facets=["tag", "collection", "colour"])
    assert answer.facets == {"tag": {"重要": 2}, "collection": {"柯橋": 1}, "colour": {"red": 1}}
    within = Within(tags=("重要",), collections=("柯橋",))
    assert found(services, "纺织", within) == {reports[1]}
    assert found(services, "纺织", replace(within, colours=("red",))) == set()


def test_notes_are_followed_through_edits_and_undo(
    services: Services, reports: list[ReportId], path: Path, tmp_path: Path
) -> None:
    first = services.marking.mark_quote(reports[0], "會議", NewMark(note="再看一遍"))
    services.marking.mark_quote(reports[1], "出口", NewMark(note="问李强"))
    assert found(services, "note:看") == {reports[0]}
    services.marking.change(first.id, note="不用看了")
    assert found(services, "再看") == set()
    assert found(services, "note:不用") == {reports[0]}
    services.marking.remove([first.id])
    assert found(services, "note:不用") == set()
    services.library.undo()
    assert found(services, "note:不用") == {reports[0]}
    assert found(services, "note:(py:wenli)") == {reports[1]}
    services.close()
    with open_services(path, read_only=True) as again:
        assert found(again, "note:问?强") == {reports[1]}


def test_a_note_of_a_report_in_the_trash_is_not_found(services: Services, reports: list[ReportId]) -> None:
    services.marking.mark_quote(reports[0], "會議", NewMark(note="再看一遍"))
    services.library.trash_reports(reports[:1])
    assert found(services, "再看") == set()
    services.library.undo()
    assert found(services, "再看") == {reports[0]}


def test_tags_on_many_reports_index_no_text(services: Services, reports: list[ReportId], cache: Path) -> None:
    assert found(services, "纺织") == set(reports[:2])
    files = {path.name for path in cache.rglob("*.body.col")}
    services.library.tag_reports(reports, ["重要"])
    services.library.add_to_collection("柯橋", reports)
    assert found(services, "tag:重要 collection:柯橋") == set(reports)
    assert {path.name for path in cache.rglob("*.body.col")} == files


def test_what_was_just_read_is_no_longer_unread(services: Services, reports: list[ReportId]) -> None:
    assert found(services, "is:unread") == set(reports)
    services.library.mark_read(reports[:2], is_read=True)
    assert found(services, "is:unread") == {reports[2]}
    assert found(services, "is:read 纺织") == set(reports[:2])


def test_sounds_and_wildcards_have_snippets(services: Services, reports: list[ReportId]) -> None:
    (hit,) = services.finding.search("py:gzlfz").hits
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.matches] == ["高质量发展"]
    (hit,) = services.finding.search("纺?品").hits
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.matches] == ["纺织品"]


@pytest.mark.parametrize(
    "query",
    [
        'tag:" "',
        "collection:“\u3000”",
        "tag:\ud800 OR source:\0",
        "a?*" * 33_000,
        "*会" * 50_000,
        "纺*" * 50_000,
        "exact:" + "會" * 100_000,
        "near:3(" + " ".join(map(chr, range(0x4E00, 0x9000))) + ")",
        " ".join(map(chr, range(0x4E00, 0x9000))),
        " OR ".join(f"纺{number}" for number in range(1_000)),
        "“" + "会议" * 50_000,
        "-(" * 50_000,
    ],
    ids=lambda query: query[:9],
)
def test_whatever_is_typed_has_an_answer(services: Services, reports: list[ReportId], query: str) -> None:
    answer = services.finding.search(query, facets=["year", "tag"], counts_matches=True)
    assert (answer.count, answer.hits) == (0, ())
    assert services.finding.matching_reports(query) == []


def test_a_query_is_described() -> None:
    assert describe("纺织 -会议", str) == "“纺织”; not “会议”"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("产业", (("产业", "產業"),)),
        ("會議 -产业", (("會議", "会议"),)),
        ("人民", ()),
        ("exact:会议", ()),
        ("", ()),
        ("会议" * 1_000_000, ()),
        ("\ud800\0会议 title:(条例 OR 規定)", (("\ud800\0会议", "\ud800\0會議"), ("条例", "條例"), ("規定", "规定"))),
    ],
)
def test_words_are_told_in_the_other_script(text: str, forms: tuple[tuple[str, str], ...]) -> None:
    assert other_forms(text) == forms
