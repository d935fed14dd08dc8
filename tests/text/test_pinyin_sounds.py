"""Texts found by their sound, beside one character after the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.fold import fold, fold_array
from archivist.text.pinyin import (
    Sound,
    characters_read,
    find_sounds,
    find_typed,
    folded_readings,
    parse_pinyin,
    sounds_like,
)
from archivist.text.pinyin.typed import NEUTRAL

SOUNDS = st.builds(
    Sound, st.sampled_from(["fang", "zhi", "de", "xing", "er"]), st.sampled_from([None, 1, 2, 3, 4, NEUTRAL])
) | st.builds(Sound, st.sampled_from(["z", "zh", "f", "e"]), st.none(), st.just(True))
TEXT = st.text(st.sampled_from("紡织纺織方志防治放置的行兒儿而一a1，\n\ud800𠅤"), max_size=30)


def is_read(character: str, sound: Sound) -> bool:
    for letters, tone in folded_readings(character):
        same_letters = letters.startswith(sound.letters) if sound.is_start else letters == sound.letters
        if same_letters and sound.tone in (None, tone or NEUTRAL):
            return True
    return False


def places(text: str, typed: str) -> list[int]:
    found = [find_sounds(fold_array(text), sounds).tolist() for sounds in parse_pinyin(typed)]
    return sorted({place for each in found for place in each})


@given(TEXT, st.lists(SOUNDS, max_size=3))
def test_sounds_are_found_wherever_each_character_has_them(text: str, sounds: list[Sound]) -> None:
    wanted = [
        start
        for start in range(len(text) - len(sounds) + 1)
        if sounds and all(is_read(text[start + at], sound) for at, sound in enumerate(sounds))
    ]
    assert find_sounds(fold_array(text), sounds).tolist() == wanted


@given(TEXT, SOUNDS)
def test_mask_and_list_of_characters_agree(text: str, sound: Sound) -> None:
    codes = fold_array(text)
    assert sounds_like(codes, sound).tolist() == np.isin(codes, characters_read(sound)).tolist()


@pytest.mark.parametrize("typed", ["fangzhi", "fang zhi", "fǎngzhī", "fang3 zhi1", "fz", "fangz", "fzhi"])
@pytest.mark.parametrize("text", ["紡織業", "纺织业"])
def test_both_scripts_are_found_by_the_same_letters(typed: str, text: str) -> None:
    assert 0 in places(text, typed)


def test_tones_tell_words_apart() -> None:
    assert places("纺织、防治、方志、放置", "fang3zhi1") == [0]
    assert places("纺织、防治、方志、放置", "fangzhi") == [0, 3, 6, 9]


def test_initials_find_a_phrase() -> None:
    assert places("推动高质量发展", "gzlfz") == [2]


def test_each_usual_reading_counts_and_no_rare_one() -> None:
    assert places("银行在行动", "yinhang") == [0]
    assert places("银行在行动", "xing dong") == [3]
    assert places("位有", "wei wei") == []


def test_characters_are_folded_and_in_order() -> None:
    characters = characters_read(Sound("fang", 3))
    assert characters.tolist() == sorted(set(characters.tolist()))
    text = "".join(map(chr, characters.tolist()))
    assert fold(text) == text and "纺" in text and "紡" not in text


def test_what_was_typed_is_found_in_each_of_its_meanings() -> None:
    text = fold_array("方案反感，高质量发展")
    assert find_typed(text, "fangan").tolist() == [0, 2]
    assert find_typed(text, "gzlfz").tolist() == [5]
    assert find_typed(text, "f").tolist() == []
    assert find_typed(text, "不是").tolist() == []
    assert find_typed(fold_array(""), "fangan").tolist() == []
