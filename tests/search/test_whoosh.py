"""The index is one of Whoosh's: its ordinary search gives the same answers as the collector for whole arrays."""

import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from search.indexing import a_document, a_stamp
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.qparser import QueryParser

from archivist.domain.ids import ReportId
from archivist.search.index import SearchIndex
from archivist.search.query import And, DateRange, Node, Not, Nothing, Or, Phrase, Query, Value

_CHARACTERS = "会议議国aB1 ，"
TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=20)
PIECES = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=3)
LEAVES = (
    st.builds(Phrase, PIECES, st.sampled_from(["", "title", "body"]))
    | st.builds(Value, st.just("source"), PIECES, st.booleans())
    | st.builds(DateRange, st.none() | st.integers(1, 9), st.none() | st.integers(1, 9))
    | st.just(Nothing())
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(Not, parts)
        | st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=5,
)


def ordinary_index(folder: Path) -> FileIndex:
    """The newest commit in the folder, as Whoosh itself opens it."""
    return FileStorage(str(folder)).open_index("reports")


def ordinary_search(index: FileIndex, tree: Node) -> set[ReportId]:
    with index.searcher() as searcher:
        found = [hit.docnum for hit in searcher.search(tree, limit=None)]
        keys = searcher.reader().column_reader("key", translate=False)
        return {ReportId(UUID(bytes=keys[number])) for number in found}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, PIECES, st.integers(0, 8), st.integers(0, 3)), min_size=1, max_size=8),
    st.lists(TREES, min_size=1, max_size=8),
    st.data(),
)
def test_both_ways_find_the_same(
    rows: list[tuple[str, str, str, int, int]], trees: list[Node], data: st.DataObject
) -> None:
    documents = [
        a_document(body, title=title, source=source, days=(day, day + more) if day else None)
        for title, body, source, day, more in rows
    ]
    removed = data.draw(st.sets(st.sampled_from([document.id for document in documents])))
    with tempfile.TemporaryDirectory() as parent, SearchIndex.open(Path(parent) / "index") as index:
        index.update(documents[::2], (), a_stamp(1))
        index.update(documents[1::2], (), a_stamp(2))
        index.update((), removed, a_stamp(3))
        if not index.count:
            return
        ordinary = ordinary_index(Path(parent) / "index")
        for tree in trees:
            assert set(index.ids(Query(tree))) == ordinary_search(ordinary, tree)


def test_whoosh_scores_by_how_often_something_is_found(tmp_path: Path) -> None:
    documents = [a_document("会议" * times, title="") for times in (2, 5, 3)]
    with SearchIndex.open(tmp_path / "index") as index:
        index.update(documents, (), a_stamp())
        with ordinary_index(tmp_path / "index").searcher() as searcher:
            hits = searcher.search(Phrase("会议", "body"))
            assert [(hit.docnum, hit.score) for hit in hits] == [(1, 5.0), (2, 3.0), (0, 2.0)]


def test_whooshs_own_parser_searches_the_texts(tmp_path: Path) -> None:
    documents = [a_document("區委召開會議", title="甲"), a_document("別的", title="會議")]
    with SearchIndex.open(tmp_path / "index") as index:
        index.update(documents, (), a_stamp())
        ordinary = ordinary_index(tmp_path / "index")
        query = QueryParser("body", ordinary.schema).parse("会议 OR title:会议")
        with ordinary.searcher() as searcher:
            assert {hit.docnum for hit in searcher.search(query)} == {0, 1}
