"""The column of texts: what it is given it gives back, also when it is moved to another segment."""

import io

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.search.column import MovedText, TextReader, TextWriter
from archivist.search.matching import find_all

TEXTS = st.lists(st.text(st.sampled_from("会议的国ab1 \n\0\ud800\U00020000"), max_size=30), max_size=12)


class MemoryFile:
    """The part of Whoosh's file that a column reads from."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, position: int, length: int, /) -> bytes:
        return self._data[position : position + length]


def a_column(values: dict[int, str | MovedText], count: int) -> TextReader:
    out = io.BytesIO()
    writer = TextWriter(out)
    for document, value in values.items():
        writer.add(document, value)
    writer.finish(count)
    data = out.getvalue()
    return TextReader(MemoryFile(data), 0, len(data), count)


def same_pairs(one: TextReader, two: TextReader) -> bool:
    return all(
        np.array_equal(getattr(one.inverted, name), getattr(two.inverted, name))
        for name in ("keys", "starts", "documents", "frequencies")
    )


@given(TEXTS)
def test_texts_come_back(texts: list[str]) -> None:
    column = a_column(dict(enumerate(texts)), len(texts))
    assert list(column) == texts
    assert [column[number] for number in range(len(texts))] == texts
    assert column.lengths.tolist() == [len(text) for text in texts]


def test_a_document_that_was_left_out_has_the_empty_text() -> None:
    assert list(a_column({1: "会议"}, 3)) == ["", "会议", ""]


@given(TEXTS, st.text(st.sampled_from("会议的国ab1 \0\ud800\U00020000"), min_size=1, max_size=4))
def test_finding_counts_what_the_rule_counts(texts: list[str], piece: str) -> None:
    found = a_column(dict(enumerate(texts)), len(texts)).find(piece)
    counts = {number: sum(1 for _ in find_all(text, piece)) for number, text in enumerate(texts)}
    assert found.documents.tolist() == [number for number, count in counts.items() if count]
    if len(piece) > 2 or len(set(piece)) == len(piece):  # of 会会会 the pair 会会 counts twice
        assert found.frequencies.tolist() == [count for count in counts.values() if count]


@settings(max_examples=200)
@given(TEXTS, TEXTS, TEXTS, st.randoms())
def test_moving_texts_is_like_adding_them_anew(one: list[str], two: list[str], new: list[str], chance: object) -> None:
    origins = [a_column(dict(enumerate(texts)), len(texts)) for texts in (one, two)]
    kept = [
        MovedText(text, origin, number)
        for origin in origins
        for number, text in enumerate(origin)
        if chance.random() < 0.6  # type: ignore[attr-defined]
    ]
    values: list[str | MovedText] = [*kept, *new]
    moved = a_column(dict(enumerate(values)), len(values))
    plain = [value if isinstance(value, str) else value.text for value in values]
    anew = a_column(dict(enumerate(plain)), len(plain))
    assert list(moved) == plain
    assert same_pairs(moved, anew)


def test_a_text_of_many_blocks_is_found_in_the_right_one() -> None:
    texts = [f"第{number}号，{'某' * (number * 37 % 9_000)}终{number}" for number in range(200)]
    column = a_column(dict(enumerate(texts)), len(texts))
    assert list(column) == texts
    assert column.find("某终137").documents.tolist() == [137]
