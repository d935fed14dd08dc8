"""Archivist's own index."""

from collections.abc import Sequence
from uuid import UUID

from archivist.domain.ids import ReportId
from archivist.search.index import SearchIndex
from archivist.search.language import parse
from archivist.search.values import IndexDocument, IndexStamp
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.engine import Engine
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.result import Result


class Archivist(Engine):
    name = "Archivist"

    def build(self, documents: Sequence[Document]) -> None:
        with SearchIndex.open(self.folder) as index:
            index.update(map(as_indexed, documents), (), IndexStamp("benchmark", "", 1, ""))
            index.tidy()

    def open(self) -> None:
        self.index = SearchIndex.open(self.folder, read_only=True)
        if self.index.stamp is None:
            raise SystemExit(
                f"The index in {self.folder} is not of this version: delete it and what says how it was built"
            )

    def close(self) -> None:
        self.index.close()

    def can(self, asked: Asked) -> bool:
        del asked
        return True

    def search(self, asked: Asked) -> Result:
        found = self.index.search(parse(asked.text), limit=20, facets=("year",))
        return Result(found.count, [hit.id.int for hit in found.hits], len(found.facets["year"]))


def as_indexed(document: Document) -> IndexDocument:
    return IndexDocument(
        id=ReportId(UUID(int=document.number)),
        title=document.title,
        body=document.body,
        source=document.source,
        script="simplified",
        earliest=document.day,
        latest=document.day,
        added="2024-02-01T08:00:00Z",
        length=len(document.body),
    )
