"""Trends count what reading every report would count."""

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search.indexing import a_document, a_query, a_stamp

from archivist.search.index import SearchIndex
from archivist.search.query import And, Node, Phrase, Query, Value
from archivist.search.snippets import find_matches
from archivist.search.trend import Bucket, By, TrendCounts
from archivist.search.values import IndexDocument

_CHARACTERS = "会會议議的a1 ，\n\U00020000"
TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=40)
PIECES = st.text(st.sampled_from(_CHARACTERS.replace("\n", "")), min_size=1, max_size=2)
_DAYS = st.one_of(st.none(), st.dates(date(1968, 11, 1), date(1971, 2, 28)).map(date.toordinal))
DOCUMENTS = st.builds(
    lambda body, source, day: a_document(body, source=source, days=(day, day) if day else None),
    TEXTS,
    st.sampled_from([None, "甲", "乙", "丙"]),
    _DAYS,
)

_NAMES: dict[By, Callable[[IndexDocument], str]] = {
    By.YEAR: lambda document: date.fromordinal(document.earliest).isoformat()[:4] if document.earliest else "",
    By.MONTH: lambda document: date.fromordinal(document.earliest).isoformat()[:7] if document.earliest else "",
    By.SOURCE: lambda document: document.source or "",
}


def counted(*documents: IndexDocument, queries: tuple[str, ...] = (), by: By = By.YEAR) -> TrendCounts:
    with tempfile.TemporaryDirectory() as place, SearchIndex.open(Path(place) / "index") as index:
        index.update(documents, (), a_stamp())
        return index.trend([a_query(query) for query in queries], by)


def on(*parts: int) -> tuple[int, int]:
    day = date(*parts).toordinal()  # type: ignore[arg-type]
    return day, day


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DOCUMENTS, min_size=1, max_size=8), st.lists(PIECES, max_size=3), st.integers(1, 8), st.booleans())
def test_counts_are_those_of_reading(
    documents: list[IndexDocument], pieces: list[str], first_part: int, is_narrowed: bool
) -> None:
    queries = [Query(Phrase(piece, "body")) for piece in pieces]
    within = Query(Value("source", "甲", is_whole=True)) if is_narrowed else None
    base = [each for each in documents if within is None or each.source == "甲"]
    with tempfile.TemporaryDirectory() as place, SearchIndex.open(Path(place) / "index") as index:
        index.update(documents[:first_part], (), a_stamp())
        index.update(documents[first_part:], (), a_stamp(2))
        for by, name in _NAMES.items():
            narrowed = [Query(_both(query, within)) for query in queries]
            found = index.trend(narrowed, by, within)
            names = [bucket.name for bucket in found.buckets]
            assert len(set(names)) == len(names) and {name(each) for each in base} <= set(names)
            reports, characters = Counter(map(name, base)), Counter[str]()
            for each in base:
                characters[name(each)] += len(each.body)
            assert [(b.reports, b.characters) for b in found.buckets] == [(reports[n], characters[n]) for n in names]
            for query, hits, holding in zip(queries, found.hits, found.reports, strict=True):
                matches = [(name(each), len(find_matches(each.body, query))) for each in base]
                assert hits == tuple(sum(n for bucket, n in matches if bucket == each) for each in names)
                assert holding == tuple(sum(n > 0 for bucket, n in matches if bucket == each) for each in names)


def _both(query: Query, within: Query | None) -> Node:
    return query.tree if within is None else And((query.tree, within.tree))


def test_years_and_months_between_are_there_without_reports() -> None:
    documents = [a_document(days=on(2023, 11, 5)), a_document(days=on(2024, 2, 1)), a_document()]
    assert [(b.name, b.reports) for b in counted(*documents, by=By.MONTH).buckets] == [
        *(("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 1)),
        ("", 1),
    ]
    assert [b.name for b in counted(a_document(days=on(1969, 1, 1)), a_document(days=on(1971, 1, 1))).buckets] == [
        *("1969", "1970", "1971"),
    ]


def test_a_date_of_several_years_counts_in_the_earliest() -> None:
    days = date(2020, 1, 1).toordinal(), date(2029, 12, 31).toordinal()
    assert counted(a_document("会议", days=days)).buckets == (Bucket("2020", 1, 2),)


def test_sources_stand_with_most_reports_first() -> None:
    documents = [a_document(source=source) for source in ("乙", "丙", None, "丙", "甲", None, None)]
    assert [(b.name, b.reports) for b in counted(*documents, by=By.SOURCE).buckets] == [
        *(("丙", 2), ("乙", 1), ("甲", 1)),
        ("", 3),
    ]


def test_a_source_in_both_scripts_is_one() -> None:
    documents = [a_document("會議", title="", source=source) for source in ("日報", "日报", "日报", "晚报")]
    found = counted(*documents, queries=("会议",), by=By.SOURCE)
    assert [(bucket.name, bucket.reports) for bucket in found.buckets] == [("日报", 3), ("晚报", 1)]
    assert found.hits == ((3, 1),)


def test_every_hit_of_a_frequent_character_counts() -> None:
    found = counted(a_document("的" * 1000, days=on(2024, 1, 1)), queries=("的",))
    assert (found.hits, found.reports) == (((1000,),), ((1,),))


def test_an_empty_archive_has_no_buckets() -> None:
    for by in By:
        assert counted(queries=("会议",), by=by) == TrendCounts((), ((),), ((),))
