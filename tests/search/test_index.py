"""The index answers what reading every text would answer, through updates, deletions, merges and reopening."""

import random
import tempfile
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search.indexing import SomeSets, a_document, a_query, a_stamp, fits

from archivist.domain.errors import DiskFull, JobCancelled, WrongUse
from archivist.domain.ids import ReportId, new_id
from archivist.search.index import SearchIndex
from archivist.search.query import And, DateRange, InSet, Node, Not, Nothing, Or, Phrase, Query, Word
from archivist.search.values import FACETS, SORTS, IndexDocument
from archivist.text.fold import fold

# Few different characters, so that random pieces are found; both scripts, wide and Latin forms, a character outside the
# BMP and one that differs from it in the upper bits only, a lone surrogate, NUL, a combining mark, paragraph ends.
_CHARACTERS = "会會议議的的中国國aAbBＡé1２5 .，,\n\n\0\ud800\U00020000\u0000\U0001f600\u0301"
TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=40)
PIECES = st.text(st.sampled_from(_CHARACTERS.replace("\n", "")), min_size=1, max_size=5)
LEAVES = st.builds(Phrase, PIECES, st.sampled_from(["", "", "title", "body", "note"]))
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES | st.builds(InSet, st.just("tag"), st.just("t")),
    lambda parts: (
        st.builds(Not, parts)
        | st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=5,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[SearchIndex]:
    with SearchIndex.open(folder) as opened:
        yield opened


def found(index: SearchIndex, text: str) -> set[ReportId]:
    return set(index.ids(a_query(text)))


def put(index: SearchIndex, *documents: IndexDocument, removed: tuple[ReportId, ...] = ()) -> None:
    index.update(documents, removed, a_stamp((index.stamp.seq if index.stamp else 0) + 1))


class TestAgainstReading:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.lists(st.tuples(st.integers(0, 11), TEXTS, TEXTS, st.booleans()), max_size=5), max_size=12),
        st.lists(TREES, min_size=12, max_size=12),
        st.sets(st.integers(0, 11)),
        st.dictionaries(st.integers(0, 11), TEXTS, max_size=3),
    )
    def test_search_finds_what_reading_finds(
        self,
        updates: list[list[tuple[int, str, str, bool]]],
        trees: list[Node],
        tagged: set[int],
        notes: dict[int, str],
    ) -> None:
        reports = [ReportId(new_id()) for _ in range(12)]
        sets = SomeSets({"t": [reports[each] for each in tagged]}, {reports[one]: note for one, note in notes.items()})
        present: dict[ReportId, IndexDocument] = {}
        with tempfile.TemporaryDirectory() as place, SearchIndex.open(folder := Path(place) / "index") as index:
            for update in updates:
                new = [
                    a_document(body, title=title, report=reports[one]) for one, title, body, stays in update if stays
                ]
                removed = {reports[one] for one, _, _, stays in update if not stays} - {each.id for each in new}
                put(index, *new, removed=tuple(removed))
                present |= {document.id: document for document in new}
                present = {one: document for one, document in present.items() if one not in removed}
            with SearchIndex.open(folder, read_only=True) as reader:
                for tree in trees:
                    expected = sorted(one for one, document in present.items() if fits(tree, document, sets))
                    assert list(index.ids(Query(tree), sets)) == expected
                    result = reader.search(Query(tree), limit=100, sets=sets)
                    assert sorted(hit.id for hit in result.hits) == expected
                    assert result.count == len(expected)
                assert reader.count == len(present)

    @settings(max_examples=40, deadline=None)
    @given(st.text(st.characters(categories=None), max_size=60), st.data())
    def test_every_piece_of_a_paragraph_is_found(self, text: str, data: st.DataObject) -> None:
        body = f"前{text}"
        start = data.draw(st.integers(0, len(body) - 1))
        piece = body[start : data.draw(st.integers(start + 1, len(body)))]
        document, other = a_document(body), a_document("别的")
        with tempfile.TemporaryDirectory() as parent, SearchIndex.open(Path(parent) / "index") as index:
            put(index, other, document)
            tree = Phrase(piece, "body")
            assert (document.id in index.ids(Query(tree))) == fits(tree, document, SomeSets())


class TestMatching:
    def test_both_scripts_are_one_word(self, index: SearchIndex) -> None:
        document = a_document("區委召開會議")
        put(index, document)
        assert found(index, "会议") == found(index, "會議") == found(index, "會(huì)議") == {document.id}

    def test_a_match_never_crosses_a_paragraph_end(self, index: SearchIndex) -> None:
        put(index, a_document("中\n国"))
        assert found(index, "中国") == set()

    def test_a_single_character_is_found_at_the_end_too(self, index: SearchIndex) -> None:
        document = a_document("会议纪要", title="x")
        put(index, document)
        assert found(index, "要") == {document.id}

    def test_a_latin_word_is_found_from_its_beginning_only(self, index: SearchIndex) -> None:
        documents = [
            a_document(body, title="") for body in ("state of the art", "Artists", "the party", "第25条", "5条")
        ]
        put(index, *documents)
        assert found(index, "art") == {documents[0].id, documents[1].id}
        assert found(index, "5条") == {documents[4].id}

    def test_mixed_text_is_found(self, index: SearchIndex) -> None:
        document = a_document("依据GB/T 7714标准，建设5G网络")
        put(index, document)
        for piece in ('"GB/T 7714"', "gb/t", "5G网络", "网络"):
            assert found(index, piece) == {document.id}

    def test_nothing_is_asked_nothing_is_found(self, index: SearchIndex) -> None:
        put(index, a_document())
        assert index.search(Query(Nothing())).count == 0

    def test_a_sequence_longer_than_any_text_is_not_found(self, index: SearchIndex) -> None:
        put(index, a_document("会议"))
        assert found(index, f'"{"会议" * 10_000}"') == set()


class TestFields:
    def test_a_field_is_searched_alone(self, index: SearchIndex) -> None:
        one, two = a_document("正文", title="标题"), a_document("标题", title="正文")
        put(index, one, two)
        assert found(index, "标题:标题") == {one.id}
        assert found(index, "body:标题") == {two.id}
        assert found(index, "标题") == {one.id, two.id}

    def test_sources_are_found_by_a_part_or_whole(self, index: SearchIndex) -> None:
        one, two = a_document(source="人民日報"), a_document(source="人民日報海外版")
        put(index, one, two, a_document())
        assert found(index, "source:人民日报") == {one.id, two.id}
        assert found(index, "source:“人民日报”") == {one.id}

    def test_a_date_matches_where_the_ranges_overlap(self, index: SearchIndex) -> None:
        year = a_document(days=(date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()))
        day = a_document(days=(date(2024, 2, 1).toordinal(),) * 2)
        put(index, year, day, a_document())
        assert found(index, "date:2024-02") == {year.id, day.id}
        assert found(index, "date:2024-03..2025") == {year.id}
        assert found(index, "date:..2023") == set()
        assert found(index, "date:..") == {year.id, day.id}
        assert index.search(Query(DateRange(None, None))).count == 2

    def test_tags_and_notes_come_from_the_archive(self, index: SearchIndex) -> None:
        one, two = a_document("甲"), a_document("乙")
        put(index, one, two)
        sets = SomeSets({"重要": [one.id, ReportId(new_id())]}, {two.id: "再看一遍"})
        assert index.ids(a_query("tag:重要"), sets) == (one.id,)
        assert index.ids(a_query("再看"), sets) == (two.id,)
        assert index.ids(a_query("-note:再看"), sets) == (one.id,)

    def test_sets_are_asked_again_when_they_change(self, index: SearchIndex) -> None:
        one, two = a_document("甲"), a_document("乙")
        put(index, one, two)
        assert index.ids(a_query("tag:t"), SomeSets({"t": [one.id]}, version=1)) == (one.id,)
        assert index.ids(a_query("tag:t"), SomeSets({"t": [two.id]}, version=2)) == (two.id,)


class TestUpdates:
    def test_a_new_text_takes_the_place_of_the_old(self, index: SearchIndex) -> None:
        old = a_document("旧文", title="")
        put(index, old, a_document("别的", title=""))
        put(index, a_document("新文", title="", report=old.id))
        assert found(index, "旧文") == set()
        assert found(index, "新文") == {old.id}
        assert index.count == 2

    def test_of_two_texts_for_one_report_the_last_counts(self, index: SearchIndex) -> None:
        first = a_document("一", title="")
        put(index, first, a_document("二", title="", report=first.id))
        assert index.count == 1
        assert found(index, "二") == {first.id}

    def test_a_removed_report_is_gone(self, index: SearchIndex) -> None:
        one, two = a_document(), a_document()
        put(index, one, two)
        put(index, removed=(one.id, ReportId(new_id())))
        assert found(index, "会议") == {two.id}
        assert index.search(a_query("会议"), facets=("script",)).facets == {"script": {"traditional": 1}}

    def test_an_index_that_lost_all_its_reports_still_works(self, index: SearchIndex) -> None:
        one = a_document()
        put(index, one)
        put(index, removed=(one.id,))
        assert index.count == 0
        put(index, one)
        assert found(index, "会议") == {one.id}

    def test_a_stamp_can_move_on_alone(self, index: SearchIndex, folder: Path) -> None:
        put(index, a_document())
        index.update((), (), a_stamp(9))
        assert SearchIndex.open(folder, read_only=True).stamp == a_stamp(9)

    def test_clearing_leaves_nothing(self, index: SearchIndex) -> None:
        put(index, a_document())
        index.clear()
        assert index.stamp is None
        assert index.count == 0
        assert found(index, "会议") == set()

    def test_the_number_of_segments_stays_small(self, index: SearchIndex, folder: Path) -> None:
        documents = [a_document(f"第{number}号文件", title="") for number in range(60)]
        for document in documents:
            put(index, document)
        assert len(list(folder.glob("*.body.col"))) < 24
        for document in documents[::7]:
            assert found(index, f'"{document.body}"') == {document.id}

    def test_reports_that_are_edited_again_and_again_leave_nothing_behind(
        self, index: SearchIndex, folder: Path
    ) -> None:
        document = a_document()
        for number in range(30):
            put(index, a_document(f"第{number}稿", title="", report=document.id))
        assert len(list(folder.glob("*.body.col"))) == 1
        assert found(index, "29稿") == {document.id}

    def test_a_merge_does_not_keep_an_update_waiting(self, index: SearchIndex, folder: Path) -> None:
        documents = [a_document(f"第{number}号文件，" + "某事。" * 60_000, title="") for number in range(4)]
        for document in documents:
            put(index, document)
        changed, new = a_document("改了的文件", title="", report=documents[1].id), a_document("新文件", title="")
        seen: list[set[ReportId]] = []

        def goes_on() -> bool:
            if (folder / "merging").exists() and not seen:
                put(index, changed, new, removed=(documents[2].id,))
                seen.append(found(index, "文件"))
            return True

        index.tidy(goes_on)
        present = {documents[0].id, changed.id, documents[3].id, new.id}
        assert seen == [present]
        assert found(index, "文件") == present
        assert found(index, "改了 OR 第2号") == {changed.id}
        assert index.count == 4
        assert len(list(folder.glob("*.body.col"))) == 2
        assert not (folder / "merging").exists()
        with SearchIndex.open(folder, read_only=True) as reader:
            assert found(reader, "文件") == present
            assert reader.check()

    def test_a_merge_that_is_given_up_leaves_all_as_it_was(self, index: SearchIndex, folder: Path) -> None:
        for number in range(4):
            put(index, a_document(f"第{number}号文件，" + "某事。" * 60_000, title=""))
        files = {path.name for path in folder.iterdir()}
        index.tidy(lambda: not (folder / "merging").exists())
        assert {path.name for path in folder.iterdir()} == files
        assert len(found(index, "文件")) == 4
        index.tidy()
        assert len(list(folder.glob("*.body.col"))) == 1

    def test_a_long_update_comes_in_parts_and_counts_as_one(self, folder: Path) -> None:
        documents = [a_document(f"第{number}号文件。" * 40, title="") for number in range(50)]
        again = a_document("第7号改了", title="", report=documents[7].id)
        with SearchIndex.open(folder, memory=100_000) as index:
            index.update([*documents, again], (), a_stamp())
            assert index.count == 50
            assert found(index, "第7号") == {again.id}
            assert found(index, "文件") == {each.id for each in documents if each.id != again.id}

    def test_indexing_keeps_to_its_memory(self, folder: Path) -> None:
        characters = "".join(map(chr, range(0x4E00, 0x7000)))
        texts = (characters[number : number + 900] for number in range(1_600))
        memory = 30_000_000
        with SearchIndex.open(folder, memory=memory) as index:
            put(index, a_document())  # loads what is loaded once
            tracemalloc.start()
            index.update((a_document(text, title="") for text in texts), (), a_stamp(2))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert index.count == 1_601
            assert len(list(folder.glob("*.body.col"))) > 2
        assert peak < memory

    def test_of_a_long_update_that_fails_nothing_stays(self, folder: Path) -> None:
        def some() -> Iterator[IndexDocument]:
            yield from (a_document("文件" * 1_000) for _ in range(9))
            raise OSError(28, "No space left on device")

        with SearchIndex.open(folder, memory=100_000) as index:
            put(index, a_document("旧文件", title=""))
            files = {path.name for path in folder.iterdir()}
            with pytest.raises(DiskFull):
                index.update(some(), (), a_stamp(2))
            assert index.count == 1
            assert index.stamp == a_stamp(1)
            assert {path.name for path in folder.iterdir()} == files

    def test_merged_segments_rank_as_they_did(self, index: SearchIndex, folder: Path) -> None:
        documents = [a_document("会议" * number + "的内容", title=f"第{number}号") for number in range(1, 17)]
        put(index, *documents)
        together = index.search(a_query("会议 内容"), limit=20)
        index.clear()
        for document in documents:
            put(index, document)
        assert index.search(a_query("会议 内容"), limit=20) == together

    def test_a_reader_takes_up_what_was_committed(self, index: SearchIndex, folder: Path) -> None:
        put(index, a_document())
        with SearchIndex.open(folder, read_only=True) as reader:
            put(index, a_document())
            assert reader.count == 1
            assert reader.refresh()
            assert reader.count == 2
            assert reader.stamp == a_stamp(2)
            assert not reader.refresh()

    def test_a_reader_goes_on_with_what_it_has_while_files_go(self, index: SearchIndex, folder: Path) -> None:
        put(index, *(a_document() for _ in range(5)))
        with SearchIndex.open(folder, read_only=True) as reader:
            index.clear()
            assert reader.search(a_query("紡織產業")).count == 5
            assert reader.refresh()
            assert reader.stamp is None

    def test_readers_and_the_writer_do_not_disturb_one_another(self, index: SearchIndex, folder: Path) -> None:
        put(index, a_document())
        done = threading.Event()
        counts: list[int] = []

        def read() -> None:
            while not done.is_set():
                with SearchIndex.open(folder, read_only=True) as reader:
                    counts.append(reader.search(a_query("会议")).count)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for thread in readers:
            thread.start()
        for _ in range(25):
            put(index, a_document())
        done.set()
        for thread in readers:
            thread.join()
        assert set(counts) <= set(range(1, 27))
        assert 0 not in counts


class TestGoingOn:
    def test_a_search_ends_as_soon_as_nobody_wants_it(self, index: SearchIndex) -> None:
        put(index, a_document())
        put(index, a_document())
        asked: list[int] = []

        def goes_on() -> bool:
            asked.append(1)
            return len(asked) < 2

        with pytest.raises(JobCancelled):
            index.search(a_query("会议"), goes_on=goes_on)
        assert len(asked) == 2
        assert index.search(a_query("会议")).count == 2

    def test_it_ends_between_the_words_of_a_long_query_too(self, index: SearchIndex) -> None:
        put(index, a_document())
        asked: list[int] = []

        def goes_on() -> bool:
            asked.append(1)
            return len(asked) < 10

        with pytest.raises(JobCancelled):
            index.search(a_query(" OR ".join(f"会{number}" for number in range(1_000))), goes_on=goes_on)
        with pytest.raises(JobCancelled):
            index.take_apart(a_query("纺织业 纺织品"), goes_on=goes_on)
        assert len(asked) < 20

    def test_behind_a_word_that_is_nowhere_no_other_is_looked_for(self, index: SearchIndex) -> None:
        put(index, a_document())
        asked: list[int] = []
        query = a_query(" ".join(["会议", "那里", *(f"议{number}" for number in range(1_000))]))
        assert index.search(query, goes_on=lambda: not asked.append(1)).count == 0
        assert len(asked) < 10


class TestOrder:
    def test_a_title_that_is_the_query_comes_first(self, index: SearchIndex) -> None:
        often = a_document("会议" * 50, title="会议会议会议")
        exact = a_document("别的内容" * 100, title="會議")
        put(index, often, exact)
        assert index.search(a_query("会议")).hits[0].id == exact.id

    def test_words_that_are_a_title_together_come_first(self, index: SearchIndex) -> None:
        often = a_document("Belt and Road, Belt and Road", title="Road and Belt and Road")
        exact = a_document("x" * 500, title="Belt and Road")
        put(index, often, exact)
        assert index.search(a_query("belt and road")).hits[0].id == exact.id

    def test_a_word_in_the_title_weighs_more(self, index: SearchIndex) -> None:
        body, title = a_document("紡織產業", title="其他消息"), a_document("其他消息", title="紡織產業園")
        put(index, body, title)
        assert [hit.id for hit in index.search(a_query("紡織")).hits] == [title.id, body.id]

    def test_a_rare_word_weighs_more(self, index: SearchIndex) -> None:
        common = [a_document("会议会议", title="") for _ in range(20)]
        rare = a_document("纺织会议", title="")
        put(index, *common, rare)
        assert index.search(a_query("会议 OR 纺织")).hits[0].id == rare.id

    def test_words_that_stand_near_one_another_come_first(self, index: SearchIndex) -> None:
        between = ["某" * 20, "某", "某" * 200, "", "。\n" + "某" * 3]
        bodies = [f"紡織{gap}產業" + "某" * (200 - len(gap)) for gap in between]
        documents = [a_document(body, title="") for body in bodies]
        put(index, *documents[:2])
        put(index, *documents[2:])
        hits = index.search(a_query("纺织 产业")).hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (3, 1, 4, 0, 2)]
        hits = index.search(a_query("产业 纺织")).hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (3, 1, 4, 0, 2)]

    def test_pages_join_where_only_the_best_are_ranked_closely(self, index: SearchIndex) -> None:
        put(index, *(a_document(f"會議{'某' * (number % 17)}產業", title="") for number in range(330)))
        query = a_query("会议 产业")
        whole = index.search(query, limit=1_000).hits
        pages = [index.search(query, limit=30, offset=offset).hits for offset in range(0, 330, 30)]
        assert tuple(hit for page in pages for hit in page) == whole
        assert len({hit.id for hit in whole}) == 330

    def test_dates_are_newest_first_and_none_last(self, index: SearchIndex) -> None:
        days = [(5, 5), None, (900, 900), (7, 7)]
        documents = [a_document(days=day) for day in days]
        put(index, *documents)
        hits = index.search(a_query("会议"), sort="date").hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (2, 3, 0, 1)]

    def test_titles_are_in_order_of_their_folded_code_points(self, index: SearchIndex) -> None:
        documents = [a_document(title=title) for title in ("乙", "b", "\U00020000", "A", "")]
        put(index, *documents)
        hits = index.search(a_query("会议"), sort="title").hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (4, 3, 1, 0, 2)]

    @pytest.mark.parametrize("wanted", [1, 7, 1_100, 3_000])
    def test_of_many_titles_the_first_are_right(self, index: SearchIndex, wanted: int) -> None:
        chance = random.Random(5)
        endings = ["", "一", "\U00020000甲", "會議", "会议", "A", "\ud800"]
        titles = ["关于印发" * chance.randint(0, 3) + chance.choice(endings) for _ in range(2_300)]
        documents = [a_document("甲", title=title) for title in titles]
        put(index, *documents[:900])
        put(index, *documents[900:])
        hits = index.search(a_query("body:甲"), sort="title", limit=wanted).hits
        expected = sorted(documents, key=lambda each: (fold(each.title), each.id))[:wanted]
        assert [hit.id for hit in hits] == [each.id for each in expected]

    def test_lengths_are_longest_first(self, index: SearchIndex) -> None:
        documents = [a_document("会议" * times) for times in (1, 3, 2)]
        put(index, *documents)
        hits = index.search(a_query("会议"), sort="length").hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (1, 2, 0)]

    def test_what_was_annotated_last_comes_first(self, index: SearchIndex) -> None:
        documents = [a_document() for _ in range(5)]
        put(index, *documents[:3])
        put(index, *documents[3:])
        times = {4: "2024-02-01T08:00:00.002Z", 1: "2024-02-01T08:00:00.001Z", 3: "2024-03-01T08:00:00.000Z"}
        sets = SomeSets(annotated={documents[place].id: time for place, time in times.items()})
        sets.annotated[ReportId(new_id())] = "2025-01-01T00:00:00.000Z"
        hits = index.search(a_query("会议"), sort="annotated", sets=sets).hits
        assert [hit.id for hit in hits] == [documents[place].id for place in (3, 4, 1, 0, 2)]

    @pytest.mark.parametrize("sort", SORTS)
    def test_pages_join_to_the_whole_list(self, index: SearchIndex, sort: str) -> None:
        for group in range(3):
            put(
                index, *(a_document("会议" * (1 + number % 3), days=(1 + number % 2, 9)) for number in range(7 + group))
            )
        query = a_query("会议")
        whole = index.search(query, limit=100, sort=sort).hits
        pages = [index.search(query, limit=5, offset=offset, sort=sort).hits for offset in range(0, 30, 5)]
        assert len(whole) == 24
        assert tuple(hit for page in pages for hit in page) == whole

    def test_an_unknown_order_or_facet_is_refused(self, index: SearchIndex) -> None:
        with pytest.raises(WrongUse):
            index.search(a_query("x"), sort="beauty")
        with pytest.raises(WrongUse):
            index.search(a_query("x"), facets=("beauty",))


class TestFacets:
    def test_facets_count_all_that_was_found(self, index: SearchIndex) -> None:
        day = date(2024, 2, 1).toordinal()
        documents = [
            a_document(source="甲", days=(day, day)),
            a_document(source="乙", days=(day - 300, day - 300)),
            a_document(source="乙", script="simplified"),
            a_document("别的", title="", source="丙", days=(day, day)),
        ]
        put(index, *documents[:2])
        put(index, *documents[2:])
        sets = SomeSets({"少": [documents[0].id, documents[3].id], "多": [each.id for each in documents], "无": []})
        result = index.search(a_query("会议"), limit=0, facets=FACETS, sets=sets)
        assert result.count == 3
        assert result.hits == ()
        assert {name: list(counts.items()) for name, counts in result.facets.items()} == {
            "year": [("2024", 1), ("2023", 1)],
            "month": [("2024-02", 1), ("2023-04", 1)],
            "source": [("乙", 2), ("甲", 1)],
            "script": [("traditional", 2), ("simplified", 1)],
            "person": [],
            "place": [],
            "tag": [("多", 3), ("少", 1)],
            "collection": [],
            "colour": [],
        }

    def test_names_that_fold_alike_are_counted_as_one_that_filters_to_as_many(self, index: SearchIndex) -> None:
        names = [("李强",), ("李強", "李强"), ("李強", "王毅"), ("李強",), ("王毅",)]
        documents = [replace(a_document(source="日報" if len(each) > 1 else "日报"), persons=each) for each in names]
        put(index, *documents[:2])
        put(index, *documents[2:])
        assert index.count == 5
        counts = index.search(a_query("会议"), facets=("person", "source")).facets
        assert counts == {"person": {"李強": 4, "王毅": 2}, "source": {"日报": 5}}
        for field, values in counts.items():
            for value, number in values.items():
                assert len(index.ids(a_query(f"{field}:“{value}”"))) == number
        # A name remains as it is mostly written, whatever is found.
        some = index.search(a_query("person:李强 -person:王毅"), facets=("person",))
        assert some.facets["person"] == {"李強": 3}
        put(index, replace(documents[3], persons=("李强",)))
        assert index.search(a_query("会议"), facets=("person",)).facets["person"] == {"李强": 4, "王毅": 2}

    @given(st.lists(st.integers(1, date.max.toordinal()), max_size=20))
    @settings(max_examples=20, deadline=None)
    def test_every_year_is_counted_as_the_calendar_has_it(self, days: list[int]) -> None:
        with tempfile.TemporaryDirectory() as parent, SearchIndex.open(Path(parent) / "index") as index:
            put(index, *(a_document(days=(day, day)) for day in days))
            years = [f"{date.fromordinal(day).year:04d}" for day in days]
            expected = {year: years.count(year) for year in sorted(set(years), reverse=True)}
            assert index.search(Query(Word("会议")), facets=("year",)).facets["year"] == expected
