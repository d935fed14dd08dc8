"""Where a text sounds like what was typed: tables over the folded characters, for arrays of code points.

A folded character has all usual readings of the characters that fold to it, whatever the context: 行 is háng and xíng.
Rare readings (方 as wáng) would find what nobody means and are left out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from archivist.text.fold import fold, fold_array
from archivist.text.pinyin.readings import CODE_SHIFT, RARE, SYLLABLE, all_readings, reading_numbers
from archivist.text.pinyin.syllables import Reading
from archivist.text.pinyin.typed import NEUTRAL, Sound, parse_pinyin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WAYS = 4
"""Meanings of what was typed that are looked for."""


def find_sounds(folded: NDArray[np.uint32], sounds: Sequence[Sound]) -> NDArray[np.intp]:
    """The positions in ``folded`` (as ``fold_array`` gives it) where ``sounds`` begin, in order; they can overlap."""
    import numpy as np

    count = len(folded) - len(sounds) + 1
    if count <= 0 or not sounds:
        return np.zeros(0, dtype=np.intp)
    found = np.flatnonzero(sounds_like(folded[:count], sounds[0]))
    for offset, sound in enumerate(sounds[1:], 1):
        found = found[sounds_like(folded[found + offset], sound)]
    return found


def find_typed(folded: NDArray[np.uint32], typed: str) -> NDArray[np.intp]:
    """The positions in ``folded`` where something begins that sounds like what was typed, in any of its likeliest
    meanings; none for a single letter, which too much begins with."""
    import numpy as np

    ways = parse_pinyin(typed)[:_WAYS] if len(typed.strip()) > 1 else ()
    found = [find_sounds(folded, way) for way in ways]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)


def sounds_like(folded: NDArray[np.integer], sound: Sound) -> NDArray[np.bool_]:
    """For each code point of a folded text (any shape): whether it can be read like ``sound``."""
    return _is_read(sound)[_rows()[folded]]


def characters_read(sound: Sound) -> NDArray[np.uint32]:
    """The folded characters that can be read like ``sound``, in order of code points.

    One syllable has up to 350 of them, an initial up to 5,000."""
    return _characters()[_is_read(sound)[1:]]


def folded_readings(character: str) -> frozenset[Reading]:
    """The usual readings of everything that folds like ``character``."""
    codes, readings = _pairs()
    own = readings[codes == ord(fold(character))]
    return frozenset(all_readings()[int(number)] for number in own)


@cache
def _pairs() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Folded characters and their usual readings, one row for each pair, in order."""
    import numpy as np

    numbers = np.asarray(reading_numbers(), dtype="<u4")
    usual = numbers[numbers & RARE == 0]
    codes = fold_array((usual >> CODE_SHIFT).tobytes().decode("utf-32-le"))
    pairs: NDArray[np.uint32] = np.unique(codes << np.uint32(CODE_SHIFT) | usual & np.uint32(SYLLABLE))
    return pairs >> np.uint32(CODE_SHIFT), pairs & np.uint32(SYLLABLE)


@cache
def _characters() -> NDArray[np.uint32]:
    import numpy as np

    return np.unique(_pairs()[0])


@cache
def _rows() -> NDArray[np.uint16]:
    """For every code point its place in ``_characters`` plus one; 0 for what has no reading."""
    import numpy as np

    rows = np.zeros(sys.maxunicode + 1, dtype=np.uint16)
    rows[_characters()] = np.arange(1, len(_characters()) + 1)
    return rows


@cache
def _is_read(sound: Sound) -> NDArray[np.bool_]:
    """For every row of ``_rows``: whether the character is read like ``sound``."""
    import numpy as np

    wanted = np.array([_agrees(reading, sound) for reading in all_readings()])
    codes, readings = _pairs()
    found = np.zeros(len(_characters()) + 1, dtype=np.bool_)
    found[_rows()[codes[wanted[readings]]]] = True
    return found


def _agrees(reading: Reading, sound: Sound) -> bool:
    if sound.tone is not None and (reading.tone or NEUTRAL) != sound.tone:
        return False
    return reading.letters.startswith(sound.letters) if sound.is_start else reading.letters == sound.letters
