"""Lines in context are what reading every report would give, in the order of what stands beside the match."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search.indexing import a_document, a_query, a_stamp

from archivist.domain.ids import ReportId
from archivist.domain.span import Span
from archivist.search.context import Line, LineSort
from archivist.search.index import SearchIndex
from archivist.search.query import And, Node, Not, Or, Phrase, Query
from archivist.search.snippets import find_matches
from archivist.search.values import IndexDocument
from archivist.text.fold import fold

_CHARACTERS = "会會议議的中国a1 ，。\n\n\U00020000"
TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=60)
PIECES = st.text(st.sampled_from(_CHARACTERS.replace("\n", "")), min_size=1, max_size=3)
LEAVES = st.builds(Phrase, PIECES, st.sampled_from(["", "", "title", "body"]))
TREES: st.SearchStrategy[Node] = st.one_of(
    LEAVES,
    st.builds(And, st.tuples(LEAVES, st.builds(Not, LEAVES))),
    st.builds(And, st.tuples(LEAVES, LEAVES)),
    st.builds(Or, st.tuples(LEAVES, LEAVES)),
)
DAYS = st.one_of(st.none(), st.sampled_from([(5, 5), (5, 7), (800_000, 800_000)]))
DOCUMENTS = st.builds(
    lambda body, title, source, days: a_document(body, title=title, source=source, days=days),
    TEXTS,
    TEXTS,
    st.sampled_from([None, "甲", "乙"]),
    DAYS,
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex.open(tmp_path / "index") as opened:
        yield opened


def lines_read(documents: list[IndexDocument], matching: set[ReportId], query: Query, width: int) -> list[Line]:
    """The lines of all matching documents by date, by reading them."""
    lines: list[Line] = []
    for document in sorted(documents, key=by_date):
        if document.id in matching:
            for span in find_matches(document.body, query):
                before, behind = document.body[: span.start], document.body[span.end :]
                left = before[before.rfind("\n") + 1 :]
                lines.append(
                    Line(
                        document.id,
                        span,
                        left[max(0, len(left) - width) :],
                        span.of(document.body),
                        behind.split("\n")[0][:width],
                    )
                )
    return lines


def by_date(document: IndexDocument) -> tuple[object, ...]:
    return document.earliest is None, document.earliest or 0, document.latest or 0, document.id


def all_lines(index: SearchIndex, query: Query, width: int = 30, sort: LineSort = LineSort.DATE) -> list[Line]:
    found = index.lines(query, width, sort)
    lines = found.page(0, found.hits + 1)
    assert len(lines) == found.hits
    assert len({line.report for line in lines}) == found.reports
    return lines


class TestAgainstReading:
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(DOCUMENTS, min_size=1, max_size=8), TREES, st.integers(0, 9), st.integers(1, 8))
    def test_lines_are_those_of_the_matching_reports(
        self, documents: list[IndexDocument], tree: Node, width: int, first_part: int
    ) -> None:
        query = Query(tree)
        with tempfile.TemporaryDirectory() as place, SearchIndex.open(Path(place) / "index") as index:
            index.update(documents[:first_part], (), a_stamp())
            index.update(documents[first_part:], (), a_stamp(2))
            expected = lines_read(documents, set(index.ids(query)), query, width)
            source_by_id = {each.id: each.source for each in documents}
            for sort, key in (
                (LineSort.DATE, lambda line: 0),
                (LineSort.RIGHT, lambda line: fold(line.right)),
                (LineSort.LEFT, lambda line: fold(line.left)[::-1]),
                (LineSort.SOURCE, lambda line: (source_by_id[line.report] is None, source_by_id[line.report])),
            ):
                assert all_lines(index, query, width, sort) == sorted(expected, key=key), sort


def test_a_context_ends_with_its_paragraph(index: SearchIndex) -> None:
    index.update([a_document("前段。\n今天的会议开始。\n後段。")], (), a_stamp())
    (line,) = all_lines(index, a_query("會議"))
    assert (line.left, line.match, line.right) == ("今天的", "会议", "开始。")
    assert line.span == Span(7, 9)


def test_a_shorter_context_comes_before_one_that_goes_on(index: SearchIndex) -> None:
    bodies = [f"议{'国' * count}" for count in (9, 3, 12, 4, 8, 5, 0)]
    index.update([a_document(body) for body in bodies], (), a_stamp())
    found = all_lines(index, a_query("议"), 40, LineSort.RIGHT)
    assert [len(line.right) for line in found] == [0, 3, 4, 5, 8, 9, 12]


def test_contexts_are_compared_in_either_script(index: SearchIndex) -> None:
    index.update([a_document(f"会{rest}") for rest in ("議乙", "议甲", "議丙")], (), a_stamp())
    found = all_lines(index, a_query("会"), 40, LineSort.RIGHT)
    assert [line.right for line in found] == sorted(["議乙", "议甲", "議丙"], key=fold)


def test_a_page_is_a_part_of_all_lines(index: SearchIndex) -> None:
    index.update([a_document("会议，会议，会议。") for _ in range(5)], (), a_stamp())
    found = index.lines(a_query("会议"), 5, LineSort.LEFT)
    whole = found.page(0, 100)
    assert len(whole) == found.hits == 15
    assert found.page(4, 3) == whole[4:7]
    assert found.page(14, 3) == whole[14:]
    assert found.page(15, 3) == found.page(3, 0) == []


@pytest.mark.parametrize("sort", LineSort)
def test_pages_are_the_same_in_whatever_order_they_are_taken(index: SearchIndex, sort: LineSort) -> None:
    # Contexts that differ late, and only some of them: what is told apart depends on what is taken.
    beside = [f"{'国' * (number % 3 * 7)}{number * 5 % 4}{'中' * 12}{number % 5}" for number in range(40)]
    index.update([a_document(f"{text[::-1]}议{text}") for text in beside], (), a_stamp())
    whole = index.lines(a_query("议"), 60, sort).page(0, 40)
    apart = index.lines(a_query("议"), 60, sort)
    pages = {first: apart.page(first, 3) for first in (30, 6, 33, 0, 3, 36, 9, 39, 12, 27, 15, 24, 18, 21)}
    assert [line for first in sorted(pages) for line in pages[first]] == whole


def test_lines_stay_what_they_were_when_the_index_goes_on(index: SearchIndex) -> None:
    old = a_document("会议开始。")
    index.update([old], (), a_stamp())
    found = index.lines(a_query("会议"), 5, LineSort.DATE)
    index.update([a_document("别的。", report=old.id)], (), a_stamp(2))
    assert [line.right for line in found.page(0, 9)] == ["开始。"]
    assert index.lines(a_query("会议"), 5, LineSort.DATE).hits == 0


@pytest.mark.parametrize("text", ["", "title:会议", "note:会议", "-会议", "date:2024", "tag:甲", "((("])
def test_without_anything_to_find_in_texts_there_are_no_lines(index: SearchIndex, text: str) -> None:
    from archivist.search.language import parse

    index.update([a_document(days=(738_000, 739_000))], (), a_stamp())
    found = index.lines(parse(text), 5, LineSort.RIGHT)
    assert (found.hits, found.reports, found.page(0, 5)) == (0, 0, [])


def test_sorting_many_equal_contexts_looks_no_further_than_it_must(index: SearchIndex) -> None:
    index.update([a_document("议" * 200_000)], (), a_stamp())
    found = index.lines(a_query("议"), 10**9, LineSort.RIGHT)
    assert found.hits == 200_000
    assert [len(line.right) for line in found.page(0, 2)] == [0, 1]
