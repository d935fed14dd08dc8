from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.sentences import find_sentences, sentence_at

SEED = Path(__file__).parents[1].joinpath("golden", "keqiao-2024-02-01.reading.txt").read_text("utf-8")


def texts_of(text: str) -> list[str]:
    return [sentence.of(text) for sentence in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("會議指出。會議強調！真的嗎？是；好……完", ["會議指出。", "會議強調！", "真的嗎？", "是；", "好……", "完"]),
        ("他說：“好。”我說：「不！」散會。", ["他說：“好。”", "我說：「不！」", "散會。"]),
        ("“好！”，他說。", ["“好！”，他說。"]),
        ("（見第三條。）又及。", ["（見第三條。）", "又及。"]),
        ("真的？！不會吧！！！", ["真的？！", "不會吧！！！"]),
        ("第一章 總則\n\u3000\u3000第一條 為了發展。 \n", ["第一章 總則", "第一條 為了發展。"]),
        ("占3.5%，共1.2億元。", ["占3.5%，共1.2億元。"]),
        ("Yes! No? 好;壞", ["Yes!", "No?", "好;", "壞"]),
    ],
)
def test_sentences_end_behind_their_marks_and_what_closes_there(text: str, sentences: list[str]) -> None:
    assert texts_of(text) == sentences


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\u200b"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert find_sentences(text) == ()


def test_the_sentences_of_a_report_are_as_long_as_sentences_are() -> None:
    lengths = sorted(map(len, find_sentences(SEED)))
    assert len(lengths) > 10
    assert 20 < lengths[len(lengths) // 2] < 200


@given(st.text(alphabet="會。！？；…”」，,: \n\u3000a\ud800😀(", max_size=80))
def test_sentences_are_in_order_and_hold_all_that_is_no_space(text: str) -> None:
    found = find_sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join(text.split()).replace("\u3000", "") == "".join("".join(texts_of(text)).split()).replace("\u3000", "")
    assert all("\n" not in sentence.of(text) for sentence in found)


@pytest.mark.parametrize(
    ("position", "sentence"),
    [(0, "會議指出。"), (4, "會議指出。"), (5, "強調！”"), (10, "強調！”"), (11, ""), (12, "散會。"), (16, "散會。")],
)
def test_a_place_is_in_its_sentence(position: int, sentence: str) -> None:
    text = "會議指出。強調！” \n\n　散會。"
    assert sentence_at(text, position).of(text) == sentence


@given(st.text(alphabet="會。！？；…”」，,: \n　a\ud800😀(", max_size=80), st.data())
def test_each_character_is_in_the_sentence_that_is_found_at_it(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    found = sentence_at(text, position)
    mine = [each for each in find_sentences(text) if each.start <= position < each.end]
    assert found in find_sentences(text) or not found
    assert mine in ([], [found])


def test_a_sentence_without_an_end_is_found_as_far_as_it_is_near() -> None:
    text = "甲" * 1_000_000
    assert len(sentence_at(text, 500_000)) == 4000


@pytest.mark.parametrize("text", ["！" * 1_000_000 + "，", "”" * 1_000_000, "甲" * 1_000_000, "。\n" * 300_000])
def test_long_runs_of_anything_are_quick(text: str) -> None:
    assert find_sentences(text)
