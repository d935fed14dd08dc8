"""Tantivy, in a process of its own whose Python has it; it measures itself there, so that no pipe is in its times."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from archivist.text.fold import fold
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.engine import Engine
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.result import Result

_ORACLE = Path(__file__).parents[1] / "oracles" / "tantivy_index.py"


class Tantivy(Engine):
    """Its n-gram tokens all stand at position 0: it is asked for the pairs of a phrase, not for the phrase, and its
    counts are those of candidates. It is given folded texts."""

    name = "Tantivy"

    def __init__(self, folder: Path, python: str) -> None:
        super().__init__(folder)
        self._python = python

    def build(self, documents: Sequence[Document]) -> None:
        self.taken_to_build(documents)

    def taken_to_build(self, documents: Sequence[Document]) -> tuple[float, float]:
        rows = (json.dumps(_row(each), ensure_ascii=False) for each in documents)
        with self._started("build") as process:
            taken = _answer(process, rows)
            return taken["seconds"], taken["cpu"]

    def open(self) -> None:
        self._process = self._started("search")

    def close(self) -> None:
        self._process.communicate()

    def can(self, asked: Asked) -> bool:
        return bool(asked.pieces) and all(len(piece) > 1 for piece in asked.pieces)

    def search(self, asked: Asked) -> Result:
        found = self._asked(asked, 1)
        return Result(found["count"], [], found["years"])

    def taken(self, asked: Asked, times: int) -> list[float]:
        return self._asked(asked, times)["seconds"]

    def _asked(self, asked: Asked, times: int) -> dict[str, Any]:
        kept = len(asked.pieces) - asked.excluded
        return _answer(
            self._process,
            [
                json.dumps(
                    {
                        "kept": [_pairs(piece) for piece in asked.pieces[:kept]],
                        "excluded": [_pairs(piece) for piece in asked.pieces[kept:]],
                        "is_any": asked.is_any,
                        "days": asked.days,
                        "times": times,
                    }
                )
            ],
            end=False,
        )

    def _started(self, what: str) -> "subprocess.Popen[str]":
        command = [self._python, str(_ORACLE), what, str(self.folder)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")


def _answer(process: "subprocess.Popen[str]", lines: Iterable[str], *, end: bool = True) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.writelines(f"{line}\n" for line in lines)
    if end:
        process.stdin.close()
    else:
        process.stdin.flush()
    return json.loads(process.stdout.readline())


def _pairs(piece: str) -> list[str]:
    return [piece[at : at + 2] for at in range(len(piece) - 1)]


def _row(document: Document) -> dict[str, Any]:
    return {
        "id": f"{document.number:032x}",
        "title": fold(document.title),
        "body": fold(document.body),
        "source": document.source,
        "day": document.day,
        "year": date.fromordinal(document.day).year,
    }
