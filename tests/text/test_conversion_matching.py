"""The vectorised matcher beside one that goes through the text character by character."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.conversion.matching import Stage
from archivist.text.conversion.trie import as_codes, as_text

LETTERS = st.text(st.sampled_from("甲乙丙𠀀"), min_size=1, max_size=4)
TIERS = st.lists(st.dictionaries(LETTERS, st.text(st.sampled_from("一二三𠀁"), max_size=3), max_size=8), max_size=3)
TEXT = st.text(st.sampled_from("甲乙丙𠀀a\0\ud800"), max_size=40)


def convert_plainly(
    text: str, tiers: Sequence[Mapping[str, str]], bounds: Sequence[int]
) -> tuple[str, list[list[int]]]:
    """What becomes of ``text``, and which spans changed their length."""
    pieces: list[str] = []
    changes: list[list[int]] = []
    position = target = 0
    while position < len(text):
        limit = min(bound for bound in (*bounds, len(text)) if bound > position)
        key = next((key for tier in tiers if (key := longest(text[position:limit], tier))), "")
        value = next((tier[key] for tier in tiers if key in tier), text[position])
        length = len(key) or 1
        if length != len(value):
            changes.append([position, position + length, target, target + len(value)])
        pieces.append(value)
        position, target = position + length, target + len(value)
    return "".join(pieces), changes


def longest(text: str, keys: Mapping[str, str]) -> str:
    return next((text[:length] for length in range(min(4, len(text)), 0, -1) if text[:length] in keys), "")


@given(TIERS, TEXT, st.sets(st.integers(1, 39)))
def test_stage_converts_as_reading_character_by_character_does(
    tiers: list[dict[str, str]], text: str, cuts: set[int]
) -> None:
    stage = Stage(tiers)
    codes, bounds = as_codes(text), sorted(cut for cut in cuts if cut < len(text))
    matches = stage.find_matches(codes, np.array([*bounds, len(text)]))
    converted, alignment = stage.apply(codes, matches)
    wanted, changes = convert_plainly(text, tiers, bounds)
    assert as_text(converted) == wanted
    assert (alignment.source_length, alignment.target_length) == (len(text), len(wanted))
    for source_start, source_end, target_start, target_end in changes:
        assert alignment.span_to_target(source_start, source_end) == (target_start, target_end)


@given(TIERS, TEXT)
def test_without_bounds_the_whole_text_is_one_segment(tiers: list[dict[str, str]], text: str) -> None:
    stage = Stage(tiers)
    codes = as_codes(text)
    assert as_text(stage.apply(codes, stage.find_matches(codes))[0]) == convert_plainly(text, tiers, [])[0]


@pytest.mark.parametrize("length", [(1 << 15) - 1, 1 << 15, (1 << 15) + 1, 3 << 15])
def test_phrases_across_the_edges_of_blocks_are_found(length: int) -> None:
    text = "乙" * (length - 2) + "甲乙" * 3
    stage = Stage([{"甲乙": "X", "乙甲": "Y"}])
    codes = as_codes(text)
    assert (
        as_text(stage.apply(codes, stage.find_matches(codes))[0])
        == convert_plainly(text, [{"甲乙": "X", "乙甲": "Y"}], [])[0]
    )


def test_code_points_survive_the_way_there_and_back() -> None:
    text = "a\0\ud800\U0010ffff"
    assert as_text(as_codes(text)) == text
