"""Hànyǔ Pīnyīn: spelling, the readings of characters, and what a person types to find words by their sound.

To search for ``py:fangzhi``: ``parse_pinyin`` gives the sequences of sounds that can be meant, ``characters_read`` the
folded characters for each sound, ``sounds_like`` the same as a mask over code points (of texts or of the keys of an
index), ``find_sounds`` the places in a folded text. A text is found where any of the sequences is."""

from archivist.text.pinyin.readings import readings_of as readings_of
from archivist.text.pinyin.sounds import characters_read as characters_read
from archivist.text.pinyin.sounds import find_sounds as find_sounds
from archivist.text.pinyin.sounds import find_typed as find_typed
from archivist.text.pinyin.sounds import folded_readings as folded_readings
from archivist.text.pinyin.sounds import sounds_like as sounds_like
from archivist.text.pinyin.syllables import Reading as Reading
from archivist.text.pinyin.syllables import parse_reading as parse_reading
from archivist.text.pinyin.typed import Sound as Sound
from archivist.text.pinyin.typed import parse_pinyin as parse_pinyin
