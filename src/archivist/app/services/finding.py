"""Finding: searches of the archive, with titles, snippets and counts."""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from archivist.app.keeper import Indexes, IndexKeeper
from archivist.app.within import Within, without
from archivist.domain import Changed, Colour, Progress, Report, ReportId, Script, Span, WrittenScript
from archivist.domain.errors import QueryError
from archivist.search.language import parse
from archivist.search.query import And, DateRange, Exact, InSet, Node, Or, Query, Substring, Text, Value
from archivist.search.snippets import Snippet, count_and_show, find_matches, in_script
from archivist.search.values import IndexDamaged, Matches, SearchResult
from archivist.search.words import in_words
from archivist.store import membership, reports
from archivist.store.archive import Archive
from archivist.store.listing import Scope, list_colours
from archivist.text.conversion import render

if TYPE_CHECKING:
    from archivist.search.apart import Part
    from archivist.search.index import SearchIndex


log = logging.getLogger(__name__)

T = TypeVar("T")

_MOST_FORMS = 3
_LONGEST_FORM = 40
"""Characters; a longer text was pasted, and is nothing to read in two scripts."""


@dataclass(frozen=True, slots=True)
class Found:
    """One report that was found. ``snippet`` is its best passage, with the matches in it, in the script that was asked
    for; ``matches`` are in all its text; ``colours`` are those of its marks, in reading order."""

    report: Report
    score: float
    snippet: Snippet
    matches: int = 0
    colours: tuple[Colour, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: the exact number of reports, those asked for, and how the query was understood.

    ``index_behind`` counts reports that changed and are not indexed yet. Where nothing was found, ``parts`` say which of
    the words are there, and what the archive has that sounds or looks like the others. ``matches`` only where they were
    asked for."""

    count: int
    hits: tuple[Found, ...]
    understood: str
    problems: tuple[QueryError, ...]
    milliseconds: float
    index_behind: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    parts: "tuple[Part, ...]" = ()
    matches: Matches | None = None


class FindingService:
    """May be used from several threads."""

    def __init__(self, archive: Archive, keeper: IndexKeeper) -> None:
        self._archive = archive
        self._keeper = keeper
        self._lock = threading.Lock()
        self._indexes: Indexes | None = None
        self._notings = 0
        archive.subscribe(self._note)

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        within: Within | None = None,
        counts_matches: bool = False,
        script_of: Callable[[WrittenScript], Script] = lambda _: Script.ORIGINAL,
        catches_up: bool = True,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> Answer:
        """Reports that match ``text``. Never raises for what is typed.

        ``facets`` count what was found; a facet that ``within`` narrows, what would be found if it did not.
        ``script_of`` says in which script a person reads what is written in another: snippets are shown in it.

        With ``catches_up`` the index is brought up to date first; without, whoever follows the archive does that."""
        behind = self.try_to_catch_up() if catches_up else 0
        query = query_within(text, within or Within())
        started = time.perf_counter()
        found = self.ask(
            lambda index: index.search(
                query,
                limit=limit,
                offset=offset,
                sort=sort,
                facets=facets,
                counts_matches=counts_matches,
                sets=self.sets(),
                goes_on=goes_on,
            ),
            catches_up=catches_up,
        )
        hits = tuple(self._hits({hit.id: hit.score for hit in found.hits}, query, script_of))
        milliseconds = (time.perf_counter() - started) * 1000
        parts: tuple[Part, ...] = ()
        if not found.count:
            words = parse(text)
            parts = self.ask(lambda index: index.take_apart(words, self.sets(), goes_on), catches_up=catches_up)
        self._widen(found, text, within or Within(), goes_on)
        told = (query.understood, query.problems, milliseconds, behind)
        return Answer(found.count, hits, *told, found.facets, parts, found.matches)

    def _widen(self, found: SearchResult, text: str, within: Within, goes_on: Callable[[], bool]) -> None:
        """Count each facet that is narrowed as if it were not: its other values can be chosen too."""
        for facet in found.facets:
            wider = without(within, facet)
            if wider == within:
                continue
            query, counts = query_within(text, wider), facet == "year" and found.matches is not None
            more = self.ask(
                lambda index, query=query, facet=facet, counts=counts: index.search(
                    query, limit=0, facets=(facet,), counts_matches=counts, sets=self.sets(), goes_on=goes_on
                ),
                catches_up=False,
            )
            found.facets[facet] = more.facets[facet]
            if found.matches is not None and more.matches is not None:
                found.matches.by_year.clear()
                found.matches.by_year.update(more.matches.by_year)

    def count(self, text: str, within: Within) -> int:
        """The number of reports that match ``text``, as the index stands."""
        query = query_within(text, within)
        return self.ask(lambda index: index.search(query, limit=0, sets=self.sets()), catches_up=False).count

    def matching_reports(self, text: str) -> list[ReportId]:
        """All reports that match ``text``, in the order of their ids."""
        self._keeper.catch_up()
        return list(self.ask(lambda index: index.ids(parse(text), self.sets()), catches_up=True))

    def ask(self, question: "Callable[[SearchIndex], T]", *, catches_up: bool) -> T:
        """The answer of the index. With ``catches_up`` one that turns out to be damaged is mended and asked again;
        without, whoever follows the archive is told of it. Raises ``IndexDamaged``."""
        try:
            return question(self.present_index())
        except IndexDamaged as error:
            if not catches_up:
                self._keeper.doubt()
                raise
            log.warning("the index answers with damage: %r", error.__cause__)
            self._keeper.mend()
            return question(self.present_index())

    def catch_up(self, progress: Progress | None = None) -> int:
        return self._keeper.catch_up(progress)

    def try_to_catch_up(self) -> int:
        """As ``catch_up``, but where the index cannot be written, the one that is there will do."""
        return self._keeper.try_to_catch_up()

    def reindex(self, progress: Progress | None = None) -> tuple[int, float]:
        """Build the index afresh; the number of reports and the seconds."""
        return self._keeper.rebuild(progress)

    def close(self) -> None:
        with self._lock:
            if self._indexes is not None:
                self._indexes.close()
                self._indexes = None

    def present_index(self) -> "SearchIndex":
        """The index of reports as it was committed last."""
        return self._present().reports

    def sets(self) -> "ArchiveSets":
        """What the archive knows of its reports, as it is now."""
        return ArchiveSets(self._archive, self._present().annotations, self._notings)

    def _present(self) -> Indexes:
        with self._lock:
            if self._indexes is None:
                self._indexes = self._keeper.open()
            else:
                self._indexes.refresh()
            return self._indexes

    def _note(self, changed: Changed) -> None:
        # What is no change (read state) leaves the sequence number as it is.
        self._notings += not changed.label

    def _hits(
        self, scores: Mapping[ReportId, float], query: Query, script_of: Callable[[WrittenScript], Script]
    ) -> list[Found]:
        with self._archive.read() as reader:
            listed = reports.list_reports(reader, ids=list(scores))
            texts = reports.reading_texts(reader, list(scores))
            colours = list_colours(reader, [each.bytes for each in scores])
        found: list[Found] = []
        for report in listed:
            count, snippet = count_and_show(texts[report.id], query)
            snippet = in_script(snippet, script_of(report.script))
            marks = colours.get(report.id.bytes, ())
            found.append(Found(report, scores[report.id], snippet, count, marks))
        return found


def describe(text: str, translate: Callable[[str], str]) -> str:
    """What the query ``text`` asks for, in words; empty where it asks for nothing."""
    return in_words(parse(text).tree, translate)


def other_forms(text: str) -> tuple[tuple[str, str], ...]:
    """Words of the query ``text`` as they are written in the other script, where that differs: both are found."""
    found: dict[str, str] = {}
    for leaf in parse(text).sought():
        if len(found) >= _MOST_FORMS:
            break
        if isinstance(leaf, Substring) and not isinstance(leaf, Exact) and len(leaf.text) <= _LONGEST_FORM:
            shown = (render(leaf.text, script).text for script in (Script.TRADITIONAL, Script.SIMPLIFIED))
            found.update((leaf.text, other) for other in shown if other != leaf.text)
    return tuple(found.items())[:_MOST_FORMS]


def find_in(reading_text: str, text: str, *, is_exact: bool = False) -> tuple[Span, ...]:
    """Where the words of the query ``text`` stand in a report, in order."""
    return find_matches(reading_text, parse(text, is_exact=is_exact))


def query_within(text: str, within: Within) -> Query:
    """What ``text`` asks for, narrowed."""
    return narrowed(parse(text, is_exact=within.is_exact), within)


def narrowed(query: Query, within: Within) -> Query:
    """``query`` with the conditions of ``within``; alone, they are a query of their own."""
    conditions: list[Node] = []
    if within.years is not None:
        first, last = within.years
        conditions.append(DateRange(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()))
    fields = {"source": within.sources, "script": within.scripts, "person": within.persons, "place": within.places}
    conditions += [
        _any([Value(field, value, is_whole=True) for value in values]) for field, values in fields.items() if values
    ]
    kinds = {"tag": within.tags, "collection": within.collections, "colour": within.colours}
    conditions += [_any([InSet(kind, name) for name in names]) for kind, names in kinds.items() if names]
    conditions += _scope_conditions(within.scope)
    if not conditions:
        return query
    own = () if query.is_empty else (query.tree,)
    return replace(query, tree=And((*own, *conditions)))


def _scope_conditions(scope: Scope) -> list[Node]:
    match scope.kind:
        case "tag" | "collection":
            return [InSet(scope.kind, scope.name)]
        case "unread":
            return [InSet("is", "unread")]
        case "source":
            return [Value("source", scope.name, is_whole=True)]
        case _:
            return []


def _any(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


class ArchiveSets:
    """What the archive knows of its reports and the index does not; asked once for each state of the archive."""

    def __init__(self, archive: Archive, annotations: "SearchIndex", noted: Hashable) -> None:
        self._archive = archive
        self._annotations = annotations
        stamp = archive.stamp()
        self.version: Hashable = (stamp.archive, stamp.seq, stamp.token, annotations.stamp, noted)

    def members(self, kind: str, name: str) -> bytes:
        with self._archive.read() as reader:
            return membership.members(reader, kind, name)

    def named(self, kind: str) -> Mapping[str, bytes]:
        with self._archive.read() as reader:
            return membership.named(reader, kind)

    def last_annotated(self) -> tuple[bytes, Sequence[str]]:
        with self._archive.read() as reader:
            return membership.last_annotated(reader)

    def with_note(self, leaf: Text) -> bytes:
        return self._annotations.owners(leaf)
