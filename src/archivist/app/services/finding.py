"""Finding: searches of the archive, with titles, snippets and counts."""

import time
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from archivist.app.keeper import IndexKeeper
from archivist.domain import Progress, Report, ReportId
from archivist.domain.errors import QueryError
from archivist.search.language import parse
from archivist.search.matching import contains
from archivist.search.query import Query
from archivist.search.snippets import Snippet, make_snippet
from archivist.store import annotations, reports, sets
from archivist.store.archive import Archive
from archivist.text.fold import fold


@dataclass(frozen=True, slots=True)
class Found:
    """One report that was found. ``snippet`` is its best passage, with the matches in it."""

    report: Report
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: the exact number of reports, those asked for, and how the query was understood.

    ``index_behind`` counts reports that changed and are not indexed yet."""

    count: int
    hits: tuple[Found, ...]
    understood: str
    problems: tuple[QueryError, ...]
    milliseconds: float
    index_behind: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])


class FindingService:
    def __init__(self, archive: Archive, keeper: IndexKeeper) -> None:
        self._archive = archive
        self._keeper = keeper

    def search(
        self, text: str, *, limit: int = 20, offset: int = 0, sort: str = "relevance", facets: Sequence[str] = ()
    ) -> Answer:
        """Reports that match ``text``, after the index has caught up. Never raises for what is typed."""
        behind = self._keeper.catch_up()
        query = parse(text)
        with self._keeper.open() as index:
            started = time.perf_counter()
            found = index.search(query, limit=limit, offset=offset, sort=sort, facets=facets, sets=_Sets(self._archive))
            hits = tuple(self._hits({hit.id: hit.score for hit in found.hits}, query))
            milliseconds = (time.perf_counter() - started) * 1000
        return Answer(found.count, hits, query.understood, query.problems, milliseconds, behind, found.facets)

    def matching_reports(self, text: str) -> list[ReportId]:
        """All reports that match ``text``, in the order of their ids."""
        self._keeper.catch_up()
        with self._keeper.open() as index:
            return list(index.ids(parse(text), _Sets(self._archive)))

    def catch_up(self, progress: Progress | None = None) -> int:
        return self._keeper.catch_up(progress)

    def reindex(self) -> tuple[int, float]:
        """Build the index afresh; the number of reports and the seconds."""
        return self._keeper.rebuild()

    def _hits(self, scores: Mapping[ReportId, float], query: Query) -> list[Found]:
        with self._archive.read() as reader:
            found: list[Found] = []
            for report in reports.list_reports(reader, ids=list(scores)):
                text = reports.get_text(reader, report.id).reading_text
                found.append(Found(report, scores[report.id], make_snippet(text, query)))
            return found


class _Sets:
    """Tags and notes of the archive, as the index asks for them; read once for each state of the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        stamp = archive.stamp()
        self.version: Hashable = (stamp.archive, stamp.seq, stamp.token)

    def with_tag(self, folded: str) -> Collection[ReportId]:
        with self._archive.read() as reader:
            return sets.reports_with_tag(reader, folded)

    def with_note(self, folded: str) -> Collection[ReportId]:
        with self._archive.read() as reader:
            return {report for report, note in annotations.notes(reader) if contains(fold(note), folded)}

    def tags(self) -> Mapping[str, Collection[ReportId]]:
        with self._archive.read() as reader:
            found: defaultdict[str, list[ReportId]] = defaultdict(list)
            for report, name in sets.tags_of_reports(reader):
                found[name].append(report)
            return found
