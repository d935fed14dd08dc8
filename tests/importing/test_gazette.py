"""Items of the Executive Yuan Gazette as HTML fragments."""

import pytest

from archivist.importing.formats import gazette
from archivist.importing.registry import ReadHints, choose_format
from archivist.importing.source_text import SourceText


def an_item(*lines: str, head: tuple[str, ...] = ("教育部令", "中華民國96年1月9日", "台參字第0950199274C號")) -> str:
    cells = "".join(f"<td>\r\n\t<span><b>{cell}</b></span></td>" for cell in head)
    return f"<!-- begins --><table><tr>{cells}</tr></table>\r\n" + "".join(f"<p>{line}</p>" for line in lines)


def read(source: str) -> SourceText:
    (item,) = gazette.read(source.encode(), ReadHints("14073.html"))
    return item


def test_item_gives_office_date_and_number() -> None:
    item = read(an_item("訂定「大學評鑑辦法」。"))
    assert (item.author, str(item.date), item.extra["number"]) == ("教育部", "2007-01-09", "台參字第0950199274C號")
    assert item.origins == dict.fromkeys(("title", "date", "author"), "record field")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("訂定「大學評鑑辦法」。", "附「大學評鑑辦法」"), "教育部令：訂定「大學評鑑辦法」"),
        (("主\u3000\u3000旨：預告修正「教師請假規則」，特此公告。",), "教育部令：預告修正「教師請假規則」"),
        (("依據：某法。", "主旨：核准換發執照，請 查照。"), "教育部令：核准換發執照"),
        (("一、銀行業減免之利息收入，得扣減。", "二、略。"), "教育部令：銀行業減免之利息收入，得扣減"),
        (("", "&nbsp;"), "教育部令"),
    ],
)
def test_title_is_kind_and_subject(lines: tuple[str, ...], title: str) -> None:
    assert read(an_item(*lines)).title == title


def test_offices_that_act_together_are_all_named() -> None:
    head = (
        "內\u3000&nbsp; 政\u3000 部",
        "行政院衛生署令",
        "中華民國97年9月4日",
        "台內社字第0970123034號",
        "衛署照字第0972800187號",
    )
    source = an_item("訂定「基準」。", head=head)
    assert choose_format(source.encode(), ReadHints("a.html")).FORMAT.key == "gazette"
    item = read(source)
    assert item.title == "內政部、行政院衛生署令：訂定「基準」"
    assert item.author == "內政部、行政院衛生署"
    assert item.extra["number"] == "台內社字第0970123034號；衛署照字第0972800187號"


def test_item_that_was_printed_later_keeps_its_own_date() -> None:
    head = ("財政部令", "中華民國93年12月31日（補登）", "台財稅字第09304561780號")
    assert str(read(an_item("甲。", head=head)).date) == "2004-12-31"


def test_fragment_in_big5_is_known() -> None:
    assert gazette.score(an_item("甲").encode("big5"), "a.htm") > 90


@pytest.mark.parametrize(
    "source",
    [
        "<p>教育部令</p><p>訂定「大學評鑑辦法」。</p>",
        "<p>會議指出，教育部令</p><p>中華民國96年1月9日</p><p>台參字第1號</p>",
        "<p>中華民國96年1月9日</p>",
    ],
)
def test_other_page_is_read_as_a_page(source: str) -> None:
    assert choose_format(source.encode(), ReadHints("a.html")).FORMAT.key == "html"
    assert read(source).title == ""


def test_text_is_that_of_the_page() -> None:
    item = read(an_item("訂定「大學評鑑辦法」。"))
    assert item.text == "教育部令\n中華民國96年1月9日\n台參字第0950199274C號\n訂定「大學評鑑辦法」。"
