"""On real reports, every kind of query finds what reading all of them finds, in one segment and in many."""

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from search.indexing import a_document, a_query, a_stamp
from search.reading import finds, places

from archivist.search.context import LineSort
from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.query import Near, Query, Substring, Text
from archivist.search.snippets import find_matches
from archivist.search.values import IndexDocument

REPORTS = sorted((Path(__file__).parents[1] / "data" / "reports").rglob("*.md"))

QUERIES = [
    *(
        "国",
        "，",
        "的",
        "鑫",
        "5",
        "a",
        "规定",
        "人民",
        "委员会",
        "人民代表大会",
        "人民代表大會常務委員會",
        "不存在的词语",
    ),
    *("“第一条”", "“第 一 条”", "2019", "201", "gb", "iso", "（一）", "title:条例", "body:条例", "标题:上海 正文:北京"),
    *("规定 -条例", "上海 OR 北京", "(上海 OR 北京) 管理 -规定", "NOT 的", "-(上海 OR 北京)", "会議 審計"),
    *("人民?表大会", "国?院", "中*国", "上海*规定*施行", "?条例", "第*条", "本*?法", "*定", "人民*OR", "1*9", "？定？"),
    *("near:0(人民 代表)", "near:3(代表 人民)", "near:8(上海 人民 代表)", "near:20(国务院 规定)", "near:5(“第一” 条)"),
    *("title:(near:2(管理 条例))", "near:6(exact:管理 py:tiaoli)"),
    *("py:renmin", "py:ren2 min2", "py:rénmín", "py:guiding", "py:gui ding", "py:rmdbdh", "py:gzlfz", "py:zhi", "py:z"),
    *("title:(py:tiaoli)", "py:fang3zhi1", "py:xian"),
    *(
        "exact:规定",
        "exact:規定",
        "exact:，",
        "exact:“，”",
        "exact:“（”",
        "exact:“(”",
        "exact:ＩＳＯ",
        "exact:GB",
        "exact:gb",
    ),
]


@pytest.fixture(scope="module")
def documents() -> list[IndexDocument]:
    found = []
    for number, path in enumerate(REPORTS):
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        # Some in full-width letters and old punctuation, so that their fold is another text.
        body = (
            body.replace(",", "，") if number % 3 else body.replace("，", ",").replace("规", "規").replace("GB", "ＧＢ")
        )
        found.append(a_document(body, title=title.strip("# ")))
    return found


@pytest.fixture(scope="module", params=["one segment", "many segments"])
def index(
    request: pytest.FixtureRequest, documents: list[IndexDocument], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchIndex]:
    with SearchIndex.open(tmp_path_factory.mktemp("recall") / "index") as opened:
        if request.param == "one segment":
            opened.update(documents, (), a_stamp())
        else:
            for start in range(0, len(documents), 7):
                opened.update(documents[start : start + 7], (), a_stamp(start + 1))
            again = documents[::9]
            opened.update((), [document.id for document in again], a_stamp(1_000))
            opened.update(again, (), a_stamp(1_001))
        yield opened


def check(index: SearchIndex, documents: list[IndexDocument], query: Query) -> None:
    expected = {each.id for each in documents if finds(query.tree, {"title": each.title, "body": each.body})}
    assert set(index.ids(query)) == expected
    assert index.search(query, limit=0).count == len(expected)


@pytest.mark.parametrize("text", QUERIES)
def test_queries(index: SearchIndex, documents: list[IndexDocument], text: str) -> None:
    check(index, documents, a_query(text))


def test_random_pieces(index: SearchIndex, documents: list[IndexDocument]) -> None:
    chance = random.Random(6)
    for _ in range(300):
        paragraph = ""
        while not paragraph:
            paragraph = chance.choice(chance.choice(documents).body.split("\n"))
        start = chance.randrange(len(paragraph))
        piece = paragraph[start : start + chance.choice((1, 1, 2, 2, 3, 4, 5, 8, 16, 40))]
        check(index, documents, Query(Substring(piece, chance.choice(("", "body", "title")))))


def is_of_one_text(text: str) -> bool:
    tree = a_query(text).tree
    return isinstance(tree, Text) and not isinstance(tree, Near) and tree.fieldname != "title"


@pytest.mark.parametrize("text", list(filter(is_of_one_text, QUERIES)))
def test_matches_in_a_report_are_those_of_reading_it(documents: list[IndexDocument], text: str) -> None:
    query = a_query(text)
    assert isinstance(query.tree, Text)
    for document in documents[:12]:
        place, expected = 0, []
        for paragraph in document.body.split("\n"):
            expected += [(place + start, place + end) for start, end in places(query.tree, paragraph)]
            place += len(paragraph) + 1
        assert [(span.start, span.end) for span in find_matches(document.body, query)] == expected


@pytest.mark.parametrize("text", [*QUERIES, "人民 人民代表大会 代表大会", "规定 定的", "py:renmin 人民"])
def test_all_matches_are_counted(index: SearchIndex, documents: list[IndexDocument], text: str) -> None:
    query = a_query(text)
    found = set(index.ids(query))
    expected = sum(len(find_matches(each.body, query)) for each in documents if each.id in found)
    matches = index.search(query, limit=0, counts_matches=True).matches
    assert matches is not None
    assert matches.count == expected
    assert matches.by_year == {}  # no report has a date


_CHARACTERS = "会會议議的国ab1Ａ é\n，\U00020000纺織"
_PATTERNS = (
    *("会?的", "国*会", "*ab", "a?b", "near:0(会 议)", "near:4(会 “国”)", "near:6(a 的 会)", "near:2(py:hui exact:議)"),
    *(
        "py:huiyi",
        "py:hy",
        "py:fz",
        "py:yi4",
        "py:hui4yi4",
        "exact:會議",
        "exact:会",
        "exact:Ａ",
        "会 OR 国",
        "纺织",
        "ab1",
    ),
)


@pytest.mark.parametrize("seed", range(3))
def test_patterns_are_found_as_in_reading_through_updates_and_merges(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    present: dict[UUID, IndexDocument] = {}
    with SearchIndex.open(tmp_path / "index") as index:
        for step in range(1, 15):
            texts = ("".join(chance.choices(_CHARACTERS, k=chance.randint(0, 30))) for _ in range(chance.randint(0, 9)))
            new = [a_document(text, title="") for text in texts]
            gone = chance.sample(list(present), min(len(present), chance.randint(0, 4)))
            present = {key: each for key, each in present.items() if key not in gone} | {each.id: each for each in new}
            index.update(new, gone, a_stamp(step))
            if chance.random() < 0.3:
                index.tidy()
            for text in _PATTERNS:
                matches = {key: len(find_matches(each.body, parse(text))) for key, each in present.items()}
                assert set(index.ids(parse(text))) == {key for key, count in matches.items() if count}, text
                assert index.lines(parse(text), 5, LineSort.RIGHT).hits == sum(matches.values()), text
