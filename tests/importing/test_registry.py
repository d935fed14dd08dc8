"""Formats, and which of them a file gets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import ArchivistError
from archivist.domain.errors import UnreadableFile, UnsupportedFormat
from archivist.importing.registry import ReadHints, choose_format, format_modules, import_formats, is_supported

GAZETTE = "<table><tr><td>教育部令</td><td>中華民國96年1月9日</td><td>台參字第0950199274C號</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.txt", "會議", "text"),
        ("a.TXT", "會議", "text"),
        ("a.md", "# 會議", "markdown"),
        ("a.html", "<p>會議", "html"),
        ("a.htm", GAZETTE, "gazette"),
        ("a.txt", "\n <!DOCTYPE html><p>會議", "html"),
        ("a", "會議", "text"),
        ("a.doc", "<html><body>會議", "html"),
        ("report.2024", "會議", "text"),
        ("a.txt", "<p>會議", "text"),
    ],
)
def test_best_score_decides_then_the_suffix(name: str, content: str, key: str) -> None:
    assert choose_format(content.encode(), ReadHints(name)).FORMAT.key == key


def test_page_in_utf_16_is_known_as_a_page() -> None:
    assert choose_format("<html><p>會議".encode("utf-16"), ReadHints("a.txt")).FORMAT.key == "html"


def test_comments_before_a_page_cost_nothing() -> None:
    content = b"<!-- -->" * 1500 + b"x"
    assert choose_format(content, ReadHints("a.txt")).FORMAT.key == "text"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a"])
def test_empty_file_is_named_as_such(name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"The file is empty: /in/a"):
        choose_format(b"", ReadHints(name), where="/in/a")


def test_bytes_that_are_nothing_known_are_refused_with_what_can_be_read() -> None:
    with pytest.raises(UnsupportedFormat, match=r"/in/a\.bin\. These can: .*\.html .*\.md .*\.txt"):
        choose_format(b"\x89PNG\r\n\x1a\n", ReadHints("a.bin"), where="/in/a.bin")


@pytest.mark.parametrize(
    "head",
    [b"%PDF-1.7\n", b"PK\x03\x04\x14\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x7fELF\x02\x01\x01\0", b"SQLite format 3\0"],
)
@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.html"])
def test_binary_file_with_the_name_of_a_text_is_refused_in_words(head: bytes, name: str) -> None:
    content, hints = head + bytes(range(256)) * 8, ReadHints(name)
    with pytest.raises(UnsupportedFormat) as caught:
        list(choose_format(content, hints).read(content, hints))
    assert name in str(caught.value)
    assert "save that as plain text" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", " \n\u3000\n"),
        ("a.md", "---\ntitle: 甲\n---\n\n<!-- 乙 -->\n"),
        ("a.html", "<title>甲</title><script>x</script>"),
    ],
)
def test_file_without_text_holds_no_report(name: str, content: str) -> None:
    data, hints = content.encode(), ReadHints(name)
    assert list(choose_format(data, hints).read(data, hints)) == []


def test_every_format_says_what_it_is() -> None:
    for known in import_formats():
        assert known.key and known.title and known.media_type and known.keeps
    assert len({known.key for known in import_formats()}) == len(import_formats())
    assert is_supported("甲.MD") and not is_supported("甲.exe") and not is_supported("甲")


# fmt: off
SIGNS = st.sampled_from([
    "<p>", "</p>", "<pre>", "<table>", "<td>", "<!--", "-->", "<ruby>", "<rt>", "</rt>", "</ruby>", "</", "&#13;", "&#", ";",
    "#", "-", "|", "---", "```", "**", "`", "[", "](", ")", ">", "會議", "a", "\n", " ", "\r\n", "\0", "\xa0", "\u3000",
])
# fmt: on


@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(SIGNS, max_size=40).map(lambda parts: "".join(parts).encode()),
        st.text(alphabet="會議區委學習，。\n", min_size=3).map(lambda text: text.encode("big5", "replace")),
    ),
    name=st.sampled_from(["a.txt", "a.md", "a.html", "a", "劳动法(2018-12-29).md"]),
)
def test_any_bytes_give_reports_or_an_error_in_words(content: bytes, name: str) -> None:
    hints = ReadHints(name)
    for module in format_modules():
        try:
            sources = list(module.read(content, hints))
        except ArchivistError as error:
            assert str(error)
            continue
        for source in sources:
            assert "\r" not in source.text
            spans = [paragraph.span for paragraph in source.paragraphs]
            assert spans
            assert all(len(span) > 0 and span.end <= len(source.text) for span in spans)
            assert all(left.end < right.start for left, right in pairwise(spans))
            assert all("\n" not in span.of(source.text) for span in spans)
            assert all(ruby.reading and ruby.span.of(source.text).strip() for ruby in source.ruby)
