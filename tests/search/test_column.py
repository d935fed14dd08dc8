"""The column of texts: what it is given it gives back, also when it is moved to another segment."""

import io
import random
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.search.column import MovedTexts, TextReader, TextWriter
from archivist.search.matching import Pattern, literal
from archivist.search.postings import text_matches, text_postings
from archivist.text.fold import fold
from archivist.text.pinyin import Sound

_CHARACTERS = "会會议議的国ab1Ａ \n\0\ud800\U00020000，,"
TEXTS = st.lists(st.text(st.sampled_from(_CHARACTERS), max_size=30), max_size=12)
PIECES = st.text(st.sampled_from(fold(_CHARACTERS).replace("\n", "")), min_size=1, max_size=4)


class MemoryFile:
    """The part of Whoosh's file that a column reads from."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, position: int, length: int, /) -> bytes:
        return self._data[position : position + length]


def a_column(values: dict[int, str | MovedTexts], count: int) -> TextReader:
    out = io.BytesIO()
    writer = TextWriter(out)
    for document, value in values.items():
        writer.add(document, value)
    writer.finish(count)
    data = out.getvalue()
    return TextReader(MemoryFile(data), 0, len(data), count)


def of_texts(texts: list[str]) -> TextReader:
    return a_column(dict(enumerate(texts)), len(texts))


def matches(text: str, piece: str) -> list[int]:
    """Where the folded piece is found in a text, by a regular expression."""
    before = "(?<![0-9a-zA-Z])" if piece[0].isascii() and piece[0].isalnum() else ""
    return [found.start() for found in re.finditer(before + re.escape(piece), fold(text))]


@given(TEXTS)
def test_texts_come_back(texts: list[str]) -> None:
    column = of_texts(texts)
    assert list(column) == texts
    assert list(column.folded(np.arange(len(texts)))) == list(map(fold, texts))
    assert column.lengths.tolist() == [len(text) for text in texts]


@given(TEXTS, st.data())
def test_any_part_comes_back(texts: list[str], data: st.DataObject) -> None:
    whole = "".join(f"{text}\n" for text in texts)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    assert of_texts(texts).reading(start, end) == whole[start:end]


def test_a_document_that_was_left_out_has_the_empty_text() -> None:
    assert list(a_column({1: "会议"}, 3)) == ["", "会议", ""]


@given(TEXTS, PIECES)
def test_finding_counts_what_the_rule_counts(texts: list[str], piece: str) -> None:
    found = text_postings(of_texts(texts), (Pattern((literal(piece),)),))
    counts = {number: len(matches(text, piece)) for number, text in enumerate(texts)}
    assert found.documents.tolist() == [number for number, count in counts.items() if count]
    assert found.frequencies.tolist() == [count for count in counts.values() if count]


@settings(max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.randoms(), PIECES)
def test_moving_texts_is_like_adding_them_anew(origins: list[list[str]], chance: random.Random, piece: str) -> None:
    kept = [np.array([chance.random() < 0.6 for _ in texts], np.bool_) for texts in origins]
    remaining = [
        text
        for texts, mask in zip(origins, kept, strict=True)
        for text, is_kept in zip(texts, mask.tolist(), strict=True)
        if is_kept
    ]
    moved = a_column({0: MovedTexts([of_texts(texts) for texts in origins], kept)}, len(remaining))
    assert list(moved) == remaining
    anew = of_texts(remaining)
    # Sounds, as an alphabet keeps characters of which no text is left.
    for run in (literal(piece), (Sound("hui"), *literal(piece)), (Sound("g", is_start=True), Sound("hui"))):
        pattern = (Pattern((run,)),)
        assert text_matches(moved, pattern).starts.tolist() == text_matches(anew, pattern).starts.tolist()
        assert text_postings(moved, pattern).documents.tolist() == text_postings(anew, pattern).documents.tolist()


def test_a_text_of_many_blocks_is_found_in_the_right_place() -> None:
    texts = [f"第{number}号，{'某' * (number * 37 % 9_000)}终{number}" for number in range(200)]
    column = of_texts(texts)
    assert list(column) == texts
    assert text_postings(column, (Pattern((literal("某终137"),)),)).documents.tolist() == [137]
    whole = a_column({0: MovedTexts([column, column], [np.arange(200) % 2 == 0, np.ones(200, np.bool_)])}, 300)
    assert list(whole) == texts[::2] + texts


def test_an_alphabet_of_more_than_two_bytes_is_kept() -> None:
    everything = "".join(chr(code) for code in range(0x20, 0x1_8000) if not 0xD800 <= code < 0xE000)
    column = of_texts(["会议", everything])
    assert column[1] == everything
    assert text_postings(column, (Pattern((literal("会议"),)),)).documents.tolist() == [0]
    moved = a_column({0: MovedTexts([column, of_texts(["会议"])], [np.array([False, True]), np.array([True])])}, 2)
    assert list(moved) == [everything, "会议"]
