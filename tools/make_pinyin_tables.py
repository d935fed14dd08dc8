"""Make the tables behind ``archivist.text.pinyin`` from the data of ``pypinyin``.

Run it after a new release of ``pypinyin``: ``python tools/make_pinyin_tables.py``. It writes into ``resources/tables``

* ``pinyin-syllables.txt``: every syllable without tone, one a line;
* ``pinyin-readings.bin``: every reading of every character as one unsigned 32-bit little-endian number each,
  ``code << 14 | is_rare << 13 | line of the syllable * 5 + tone``, with tone 0 for none, in the order of the
  code points, and for one character the usual reading first.
* ``pinyin-phrases.txt`` and ``pinyin-phrases.bin``: every phrase that has a reading for each of its characters, one a
  line, and these readings one behind the other as unsigned 16-bit little-endian numbers, ``line of the syllable * 5 +
  tone``.

A reading is rare where neither the dictionary has it first nor any of its phrases uses it, for any character of the same
class of the fold; surnames that the phrases lack are added by hand."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pypinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from archivist.text.fold import fold
from archivist.text.pinyin.syllables import Reading, parse_reading

TARGET = Path(__file__).parents[1] / "resources" / "tables"

SURNAMES = (
    "区ōu 盖gě 任rén 单shàn 解xiè 仇qiú 查zhā 朴piáo 翟zhái 曾zēng 缪miào 覃qín 乜niè 冼xiǎn 繁pó 秘bì 种chóng 黑hè "
    "员yùn 逄páng 燕yān 华huà 葛gě 尉yù 俟qí 叶yè 会kuài 宁nìng 过guō 召shào 句gōu 折shé 那nā 柏bǎi 令líng 哈hǎ"
)

Table = dict[str, list[Reading]]


def read_characters() -> Table:
    """The readings of each character, the usual one first. Syllables that are no pinyin (ê̄) are left out."""
    table: Table = {}
    for code, written in sorted(pinyin_dict.items()):
        readings = [reading for each in written.split(",") if (reading := parse_reading(each))]
        if readings:
            table[chr(code)] = list(dict.fromkeys(readings))
    return table


def usual_readings(table: Table) -> dict[str, set[Reading]]:
    """By folded character, the readings that a text of today is likely to hold."""
    usual: defaultdict[str, set[Reading]] = defaultdict(set)
    for character, readings in table.items():
        usual[fold(character)].add(readings[0])
    for character, written in [*phrase_readings(), *((each[0], each[1:]) for each in SURNAMES.split())]:
        if reading := parse_reading(written):
            usual[fold(character)].add(reading)
    return usual


def phrase_readings() -> Iterator[tuple[str, str]]:
    for phrase, syllables in phrases_dict.items():
        for character, written in zip(phrase, syllables, strict=True):
            yield character, written[0]


def as_numbers(table: Table, usual: dict[str, set[Reading]], letters: list[str]) -> array[int]:
    line_by_letters = {each: line for line, each in enumerate(letters)}
    return array(
        "I",
        (
            ord(character) << 14
            | (reading not in usual[fold(character)]) << 13
            | line_by_letters[reading.letters] * 5 + (reading.tone or 0)
            for character, readings in sorted(table.items())
            for reading in readings
        ),
    )


def phrases_as_numbers(letters: list[str]) -> tuple[list[str], array[int]]:
    line_by_letters = {each: line for line, each in enumerate(letters)}
    phrases: list[str] = []
    numbers = array("H")
    for phrase, syllables in sorted(phrases_dict.items()):
        readings = [parse_reading(written[0]) for written in syllables]
        known = [reading for reading in readings if reading and reading.letters in line_by_letters]
        if len(known) == len(phrase) > 1:
            phrases.append(phrase)
            numbers.extend(line_by_letters[reading.letters] * 5 + (reading.tone or 0) for reading in known)
    return phrases, numbers


def main() -> None:
    table = read_characters()
    letters = sorted({reading.letters for readings in table.values() for reading in readings})
    numbers = as_numbers(table, usual_readings(table), letters)
    phrases, phrase_numbers = phrases_as_numbers(letters)
    if sys.byteorder == "big":
        numbers.byteswap()
        phrase_numbers.byteswap()
    (TARGET / "pinyin-syllables.txt").write_text("\n".join(letters) + "\n", encoding="utf-8", newline="\n")
    (TARGET / "pinyin-readings.bin").write_bytes(numbers.tobytes())
    (TARGET / "pinyin-phrases.txt").write_text("\n".join(phrases) + "\n", encoding="utf-8", newline="\n")
    (TARGET / "pinyin-phrases.bin").write_bytes(phrase_numbers.tobytes())
    counts = f"{len(numbers)} readings, {len(letters)} syllables, {len(phrases)} phrases"
    sys.stdout.write(f"{counts}, pypinyin {pypinyin.__version__}\n")


if __name__ == "__main__":
    main()
