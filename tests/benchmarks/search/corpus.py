"""Generated reports that read like real ones: sentences of real reports, shuffled, with dates and sources."""

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_COPIES = Path(__file__).parents[2] / "data" / "reports"
_SENTENCE = re.compile(r"[^。！？\n<>#\"\\]{7,119}[。！？]")
_FIRST_DAY = 711_858  # 1950-01-01
_DAYS = 27_000
_SPREAD = 0.5
_SOURCES = 40


@dataclass(frozen=True, slots=True)
class Document:
    """``day`` is a proleptic ordinal."""

    number: int
    title: str
    body: str
    day: int
    source: str


def documents(count: int, *, seed: int = 1, mean: int = 800) -> Iterator[Document]:
    """Lengths are spread around ``mean`` code points as those of real texts are (log-normally)."""
    chance = random.Random(seed)
    pool = sentences()
    for number in range(count):
        length = mean * chance.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
        paragraphs: list[str] = []
        size = 0
        while size < length:
            paragraphs.append("".join(chance.choices(pool, k=chance.randint(1, 4))))
            size += len(paragraphs[-1])
        title = f"{paragraphs[0][:14]}（{number}）"
        day = _FIRST_DAY + chance.randrange(_DAYS)
        yield Document(number, title, "\n".join(paragraphs), day, f"报社{chance.randrange(_SOURCES)}")


def real_documents(first: int) -> Iterator[Document]:
    """The real reports that are there, whole, numbered from ``first``; of JSON records the strings."""
    for number, (path, text) in enumerate(_real_texts(), first):
        yield Document(number, path.stem, text, _FIRST_DAY + number % _DAYS, path.parent.name)


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of all real reports that are there, 8 to 120 code points."""
    return tuple(dict.fromkeys(sentence for _, text in _real_texts() for sentence in _SENTENCE.findall(text)))


def _real_texts() -> Iterator[tuple[Path, str]]:
    """From ``ARCHIVIST_DATA``, or the tests' copies."""
    folder = Path(os.environ.get("ARCHIVIST_DATA", _COPIES))
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".txt", ".json") and path.name != "MANIFEST.json":
            text = path.read_text(encoding="utf-8", errors="replace")
            yield path, json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text
