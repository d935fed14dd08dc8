import pytest

from archivist.text.repair.readings import Grade, compare_reading


@pytest.mark.parametrize(
    ("character", "written", "grade", "spelling"),
    [
        ("區", "qū", Grade.EXACT, "qū"),
        ("調", "diào", Grade.EXACT, "diào"),
        ("網", "wang3", Grade.EXACT, "wǎng"),
        ("運", "yun", Grade.TONELESS, "yùn"),
        ("綠", "lv4", Grade.EXACT, "lǜ"),
        ("對", "duī", Grade.OTHER_TONE, "duī"),
        ("情", "xiàn", Grade.NONE, "xiàn"),
        ("雲", "cloud", Grade.WORD, ""),
        ("鋰", "Li", Grade.WORD, ""),
        ("愛", "AI", Grade.WORD, ""),
        ("甲", "A", Grade.WORD, ""),
        ("設", "SHÈ", Grade.EXACT, "shè"),
    ],
)
def test_readings_are_graded_against_the_character(character: str, written: str, grade: Grade, spelling: str) -> None:
    assert compare_reading(character, written) == (grade, spelling)
