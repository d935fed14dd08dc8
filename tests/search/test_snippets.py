"""Matches and snippets: in the right places of the reading text, and the piece that shows most."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from search.indexing import a_query, occurs

from archivist.domain.script import Script
from archivist.domain.span import Span
from archivist.search.query import Or, Phrase, Query
from archivist.search.snippets import find_matches, in_script, make_snippet
from archivist.text.fold import fold

_CHARACTERS = "会會议議的中国aB1 .，。；\n\n\U00020000\ud800"
TEXTS = st.text(st.sampled_from(_CHARACTERS), max_size=300)
PIECES = st.text(st.sampled_from(_CHARACTERS.replace("\n", "")), min_size=1, max_size=4).filter(
    lambda piece: piece == piece.strip()
)


def any_of(pieces: list[str]) -> Query:
    return Query(Or(tuple(Phrase(piece) for piece in pieces)))


def test_matches_are_found_in_either_script_in_order() -> None:
    assert find_matches("會議，产业，会议", a_query("会议 產業")) == (Span(0, 2), Span(3, 5), Span(6, 8))


def test_what_is_not_to_be_there_is_not_marked() -> None:
    assert find_matches("会议和产业", a_query("会议 -产业")) == (Span(0, 2),)


def test_words_of_the_title_and_of_notes_are_not_marked_in_the_text() -> None:
    assert find_matches("会议和产业", a_query("title:会议 note:产业 body:和")) == (Span(2, 3),)


def test_of_overlapping_matches_the_earlier_and_longer_stays() -> None:
    assert find_matches("纺织产业园", a_query("产业园 OR 纺织 OR 纺织产")) == (Span(0, 3),)


@given(TEXTS, st.lists(PIECES, min_size=1, max_size=3))
def test_matches_are_the_pieces_and_do_not_overlap(text: str, pieces: list[str]) -> None:
    matches = find_matches(text, any_of(pieces))
    folded = [fold(piece) for piece in pieces]
    assert all(fold(match.of(text)) in folded for match in matches)
    assert all(one.end <= two.start for one, two in pairwise(matches))
    assert bool(matches) == any(occurs(piece, text) for piece in folded)


@settings(max_examples=300)
@given(TEXTS, st.lists(PIECES, min_size=1, max_size=3), st.integers(8, 60))
def test_a_snippet_is_a_part_of_the_text_with_all_its_matches(text: str, pieces: list[str], length: int) -> None:
    snippet = make_snippet(text, any_of(pieces), length=length)
    assert snippet.text == snippet.span.of(text)
    assert len(snippet.text) <= length
    inside = [each for each in find_matches(text, any_of(pieces)) if snippet.span.contains(each)]
    assert list(snippet.matches) == [
        (each.start - snippet.span.start, each.end - snippet.span.start) for each in inside
    ]
    assert bool(snippet.matches) == bool(find_matches(text, any_of(pieces)))
    assert snippet.text or not text.strip()


@given(TEXTS, st.integers(8, 60))
def test_an_ellipsis_stands_where_a_paragraph_is_cut(text: str, length: int) -> None:
    snippet = make_snippet(text, a_query("会议"), length=length)
    before, after = text[: snippet.span.start].rpartition("\n")[2], text[snippet.span.end :].partition("\n")[0]
    assert snippet.is_cut_before == bool(before.strip())
    assert snippet.is_cut_after == bool(after.strip())
    assert "\n" not in snippet.shown
    shown = [snippet.shown[start:end] for start, end in snippet.shown_matches]
    assert shown == [snippet.text[start:end] for start, end in snippet.matches]
    assert snippet.shown.startswith("…") >= snippet.is_cut_before
    assert snippet.shown.endswith("…") >= snippet.is_cut_after


@given(TEXTS, st.sampled_from(list(Script)))
def test_in_a_script_matches_stay_what_they_are(text: str, script: Script) -> None:
    snippet = make_snippet(text, a_query("会议 OR 中国"))
    shown = in_script(snippet, script)
    assert shown.span == snippet.span
    assert [fold(shown.text[start:end]) for start, end in shown.matches] == [
        fold(snippet.text[start:end]) for start, end in snippet.matches
    ]


def test_what_follows_a_short_paragraph_follows_in_its_snippet() -> None:
    text = "前言\n　　一次会议通过。\n第一条 会议的规则。" + "又一条规则，" * 20 + "完。"
    snippet = make_snippet(text, a_query("会议"), length=40)
    assert snippet.shown == "一次会议通过。 第一条 会议的规则。…"
    assert [snippet.text[start:end] for start, end in snippet.matches] == ["会议", "会议"]


def test_the_paragraph_with_most_different_words_is_shown() -> None:
    text = "会议会议会议会议\n　　会议谈到产业。\n产业"
    snippet = make_snippet(text, a_query("会议 产业"))
    assert snippet.text == "会议谈到产业。\n产业"
    assert snippet.matches == ((0, 2), (4, 6), (8, 10))


def test_of_equal_paragraphs_the_first_is_shown() -> None:
    assert make_snippet("甲\n会议一\n会议二", a_query("会议"), length=4).text == "会议一"


def test_without_a_match_the_beginning_is_shown() -> None:
    text = "\n\n　　区委召开会议。" + "会议强调产业，" * 50
    snippet = make_snippet(text, a_query("tag:重要"), length=40)
    assert snippet.text.startswith("区委召开会议。")
    assert snippet.matches == ()
    assert snippet.shown.endswith("产业，…")


def test_a_long_paragraph_is_cut_behind_sentences() -> None:
    text = "一二三四五六七。" * 20 + "然后谈到产业。" + "八九十百千万亿。" * 20
    snippet = make_snippet(text, a_query("产业"), length=40)
    assert snippet.text == "然后谈到产业。" + "八九十百千万亿。" * 4
    assert snippet.shown == f"…{snippet.text}…"


def test_the_part_with_most_matches_is_shown() -> None:
    text = "会议" + "某" * 300 + "会议产业会议" + "某" * 300
    snippet = make_snippet(text, a_query("会议 产业"), length=40)
    assert len(snippet.matches) == 3


def test_a_match_longer_than_the_snippet_is_shown_whole() -> None:
    text = "某" * 100 + "会议" * 50 + "某" * 100
    snippet = make_snippet(text, a_query(f'"{"会议" * 50}"'), length=20)
    assert snippet.text == "会议" * 50
    assert snippet.matches == ((0, 100),)


def test_an_empty_report_has_an_empty_snippet() -> None:
    assert make_snippet("", a_query("会议")).shown == ""
