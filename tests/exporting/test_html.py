import re
from collections.abc import Callable
from io import BytesIO

import pytest
from exporting.readback import html_cells, html_comments, parse_html
from exporting.sources import (
    BOTH,
    TEXT,
    a_full_source,
    a_mark,
    a_report,
    a_source,
    an_orphan,
    export,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.domain import AnnotationKind, Colour, Ruby, RubyOrigin, Script, Silent, Span
from archivist.exporting.characters import visible
from archivist.exporting.registry import writer
from archivist.exporting.selection import ExportSource, build_document
from archivist.resources import resource

# Everything that makes a browser fetch something or run something.
_LOADING = {
    "action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "icon", "longdesc",
    "manifest", "ping", "poster", "profile", "src", "srcdoc", "srcset", "usemap", "xlink:href",
}  # fmt: skip
_ELEMENTS = {
    "a", "aside", "body", "code", "dd", "div", "dl", "dt", "footer", "h1", "h2", "head", "header", "html", "i",
    "input", "label", "li", "main", "meta", "ol", "p", "rt", "ruby", "section", "span", "style", "title", "ul",
}  # fmt: skip
_HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "{{ config }}{% include 'report.css' %}",
    "<!-- --><link rel=stylesheet href=//example.org/x.css>",
    "@import url(//example.org/x.css); } body { background: url(//example.org)",
    "https://example.org/",
)


def _page(source: ExportSource, scripts: tuple[Script, ...] = BOTH) -> str:
    return export("html", source, scripts).decode()


def _hostile(text: str) -> ExportSource:
    marks = [
        a_mark((0, len(text)), text=text, number=1, note=text, tags=(text,), author=text),
        a_mark((0, 1), text=text, number=2, author=text),
        an_orphan(text, note=text),
    ]
    report = a_report(title=text, source=text, author=text, tags=(text,))
    return a_source(text, marks, report=report, ruby=[Ruby(Span(0, 1), text, RubyOrigin.AUTHOR)])


@pytest.mark.parametrize("text", _HOSTILE)
def test_nothing_from_the_archive_becomes_markup(text: str):
    page = parse_html(_page(_hostile(text)).encode())
    assert {str(element.tag) for element in page.iter()} <= _ELEMENTS
    names = {name.lower() for element in page.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in _LOADING}


@pytest.mark.parametrize("text", _HOSTILE)
def test_the_page_loads_nothing(text: str):
    page = parse_html(_page(_hostile(text)).encode())
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    styles = "".join(page.xpath("//style/text()")) + "".join(page.xpath("//@style"))
    assert not re.search(r"url\(|@import|expression\(|src:", styles)


def test_the_page_forbids_itself_to_load_or_run_anything():
    (policy,) = parse_html(_page(a_source()).encode()).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_is_shown_as_it_is(text: str):
    source = a_source(text, [a_mark((0, len(text) // 2), text=text, note="n")])
    document = build_document(source, BOTH)
    shown = html_cells(_page(source).encode())
    wanted = [[visible(cell.text) for cell in paragraph.cells] for paragraph in document.paragraphs]
    assert shown == wanted


def test_no_identity_is_given_twice():
    ids = parse_html(_page(a_full_source()).encode()).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_link_leads_somewhere():
    page = parse_html(_page(a_full_source()).encode())
    links = {link.removeprefix("#") for link in page.xpath("//@href")}
    assert links
    assert links <= set(page.xpath("//@id"))


def test_each_note_is_joined_to_its_mark_in_both_columns():
    page = parse_html(_page(a_source(TEXT, [a_mark("會議", note="n")])).encode())
    assert page.xpath('//a[@class="ref"]/@href') == ["#note-1", "#note-1"]
    assert page.xpath('//div[@id="note-1"]//a[@class="back"]/@href') == ["#mark-1"]


def test_notes_stand_in_the_row_where_their_marks_begin():
    page = parse_html(_page(a_source(TEXT, [a_mark("發展", note="n")])).encode())
    rows = page.xpath('//div[@class="row"]')
    assert [len(row.xpath("aside")) for row in rows] == [0, 1]


def test_notes_reach_down_to_the_next_that_have_some():
    text = "甲\n乙\n丙\n丁"
    marks = [a_mark("甲", text=text, note="1"), a_mark("丙", text=text, number=2, note="2")]
    page = parse_html(_page(a_source(text, marks)).encode())
    assert page.xpath("//aside/@style") == ["--rows: 2", "--rows: 2"]


def test_overlapping_highlights_have_a_band_and_a_lane_each():
    marks = [
        a_mark("會議強調", number=1, colour=Colour.YELLOW),
        a_mark("強調,要", number=2, colour=Colour.BLUE),
    ]
    page = parse_html(_page(a_source(TEXT, marks), (Script.ORIGINAL,)).encode())
    classes = {span.text_content(): span.get("class") for span in page.xpath('//span[starts-with(@class, "m ")]')}
    assert classes == {"會議": "m b1 a-yellow", "強調": "m b2 a-yellow b-blue", ",要": "m b1 a-blue"}
    assert page.xpath('//span[starts-with(@class, "u ")]/@class')[:3] == [
        "u u0 k-yellow",
        "u u0 k-yellow",
        "u u1 k-blue",
    ]


def test_the_number_of_a_note_does_not_stand_on_the_wash_of_its_mark():
    page = parse_html(_page(a_source(TEXT, [a_mark("會議", note="n")]), (Script.ORIGINAL,)).encode())
    (number,) = page.xpath('//a[@class="ref"]')
    assert number.getparent().get("class") == "cell body"


def test_the_fifth_mark_of_a_place_is_counted():
    marks = [a_mark("會議", number=i) for i in range(6)]
    page = parse_html(_page(a_source(TEXT, marks), (Script.ORIGINAL,)).encode())
    assert page.xpath('//span[@class="more"]/@data-n') == ["+2"]


def test_a_mark_without_a_note_is_listed_below():
    page = parse_html(_page(a_source(TEXT, [a_mark("會議", kind=AnnotationKind.UNDERLINE)])).encode())
    (entry,) = page.xpath('//ol[@class="list-of-marks"]/li')
    assert entry.text_content() == "會議 yellow underline · 陳慧敏 · 2024-02-03"


def test_orphans_are_told_apart():
    page = parse_html(_page(a_source(TEXT, [an_orphan("鄉村振興", note="n")])).encode())
    assert "鄉村振興" in page.xpath('string(//div[@class="lost"])')


def test_readings_that_were_taken_out_can_be_shown_again():
    page = parse_html(_page(a_source("區長", ruby=[Ruby(Span(0, 1), "qū")])).encode())
    assert "(1)" in page.xpath("string(//label)")
    assert [ruby.get("class") for ruby in page.xpath("//ruby")] == ["taken", "taken"]


def test_a_report_without_readings_has_no_switch():
    assert not parse_html(_page(a_source()).encode()).xpath("//label")


def test_headings_make_one_outline():
    page = parse_html(_page(a_full_source()).encode())
    headings = page.xpath('//section[@class="text"]//*[self::h2 or self::h3]')
    assert [heading.text_content() for heading in headings] == ["一、總體要求"]


def test_a_note_of_the_author_does_not_look_like_an_annotation():
    page = parse_html(_page(a_full_source()).encode())
    assert [cell.get("class") for cell in page.xpath('//p[starts-with(., "註")]')] == ["cell remark"]


def test_each_column_says_its_language():
    page = parse_html(_page(a_source()).encode())
    assert page.xpath('//p[contains(@class, "cell")]/@lang')[:2] == ["zh-Hant", "zh-Hans"]


def test_the_citation_and_the_source_are_on_the_page():
    page = parse_html(_page(a_full_source()).encode())
    about = page.xpath("string(//footer)")
    assert "柯橋日報. 區委召開會議 <擴大>. 1 February 2024. 浙江, report 018d6a3e" in about
    assert "ab" * 32 in about


def test_words_of_a_translator_are_escaped():
    out = BytesIO()
    document = build_document(a_full_source(), BOTH)
    writer("html")([document], out, Silent(), translate=lambda text: f"<b>{text}</b>")
    assert not parse_html(out.getvalue()).xpath("//b")


def test_every_colour_has_its_tokens_in_both_schemes():
    css = resource("export/report.css").read_text("utf-8")
    for colour in Colour:
        assert css.count(f"--{colour}-wash: #") == css.count(f"--{colour}-ink: #") == 2
        assert f".k-{colour} " in css


def test_the_page_is_what_it_was(golden: Callable[[str, str], None]):
    page = _page(a_full_source())
    golden("export.html", re.sub(r"<style>.*</style>", "<style></style>", page, flags=re.DOTALL))


def test_notes_are_read_in_the_order_of_the_text():
    assert [comment.note[:5] for comment in html_comments(_page(a_full_source()).encode())] == [
        "黨委書記",
        "First",
        "",
        "over ",
        "gone",
    ]
