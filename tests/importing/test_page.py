"""Pages as text: what is seen is kept, what is not seen is left out, however broken the markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ParagraphKind
from archivist.importing.page import Page, read_page


def lines(source: str) -> list[str]:
    page = read_page(source)
    return [paragraph.span.of(page.text) for paragraph in page.paragraphs]


def kinds(source: str) -> list[tuple[ParagraphKind, int]]:
    return [(paragraph.kind, paragraph.level) for paragraph in read_page(source).paragraphs]


def readings(page: Page) -> list[tuple[str, str]]:
    return [(ruby.span.of(page.text), ruby.reading) for ruby in page.ruby]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>會<b>議</b><i><u>指</u></i>出</p>", ["會議指出"]),
        ("<p>\u3000\u3000甲\xa0</p>", ["甲"]),
        ("<p>第\u3000一\u3000條</p>", ["第\u3000一\u3000條"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", ["甲", "乙", "丙"]),
        ("<p>甲</p><p> </p><p>&nbsp;</p><p>乙</p>", ["甲", "乙"]),
        ("<textarea>甲</textarea>", ["甲"]),
        ("甲 < 乙 & 丙", ["甲 < 乙 & 丙"]),
        ("", []),
        (" \n", []),
        ("<!-- 甲 -->", []),
    ],
)
def test_blocks_are_paragraphs_and_the_rest_is_one_line(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>會議\n指出", "會議指出"),
        ("<p>會議\r\n  指出", "會議指出"),
        ("<p>會議 指出", "會議 指出"),
        ("<p>the\nmeeting \t  said", "the meeting said"),
        ("<p>第3次\nmeeting", "第3次 meeting"),
        ("<p>會議，\n<b>\n指出</b>", "會議，指出"),
        ("<p>𠮷\n𠀀", "𠮷𠀀"),
    ],
)
def test_line_break_between_chinese_characters_is_nothing_and_a_space_elsewhere(source: str, expected: str) -> None:
    assert lines(source) == [expected]


def test_preformatted_text_keeps_its_lines_and_spaces() -> None:
    assert lines("<pre>  甲  乙\n\n丙&#13;丁</pre>") == ["  甲  乙", "丙", "丁"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (1 < 2) 乙</script>",
        "<style>乙</style>",
        "<nav><ul><li>乙</nav>",
        '<div role="Navigation"><div>乙</div></div>',
        "<noscript>乙</noscript>",
        "<template>乙</template>",
        "<select><option>乙</select>",
        "<svg><title>乙</title><text>乙</text></svg>",
        "<iframe>乙</iframe>",
        "<!-- 乙 -->",
        "<title>乙</title>",
        '<a href="#">回頁首</a>',
        '<a href="#top">▲</a>',
    ],
)
def test_what_is_not_seen_or_is_no_text_is_left_out(hidden: str) -> None:
    assert lines(f"<title>題</title><p>甲</p>{hidden}<p>丙</p>") == ["甲", "丙"]


def test_link_with_words_of_its_own_is_kept() -> None:
    assert lines('<p>見<a href="#">附件一</a>與<a href="/b">回頁首</a>') == ["見附件一與回頁首"]


def test_title_is_the_first_that_the_page_has_and_no_picture_s() -> None:
    assert read_page("<svg><title>圖</title></svg><p>甲").title == ""
    assert read_page("<head><title> 一\n 二 </title><title>三</title></head><p>甲").title == "一 二"


def test_heading_is_the_first_that_has_text() -> None:
    assert read_page("<h1><img></h1><h2>題<br>副題</h2><h1>三</h1>").heading == "題"


def test_meta_and_language_are_read() -> None:
    page = read_page(
        '<html lang="zh-TW"><meta name="PubDate" content=" 2024-02-01 "><meta property="og:title" content="題">'
    )
    assert page.meta == {"pubdate": "2024-02-01", "og:title": "題"}
    assert page.language == "zh-tw"


def test_headings_and_items_have_their_levels() -> None:
    source = "<h3>一</h3><ul><li>二<ol><li>三</ol></ul>四"
    heading, item, body = ParagraphKind.HEADING, ParagraphKind.LIST, ParagraphKind.BODY
    assert kinds(source) == [(heading, 3), (item, 1), (item, 2), (body, 0)]


def test_table_of_data_has_cells_and_a_table_of_layout_has_none() -> None:
    data = "<table><tr><th>年<th>數<tr><td>九十六<td>3</table>"
    layout = "<table><tr><td>甲<td>乙</table>"
    around = f"<table><tr><td>丙<td>丁<tr><td>己<td>庚<tr><td>{data}<td>戊</table>"
    assert {kind for kind, _ in kinds(data)} == {ParagraphKind.CELL}
    assert {kind for kind, _ in kinds(layout)} == {ParagraphKind.BODY}
    assert [kind for kind, _ in kinds(around)].count(ParagraphKind.CELL) == 4


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("<ruby>會<rt>huì</rt>議<rt>yì</rt></ruby>", "會議", [("會", "huì"), ("議", "yì")]),
        ("<ruby>會<rp>(</rp><rt>huì</rt><rp>)</rp></ruby>議", "會議", [("會", "huì")]),
        ("<ruby><rb>會<rb>議<rt>huì<rt>yì</ruby>", "會議", [("會議", "huì yì")]),
        ("開<ruby> 會 <rt> huì\n</rt></ruby>", "開 會", [("會", "huì")]),
        ("<ruby>會<rt></rt></ruby>", "會", []),
        ("<ruby>&nbsp;<rt>huì</rt></ruby>", "huì", []),
        ("<rt>huì</rt>會", "huì會", []),
        ("<ruby><rt>huì<ruby>會</ruby></ruby>", "huì會", []),
        ("<p><ruby>會<rt>huì</p><p>議", "會\n議", [("會", "huì")]),
        ("會&nbsp;<ruby>&nbsp;<rt>huì</rt></ruby>", "會\xa0\xa0huì", []),
    ],
)
def test_reading_above_a_base_becomes_ruby_and_any_other_stays_text(
    source: str, text: str, expected: list[tuple[str, str]]
) -> None:
    page = read_page(source)
    assert page.text == text
    assert readings(page) == expected


def test_text_behind_a_reading_without_end_is_not_lost() -> None:
    rest = "議指出要推動紡織產業" * 20
    page = read_page(f"<ruby>會<rt>huì{rest}")
    assert page.text == f"會huì{rest}"


def test_ruby_stands_where_it_was_after_space_at_the_edge_is_gone() -> None:
    assert readings(read_page("<p>\u3000甲</p><p>\u3000開<ruby>會<rt>huì</rt></ruby>\u3000</p>")) == [("會", "huì")]


def test_characters_written_as_numbers_and_private_ones_are_kept() -> None:
    assert read_page("&#x6703;&#35696;&#xE000;\ue001&zwj;&#x20BB7;").text == "會議\ue000\ue001\u200d𠮷"


def test_picture_of_one_character_gives_it_and_other_pictures_give_nothing() -> None:
    assert read_page('堃<img alt="瑝">二<img alt="開會的照片"><img>').text == "堃瑝二"


def test_page_that_names_another_encoding_inside_is_read_as_it_was_decoded() -> None:
    source = '<?xml version="1.0" encoding="gb2312"?><html><meta charset="big5"><p>會議'
    assert read_page(source).text == "會議"


def test_elements_that_only_xml_can_close_do_not_swallow_the_page() -> None:
    page = read_page(
        '<?xml version="1.0"?>\n<html><head><title/><script src="a.js" /></head><body><div/><p>甲</p></body>'
    )
    assert page.text == "甲"


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "ruby", "nav"])
def test_nesting_of_any_depth_is_read(tag: str) -> None:
    depth = 100_000
    page = read_page(f"<p>甲</p>{f'<{tag}>' * depth}乙{f'</{tag}>' * depth}<p>丙</p>")
    assert page.text.replace("乙", "").replace("\n", "") == "甲丙"
    assert ("乙" in page.text) == (tag != "nav")


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    page = read_page(
        f'<!DOCTYPE html [<!ENTITY a0 "bomb">{bomb}<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&a9;&x;</p>'
    )
    assert len(page.text) < 2000
    assert "bombbomb" not in page.text
    assert "root:" not in page.text


VISIBLE = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "span",
        "td",
        "tr",
        "table",
        "li",
        "ul",
        "h1",
        "pre",
        "ruby",
        "rt",
        "rb",
        "br",
        "a",
        "form",
        "body",
        "html",
    ]
)
PIECES = st.one_of(
    st.just("word"),
    st.just("word"),
    VISIBLE.map(lambda tag: f"<{tag}>"),
    VISIBLE.map(lambda tag: f"</{tag}>"),
    st.sampled_from([" ", "\n", "&nbsp;", "&amp;", "<a href='#'>", "<!-- -->", "</", "<>", "&#", '<p class="', '">']),
)


@given(st.lists(PIECES, max_size=60))
def test_all_words_that_are_seen_are_kept_in_any_soup_of_elements(pieces: list[str]) -> None:
    # Inside a start tag that never ends nothing is seen, so a quote that was opened is closed before the next word.
    parts = ['">' + f"字{n}字" if piece == "word" else piece for n, piece in enumerate(pieces)]
    page = read_page("".join(parts))
    kept = "\n".join([page.text, *(ruby.reading for ruby in page.ruby)])
    for n, piece in enumerate(pieces):
        assert piece != "word" or f"字{n}字" in kept


@given(st.text() | st.lists(PIECES, max_size=40).map("".join))
def test_paragraphs_make_up_the_whole_text(source: str) -> None:
    page = read_page(source)
    assert "\n".join(paragraph.span.of(page.text) for paragraph in page.paragraphs) == page.text
