"""Hits in context and trends, as a person or a script asks for them."""

from pathlib import Path
from unicodedata import east_asian_width

import pytest
from builders import a_draft, add_all

from archivist.store.archive import Archive


@pytest.fixture
def dated(archive: Path) -> tuple[Path, list[str]]:
    """An archive with reports of 2022 and 2024, and their ids."""
    drafts = (
        a_draft(date="2022-08-01", source="乙", text="产业发展的会议。"),
        a_draft(date="2022-03-05", source="甲", text="今天的會議開始。\n会议強調：發展紡織。"),
        a_draft(date="2024", source="甲", text="沒有\t別的\x1b[31m會議。"),
    )
    with Archive.open(archive) as opened:
        return archive, [str(report) for report in add_all(opened, *drafts)]


def test_every_hit_is_a_line(terminal, dated) -> None:
    archive, (second, first, third) = dated
    ran = terminal("kwic", archive, "会议 -没有", "--width", "2", "--json")
    assert ran.rows == [
        {"report": first, "start": 3, "end": 5, "left": "天的", "match": "會議", "right": "開始", "date": "2022-03-05"},
        {"report": first, "start": 9, "end": 11, "left": "", "match": "会议", "right": "強調", "date": "2022-03-05"},
        {"report": second, "start": 5, "end": 7, "left": "展的", "match": "会议", "right": "。", "date": "2022-08-01"},
    ]
    orders = {
        sort: [
            (row["report"], row["start"]) for row in terminal("kwic", archive, "会议", "--sort", sort, "--json").rows
        ]
        for sort in ("left", "right", "date", "source")
    }
    a, b, c, d = (first, 3), (first, 9), (second, 5), (third, 10)
    assert orders == {"left": [b, d, a, c], "right": [c, d, a, b], "date": [a, b, c, d], "source": [c, a, b, d]}


def test_hits_stand_below_one_another_for_a_person(terminal, dated) -> None:
    archive, _ = dated
    head, *lines = terminal("kwic", archive, "会议").out.splitlines()
    assert head == "hits: 4, reports: 3"
    places = {
        sum(2 if east_asian_width(char) in "WF" else 1 for char in line[: line.replace("會議", "会议").index("会议")])
        for line in lines
    }
    assert len(lines) == 4
    assert len(places) == 1
    assert not any("\x1b" in line or "\t" in line for line in lines)


def test_a_line_names_its_report_so_that_it_can_be_shown(terminal, dated) -> None:
    archive, _ = dated
    _, *lines = terminal("kwic", archive, "会议").out.splitlines()
    shown = {terminal("show", archive, line.split()[0], "--json").json["id"] for line in lines}
    assert len(shown) == 3


def test_phrases_are_counted_by_year_month_and_source(terminal, dated) -> None:
    archive, _ = dated
    rows = terminal("trend", archive, "会议", "發展", "--json").json
    assert rows == [
        {"phrase": "会议", "bucket": "2022", "reports": 2, "hits": 3, "per_million": pytest.approx(3e6 / 27)},
        {"phrase": "会议", "bucket": "2023", "reports": 0, "hits": 0, "per_million": 0},
        {"phrase": "会议", "bucket": "2024", "reports": 1, "hits": 1, "per_million": pytest.approx(1e6 / 13)},
        {"phrase": "發展", "bucket": "2022", "reports": 2, "hits": 2, "per_million": pytest.approx(2e6 / 27)},
        {"phrase": "發展", "bucket": "2023", "reports": 0, "hits": 0, "per_million": 0},
        {"phrase": "發展", "bucket": "2024", "reports": 0, "hits": 0, "per_million": 0},
    ]
    months = terminal("trend", archive, "会议", "--by", "month", "--json").json
    assert [(row["bucket"], row["hits"]) for row in months if row["hits"]] == [
        *(("2022-03", 2), ("2022-08", 1), ("2024-01", 1))
    ]
    assert len(months) == 23
    sources = terminal("trend", archive, "会议", "--by", "source", "--json").json
    assert [(row["bucket"], row["hits"], row["reports"]) for row in sources] == [("甲", 3, 2), ("乙", 1, 1)]
    table = terminal("trend", archive, "会议").out.splitlines()
    assert [line.split() for line in table[2:]] == [
        ["2022", "3", "111111.1", "2", "2"],
        ["2024", "1", "76923.1", "1", "1"],
    ]


def test_nothing_found_is_done_too(terminal, archive) -> None:
    for words in (
        ("kwic", archive, "没有"),
        ("kwic", archive, "tag:没有"),
        ("trend", archive, "没有"),
        ("kwic", archive, ""),
    ):
        ran = terminal(*words, "--json")
        assert (ran.status, ran.out.strip()) == (0, "[]" if words[0] == "trend" else "")


def test_what_is_not_understood_is_told_beside_the_result(terminal, dated) -> None:
    archive, _ = dated
    for command in ("kwic", "trend"):
        ran = terminal(command, archive, "会议 (", "--json")
        assert ran.status == 0
        assert "Character 4 of the query" in ran.err


def test_beside_a_program_that_writes_rows_say_how_far_the_index_is_behind(terminal, dated) -> None:
    archive, _ = dated
    assert terminal("kwic", archive, "会议").status == 0
    with Archive.open(archive) as opened:
        add_all(opened, a_draft(text="新的會議。"), a_draft(text="別的會議。"))
        for command in ("kwic", "trend"):
            ran = terminal(command, archive, "会议", "--json")
            rows = ran.rows if command == "kwic" else ran.json
            assert sum(row.get("hits", 1) for row in rows) == 4
            assert {row["index_behind"] for row in rows} == {2}
            assert "changed since: 2" in ran.err
    assert all("index_behind" not in row for row in terminal("kwic", archive, "会议", "--json").rows)


@pytest.mark.parametrize(
    "words",
    [
        ("kwic", "会议", "--width", "-1"),
        ("kwic", "会议", "--sort", "title"),
        ("trend",),
        ("trend", "会议", "--by", "day"),
    ],
)
def test_wrong_use_is_told(terminal, archive, words) -> None:
    ran = terminal(words[0], archive, *words[1:])
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_an_archive_that_is_none_is_told(terminal, tmp_path) -> None:
    (tmp_path / "x.archivist").write_text("no", encoding="utf-8")
    for command in ("kwic", "trend"):
        assert terminal(command, "x.archivist", "会议").status == 3
