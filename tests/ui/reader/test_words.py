import pytest

from archivist.ui.reader.words import word_at


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("推动产业升级", 5, "升级"),
        ("推動產業升級", 4, "升級"),
        ("in 2024年，GDP", 1, "in"),
        ("in 2024年，GDP", 4, "2024"),
        ("甲，乙", 1, "，"),
        ("a  b", 2, "  "),
    ],
)
def test_the_word_at_a_place_is_found(text: str, position: int, word: str) -> None:
    start, end = word_at(text, position)

    assert text[start:end] == word


def test_behind_the_end_there_is_no_word() -> None:
    assert word_at("甲", 1) == (1, 1)
