"""Make ``resources/tables/character_repairs.txt``: what characters of compatibility and private use stand for.

Run it after a new release of Python's codecs: ``python tools/make_character_repairs.py``. Each line has a scheme, the
first code point of a run, and the characters that this one and those behind it stand for, separated by tabs:

* ``radical``: Kangxi radicals by Unicode's NFKC; of the supplement those that Unicode's EquivalentUnifiedIdeograph.txt
  gives as whole ideographs. Documents made for print hold them in place of the ideographs.
* ``gbk``: where Windows put characters of GBK that Unicode did not have yet (U+E766–E864, in the order of the places
  that GB 2312 left free), by today's GB 18030.
* ``hkscs``: where Windows put the places of Big5 for characters of one's own, by the Hong Kong Supplementary Character
  Set that uses these places."""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "tables" / "character_repairs.txt"

RADICALS = "⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"

FREE_IN_GBK = (
    (0xA2AB, 0xA2B0), (0xA2E3, 0xA2E4), (0xA2EF, 0xA2F0), (0xA2FD, 0xA2FE), (0xA4F4, 0xA4FE), (0xA5F7, 0xA5FE),
    (0xA6B9, 0xA6C0), (0xA6D9, 0xA6DF), (0xA6EC, 0xA6ED), (0xA6F3, 0xA6F3), (0xA6F6, 0xA6FE), (0xA7C2, 0xA7D0),
    (0xA7F2, 0xA7FE), (0xA896, 0xA8A0), (0xA8BC, 0xA8BC), (0xA8BF, 0xA8BF), (0xA8C1, 0xA8C4), (0xA8EA, 0xA8FE),
    (0xA958, 0xA958), (0xA95B, 0xA95B), (0xA95D, 0xA95F), (0xA989, 0xA995), (0xA997, 0xA9A3), (0xA9F0, 0xA9FE),
    (0xD7FA, 0xD7FE), (0xFE50, 0xFEA0),
)  # fmt: skip
FIRST_OF_GBK = 0xE766
LAST_OF_GBK = 0xE864

# Python's codec is that of the year 2000. These places got their characters later (GB 18030-2005 and -2022).
LATER_IN_GB_18030 = {
    0xA6D9: "\ufe10", 0xA6DA: "\ufe12", 0xA6DB: "\ufe11", 0xA6DC: "\ufe13", 0xA6DD: "\ufe14", 0xA6DE: "\ufe15",
    0xA6DF: "\ufe16", 0xA6EC: "\ufe17", 0xA6ED: "\ufe18", 0xA6F3: "\ufe19", 0xA8BC: "\u1e3f",
    0xFE51: "\U00020087", 0xFE52: "\U00020089", 0xFE53: "\U000200cc", 0xFE59: "\u9fb4", 0xFE61: "\u9fb5",
    0xFE66: "\u9fb6", 0xFE67: "\u9fb7", 0xFE6C: "\U000215d7", 0xFE6D: "\u9fb8", 0xFE76: "\U0002298f",
    0xFE7E: "\u9fb9", 0xFE90: "\u9fba", 0xFE91: "\U000241fe", 0xFEA0: "\u9fbb",
}  # fmt: skip

# First code point, number, and first byte of Big5 of the ranges in which Windows keeps characters of one's own.
OWN_IN_BIG5 = ((0xE000, 785, 0xFA), (0xE311, 2983, 0x8E), (0xEEB8, 2041, 0x81), (0xF6B1, 408, 0xC6))
SECOND_BYTES = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def main() -> None:
    schemes = {"radical": dict(_radicals()), "gbk": dict(_gbk()), "hkscs": dict(_hkscs())}
    lines = [line for scheme, table in schemes.items() for line in _lines(scheme, table)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(", ".join(f"{scheme}: {len(table)}" for scheme, table in schemes.items()) + "\n")


def _radicals() -> Iterator[tuple[int, str]]:
    yield from ((ord(radical), whole) for radical, whole in zip(RADICALS[::2], RADICALS[1::2], strict=True))
    for code in range(0x2E80, 0x2FE0):
        whole = unicodedata.normalize("NFKC", chr(code))
        if whole != chr(code):
            yield code, whole


def _gbk() -> Iterator[tuple[int, str]]:
    free = [code for low, high in FREE_IN_GBK for code in range(low, high + 1) if code & 0xFF != 0x7F]
    if len(free) != LAST_OF_GBK - FIRST_OF_GBK + 1:
        raise SystemExit(f"GBK has {len(free)} free places")
    for place, code in enumerate(free):
        character = LATER_IN_GB_18030.get(code) or code.to_bytes(2, "big").decode("gb18030")
        if unicodedata.category(character) != "Co":
            yield FIRST_OF_GBK + place, character


def _hkscs() -> Iterator[tuple[int, str]]:
    for first, count, lead in OWN_IN_BIG5:
        for place in range(count):
            row, column = divmod(place, len(SECOND_BYTES))
            # The last range begins within its row.
            if first == 0xF6B1:
                row, column = divmod(place + SECOND_BYTES.index(0xA1), len(SECOND_BYTES))
            try:
                character = bytes((lead + row, SECOND_BYTES[column])).decode("big5hkscs")
            except UnicodeDecodeError:
                continue
            if len(character) == 1:
                yield first + place, character


def _lines(scheme: str, table: dict[int, str]) -> Iterator[str]:
    run: list[str] = []
    start = -1
    for code in sorted(table):
        if code != start + len(run):
            if run:
                yield f"{scheme}\t{start:X}\t{''.join(run)}"
            start, run = code, []
        run.append(table[code])
    yield f"{scheme}\t{start:X}\t{''.join(run)}"


if __name__ == "__main__":
    main()
