"""What a person types for words by their sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.pinyin import Sound, parse_pinyin
from archivist.text.pinyin.readings import syllables
from archivist.text.pinyin.typed import LONGEST, MOST


def shown(typed: str) -> list[str]:
    """Sequences as text: ``fang·zh…`` for a syllable and a beginning."""
    return ["·".join(map(_shown, sequence)) for sequence in parse_pinyin(typed)]


def _shown(sound: Sound) -> str:
    return f"{sound.letters}{sound.tone or ''}{'…' if sound.is_start else ''}"


@pytest.mark.parametrize(
    ("typed", "sequences"),
    [
        ("fangzhi", ["fang·zhi"]),
        ("fang zhi", ["fang·zhi"]),
        ("Fang-Zhi", ["fang·zhi"]),
        ("fǎngzhī", ["fang3·zhi1"]),
        ("fang3zhi1", ["fang3·zhi1"]),
        ("fang3zhi", ["fang3·zhi"]),
        ("nǚ'ér", ["nü3·er2"]),
        ("nv3er2", ["nü3·er2"]),
        ("nu:3er2", ["nü3·er2"]),
        ("lue4", ["lüe4", "lu·e4"]),
        ("de5", ["de5"]),
        ("de0", ["de5"]),
        ("xian", ["xian", "xi·an"]),
        ("xi'an", ["xi·an"]),
        ("xi an", ["xi·an"]),
        ("fangan", ["fang·an", "fan·gan"]),
        ("gzlfz", ["g…·z…·l…·f…·z…"]),
        ("gzl fz", ["g…·z…·l…·f…·z…"]),
        ("zhgl", ["zh…·g…·l…", "z…·h…·g…·l…"]),
        ("azg", ["a·z…·g…", "a…·z…·g…"]),
        ("fangzh", ["fang·zh…", "f…·a…·n…·g…·z…·h…"]),
        ("ng", ["n…·g…"]),
        ("", []),
        (" ' ", []),
        ("会议", []),
        ("fang%", []),
        ("3", []),
        ("ü", []),
    ],
)
def test_what_is_typed_is_read_as_these_sounds(typed: str, sequences: list[str]) -> None:
    assert shown(typed) == sequences


@given(st.lists(st.sampled_from([each for each in syllables() if set(each) & set("aeiouü")]), min_size=1, max_size=4))
def test_any_words_are_among_what_their_letters_can_mean(words: list[str]) -> None:
    sounds = tuple(Sound(word) for word in words)
    assert sounds in parse_pinyin(" ".join(words))
    readings = parse_pinyin("".join(words))
    assert sounds in readings or len(readings) == MOST
    assert not any(sound.is_start for sequence in readings for sound in sequence)


@given(st.text(st.one_of(st.sampled_from("fangzhixeouüv13'́ "), st.characters(exclude_categories=()))))
def test_any_text_gives_a_bounded_number_of_sequences(typed: str) -> None:
    sequences = parse_pinyin(typed)
    assert len(sequences) <= MOST
    assert all(sequences)


@pytest.mark.parametrize("unit", ["fangan", "a", "g", "xian'", "̄", "1", "zhuang"])
def test_what_never_ends_is_read_up_to_a_limit(unit: str) -> None:
    assert parse_pinyin(unit * 1_000_000) == parse_pinyin((unit * LONGEST)[:LONGEST])
