"""Whoosh's collector for whole arrays: of each segment it takes all documents that match at once.

The order, the page and the facets come from the same arrays, at the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from whoosh.collectors import Collector
from whoosh.searching import Results, Searcher

from archivist.domain.errors import JobCancelled
from archivist.domain.ids import ReportId
from archivist.search.evaluation import Evaluation
from archivist.search.facets import count_by_year, count_facet
from archivist.search.matchcounts import count_matches
from archivist.search.query import InSet, Node, Text, positive_leaves
from archivist.search.ranking import CLOSELY_RANKED, closeness, first_by, id_keys, score, sort_keys
from archivist.search.segment import Segment, View
from archivist.search.sets import NoSets, ReportSets
from archivist.search.titleorder import title_ranks
from archivist.search.values import Hit, Matches, SearchResult


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be known of what is found."""

    limit: int = 0
    offset: int = 0
    sort: str = "relevance"
    facets: Sequence[str] = ()
    counts_matches: bool = False
    goes_on: Callable[[], bool] = lambda: True
    """Asked now and then; ``JobCancelled`` is raised as soon as it does not."""


class ArrayCollector(Collector):
    """For one search of one view."""

    def __init__(self, view: View, wanted: Wanted | None = None, sets: ReportSets | None = None) -> None:
        self._view = view
        self._wanted = wanted or Wanted()
        self._sets = sets or NoSets()
        self._evaluations: list[Evaluation] = []
        self.found: list[np.ndarray] = []
        """The sorted numbers of the living documents that match, for each segment."""

    def set_subsearcher(self, subsearcher: Searcher, offset: int) -> None:
        # Whoosh would make a matcher here, which steps through documents one by one.
        self.subsearcher = subsearcher
        self.offset = offset

    def collect_matches(self) -> None:
        self._go_on()
        segment = self.subsearcher.reader()
        assert isinstance(segment, Segment)
        place = len(self.found)
        view, sets = self._view, self._sets

        def members(leaf: InSet) -> np.ndarray:
            return view.members(sets, leaf.kind, leaf.name)[place]

        def noted(leaf: Text) -> np.ndarray:
            return view.with_note(sets, leaf)[place]

        evaluation = Evaluation(segment.columns.__getitem__, segment.size, members, noted, self._go_on)
        self._evaluations.append(evaluation)
        self.found.append(np.flatnonzero(evaluation.mask(self.tree) & segment.live))

    def _go_on(self) -> None:
        if not self._wanted.goes_on():
            raise JobCancelled

    def collect(self, sub_docnum: int) -> None:
        raise NotImplementedError("documents are collected together")

    def sort_key(self, sub_docnum: int) -> None:
        raise NotImplementedError("documents are sorted together")

    @property
    def tree(self) -> Node:
        assert isinstance(self.q, Node)
        return self.q

    def count(self) -> int:
        return sum(map(len, self.found))

    def all_ids(self) -> Iterable[int]:
        offsets = np.cumsum([0, *(segment.size for segment in self._view.segments)])
        for offset, numbers in zip(offsets.tolist(), self.found, strict=False):
            yield from (numbers + offset).tolist()

    def results(self) -> Results:
        """All that was found, in the order of documents, for Whoosh; ``answer`` has the page that was wanted."""
        return self._results([(0.0, number) for number in self.all_ids()])

    def answer(self) -> SearchResult:
        view, wanted, found = self._view, self._wanted, self.found
        count = self.count()
        counts = {facet: count_facet(facet, view, found, self._sets) for facet in wanted.facets}
        sought = tuple(dict.fromkeys(leaf for leaf in positive_leaves(self.tree) if isinstance(leaf, Text)))
        matches = self._matches(sought) if wanted.counts_matches else None
        if wanted.limit <= 0 or wanted.offset >= count:
            return SearchResult(count, (), counts, matches)
        self._go_on()
        by_segment, rarity = score(view, self._evaluations, sought, found)
        scores = np.concatenate(by_segment)
        if wanted.sort == "relevance" and len(rarity) > 1:
            self._rank_closely(scores, rarity)
        keys = [-scores] if wanted.sort == "relevance" else self._sort_keys()
        page = first_by(keys, self._ids_at, wanted.offset + wanted.limit)[wanted.offset :]
        ids = report_ids(self._ids_at(page), np.arange(len(page)))
        hits = zip(ids, scores[page].tolist(), strict=True)
        return SearchResult(count, tuple(Hit(*hit) for hit in hits), counts, matches)

    def _matches(self, sought: Sequence[Text]) -> Matches:
        self._go_on()
        numbers = count_matches(self._view.segments, self._evaluations, sought, self.found)
        return Matches(sum(int(each.sum()) for each in numbers), count_by_year(self._view, self.found, numbers))

    def _rank_closely(self, scores: np.ndarray, rarity: Mapping[Text, float]) -> None:
        """Add to the best scores, and so to none that stands behind them, what words near one another count."""
        best = np.sort(first_by([-scores], self._ids_at, CLOSELY_RANKED))
        ends = np.cumsum([len(numbers) for numbers in self.found])
        bounds = np.searchsorted(best, [0, *ends.tolist()])
        chosen = [
            numbers[best[first:last] - (end - len(numbers))]
            for numbers, end, first, last in zip(self.found, ends.tolist(), bounds, bounds[1:], strict=False)
        ]
        scores[best] += np.concatenate(closeness(self._evaluations, rarity, chosen))

    def _sort_keys(self) -> list[np.ndarray]:
        wanted, segments = self._wanted, self._view.segments
        if wanted.sort == "title":
            return [title_ranks(segments, self.found, wanted.offset + wanted.limit)]
        if wanted.sort != "annotated":
            return sort_keys(wanted.sort, segments, self.found)
        times = zip(self._view.last_annotated(self._sets), self.found, strict=True)
        return [-np.concatenate([by_document[numbers] for by_document, numbers in times])]

    def _ids_at(self, places: np.ndarray) -> list[np.ndarray]:
        """The ids (as ``ranking.id_keys`` has them) of found documents, by their places among all that were found."""
        ends = np.cumsum([len(numbers) for numbers in self.found])
        parts = np.searchsorted(ends, places, side="right")
        keys = np.empty((2, len(places)), np.uint64)
        for part in np.bincount(parts).nonzero()[0].tolist():
            here = parts == part
            numbers = self.found[part][places[here] - (ends[part] - len(self.found[part]))]
            keys[:, here] = id_keys([self._view.segments[part]], [numbers])
        return [keys[0], keys[1]]


def collect(view: View, tree: Node, wanted: Wanted | None = None, sets: ReportSets | None = None) -> ArrayCollector:
    """Search all segments of ``view`` for ``tree``."""
    collector = ArrayCollector(view, wanted, sets)
    if view.segments:
        collector.prepare(view.searcher, tree, view.searcher.boolean_context())
        collector.run()
    else:
        collector.q = tree
    return collector


def report_ids(keys: Sequence[np.ndarray], places: np.ndarray) -> list[ReportId]:
    """The ids (as ``ranking.id_keys`` has them) at ``places``."""
    high, low = (key[places].tolist() for key in keys)
    return [ReportId(UUID(int=first << 64 | second)) for first, second in zip(high, low, strict=True)]
