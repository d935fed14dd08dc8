"""Readings (Hànyǔ Pīnyīn) as scraped pages write them, compared with those that a character has.

The table is pypinyin's list of characters. It is read straight from its data file, at the first reading that needs it:
importing the package costs eight times as much, and most texts hold no reading at all."""

import importlib.util
import json
import re
import unicodedata
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

# Every Latin letter, tone letter and mark in which a syllable has been seen; what they spell is judged by
# parse_reading. The colon is for "u:", U+0251 and U+0261 are the round a and g of Chinese fonts.
READING_LETTERS = "a-zA-ZÀ-ÖØ-öø-ſǍ-ǜǸǹɑɡḾḿ\u0300-\u030c:"
_TONE_BY_MARK = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
_DIAERESIS = "\u0308"
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou"
    r"|u|ua|uai|uan|uang|ue|ui|un|uo|ü|üan|üe|ün)|hm|hng|m|n|ng"
)


class Reading(NamedTuple):
    """One syllable: its letters without tone, and the tone 1 to 4; None where none is written."""

    letters: str
    tone: int | None


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


def parse_reading(written: str) -> Reading | None:
    """The syllable that ``written`` spells with a mark, a digit or no tone; None where it spells none."""
    text = unicodedata.normalize("NFD", written.strip().lower()).replace("ɑ", "a").replace("ɡ", "g")
    letters: list[str] = []
    tone: int | None = None
    if text[-1:].isdecimal():
        tone, text = int(text[-1]), text[:-1]
    for character in text.replace("v", "ü").replace("u:", "ü"):
        if character in _TONE_BY_MARK:
            if tone is not None:
                return None
            tone = _TONE_BY_MARK[character]
        elif character == _DIAERESIS and letters and letters[-1] == "u":
            letters[-1] = "ü"
        else:
            letters.append(character)
    syllable = "".join(letters)
    if syllable[:1] in ("j", "q", "x", "y"):
        syllable = syllable.replace("ü", "u")
    elif syllable in ("lue", "nue"):
        syllable = f"{syllable[0]}üe"
    if not _SYLLABLE.fullmatch(syllable):
        return None
    return Reading(syllable, tone if tone in (1, 2, 3, 4) else None)


@cache
def _table() -> dict[str, str]:
    """Readings by the decimal number of the code point, joined by commas, the usual one first."""
    spec = importlib.util.find_spec("pypinyin")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder, "pinyin_dict.json")
        if file.is_file():
            return cast("dict[str, str]", json.loads(file.read_bytes()))
    from pypinyin.pinyin_dict import pinyin_dict  # other versions keep the table in code

    return {str(number): readings for number, readings in pinyin_dict.items()}


@cache
def readings_of(character: str) -> tuple[tuple[str, Reading], ...]:
    """All readings of a character, as written in the table and parsed, the usual one first."""
    written = _table().get(str(ord(character)), "")
    parsed = ((unicodedata.normalize("NFC", reading), parse_reading(reading)) for reading in written.split(","))
    return tuple((spelling, reading) for spelling, reading in parsed if reading is not None)


def compare_reading(character: str, written: str) -> Agreement:
    """Say how well ``written`` agrees with the readings of ``character``."""
    reading = parse_reading(written)
    if reading is None:
        return Agreement(Grade.WORD, "")
    same_letters = [(spelling, own) for spelling, own in readings_of(character) if own.letters == reading.letters]
    if reading.tone is None:
        # 鋰(Li) is a symbol and 愛(AI) an abbreviation; nobody writes a reading without tone in capitals.
        if not same_letters or written.lower() != written:
            return Agreement(Grade.WORD, "")
        return Agreement(Grade.TONELESS, same_letters[0][0] if len(same_letters) == 1 else reading.letters)
    for spelling, own in same_letters:
        if own.tone == reading.tone:
            return Agreement(Grade.EXACT, spelling)
    spelling = unicodedata.normalize("NFC", written.strip().lower())
    return Agreement(Grade.OTHER_TONE if same_letters else Grade.NONE, spelling)
