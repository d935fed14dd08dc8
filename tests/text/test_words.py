import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.words import word_at


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("推动产业升级", 5, "升级"),
        ("推動產業升級", 4, "升級"),
        ("國務院新聞辦公室舉行新聞發布會", 9, "舉行"),
        ("南京市长江大桥", 3, "长江大桥"),
        ("研究生命起源", 2, "生命"),
        ("𠮷野家", 0, "𠮷"),
        ("\ud800會議", 1, "會議"),
        ("in 2024年，GDP", 1, "in"),
        ("in 2024年，GDP", 4, "2024"),
        ("甲，乙", 1, "，"),
        ("a  b", 2, "  "),
    ],
)
def test_the_word_at_a_place_is_found(text: str, position: int, word: str) -> None:
    start, end = word_at(text, position)

    assert text[start:end] == word


@pytest.mark.parametrize("position", range(0, 26, 3))
def test_words_are_the_same_in_either_script(position: int) -> None:
    traditional, simplified = (
        "區委常委會召開擴大會議學習貫徹總書記重要講話精神",
        "区委常委会召开扩大会议学习贯彻总书记重要讲话精神",
    )

    assert word_at(traditional, position) == word_at(simplified, position)


@given(st.text(alphabet="會议議a1，\n \ud800𠮷", min_size=1, max_size=150), st.data())
def test_words_hold_their_place_and_cover_the_text(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text) - 1))
    start, end = word_at(text, position)

    assert start <= position < end <= len(text)


def test_behind_the_end_there_is_no_word() -> None:
    assert word_at("甲", 1) == (1, 1)
