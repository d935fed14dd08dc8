"""What a person types for Chinese words: ``fangzhi``, ``fang zhi``, ``fǎngzhī``, ``fang3zhi1``, ``gzlfz``, ``xi'an``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from archivist.text.pinyin.readings import syllables
from archivist.text.pinyin.syllables import TONE_BY_MARK, plain_letters, spell_umlaut

LONGEST = 100
"""Letters that are read at most; what follows them is ignored."""

MOST = 16
"""Sequences that are kept at most."""

NEUTRAL = 5
_DIVIDERS = re.compile(r"[\s'’‘ʼ·\-]+")
_DIVIDED = re.compile("(?<=[0-5])")
_LETTER = re.compile("[a-zü]")
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_ZERO_INITIALS = "aeo"


class Sound(NamedTuple):
    """What one character has to sound like.

    ``letters`` are those of a syllable, or with ``is_start`` what it begins with. ``tone`` is 1 to 4, 5 for the neutral
    tone, None for any."""

    letters: str
    tone: int | None = None
    is_start: bool = False


class _Way(NamedTuple):
    """A way to read the letters up to some place: how many of its sounds are beginnings only, how many there are."""

    starts: int
    length: int
    sounds: tuple[Sound, ...]


def parse_pinyin(typed: str) -> tuple[tuple[Sound, ...], ...]:
    """The sequences of sounds that ``typed`` can mean, the likeliest first, at most ``MOST``; none where it is no pinyin.

    Spaces, apostrophes, hyphens and digits end a syllable. Whole syllables go before mere beginnings of some: ``fangan``
    is fang·an or fan·gan, never f·ang·an, and ``fangzh`` is fang·zh…. Where there is no way without beginnings, each
    letter can also be the beginning of one (``gzlfz``)."""
    words = [word for word in _DIVIDERS.split(plain_letters(typed[:LONGEST])) if word]
    ways: list[_Way] = [_Way(0, 0, ())] if words else []
    for word in words:
        for part in filter(None, _DIVIDED.split(word)):
            ways = _best([_joined(way, more) for way in ways for more in _read(part)])
    return tuple(way.sounds for way in ways)


def _read(word: str) -> list[_Way]:
    """The ways to read letters without a divider; tone marks stand behind theirs, a digit can end them."""
    letters, tones = _apart(word)
    if letters is None:
        return []
    ways: list[list[_Way]] = [[_Way(0, 0, ())]]
    for end in range(1, len(letters) + 1):
        found: list[_Way] = []
        for start in range(max(0, end - _longest_syllable()), end):
            if sound := _sound(letters[start:end], tones[start:end]):
                found += [
                    _Way(way.starts + sound.is_start, way.length + 1, (*way.sounds, sound)) for way in ways[start]
                ]
        ways.append(_best(found))
    fewest = min((way.starts for way in ways[-1]), default=0)
    best = [way for way in ways[-1] if way.starts == fewest]
    return _best([*best, *_spelled(letters, tones)]) if fewest or not best else best


def _apart(word: str) -> tuple[str | None, list[int | None]]:
    """The letters of ``word`` and the tone written on each; no letters where it holds something else."""
    letters: list[str] = []
    tones: list[int | None] = []
    for character in word:
        if _LETTER.fullmatch(character):
            letters.append(character)
            tones.append(None)
        elif letters and tones[-1] is None and (tone := _tone(character)):
            tones[-1] = tone
        else:
            return None, []
    return "".join(letters), tones


def _tone(character: str) -> int | None:
    return (int(character) or NEUTRAL) if character in "012345" else TONE_BY_MARK.get(character)


def _sound(letters: str, tones: list[int | None]) -> Sound | None:
    written = [tone for tone in tones if tone is not None]
    if len(written) > 1:
        return None
    tone = written[0] if written else None
    if (syllable := spell_umlaut(letters)) in _whole_syllables():
        return Sound(syllable, tone)
    return Sound(letters, tone, is_start=True) if letters in _INITIALS else None


def _spelled(letters: str, tones: list[int | None]) -> list[_Way]:
    """Each letter as the beginning of a syllable."""
    if not all(letter in _INITIALS or letter in _ZERO_INITIALS for letter in letters):
        return []
    sounds = tuple(Sound(letter, tone, is_start=True) for letter, tone in zip(letters, tones, strict=True))
    return [_Way(len(letters), len(letters), sounds)]


def _joined(way: _Way, more: _Way) -> _Way:
    return _Way(way.starts + more.starts, way.length + more.length, way.sounds + more.sounds)


def _best(ways: list[_Way]) -> list[_Way]:
    unique = {way.sounds: way for way in ways}
    # Of two ways that are as good, the one with the longer syllable first: fang·an, not fan·gan.
    return sorted(
        unique.values(), key=lambda way: (way.starts, way.length, [-len(each.letters) for each in way.sounds])
    )[:MOST]


@cache
def _whole_syllables() -> frozenset[str]:
    """Syllables with a vowel: m, n and ng are interjections, and much likelier beginnings."""
    return frozenset(each for each in syllables() if set(each) & set("aeiouü"))


@cache
def _longest_syllable() -> int:
    return max(map(len, syllables()))
