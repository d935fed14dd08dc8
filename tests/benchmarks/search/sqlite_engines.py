"""SQLite's FTS5, with its own trigrams and with bigrams that were cut before."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from archivist.text.fold import fold
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.engine import Engine
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.result import Result


class Fts5(Engine):
    """The same fields: title, text, source, date; both texts are stored."""

    tokenize = ""

    @property
    def path(self) -> Path:
        return self.folder / "reports.db"

    def cut(self, folded: str) -> str:
        raise NotImplementedError

    def build(self, documents: Sequence[Document]) -> None:
        connection = sqlite3.connect(self.path)
        connection.execute("PRAGMA journal_mode = off")
        connection.execute("PRAGMA synchronous = off")
        connection.execute("CREATE TABLE report (id INTEGER PRIMARY KEY, day INTEGER, year INTEGER, source TEXT)")
        connection.execute(f'CREATE VIRTUAL TABLE texts USING fts5 (title, body, tokenize = "{self.tokenize}")')
        rows = ((each.number, each.day, date.fromordinal(each.day).year, each.source) for each in documents)
        connection.executemany("INSERT INTO report VALUES (?, ?, ?, ?)", rows)
        texts = ((each.number, self.cut(fold(each.title)), self.cut(fold(each.body))) for each in documents)
        connection.executemany("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", texts)
        connection.commit()
        connection.close()

    def open(self) -> None:
        self.connection = sqlite3.connect(self.path)

    def close(self) -> None:
        self.connection.close()

    def can(self, asked: Asked) -> bool:
        return bool(asked.pieces) and all(self.can_piece(piece) for piece in asked.pieces)

    def can_piece(self, piece: str) -> bool:
        raise NotImplementedError

    def term(self, piece: str) -> str:
        raise NotImplementedError

    def search(self, asked: Asked) -> Result:
        terms = [self.term(piece) for piece in asked.pieces]
        kept = terms[: len(terms) - asked.excluded]
        match = (" OR " if asked.is_any else " AND ").join(kept)
        match = " NOT ".join((f"({match})", *terms[len(kept) :]))
        dated, values = "", [match]
        if asked.days is not None:
            dated, values = " AND report.day BETWEEN ? AND ?", [match, *asked.days]
        found = "FROM texts JOIN report ON report.id = texts.rowid WHERE texts MATCH ?" + dated
        years = self.connection.execute(f"SELECT year, count(*) {found} GROUP BY year", values).fetchall()
        top = self.connection.execute(
            f"SELECT texts.rowid {found} ORDER BY bm25(texts, 4, 1) LIMIT 20", values
        ).fetchall()
        return Result(sum(count for _, count in years), [number for (number,) in top], len(years))


class Trigrams(Fts5):
    name = "FTS5, trigram"
    tokenize = "trigram"

    def cut(self, folded: str) -> str:
        return folded

    def can_piece(self, piece: str) -> bool:
        return len(piece) > 2

    def term(self, piece: str) -> str:
        return f'"{piece}"'


class Bigrams(Fts5):
    name = "FTS5, bigrams"
    tokenize = "unicode61 categories 'L* N* Co P* S*'"

    def cut(self, folded: str) -> str:
        paragraphs = (" ".join(line[at : at + 2] for at in range(len(line))) for line in folded.split("\n"))
        return " . ".join(paragraphs)

    def can_piece(self, piece: str) -> bool:
        return bool(piece)

    def term(self, piece: str) -> str:
        if len(piece) == 1:
            return f'"{piece}"*'
        return '"' + " ".join(piece[at : at + 2] for at in range(len(piece) - 1)) + '"'
