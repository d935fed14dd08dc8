"""Which readings a character has. The tables come from ``tools/make_pinyin_tables.py``, made of pypinyin's.

They are read in a millisecond; pypinyin itself takes two hundred to import and is not needed to run."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from functools import cache

from archivist.resources import resource
from archivist.text.pinyin.syllables import Reading

CODE_SHIFT = 14
RARE = 1 << 13
SYLLABLE = RARE - 1
"""The parts of one number of the table: ``code << CODE_SHIFT | RARE? | syllable``."""


@cache
def readings_of(character: str) -> tuple[Reading, ...]:
    """All readings of a character, the usual one first; none for what is no Chinese character."""
    table, code = reading_numbers(), ord(character)
    start = bisect_left(table, code << CODE_SHIFT)
    end = bisect_left(table, code + 1 << CODE_SHIFT, start)
    readings = all_readings()
    return tuple(readings[number & SYLLABLE] for number in table[start:end])


@cache
def syllables() -> tuple[str, ...]:
    """Every syllable without its tone, in the order of the alphabet."""
    return tuple(resource("tables/pinyin-syllables.txt").read_text(encoding="utf-8").split())


@cache
def all_readings() -> tuple[Reading, ...]:
    """What the numbers of syllables in the table mean: each syllable without tone, then with the tones 1 to 4."""
    return tuple(Reading(letters, tone or None) for letters in syllables() for tone in range(5))


@cache
def reading_numbers() -> array[int]:
    """Every reading of every character as one number, ordered by code point."""
    numbers = array("I", resource("tables/pinyin-readings.bin").read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
