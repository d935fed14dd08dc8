"""Web pages: their metadata, their titles, their encodings."""

import pytest

from archivist.domain import ParagraphKind
from archivist.importing.formats import html
from archivist.importing.registry import ReadHints
from archivist.importing.source_text import SourceText

TEXT = "區委常委會召開擴大會議，學習傳達市兩會精神，研究部署貫徹落實工作。"


def read(source: str | bytes, *, encoding: str | None = None) -> SourceText:
    data = source.encode() if isinstance(source, str) else source
    (found,) = html.read(data, ReadHints("page.html", encoding))
    return found


@pytest.mark.parametrize(
    ("head", "title", "origin"),
    [
        ('<meta name="ArticleTitle" content="區委開會"><title>區委開會_柯橋網</title>', "區委開會", "title element"),
        ("<title>區委開會 - 柯橋網</title><h1>區委開會</h1>", "區委開會", "title element"),
        ("<title>區委開會了</title><h1>區委開會</h1>", "區委開會了", "title element"),
        ("<title>柯橋網</title>", "柯橋網", "title element"),
        ("<h2>區委開會</h2>", "區委開會", "first heading"),
    ],
)
def test_title_is_the_page_s_own_without_the_name_of_the_site(head: str, title: str, origin: str) -> None:
    found = read(f"{head}<p>{TEXT}")
    assert (found.title, found.origins["title"]) == (title, origin)


def test_page_without_a_title_leaves_it_open() -> None:
    found = read(f"<p>{TEXT}")
    assert (found.title, found.origins) == ("", {})


def test_metadata_fill_the_fields_and_say_so() -> None:
    found = read(
        '<html lang="zh-Hans"><meta name="PubDate" content="2024-02-01 10:30"><meta name="ContentSource" content="柯橋日報">'
        f'<meta name="author" content="王"><p>{TEXT}'
    )
    assert (str(found.date), found.source, found.author, found.language) == ("2024-02-01", "柯橋日報", "王", "zh-hans")
    assert found.origins == dict.fromkeys(("date", "source", "author", "language"), "page metadata")


def test_date_that_is_none_is_left_open() -> None:
    assert read(f'<meta name="date" content="yesterday"><p>{TEXT}').date is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "gb18030", "utf-16", "utf-16-le"])
def test_fragment_without_a_charset_is_read_in_any_encoding(encoding: str) -> None:
    found = read(f"<table><tr><td>{TEXT}</td></tr></table>".encode(encoding))
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("said", "used"), [("gb2312", "gb18030"), ("utf-8", "big5"), ("no-such", "gbk"), ("idna", "big5")]
)
def test_charset_that_a_page_says_of_itself_is_not_believed_against_its_bytes(said: str, used: str) -> None:
    source = f'<meta http-equiv="Content-Type" content="text/html; charset={said}"><p>{TEXT}'
    assert read(source.encode(used)).text == TEXT


def test_charset_of_the_page_tips_the_scales_for_few_bytes() -> None:
    data = "<meta charset=big5><p>書".encode("big5")
    assert read(data).text == "書"


def test_encoding_that_a_person_names_is_obeyed() -> None:
    assert read(f"<meta charset=big5><p>{TEXT}".encode("gb18030"), encoding="gb18030").text == TEXT


def test_crlf_inside_and_outside_of_elements_is_layout() -> None:
    found = read(f"<p>\r\n  {TEXT[:10]}\r\n{TEXT[10:]}\r\n</p>\r\n<p>甲</p>")
    assert found.text == f"{TEXT}\n甲"


def test_paragraphs_without_markup_are_told_by_their_numbering() -> None:
    found = read("<p>第一章 總則</p><p>一、會議</p><p>（一）會議指出，要學習。</p><p>1.學習</p><h4>二、開會</h4>")
    heading, item = ParagraphKind.HEADING, ParagraphKind.LIST
    assert [(each.kind, each.level) for each in found.paragraphs] == [
        (heading, 1),
        (heading, 1),
        (item, 2),
        (item, 3),
        (heading, 4),
    ]
