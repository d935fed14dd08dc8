"""What is said of a query that found nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search.indexing import a_document, a_query, a_stamp

from archivist.search.apart import Form
from archivist.search.index import SearchIndex
from archivist.search.query import Query


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex.open(tmp_path / "index") as opened:
        opened.update([a_document("紡織產業會議", title=""), a_document("纺织出口", title="")], (), a_stamp(1))
        opened.update([a_document("防治病害", title="防治"), a_document("Belt and Road", title="")], (), a_stamp(2))
        yield opened


def forms(index: SearchIndex, query: str) -> list[tuple[str, int]]:
    (part,) = index.take_apart(a_query(query))
    return [(form.text, form.reports) for form in part.forms]


def test_each_word_is_counted_by_itself(index: SearchIndex) -> None:
    parts = index.take_apart(a_query("纺织 防治 鲸鱼 -病害"))
    assert [(part.text, part.reports) for part in parts] == [("纺织", 2), ("防治", 1), ("鲸鱼", 0)]


def test_what_sounds_alike_is_offered_with_most_reports_first(index: SearchIndex) -> None:
    assert forms(index, "放置") == [("纺织", 2), ("防治", 1)]
    assert forms(index, "title:放置") == [("防治", 1)]


def test_what_lacks_a_character_is_offered(index: SearchIndex) -> None:
    assert forms(index, "纺织的产业") == [("纺织产业", 1)]
    assert forms(index, "“纺织的”") == [("纺织", 2)]


def test_a_form_comes_with_the_whole_query(index: SearchIndex) -> None:
    _, part = index.take_apart(a_query("出口 (放置 OR 鲸鱼)"))[:2]
    assert part.forms == (Form("纺织", "出口 (纺织 OR 鲸鱼)", 1),)


def test_only_forms_with_which_something_is_found_are_offered(index: SearchIndex) -> None:
    _, part = index.take_apart(a_query("会议 放置"))
    assert [form.text for form in part.forms] == ["纺织"]


def test_other_characters_are_offered_for_exact_ones(index: SearchIndex) -> None:
    assert forms(index, "exact:紡織出口") == [("紡織出口", 1)]


def test_what_has_no_near_form_has_none(index: SearchIndex) -> None:
    for query in ("鲸", "xyz", "“!!!!”", "纺?鲸", "py:jingyu", "near:3(鲸鱼 纺织)", "\ud800\ud800", "鲸" * 100_000):
        assert forms(index, query) == []
    assert index.take_apart(a_query("tag:x")) == ()


def test_many_words_are_not_all_taken_apart(index: SearchIndex) -> None:
    assert len(index.take_apart(a_query(" ".join(f"词{number}" for number in range(1_000))))) == 20


def test_an_empty_index_has_nothing(tmp_path: Path) -> None:
    with SearchIndex.open(tmp_path / "empty") as index:
        assert [part.reports for part in index.take_apart(a_query("纺织"))] == [0]
        assert index.take_apart(Query(a_query("").tree)) == ()
