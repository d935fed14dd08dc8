"""Whether the index finds what reading all folded paragraphs finds."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from archivist.search.language import parse
from archivist.search.query import Near, Phrase, Pinyin, Query, Wildcard
from archivist.text.fold import fold
from archivist.text.pinyin import characters_read, parse_pinyin
from tests.benchmarks.search.archivist_engine import Archivist
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.scan import Scan
from tests.search.reading import finds

_PIECES = 5_000
_LATIN = "0-9a-zA-Zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"


def check_recall(folder: Path, found: Sequence[Document], asked: Sequence[Asked]) -> Iterator[list[str]]:
    """Every query, and random pieces of all lengths: how many agree; prints each that does not."""
    texts = [f"{fold(each.title)}\n{fold(each.body)}" for each in found]
    scan = Scan(found)
    engine = Archivist(folder / "recall")
    engine.build(found)
    engine.open()
    wrong = [each.text for each in asked if _ids(engine, parse(each.text)) != _read(each, texts, scan)]
    yield ["queries", f"{len(asked) - len(wrong):,}", f"{len(asked):,}"]
    chance = random.Random(8)
    missed = 0
    for _ in range(_PIECES):
        piece = _random_piece(found, chance)
        if re.match(f"[{_LATIN}]", piece):
            pattern = re.compile(f"(?<![{_LATIN}])" + re.escape(piece))
            expected = {number for number, text in enumerate(texts) if pattern.search(text)}
        else:
            expected = set(np.flatnonzero(scan.counts(piece)).tolist())
        if _ids(engine, Query(Phrase(piece))) != expected:
            missed += 1
            wrong.append(piece)
    engine.close()
    yield ["random pieces of 1 to 30 characters", f"{_PIECES - missed:,}", f"{_PIECES:,}"]
    for text in wrong[:10]:
        print("  wrong:", repr(text))


def _random_piece(found: Sequence[Document], chance: random.Random) -> str:
    paragraph = ""
    while not paragraph:
        paragraph = chance.choice(chance.choice(found).body.split("\n"))
    start = chance.randrange(len(paragraph))
    return fold(paragraph[start : start + chance.choice((1, 2, 3, 4, 6, 8, 16, 30))])


def _ids(engine: Any, query: Query) -> set[int]:
    return {each.int for each in engine.index.ids(query)}


def _read(asked: Asked, texts: Sequence[str], scan: Scan) -> set[int]:
    if asked.pieces:
        counts = [scan.counts(piece) > 0 for piece in asked.pieces]
        kept = counts[: len(counts) - asked.excluded]
        mask = np.logical_or.reduce(kept) if asked.is_any else np.logical_and.reduce(kept)
        for each in counts[len(kept) :]:
            mask &= ~each
        if asked.days:
            mask &= (scan.days >= asked.days[0]) & (scan.days <= asked.days[1])
        return set(np.flatnonzero(mask).tolist())
    tree = parse(asked.text).tree
    match tree:
        case Wildcard(text):
            pattern = re.compile(".*?".join(re.escape(part).replace(r"\?", ".") for part in fold(text).split("*")))
            return {number for number, each in enumerate(texts) if pattern.search(each)}
        case Pinyin(text):
            readings = ("".join(f"[{_characters(sound)}]" for sound in sounds) for sounds in parse_pinyin(text))
            pattern = re.compile("|".join(readings))
            return {number for number, each in enumerate(texts) if pattern.search(each)}
        case Near():
            return {number for number, each in enumerate(texts) if finds(tree, {"body": each})}
        case _:
            raise AssertionError(tree)


def _characters(sound: Any) -> str:
    return re.escape("".join(map(chr, characters_read(sound).tolist())))
