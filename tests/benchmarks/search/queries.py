"""Two hundred queries of every kind, as each engine can be asked them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle

import numpy as np

from archivist.text.fold import fold
from archivist.text.pinyin import readings_of
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.scan import Scan

LENGTHS = (1, 2, 4, 8, 16)
CLASSES = {"rare": (0.0, 0.002), "medium": (0.002, 0.05), "frequent": (0.05, 1.0), "none": (0.0, 0.0)}
"""Shares of the reports that a phrase is in."""

_OF_EACH = 5
_TOTAL = 200
_COMBINED = ("and", "or", "not", "phrase and dates")
_TRIES = 3_000
_HAN = ("\u4e00", "\u9fff")


@dataclass(frozen=True, slots=True)
class Asked:
    """``text`` is the query as Archivist is asked; ``pieces`` are the folded sequences in it, those to be there first.

    ``excluded`` of them, at the end, are not to be there. ``days`` narrow it, inclusive."""

    kind: str
    text: str
    pieces: tuple[str, ...] = ()
    is_any: bool = False
    excluded: int = 0
    days: tuple[int, int] | None = None


def queries(documents: Sequence[Document], scan: Scan) -> list[Asked]:
    chance = random.Random(3)
    pieces = _pieces(documents, scan, chance)
    phrases = [
        Asked(f"{name}, {length}", f'"{piece}"', (piece,))
        for (name, length), found in pieces.items()
        for piece in found
    ]
    short = [
        piece for (name, length), found in pieces.items() if name != "none" and length in (2, 4) for piece in found
    ]
    frequent = [piece for name in ("medium", "frequent") for piece in pieces[name, 2]]
    words = [piece for name in ("rare", "medium", "frequent") for piece in pieces[name, 4]]
    asked = [*phrases]
    asked += [Asked("wildcard", f"{word[0]}?{word[2:]}") for word in chance.sample(words, min(8, len(words)))]
    asked += [Asked("wildcard", f"{one}*{two}") for one, two in (chance.sample(frequent, 2) for _ in range(6))]
    asked += [Asked("near", f"near:8({one} {two})") for one, two in (chance.sample(frequent, 2) for _ in range(10))]
    asked += [Asked("pinyin", f"py:{_pinyin(word)}") for word in chance.sample(words, min(6, len(words)))]
    asked += [Asked("pinyin, initials", f"py:{_initials(word)}") for word in chance.sample(words, min(6, len(words)))]
    left = range(_TOTAL - len(asked))
    asked += [_combined(kind, short, frequent, chance) for _, kind in zip(left, cycle(_COMBINED), strict=False)]
    return asked


def _combined(kind: str, short: Sequence[str], frequent: Sequence[str], chance: random.Random) -> Asked:
    one, two = chance.sample(short if kind in ("and", "or") else frequent, 2)
    match kind:
        case "and":
            return Asked(kind, f'"{one}" "{two}"', (one, two))
        case "or":
            return Asked(kind, f'"{one}" OR "{two}"', (one, two), is_any=True)
        case "not":
            return Asked(kind, f'"{one}" -"{two}"', (one, two), excluded=1)
        case _:
            year = 1950 + chance.randrange(70)
            days = (date(year, 1, 1).toordinal(), date(year + 4, 12, 31).toordinal())
            return Asked(kind, f'"{one}" date:{year}..{year + 4}', (one,), days=days)


def pinyin_pairs(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Words with their pinyin and their initials."""
    for word in words:
        yield word, f"py:{_pinyin(word)}", f"py:{_initials(word)}"


def _pieces(documents: Sequence[Document], scan: Scan, chance: random.Random) -> dict[tuple[str, int], list[str]]:
    """Phrases of real reports by how many reports have them and how long they are."""
    found: dict[tuple[str, int], list[str]] = {(name, length): [] for name in CLASSES for length in LENGTHS}
    for length in LENGTHS:
        for _ in range(_TRIES // length):
            body = fold(chance.choice(documents).body)
            start = chance.randrange(max(1, len(body) - length))
            piece = body[start : start + length]
            if len(piece) < length or not all(_HAN[0] <= character <= _HAN[1] for character in piece):
                continue
            if chance.random() < 0.2 and length > 1:
                piece = piece[: length // 2] + body[start // 2 : start // 2 + length - length // 2]
                if not all(_HAN[0] <= character <= _HAN[1] for character in piece):
                    continue
            wanting = [name for name in CLASSES if len(found[name, length]) < _OF_EACH]
            if not wanting:
                break
            share = int(np.count_nonzero(scan.counts(piece))) / len(documents)
            for name in wanting:
                low, high = CLASSES[name]
                fits = share == 0 if name == "none" else low < share <= high
                if fits and piece not in found[name, length]:
                    found[name, length].append(piece)
    return found


def _pinyin(word: str) -> str:
    return "".join(readings_of(character)[0].letters for character in word)


def _initials(word: str) -> str:
    return "".join(readings_of(character)[0].letters[0] for character in word)
