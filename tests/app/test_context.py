"""Lines in context over an archive: those of its reports, with what is known of each."""

from pathlib import Path

import pytest
from builders import a_draft, add_all

from archivist.app.services.context import ContextLine, LineSort
from archivist.app.services.finding import find_in
from archivist.app.wiring import Services, create_archive, open_services
from archivist.app.within import Within
from archivist.domain import Span, WrittenScript
from archivist.store import reports
from archivist.text.fold import fold


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the sample reports; its index is made anew by each test that looks."""
    path = tmp_path_factory.mktemp("sample") / "s.archivist"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
            patch.setenv(name, str(path.parent))
        create_archive(path, with_sample=True)
    return path


@pytest.mark.parametrize("query", ["发展", "經濟 -會議", "创新 OR 產業", '"高质量发展" 建设', "的"])
def test_lines_are_what_reading_all_reports_finds(sample: Path, query: str) -> None:
    with open_services(sample) as services:
        by_date = services.context.find(query, width=12)
        lines = list(by_date.lines())
        matching = services.finding.matching_reports(query)
        with services.archive.read() as reader:
            texts = reports.reading_texts(reader, matching)
            listed = {each.id: each for each in reports.list_reports(reader, ids=matching)}
        expected = {(report, span) for report, text in texts.items() for span in find_in(text, query)}
        assert expected
        assert {(line.report, line.span) for line in lines} == expected
        assert (by_date.hits, by_date.reports) == (len(lines), len({report for report, _ in expected}))
        for line in lines:
            text = texts[line.report]
            begin, end = line.span.start - len(line.left), line.span.end + len(line.right)
            assert line.left + line.match + line.right == text[begin:end]
            assert line.match == line.span.of(text)
            assert len(line.left) == 12 or begin == 0 or text[begin - 1] == "\n"
            assert len(line.right) == 12 or text[end : end + 1] in ("", "\n")
            report = listed[line.report]
            assert (line.date, line.source, line.script) == (report.date, report.source, report.script)
        by_right = list(services.context.find(query, width=12, sort=LineSort.RIGHT).lines())
        assert by_right == sorted(lines, key=lambda line: fold(line.right))


def test_lines_are_read_from_any_place(sample: Path) -> None:
    with open_services(sample) as services:
        found = services.context.find("的")
        assert found.hits > 500
        lines = list(found.lines())
        assert list(found.lines(190, 20)) == lines[190:210]
        assert list(found.lines(found.hits - 3, 20)) == lines[-3:]
        assert list(found.lines(found.hits)) == []


def test_oldest_come_first_and_those_without_a_date_last(services: Services) -> None:
    dates = ("2024-02", None, "1999", "2024-02-01", "XXXX-01-01")
    add_all(services.archive, *(a_draft(date=date, text=f"會議{number}") for number, date in enumerate(dates)))
    found = [str(line.date) if line.date else None for line in services.context.find("会议").lines()]
    assert found[:3] == ["1999", "2024-02-01", "2024-02"]
    assert set(found[3:]) == {None, "XXXX-01-01"}


def test_only_reports_within_what_was_chosen_have_lines(services: Services) -> None:
    first, _ = add_all(
        services.archive, a_draft(source="甲", date="2023"), a_draft(source="乙", date="2024", text="會議。")
    )
    lines = list(services.context.find("会议", within=Within(sources=("甲",))).lines())
    assert [line.report for line in lines] == [first, first]
    assert services.context.find("会议", within=Within(years=(2024, 2030))).hits == 1


def test_a_line_of_a_report_that_is_thrown_away_meanwhile_is_still_read(services: Services) -> None:
    (report,) = add_all(services.archive, a_draft(text="會議。"))
    found = services.context.find("会议")
    services.library.trash([str(report)])
    assert list(found.lines()) == [ContextLine(report, Span(0, 2), "", "會議", "。", None, None, WrittenScript.NEUTRAL)]
    assert services.context.find("会议").hits == 0


def test_words_of_titles_have_no_line(services: Services) -> None:
    add_all(services.archive, a_draft(title="紡織", text="會議。"))
    found = services.context.find("纺织 OR 会议")
    assert [line.match for line in found.lines()] == ["會議"]
    assert services.context.find("纺织").hits == 0


@pytest.mark.parametrize("query", ["", "((", '"', "\ud800", "\0", "*", "-会议", "tag:x", "会议" * 5_000, "( " * 5_000])
def test_whatever_is_typed_has_an_answer(services: Services, query: str) -> None:
    add_all(services.archive, a_draft())
    for sort in LineSort:
        assert list(services.context.find(query, sort=sort).lines()) == []


def test_what_is_not_understood_is_told(services: Services) -> None:
    add_all(services.archive, a_draft())
    found = services.context.find("会议 (")
    assert found.hits == 2
    assert len(found.problems) == 1
