"""Spelling of syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.pinyin import Reading, parse_reading
from archivist.text.pinyin.readings import all_readings


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
    ("reading", "marked", "numbered"),
    [
        (Reading("qu", 1), "qū", "qu1"),
        (Reading("lü", 4), "lǜ", "lü4"),
        (Reading("lüe", 4), "lüè", "lüe4"),
        (Reading("xue", 2), "xué", "xue2"),
        (Reading("guo", 2), "guó", "guo2"),
        (Reading("liu", 2), "liú", "liu2"),
        (Reading("gui", 4), "guì", "gui4"),
        (Reading("zhuai", 4), "zhuài", "zhuai4"),
        (Reading("xiong", 2), "xióng", "xiong2"),
        (Reading("hng", None), "hng", "hng"),
        (Reading("hm", 4), "hm\u0300", "hm4"),
        (Reading("ng", 2), "ńg", "ng2"),
        (Reading("de", None), "de", "de"),
    ],
)
def test_readings_are_spelled_by_the_standard(reading: Reading, marked: str, numbered: str) -> None:
    assert (reading.marked, reading.numbered) == (marked, numbered)


def test_what_is_spelled_reads_as_it_was() -> None:
    for reading in all_readings():
        assert parse_reading(reading.marked) == parse_reading(reading.numbered) == reading


@given(st.text(max_size=12))
def test_any_text_is_a_reading_or_none(text: str) -> None:
    reading = parse_reading(text)
    assert reading is None or parse_reading(reading.marked) == reading
