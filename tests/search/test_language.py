"""The query language: what is understood, what is told, and that nothing makes it fail."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.search.language import parse
from archivist.search.query import (
    And,
    DateRange,
    Exact,
    InSet,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Pinyin,
    Value,
    Wildcard,
    Word,
)

A, B, C = Word("甲"), Word("乙"), Word("丙")

_PIECES = [
    *'()（）"“”「」『』＂:：-－?*. \n',
    *(
        " OR ",
        " NOT ",
        " AND ",
        "ＯＲ",
        "title:",
        "标题：",
        "日期:",
        "date:",
        "2024",
        "..",
        "tag:",
        "来源:",
        "near:8(",
        "邻近：",
        "py:",
        "fang zhi ",
        "exact:",
        "原字：",
        "has:",
        "note ",
        "is:",
        "person:",
        "OR*",
        "?",
    ),
    *(
        "會(huì)",
        "會(huì)(huì)",
        "甲",
        "a",
        "foo:",
        "http://",
        "\0",
        "\ud800",
        "\U00020000",
        "&#40;",
        "2024-02-30",
        "XXXX-02",
    ),
]
QUERIES = st.lists(st.sampled_from(_PIECES) | st.characters(categories=None), max_size=25).map("".join)


def days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Nothing()),
        ("  \u3000\n", Nothing()),
        ("甲", A),
        ("甲 乙", And((A, B))),
        ("甲\u3000乙", And((A, B))),
        ("甲 AND 乙", And((A, B))),
        ("甲 甲", A),
        ("甲 OR 乙", Or((A, B))),
        ("甲 ＯＲ 乙", Or((A, B))),
        ("甲 乙 OR 丙", And((A, Or((B, C))))),
        ("(甲 乙) OR 丙", Or((And((A, B)), C))),
        ("甲 (乙 丙)", And((A, B, C))),
        ("甲 -乙", And((A, Not(B)))),
        ("甲 －乙", And((A, Not(B)))),
        ("甲 NOT 乙", And((A, Not(B)))),
        ("NOT NOT 甲", A),
        ("-(甲 OR 乙)", Not(Or((A, B)))),
        ("-(-甲)", A),
        ("甲 - 乙", And((A, B))),
        ("or and not", And((Word("or"), Word("and"), Word("not")))),
        ("GB/T-7714", Word("GB/T-7714")),
        ('"甲 乙"', Phrase("甲 乙")),
        ("“甲 乙”", Phrase("甲 乙")),
        ("＂甲 乙＂", Phrase("甲 乙")),
        ("“甲 乙“", Phrase("甲 乙")),
        ("「甲 “乙”」", Phrase("甲 “乙”")),
        ("『甲「乙」』", Phrase("甲「乙」")),
        ('甲"乙"丙', And((A, Phrase("乙"), C))),
        ('-"甲 乙"', Not(Phrase("甲 乙"))),
        ("（甲 OR 乙） 丙", And((Or((A, B)), C))),
    ],
)
def test_signs(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert not parse(text).problems


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("title:甲", Word("甲", "title")),
        ("TITLE：甲", Word("甲", "title")),
        ("标题:甲", Word("甲", "title")),
        ("標題：甲", Word("甲", "title")),
        ("标题： 甲", Word("甲", "title")),
        ("正文:“甲 乙”", Phrase("甲 乙", "body")),
        ("筆記:甲", Word("甲", "note")),
        ("title:-甲", Word("-甲", "title")),
        ("title:(甲 OR -乙) 丙", And((Or((Word("甲", "title"), Not(Word("乙", "title")))), C))),
        ("title:(甲 body:乙)", And((Word("甲", "title"), Word("乙", "body")))),
        ("tag:重要", InSet("tag", "重要")),
        ("標籤:“很 重要”", InSet("tag", "很 重要")),
        ("source:日报", Value("source", "日报")),
        ("來源：“人民日報”", Value("source", "人民日報", is_whole=True)),
        ("script:simplified", Value("script", "simplified")),
        ("date:2024", DateRange(*days("2024-01-01", "2024-12-31"))),
        ("日期：2024-02", DateRange(*days("2024-02-01", "2024-02-29"))),
        ("date:２０２４年２月１日", DateRange(*days("2024-02-01", "2024-02-01"))),
        ("date:2024-01..2024-06", DateRange(*days("2024-01-01", "2024-06-30"))),
        ("date:..1999", DateRange(None, days("1999-01-01", "1999-12-31")[1])),
        ("date:1999..", DateRange(days("1999-01-01", "1999-12-31")[0], None)),
        (
            "date:(2023 OR 2025)",
            Or((DateRange(*days("2023-01-01", "2023-12-31")), DateRange(*days("2025-01-01", "2025-12-31")))),
        ),
        ("person:李强", Value("person", "李强")),
        ("人物:“李 强”", Value("person", "李 强", is_whole=True)),
        ("地點：杭州", Value("place", "杭州")),
        ("收藏集:甲", InSet("collection", "甲")),
        ("has:note", InSet("has", "note")),
        ("含有：筆記", InSet("has", "note")),
        ("is:unread -is:orphaned", And((InSet("is", "unread"), Not(InSet("is", "orphaned"))))),
        ("状态:未读", InSet("is", "unread")),
        ("color:YELLOW OR 颜色:红色", Or((InSet("colour", "yellow"), InSet("colour", "red")))),
        ("exact:會議", Exact("會議")),
        ("原字:“會 議”", Exact("會 議")),
        ("title:(exact:(會議 產業))", And((Exact("會議", "title"), Exact("產業", "title")))),
        ("py:fangzhi", Pinyin("fangzhi")),
        ("拼音:fang zhi 甲", And((Pinyin("fang zhi"), A))),
        ("py:fǎng zhī OR 甲", Or((Pinyin("fǎng zhī"), A))),
        ("py:fang3 zhi1 art", And((Pinyin("fang3 zhi1"), Word("art")))),
        ("py:“fang” zhi", And((Pinyin("fang"), Word("zhi")))),
        ("py:(fang zhi)", Pinyin("fang zhi")),
        ("title:(py:gzlfz)", Pinyin("gzlfz", "title")),
        ("near:3(甲 乙)", Near((A, B), 3)),
        ("邻近:３（甲 “乙 丙” py:ding）", Near((A, Phrase("乙 丙"), Pinyin("ding")), 3)),
        ("near:(甲 乙)", Near((A, B), 8)),
        ("near:8(甲 甲)", A),
        ("near:99999999999999999999(甲 乙)", Near((A, B), 10**6)),
        ("title:(near:3(甲 exact:乙) 丙)", And((Near((A, Exact("乙")), 3, "title"), Word("丙", "title")))),
        ("纺?业", Wildcard("纺?业")),
        ("纺？业", Wildcard("纺？业")),
        ("国际*都", Wildcard("国际*都")),
        ("国际＊都", Wildcard("国际＊都")),
        ("title:国际*都", Wildcard("国际*都", "title")),
        ("*ing", Wildcard("*ing")),
        ("indust*", Word("indust")),
        ("OR* 甲", And((Phrase("OR"), A))),
        ("开会？", Word("开会？")),
        ("“纺?业”", Phrase("纺?业")),
        ("http://example.org", Word("http://example.org")),
        ("记者：张三", Word("记者：张三")),
        ("12:30", Word("12:30")),
        ("标题党:甲", Word("标题党:甲")),
    ],
)
def test_fields(text: str, tree: Node) -> None:
    assert parse(text).tree == tree
    assert not parse(text).problems


@pytest.mark.parametrize(
    ("text", "understood", "position"),
    [
        ("甲 (乙", "甲 乙", 2),
        ("甲) 乙", "甲 乙", 1),
        ("“甲 乙", '"甲 乙"', 0),
        ('甲 ""', "甲", 2),
        ("甲 OR", "甲", 2),
        ("OR 甲", "甲", 0),
        ("甲 OR OR 乙", "甲 OR 乙", 2),
        ("甲 NOT", "甲", 2),
        ("甲 -)", "甲", 2),
        ("甲 title:", "甲", 2),
        ("title:) 甲", "甲", 0),
        ("甲 date:明天", "甲", 7),
        ("甲 date:2024-02-30", "甲", 7),
        ("甲 date:XXXX-02-01", "甲", 7),
        ("甲 date:2024..2023", "甲", 7),
        ("甲 autor:乙", "甲 autor:乙", 2),
        ("甲 * 乙", "甲 乙", 2),
        ("甲 ?*?", "甲", 2),
        ("py:甲 乙", "乙", 3),
        ("py: 甲", "", 4),
        ("甲 has:money", "甲", 6),
        ("is:beautiful 甲", "甲", 3),
        ("colour:夜", "", 7),
        ("甲 near:8 乙", "甲 乙", 2),
        ("near:many(甲 乙)", "甲 乙", 0),
        ("near:8(甲 -乙 丙)", "near:8(甲 丙)", 0),
        ("near:8(甲 OR 乙)", "", 0),
        ("near:8(纺?业 title:甲 乙)", "乙", 0),
        ("near:8()", "", 0),
        ('甲 tag:" "', "甲", 6),
        ("collection:“\u3000” 甲", "甲", 11),
        ("甲 " + "乙*" * 30 + " 丙", "甲 " + "*".join("乙" * 21) + " 丙", 2),
        (
            "甲 near:3(" + " ".join(map(chr, range(0x4E00, 0x4E1E))) + ")",
            "甲 near:3(" + " ".join(map(chr, range(0x4E00, 0x4E14))) + ")",
            2,
        ),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(text: str, understood: str, position: int) -> None:
    query = parse(text)
    assert query.understood == understood
    assert query.problems
    assert query.problems[0].position == position
    assert query.problems[0].message()


def test_readings_are_taken_out_of_what_was_pasted() -> None:
    assert parse("會(huì)議").tree == Word("會議")
    assert parse("“學(xué)習(xí) 會(huì)議” 甲").tree == And((Phrase("學習 會議"), A))


def test_places_count_in_what_was_typed() -> None:
    assert parse("會(huì)議 date:明天").problems[0].position == 13


def test_thousands_of_mistakes_are_told_as_a_few() -> None:
    assert 0 < len(parse(") " * 5_000).problems) <= 20


def test_mistakes_are_told_in_the_order_of_their_places() -> None:
    positions = [problem.position for problem in parse("((甲 date:明天 “乙").problems]
    assert positions == sorted(positions) == [0, 1, 9, 12]


def test_of_a_long_mistake_the_beginning_is_told() -> None:
    (problem,) = parse("date:" + "明天" * 10_000).problems
    assert "明天明天" in problem.message()
    assert len(problem.message()) < 300


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "-" * 100_000,
        '"' * 99_999,
        "甲" * 100_000,
        "(甲 OR -" * 20_000,
        "甲 " * 50_000,
        "*" * 100_000,
        "?*" * 50_000,
        "py:" + "fang " * 20_000,
        "near:3(甲 乙) " * 7_000,
        "near:" + "9" * 100_000 + "(甲 乙)",
        "，。！；" * 25_000,
    ],
)
def test_long_queries_are_read(text: str) -> None:
    query = parse(text)
    assert parse(query.understood).tree == query.tree


def test_a_thousand_alternatives_are_all_searched() -> None:
    tree = parse(" OR ".join(f"词{number}" for number in range(1_000))).tree
    assert isinstance(tree, Or)
    assert len(tree.parts) == 1_000


@settings(max_examples=400, deadline=None)
@given(QUERIES)
def test_no_text_makes_it_fail(text: str) -> None:
    query = parse(text)
    for problem in query.problems:
        assert 0 <= problem.position <= len(text)
        assert problem.message()


@settings(max_examples=400, deadline=None)
@given(QUERIES)
def test_what_was_understood_is_a_query_for_the_same(text: str) -> None:
    query = parse(text)
    assert parse(query.understood).tree == query.tree
    assert parse(query.understood).understood == query.understood
