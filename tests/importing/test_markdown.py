"""Markdown: signs go, words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ParagraphKind
from archivist.importing.formats import markdown
from archivist.importing.formats.markdown import plain_text
from archivist.importing.registry import ReadHints
from archivist.importing.source_text import SourceText

HEADING, BODY, LIST, CELL, NOTE = (
    ParagraphKind.HEADING,
    ParagraphKind.BODY,
    ParagraphKind.LIST,
    ParagraphKind.CELL,
    ParagraphKind.NOTE,
)


def read(source: str, name: str = "a.md") -> SourceText:
    (found,) = markdown.read(source.encode("utf-8", "replace"), ReadHints(name))
    return found


def rows(source: str) -> list[tuple[str, ParagraphKind, int]]:
    found = read(source)
    return [(each.span.of(found.text), each.kind, each.level) for each in found.paragraphs]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 題", [("題", HEADING, 1)]),
        ("### 題 ##", [("題", HEADING, 3)]),
        ("## C#", [("C#", HEADING, 2)]),
        ("#題", [("#題", BODY, 0)]),
        ("題\n===\n甲", [("題", HEADING, 1), ("甲", BODY, 0)]),
        ("題\n---\n甲", [("題", HEADING, 2), ("甲", BODY, 0)]),
        ("甲\n\n---\n乙\n***", [("甲", BODY, 0), ("乙", BODY, 0)]),
        ("- 甲\n  - 乙\n* 丙", [("甲", LIST, 1), ("乙", LIST, 2), ("丙", LIST, 1)]),
        ("1. 甲\n2) 乙", [("1. 甲", LIST, 1), ("2) 乙", LIST, 1)]),
        ("- [x] 甲", [("甲", LIST, 1)]),
        ("-5度", [("-5度", BODY, 0)]),
        (
            "|年|數|\n|:--|--:|\n|九十六|3\\|4|",
            [("年", CELL, 0), ("數", CELL, 0), ("九十六", CELL, 0), ("3|4", CELL, 0)],
        ),
        ("> 甲\n>> 乙", [("甲", BODY, 0), ("乙", BODY, 0)]),
        ("甲<br>乙", [("甲", BODY, 0), ("乙", BODY, 0)]),
        (
            "```python\n# 甲\n\n**乙** <!-- 丙 -->\n```\n丁",
            [("# 甲", BODY, 0), ("**乙** <!-- 丙 -->", BODY, 0), ("丁", BODY, 0)],
        ),
        ("~~~\n```\n~~~", [("```", BODY, 0)]),
        ("```甲```", [("甲", BODY, 0)]),
        ("第一章 總則\n（一）要學習。", [("第一章 總則", HEADING, 1), ("（一）要學習。", LIST, 2)]),
    ],
)
def test_signs_give_kinds_and_are_taken_out(source: str, expected: list[tuple[str, ParagraphKind, int]]) -> None:
    assert rows(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**會議**_指出_ *要* ~~學~~", "會議_指出_ 要 學"),
        ('[會議](https://example.org/a_(b) "題")', "會議"),
        ("![會議](a.png)", "會議"),
        ("<https://example.org/>", "https://example.org/"),
        ("<a@example.org>", "a@example.org"),
        ("`**a**` 與 ``b`c``", "**a** 與 b`c"),
        (r"\*a\* \[b\]", "*a* [b]"),
        ("a<sup>2</sup> &lt;b&gt; &#x6703;", "a2 <b> 會"),
        ("國發[2008](試行)12號", "國發[2008](試行)12號"),
        ("[甲][乙]", "[甲][乙]"),
        ("《會議》<會議>", "《會議》<會議>"),
        ("List<String> x", "List<String> x"),
        ("3 * 4 * 5 = 60", "3 * 4 * 5 = 60"),
        ("snake_case_name", "snake_case_name"),
        ("\ue000**會議**", "\ue000會議"),
    ],
)
def test_line_loses_its_signs_and_no_words(source: str, expected: str) -> None:
    assert plain_text(source) == expected


def test_first_heading_is_the_title_without_its_signs() -> None:
    found = read("\n## **會議**\n# 二")
    assert (found.title, found.origins["title"]) == ("會議", "first heading")


def test_front_matter_goes_before_the_heading() -> None:
    found = read("---\ntitle: 甲\ndate: 2024-02-01\nauthor: 王\nencoding: 乙\n---\n# 丙")
    assert (found.title, str(found.date), found.author) == ("甲", "2024-02-01", "王")
    assert found.origins == dict.fromkeys(("title", "date", "author"), "front matter")
    assert found.extra == {"encoding": "utf-8"}
    assert found.text == "丙"


def test_date_of_the_front_matter_that_is_none_is_kept_as_it_stands() -> None:
    found = read("---\ndate: 甲辰年春\n---\n甲")
    assert (found.date, found.extra["date"]) == (None, "甲辰年春")


LAW = """# 劳动法

1994年7月5日 全国人民代表大会常务委员会通过
2009年8月27日 第一次修正

<!-- INFO END -->

第一条 自1995年1月1日起施行。
"""


def test_history_before_the_end_of_the_header_dates_a_law() -> None:
    found = read(LAW)
    assert (str(found.date), found.origins["date"], found.is_date_settled) == ("2009-08-27", "header", True)
    assert [each.kind for each in found.paragraphs] == [HEADING, NOTE, NOTE, BODY]


def test_edition_in_the_name_goes_before_a_history_that_ends_earlier() -> None:
    later, earlier = read(LAW, "劳动法(2018-12-29).md"), read(LAW, "劳动法(2001-01-01).md")
    assert (str(later.date), later.origins["date"]) == ("2018-12-29", "file name")
    assert (str(earlier.date), earlier.origins["date"]) == ("2009-08-27", "header")


def test_header_without_a_date_settles_that_there_is_none() -> None:
    found = read("# 题\n<!-- INFO END -->\n第一条 2008年3月5日通过的规定。")
    assert (found.date, found.is_date_settled) == (None, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲<!-- 乙 -->丙", "甲丙"),
        ("甲<!-- 乙\n# 丙\n```\n-->丁", "甲\n丁"),
        ("甲<!-- 乙", "甲<!-- 乙"),
        ("甲-->乙<!-- 丙", "甲-->乙<!-- 丙"),
        ("<!-- a --><!-- b -->甲", "甲"),
    ],
)
def test_comment_is_no_text_unless_it_never_ends(source: str, expected: str) -> None:
    assert read(source).text == expected


@pytest.mark.parametrize(
    ("source", "text", "readings"),
    [
        ("開<ruby>會<rt>huì</rt>議<rt>yì</rt></ruby>了", "開會議了", [("會", "huì"), ("議", "yì")]),
        ("<ruby>會<rp>(</rp><rt>huì</rt><rp>)</rp></ruby>", "會", [("會", "huì")]),
        (" <ruby> 會 <rt> huì </rt></ruby> ", "會", [("會", "huì")]),
        ("<ruby>會</ruby>", "會", []),
    ],
)
def test_ruby_of_the_author_is_kept(source: str, text: str, readings: list[tuple[str, str]]) -> None:
    found = read(source)
    assert found.text == text
    assert [(ruby.span.of(found.text), ruby.reading) for ruby in found.ruby] == readings


def test_line_that_nobody_wrote_by_hand_is_kept_as_it_is() -> None:
    line = "**會議**" * 10_000
    assert read(line).text == line


SIGNS = [
    "#",
    "# ",
    "- ",
    "1. ",
    "* ",
    "|",
    "|-|",
    "---",
    "===",
    "```",
    "~~~",
    "`",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "!",
    "> ",
    "\\",
]
PIECES = st.sampled_from([*SIGNS, "&", "&#", "\n", "\n", "\n\n", "  ", "\t", *["word"] * 10])


@given(st.lists(PIECES, max_size=80))
def test_all_words_are_kept_in_any_soup_of_signs(pieces: list[str]) -> None:
    source = "".join(f"字{n}字" if piece == "word" else piece for n, piece in enumerate(pieces))
    words = [f"字{n}字" for n, piece in enumerate(pieces) if piece == "word"]
    kept = "".join(found.text for found in markdown.read(source.encode(), ReadHints("a.md")))
    position = 0
    for word in words:
        position = kept.find(word, position)
        assert position >= 0
        position += len(word)
