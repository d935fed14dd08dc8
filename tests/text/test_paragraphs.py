import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ParagraphKind, SourceParagraph, SourceSpan, Span
from archivist.text.paragraphs import find_paragraphs, join_paragraphs, number_paragraphs
from archivist.text.repair import apply_repairs, propose_repairs
from archivist.text.spanmap import SpanMap


def texts_of(text: str) -> list[str]:
    return [paragraph.span.of(text) for paragraph in find_paragraphs(text)]


def test_each_line_with_text_is_a_paragraph() -> None:
    assert texts_of("一行\n\n  \n\u3000\u3000二行 \n三行") == ["一行", "二行", "三行"]


@pytest.mark.parametrize("text", ["", "\n", " \n\u3000\n\t", "\u200b"])
def test_blank_text_has_no_paragraphs(text: str) -> None:
    assert find_paragraphs(text) == ()


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [
        ("第一章 总则", ParagraphKind.HEADING, 1),
        ("第 一 章　總　則", ParagraphKind.HEADING, 1),
        ("第二节 管理", ParagraphKind.HEADING, 2),
        ("第　一　條", ParagraphKind.HEADING, 3),
        ("第三十二条之一", ParagraphKind.HEADING, 3),
        ("第三条 本法所称职工，是指劳动者。", ParagraphKind.BODY, 0),
        ("第三章的规定适用于下列情形。", ParagraphKind.BODY, 0),
        ("一、过去五年工作回顾", ParagraphKind.HEADING, 1),
        ("（一）加强和改善宏观调控，促进发展", ParagraphKind.HEADING, 2),
        ("一、规划研究我国大学评鉴制度。", ParagraphKind.LIST, 1),
        ("（一）故意犯罪；", ParagraphKind.LIST, 2),
        ("一、技師姓名：王智銘", ParagraphKind.LIST, 1),
        ("壹、總則", ParagraphKind.HEADING, 1),
        ("甲、一般規定", ParagraphKind.HEADING, 1),
        ("一. 总则", ParagraphKind.HEADING, 1),
        ("三、四风问题", ParagraphKind.HEADING, 1),
        ("㈠ 组织领导", ParagraphKind.HEADING, 2),
        ("⑴组织领导", ParagraphKind.LIST, 4),
        ("第十二条之一　說明", ParagraphKind.HEADING, 3),
        ("第十二条之一（說明）", ParagraphKind.HEADING, 3),
        ("第三条 本法所称职工，是指", ParagraphKind.BODY, 0),
        ("第十九条 本办法自发布之日起施行", ParagraphKind.BODY, 0),
        ("一、二、三都好", ParagraphKind.BODY, 0),
        ("甲、乙雙方", ParagraphKind.BODY, 0),
        ("陸、海、空三軍", ParagraphKind.BODY, 0),
        ("一.五倍", ParagraphKind.BODY, 0),
        ("1.主要证据不足的；", ParagraphKind.LIST, 3),
        ("１、", ParagraphKind.LIST, 3),
        ("（1）坚持基本国情", ParagraphKind.LIST, 4),
        ("①甲", ParagraphKind.LIST, 5),
        ("1.5万元", ParagraphKind.BODY, 0),
        ("2008年是不平凡的一年。", ParagraphKind.BODY, 0),
        ("各位代表：", ParagraphKind.BODY, 0),
        ("一、" + "很长的标题" * 9, ParagraphKind.LIST, 1),
    ],
)
def test_kinds_are_told_by_how_a_line_begins_and_ends(line: str, kind: ParagraphKind, level: int) -> None:
    assert find_paragraphs(line) == (SourceParagraph(SourceSpan(0, len(line)), kind, level),)


def test_numbers_run_through_the_report() -> None:
    text = "一、標題\n區(qū)委會(huì)召開\n結束"
    repaired = apply_repairs(text, propose_repairs(text))
    paragraphs = number_paragraphs(find_paragraphs(text), repaired.alignment)
    assert [(paragraph.number, paragraph.span.of(repaired.text)) for paragraph in paragraphs] == [
        ("1", "一、標題"),
        ("2", "區(qū)委會(huì)召開"),
        ("3", "結束"),
    ]


def test_spans_follow_the_repairs() -> None:
    alignment = SpanMap([(1, 5, 1, 1)], 10, 6)
    paragraphs = number_paragraphs([SourceParagraph(SourceSpan(0, 6)), SourceParagraph(SourceSpan(7, 10))], alignment)
    assert [paragraph.span for paragraph in paragraphs] == [Span(0, 2), Span(3, 6)]


def test_a_paragraph_that_lost_its_text_has_no_number() -> None:
    paragraphs = number_paragraphs(
        [SourceParagraph(SourceSpan(0, 4)), SourceParagraph(SourceSpan(5, 6))], SpanMap([(0, 4, 0, 0)], 6, 2)
    )
    assert [paragraph.number for paragraph in paragraphs] == [None, "1"]


def test_paragraphs_that_touch_are_one_with_one_number() -> None:
    text = "一、要坚持\n不懈地推进改革，落实到位。\n结束"
    alignment = SpanMap([(5, 6, 5, 5)], len(text), len(text) - 1)
    reading_text = text[:5] + text[6:]
    paragraphs = number_paragraphs(find_paragraphs(text), alignment)
    assert [paragraph.number for paragraph in paragraphs] == ["1", None, "2"]
    joined = join_paragraphs(paragraphs, reading_text)
    assert [(paragraph.number, paragraph.span.of(reading_text), paragraph.kind) for paragraph in joined] == [
        ("1", "一、要坚持不懈地推进改革，落实到位。", ParagraphKind.LIST),
        ("2", "结束", ParagraphKind.BODY),
    ]


@given(st.text(alphabet="一、（）(1)第章節條 \u3000\n\ud800。a"))
def test_paragraphs_are_disjoint_and_hold_all_that_is_not_layout(text: str) -> None:
    spans = [paragraph.span for paragraph in find_paragraphs(text)]
    assert "".join(span.of(text) for span in spans).translate({10: None}) == "".join(
        line.strip(" \u3000") for line in text.split("\n")
    )
    assert all("\n" not in span.of(text) for span in spans)
    assert spans == sorted(spans)
