import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from exporting.readback import docx_comments, docx_paragraphs, docx_part, docx_ranges, docx_text
from exporting.sources import BOTH, TEXT, a_full_source, a_mark, a_report, a_source, an_orphan, export
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archivist.domain import (
    AnnotationKind,
    Colour,
    Paragraph,
    ParagraphKind,
    Ruby,
    RubyOrigin,
    Script,
    Span,
)
from archivist.exporting.characters import visible
from archivist.exporting.formats.docx import _INKS, _WASHES
from archivist.exporting.selection import ExportSource
from archivist.resources import resource

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = {"w": _W.strip("{}")}


def _export(source: ExportSource, *scripts: Script) -> bytes:
    return export("docx", source, scripts or (Script.ORIGINAL,))


def _looks(content: bytes) -> dict[str, tuple[str, str]]:
    """The fill and the line of each run of body text, by its text."""
    looks: dict[str, tuple[str, str]] = {}
    for run in docx_part(content, "word/document.xml").xpath(
        '//w:p[w:pPr/w:pStyle/@w:val="BodyText"]/w:r', namespaces=_NAMES
    ):
        fill = run.xpath("string(w:rPr/w:shd/@w:fill)", namespaces=_NAMES)
        line = run.xpath("string(w:rPr/w:u/@w:val)", namespaces=_NAMES)
        if text := docx_text(run):
            looks[text] = (fill, line)
    return looks


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_is_shown_as_it_is(text: str):
    source = a_source(text, [a_mark((0, len(text) // 2), text=text, note="n")])
    shown = docx_paragraphs(_export(source), "BodyText")
    assert [line for line in shown if line] == [visible(line) for line in text.split("\n") if line]


def test_a_comment_has_author_initials_time_note_and_tags():
    mark = a_mark("會議", note="first\nsecond", tags=("產業", "提法"), author="Maria de Souza")
    (comment,) = docx.Document(BytesIO(_export(a_source(TEXT, [mark])))).comments
    assert (comment.author, comment.initials) == ("Maria de Souza", "MDS")
    assert comment.timestamp == datetime(2024, 2, 3, 8, 15, tzinfo=UTC)
    assert [each.text for each in comment.paragraphs] == ["first", "second", "#產業  #提法"]


def test_a_comment_stands_on_the_passage_of_its_mark():
    marks = [a_mark("會議強調", number=1, note="a"), a_mark("強調,要", number=2, note="b")]
    quotes = {comment.note: comment.quote for comment in docx_comments(_export(a_source(TEXT, marks)))}
    assert quotes == {"a": "會議強調", "b": "強調,要"}


def test_a_comment_may_run_over_the_end_of_a_paragraph():
    (comment,) = docx_comments(_export(a_source("甲乙\n丙丁", [a_mark((1, 4), text="甲乙\n丙丁", note="n")])))
    assert comment.quote == "乙丙"


def test_every_comment_has_a_start_an_end_and_a_sign():
    content = _export(a_full_source())
    document, comments = docx_part(content, "word/document.xml"), docx_part(content, "word/comments.xml")
    identifiers = comments.xpath("w:comment/@w:id", namespaces=_NAMES)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(document.xpath(f"//w:{tag}/@w:id", namespaces=_NAMES)) == sorted(identifiers)
    assert set(docx_ranges(content)) == set(identifiers)


def test_a_mark_that_says_nothing_has_no_comment():
    assert docx_comments(_export(a_source(TEXT, [a_mark("會議")]))) == []


def test_a_mark_that_cannot_be_seen_is_told_in_a_comment():
    marks = [a_mark("會議", number=number, colour=list(Colour)[number]) for number in range(3)]
    assert [comment.note for comment in docx_comments(_export(a_source(TEXT, marks)))] == ["yellow highlight"]


def test_a_point_is_told_in_a_comment():
    (comment,) = docx_comments(_export(a_source(TEXT, [a_mark((3, 3))])))
    assert (comment.quote, comment.note) == ("", "yellow highlight")


def test_the_newest_highlight_is_the_fill_and_the_newest_other_the_line():
    text = "會議強調,要"
    marks = [
        a_mark("強調,", text=text, number=1, kind=AnnotationKind.UNDERLINE),
        a_mark("會議強調", text=text, number=2, colour=Colour.BLUE),
        a_mark("調,要", text=text, number=3, colour=Colour.GREEN),
    ]
    assert _looks(_export(a_source(text, marks))) == {
        "會議": ("BCE3F7", ""),
        "強": ("BCE3F7", "thick"),
        "調": ("C9E5BB", "single"),
        ",": ("C9E5BB", "thick"),
        "要": ("C9E5BB", ""),
    }


def test_the_colours_are_those_of_the_page():
    css = resource("export/report.css").read_text("utf-8").split("@media")[0]
    for colour in Colour:
        assert f"--{colour}-wash: #{_WASHES[colour].lower()};" in css
        assert f"--{colour}-ink: #{_INKS[colour].lower()};" in css


def test_an_orphan_has_its_quote_with_a_comment_at_the_end():
    content = _export(a_source(TEXT, [an_orphan("鄉村振興", note="gone")]))
    assert docx_paragraphs(content, "ReportNote") == ["鄉村振興"]
    assert [comment.quote for comment in docx_comments(content)] == ["鄉村振興"]


def test_an_author_reading_is_ruby_over_its_characters():
    source = a_source(
        "陳豪講話", [a_mark("豪講", text="陳豪講話", note="n")], ruby=[Ruby(Span(0, 2), "chén", RubyOrigin.AUTHOR)]
    )
    content = _export(source)
    (ruby,) = docx_part(content, "word/document.xml").iter(f"{_W}ruby")
    assert ["".join(part.itertext()) for part in ruby] == ["", "chén", "陳豪"]
    assert docx_paragraphs(content, "BodyText") == ["陳豪講話"]


def test_a_reading_that_a_repair_took_out_stays_out():
    content = _export(a_source("區長", ruby=[Ruby(Span(0, 1), "qū")]))
    assert not list(docx_part(content, "word/document.xml").iter(f"{_W}ruby"))
    assert _looks(content) == {"區長": ("", "")}


def test_paragraphs_have_the_styles_of_their_kinds():
    word = docx.Document(BytesIO(_export(a_full_source())))
    names = {paragraph.text[:2]: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert names["一、"] == "Heading 1"
    assert names["1."] == "List 3"
    assert names["註："] == "Report Note"
    assert names["會議"] == "Body Text"


@pytest.mark.parametrize(("level", "style"), [(0, "Heading1"), (3, "Heading3"), (12, "Heading9")])
def test_headings_of_any_depth_have_a_style(level: int, style: str):
    paragraph = Paragraph(Span(0, 2), ParagraphKind.HEADING, level)
    assert docx_paragraphs(_export(a_source("總則", paragraphs=[paragraph])), style) == ["總則"]


def test_every_style_that_is_used_is_there():
    content = _export(a_full_source(), *BOTH)
    known = set(docx_part(content, "word/styles.xml").xpath("w:style/@w:styleId", namespaces=_NAMES))
    for part in ("word/document.xml", "word/comments.xml"):
        used = docx_part(content, part).xpath(
            "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=_NAMES
        )
        assert set(used) <= known


def test_headings_of_the_second_script_are_not_in_the_outline():
    paragraph = Paragraph(Span(0, 2), ParagraphKind.HEADING, 1)
    root = docx_part(_export(a_source("總則", paragraphs=[paragraph]), *BOTH), "word/document.xml")
    headings = root.xpath('//w:p[w:pPr/w:pStyle/@w:val="Heading1"]', namespaces=_NAMES)
    levels = [each.xpath("string(w:pPr/w:outlineLvl/@w:val)", namespaces=_NAMES) for each in headings]
    assert levels == ["", "9"]


def test_both_scripts_stand_side_by_side():
    (table,) = docx.Document(BytesIO(_export(a_source(), *BOTH))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "Original · Traditional", "Simplified, converted"],
        ["1", "區委召開會議。", "区委召开会议。"],
        ["2", "會議強調,要推動紡織產業高質量發展。", "会议强调,要推动纺织产业高质量发展。"],
    ]


def test_a_mark_is_shaded_in_both_columns_and_commented_in_the_first():
    content = _export(a_source(TEXT, [a_mark("紡織", note="n")]), *BOTH)
    shaded = docx_part(content, "word/document.xml").xpath("//w:r[w:rPr/w:shd]", namespaces=_NAMES)
    assert [docx_text(run) for run in shaded] == ["紡織", "纺织"]
    assert [comment.quote for comment in docx_comments(content)] == ["紡織"]


def test_each_column_has_the_font_and_the_language_of_its_script():
    content = _export(a_source(), *BOTH)
    defaults = docx_part(content, "word/styles.xml").find(f"{_W}docDefaults")
    assert defaults.xpath("string(.//w:rFonts/@w:eastAsia)", namespaces=_NAMES) == "Microsoft JhengHei"
    assert defaults.xpath("string(.//w:lang/@w:eastAsia)", namespaces=_NAMES) == "zh-TW"
    (other,) = docx_part(content, "word/document.xml").xpath('//w:r[w:t="区委召开会议。"]/w:rPr', namespaces=_NAMES)
    assert other.xpath("string(w:rFonts/@w:eastAsia)", namespaces=_NAMES) == "Microsoft YaHei"
    assert other.xpath("string(w:lang/@w:eastAsia)", namespaces=_NAMES) == "zh-CN"


def test_the_file_says_what_it_is():
    mark = a_mark("會議", note="n", created="2024-03-05T10:00:00Z")
    report = a_report(author="陳豪", tags=("兩會", "產業"))
    properties = docx.Document(BytesIO(_export(a_source(TEXT, [mark], report=report)))).core_properties
    assert (properties.title, properties.author, properties.keywords) == ("區委召開會議", "陳豪", "兩會, 產業")
    assert properties.subject == "1 February 2024 · 柯橋日報 · 陳豪"
    assert properties.comments.startswith("陳豪, 柯橋日報. 區委召開會議. 1 February 2024. 浙江")
    assert properties.identifier == "urn:uuid:018d6a3e-0000-7000-8000-000000000001"
    assert properties.created == datetime(2024, 2, 2, 8, tzinfo=UTC)
    assert properties.modified == datetime(2024, 3, 5, 10, tzinfo=UTC)


def test_a_title_longer_than_a_property_is_cut_there_and_nowhere_else():
    title = "會" * 400
    word = docx.Document(BytesIO(_export(a_source(report=a_report(title=title)))))
    assert (word.core_properties.title, word.paragraphs[0].text) == (title[:255], title)


def test_the_page_says_date_source_citation_and_original():
    about = docx_paragraphs(_export(a_full_source()), "AboutFact")
    assert about[0].startswith("Cite as\t柯橋日報. 區委召開會議 <擴大>. 1 February 2024.")
    assert "Its SHA-256\t" + "ab" * 32 in about


def test_nothing_in_the_file_points_outside():
    with zipfile.ZipFile(BytesIO(_export(a_full_source(), *BOTH))) as parts:
        for name in parts.namelist():
            root = etree.fromstring(parts.read(name))
            assert not root.xpath('//@TargetMode[. = "External"]'), name


def test_no_time_of_writing_is_in_the_file():
    with zipfile.ZipFile(BytesIO(_export(a_full_source()))) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_run_properties_stand_in_the_order_of_the_schema():
    order = ["rStyle", "rFonts", "sz", "u", "shd", "lang"]
    content = _export(a_full_source(), *BOTH)
    for properties in docx_part(content, "word/document.xml").iter(f"{_W}rPr"):
        names = [child.tag.removeprefix(_W) for child in properties]
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("part", ["document", "comments"])
def test_the_file_is_what_it_was(part: str, golden: Callable[[str, str], None]):
    root = docx_part(_export(a_full_source(), *BOTH), f"word/{part}.xml")
    etree.indent(root, " ")
    text = etree.tostring(root, encoding="unicode")
    # Namespaces that python-docx declares for its own purposes.
    golden(f"export-docx-{part}.xml", re.sub(r' xmlns:(?!w=)\w+="[^"]*"', "", text) + "\n")
