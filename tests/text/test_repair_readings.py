import pytest

from archivist.text.repair.readings import Grade, Reading, compare_reading, parse_reading


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("qū", ("qu", 1)),
        ("QŪ", ("qu", 1)),
        ("qu\u0304", ("qu", 1)),
        ("qu1", ("qu", 1)),
        ("qu", ("qu", None)),
        ("lǜ", ("lü", 4)),
        ("lu\u0308\u0300", ("lü", 4)),
        ("lv4", ("lü", 4)),
        ("lu:4", ("lü", 4)),
        ("lüè", ("lüe", 4)),
        ("luè", ("lüe", 4)),
        ("qǘ", ("qu", 2)),
        ("ɡuǎnɡ", ("guang", 3)),
        ("guăn", ("guan", 3)),
        ("zhuāng", ("zhuang", 1)),
        ("me5", ("me", None)),
    ],
)
def test_readings_are_read_in_every_spelling(written: str, reading: tuple[str, int | None]) -> None:
    assert parse_reading(written) == Reading(*reading)


@pytest.mark.parametrize("written", ["", "cloud", "Fund", "xièxie", "qūā", "q", "7", "ū̄", "VIN", "z", "e.g."])
def test_what_is_no_syllable_is_no_reading(written: str) -> None:
    assert parse_reading(written) is None


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
