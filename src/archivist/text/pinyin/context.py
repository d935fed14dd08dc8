"""The reading of each character where it stands (行长 is háng zhǎng): computed, unlike the readings that a text holds.

The longest phrase from the left decides, outside of phrases the usual reading. Right nearly always, but not surely: 地 is
dì behind an adverb too. The phrases come from ``tools/make_pinyin_tables.py``, made of pypinyin's, whose own code cuts
the text off phrase by phrase, so that a long paragraph takes it seconds."""

from __future__ import annotations

import sys
from array import array
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from archivist.resources import resource
from archivist.text.conversion import Conversion, converter
from archivist.text.pinyin.readings import CODE_SHIFT, SYLLABLE, all_readings, reading_numbers
from archivist.text.script import traditional_share

if TYPE_CHECKING:
    from archivist.text.conversion.matching import Stage

_KEPT = 512
"""Texts whose readings are remembered: some screens, back and forth."""

_SOUNDS = 0xF0000
"""Readings by number stand as code points from here on: to read a text is to convert it."""


@lru_cache(_KEPT)
def read_in_context(text: str) -> tuple[str, ...]:
    """For each code point of ``text`` its reading with a tone mark; empty for what is no Chinese character.

    Linear: some ten thousand characters in a hundredth of a second, after a fifth of a second for the first; that is
    for ``prepare_readings`` on a thread of its own."""
    # The phrases are in simplified script. Taiwan's 著 is two words (著名, 看著), which only its own text may be told by.
    is_traditional = (traditional_share(text) or 0) > 0.5
    simplified = converter("tw2s").align(text) if is_traditional else Conversion.unchanged(text)
    sounds = _sounds_of(simplified.text)
    if simplified.alignment.is_identity:
        return sounds
    readings: list[str] = []
    shown = 0
    for source_start, source_end, target_start, target_end in simplified.alignment.changes:
        readings += sounds[shown:target_start]
        readings += _sounds_of(text[source_start:source_end])
        shown = target_end
    return (*readings, *sounds[shown:])


def prepare_readings() -> None:
    """Load what ``read_in_context`` needs."""
    read_in_context("讀書")


def _sounds_of(text: str) -> tuple[str, ...]:
    import numpy as np

    from archivist.text.conversion.trie import as_codes

    codes = as_codes(text)
    stage = _stage()
    read, _ = stage.apply(codes, stage.find_matches(codes))
    marked = _marked()
    # What has no reading stayed as it was; behind the last reading stands an empty one.
    numbers: list[int] = np.where(read == codes, len(marked) - 1, read - _SOUNDS).tolist()
    return tuple(marked[number] for number in numbers)


@cache
def _stage() -> Stage:
    from archivist.text.conversion.matching import Stage

    usual: dict[str, str] = {}
    for number in reading_numbers():
        usual.setdefault(chr(number >> CODE_SHIFT), chr((number & SYLLABLE) + _SOUNDS))
    return Stage([{**_phrases(), **usual}])


def _phrases() -> dict[str, str]:
    phrases = resource("tables/pinyin-phrases.txt").read_text(encoding="utf-8").split()
    numbers = array("H", resource("tables/pinyin-phrases.bin").read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    sounds = "".join([chr(number + _SOUNDS) for number in numbers])
    ends = list(accumulate(map(len, phrases)))
    return {phrase: sounds[end - len(phrase) : end] for phrase, end in zip(phrases, ends, strict=True)}


@cache
def _marked() -> tuple[str, ...]:
    return (*(reading.marked for reading in all_readings()), "")
