"""Stock Whoosh: a TEXT field of bigrams with their positions, as its documentation has it for languages without spaces."""

from collections.abc import Sequence
from datetime import date

from whoosh import analysis, fields, query, scoring
from whoosh.index import create_in, open_dir

from archivist.text.fold import fold
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.engine import Engine
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.result import Result


class Whoosh(Engine):
    name = "Whoosh"

    def build(self, documents: Sequence[Document]) -> None:
        analyzer = analysis.NgramTokenizer(minsize=2, maxsize=2)
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            title=fields.TEXT(analyzer=analyzer, stored=True),
            body=fields.TEXT(analyzer=analyzer, stored=True),
            source=fields.ID(stored=True),
            day=fields.NUMERIC(sortable=True),
            year=fields.NUMERIC(sortable=True, stored=True),
        )
        writer = create_in(self.folder, schema).writer(limitmb=256)
        for each in documents:
            writer.add_document(
                id=str(each.number),
                title=fold(each.title),
                body=fold(each.body),
                source=each.source,
                day=each.day,
                year=date.fromordinal(each.day).year,
            )
        writer.commit()

    def open(self) -> None:
        self.searcher = open_dir(self.folder).searcher(weighting=scoring.BM25F())

    def close(self) -> None:
        self.searcher.close()

    def can(self, asked: Asked) -> bool:
        return bool(asked.pieces) and all(len(piece) > 1 for piece in asked.pieces)

    def search(self, asked: Asked) -> Result:
        terms = [query.Or([_phrase(name, piece) for name in ("title", "body")]) for piece in asked.pieces]
        kept = terms[: len(terms) - asked.excluded]
        tree = query.Or(kept) if asked.is_any else query.And(kept)
        for each in terms[len(kept) :]:
            tree = query.AndNot(tree, each)
        if asked.days is not None:
            tree = query.And([tree, query.NumericRange("day", *asked.days)])
        found = self.searcher.search(tree, limit=20, groupedby="year")
        years = found.groups("year")
        return Result(sum(map(len, years.values())), [int(hit["id"]) for hit in found], len(years))


def _phrase(field: str, piece: str) -> query.Query:
    pairs = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return query.Term(field, pairs[0]) if len(pairs) == 1 else query.Phrase(field, pairs)
