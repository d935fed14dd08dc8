"""Plain text, and the records of gazettes in it."""

from archivist.importing.formats import text
from archivist.importing.registry import ReadHints
from archivist.importing.source_text import SourceText


def read(source: str | bytes, *, encoding: str | None = None) -> SourceText:
    data = source.encode() if isinstance(source, str) else source
    (found,) = text.read(data, ReadHints("a.txt", encoding))
    return found


def test_text_is_kept_as_it_is_but_for_line_ends() -> None:
    assert read("\u3000會議\r\n\r\n指出\r議\n").text == "\u3000會議\n\n指出\n議\n"


def test_each_line_is_a_paragraph() -> None:
    found = read("會議\r\n\r\n 指出 \n")
    assert [each.span.of(found.text) for each in found.paragraphs] == ["會議", "指出"]


def test_encoding_is_noted() -> None:
    assert read("會議指出，要學習".encode("big5")).extra == {"encoding": "cp950"}


def test_record_gives_title_office_date_and_number() -> None:
    found = read(
        "教育部令：訂定「大學評鑑辦法」\r\n教育部 中華民國96年1月9日 台參字第0950199274C號\r\n\r\n教育部令\r\n"
    )
    assert (found.title, found.author, str(found.date)) == ("教育部令：訂定「大學評鑑辦法」", "教育部", "2007-01-09")
    assert found.extra["number"] == "台參字第0950199274C號"
    assert found.text.startswith("教育部令：")


def test_text_that_only_mentions_a_date_is_no_record() -> None:
    found = read("教育部令\n教育部在中華民國96年1月9日訂定\n\n甲")
    assert (found.title, found.date, found.origins) == ("", None, {})


def test_text_cut_in_the_middle_of_a_character_comes_in_with_a_note() -> None:
    found = read("會議指出，要學習".encode()[:-1])
    assert found.text == "會議指出，要學"
    assert "middle of a character" in found.notes[0]
