"""Queries said in words."""

import pytest
from hypothesis import given
from search.test_language import QUERIES

from archivist.app.language import catalogue
from archivist.search.language import parse
from archivist.search.words import in_words


def plainly(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("纺织", "“纺织”"),
        ("纺织 产业 -会议 date:2024", "all of “纺织”, “产业”; not “会议”; dated 2024"),
        ("纺织 (产业 OR 工业)", "all of “纺织”, (one of “产业”, “工业”)"),
        ("title:条例 is:unread", "“条例” in the title; unread"),
        ("date:2024-02", "dated 2024-02"),
        ("date:2024-02-01", "dated 2024-02-01"),
        ("date:2023..2024", "dated 2023–2024"),
        ("date:2023-03..2024", "dated 2023-03-01 to 2024"),
        ("date:..1999", "dated up to 1999"),
        ("date:1999-02..", "dated from 1999-02-01"),
        ("source:日报 source:“人民日报”", "source with “日报”; source “人民日报”"),
        ("near:3(纺织 “产 业”)", "“纺织”, “产 业” within 3 characters"),
        ("exact:會議 py:fangzhi", "all of “會議” in these very characters, what is read “fangzhi”"),
        ("tag:重要 has:note -(甲 OR 乙)", "tagged “重要”; with a note; not (one of “甲”, “乙”)"),
    ],
)
def test_a_query_in_words(query: str, words: str) -> None:
    assert in_words(parse(query).tree, plainly) == words


def test_words_follow_the_language() -> None:
    tree = parse("纺织 产业 -会议 date:2024").tree
    assert in_words(tree, catalogue("zh_Hans").gettext) == "含全部：“纺织”、“产业”；不含“会议”；日期 2024"
    assert in_words(tree, catalogue("zh_Hant").gettext) == "含全部：「纺织」、「产业」；不含「会议」；日期 2024"


@given(QUERIES)
def test_every_query_has_words_in_every_language(text: str) -> None:
    query = parse(text)
    for language in ("en", "zh_Hans", "zh_Hant"):
        assert bool(in_words(query.tree, catalogue(language).gettext)) == (not query.is_empty)
