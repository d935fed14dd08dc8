"""Readings (Hànyǔ Pīnyīn) as scraped pages write them, compared with those that a character has.

Spelling and table are those of ``archivist.text.pinyin``; here is what damage makes of them."""

import unicodedata
from enum import IntEnum
from typing import NamedTuple

from archivist.text.pinyin import parse_reading, readings_of

# Every Latin letter, tone letter and mark in which a syllable has been seen; what they spell is judged by
# parse_reading. The colon is for "u:", U+0251 and U+0261 are the round a and g of Chinese fonts.
READING_LETTERS = "a-zA-ZÀ-ÖØ-öø-ſǍ-ǜǸǹɑɡḾḿ\u0300-\u030c:"


class Grade(IntEnum):
    """How well a written reading agrees with a character; higher is better."""

    WORD = 0  # not a reading at all: cloud, Fund, A
    NONE = 1  # a reading, but of another character
    OTHER_TONE = 2
    TONELESS = 3
    EXACT = 4


class Agreement(NamedTuple):
    """The grade, and the reading in its usual spelling: lower case, one tone mark, composed."""

    grade: Grade
    reading: str


def compare_reading(character: str, written: str) -> Agreement:
    """Say how well ``written`` agrees with the readings of ``character``."""
    reading = parse_reading(written)
    if reading is None:
        return Agreement(Grade.WORD, "")
    same_letters = [own for own in readings_of(character) if own.letters == reading.letters]
    if reading.tone is None:
        # 鋰(Li) is a symbol and 愛(AI) an abbreviation; nobody writes a reading without tone in capitals.
        if not same_letters or written.lower() != written:
            return Agreement(Grade.WORD, "")
        return Agreement(Grade.TONELESS, same_letters[0].marked if len(same_letters) == 1 else reading.letters)
    for own in same_letters:
        if own.tone == reading.tone:
            return Agreement(Grade.EXACT, own.marked)
    spelling = unicodedata.normalize("NFC", written.strip().lower())
    return Agreement(Grade.OTHER_TONE if same_letters else Grade.NONE, spelling)
