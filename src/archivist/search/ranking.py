"""The order of what was found: by relevance (BM25F, and how near words stand), date, title, length, or when it came in."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from archivist.search.evaluation import Evaluation
from archivist.search.matching import Pattern, find, literal
from archivist.search.postings import Postings
from archivist.search.query import Substring, Text, documents_mask
from archivist.search.segment import Segment, View
from archivist.search.sources import ColumnText
from archivist.search.valuecolumns import ranges
from archivist.text.fold import fold

# BM25F: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6, with the
# saturation that is usual, and less for length in titles, which are short all of them.
_SATURATION = 1.2
_WEIGHTS = {"title": 4.0, "body": 1.0, "note": 2.0}
_LENGTH_MATTERS = {"title": 0.3, "body": 0.75}


CLOSELY_RANKED = 200
"""So many of the best are ranked by how near to one another the words stand, too; the others keep their order."""
_NEAR_COUNTS = 0.5
_NEAR = 8
"""Characters between two words that halve what their being near one another counts."""


class Scores(NamedTuple):
    """Of the found documents of each segment (float64), and how rare each leaf is that is anywhere."""

    by_segment: list[np.ndarray]
    rarity: dict[Text, float]


def score(view: View, evaluations: Sequence[Evaluation], sought: Sequence[Text], found: Sequence[np.ndarray]) -> Scores:
    """A title that is the query comes before all others."""
    scores = [np.zeros(len(numbers)) for numbers in found]
    rarities: dict[Text, float] = {}
    highest = 0.0
    for leaf in sought:
        found_in = [evaluation.postings(leaf) for evaluation in evaluations]
        masks = [
            documents_mask(segment.size, *(each.documents for each in postings.values())) & segment.live
            for segment, postings in zip(view.segments, found_in, strict=True)
        ]
        holding = sum(int(np.count_nonzero(mask)) for mask in masks)
        if not holding:
            continue
        rarity = math.log(1 + (view.count - holding + 0.5) / (holding + 0.5))
        rarities[leaf] = rarity
        highest += rarity
        for place, (segment, postings) in enumerate(zip(view.segments, found_in, strict=True)):
            if postings and len(found[place]):
                weights = _weights(segment, view, postings)[found[place]]
                scores[place] += rarity * weights / (_SATURATION + weights)
    for place, (segment, evaluation) in enumerate(zip(view.segments, evaluations, strict=True)):
        # A title that is all of the query has each of its words.
        if sought and all("title" in evaluation.postings(leaf) for leaf in sought):
            scores[place][np.isin(found[place], _titled(segment, sought))] += highest
    return Scores(scores, rarities)


def closeness(
    evaluations: Sequence[Evaluation], rarity: Mapping[Text, float], chosen: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """What the ``chosen`` documents of each segment gain by words that stand near one another in their texts: those that
    are neighbours in the query, in either order."""
    leaves = list(rarity)
    pairs = list(pairwise(leaves))
    gains = [np.zeros(len(numbers)) for numbers in chosen]
    for one, two in pairs:
        worth = _NEAR_COUNTS * min(rarity[one], rarity[two]) / len(pairs)
        for evaluation, numbers, gain in zip(evaluations, chosen, gains, strict=True):
            first, second = (evaluation.postings(leaf).get("body") for leaf in (one, two))
            if first is not None and second is not None and len(numbers):
                gain += worth / (1 + _fewest_between(first, second, numbers) / _NEAR)
    return gains


def _fewest_between(first: Postings, second: Postings, documents: np.ndarray) -> np.ndarray:
    """The fewest characters between a match of the one and of the other in each document (sorted); infinite: not there."""
    fewest = np.full(len(documents), np.inf)
    for one, two in ((first, second), (second, first)):
        starts, ends, owners = _matches_in(one, documents)
        others, _, their_owners = _matches_in(two, documents)
        at = np.searchsorted(others, starts)
        here = np.flatnonzero(at < len(others))
        here = here[their_owners[at[here]] == owners[here]]
        between = np.maximum(others[at[here]] - ends[here], 0)
        np.minimum.at(fewest, np.searchsorted(documents, owners[here]), between)
    return fewest


def _matches_in(postings: Postings, documents: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts, ends and document of each match in some documents."""
    if postings.matches is None:
        nothing = np.empty(0, np.int64)
        return nothing, nothing, nothing
    at = np.searchsorted(postings.documents, documents)
    is_there = postings.documents[np.minimum(at, len(postings.documents) - 1)] == documents
    at = at[is_there]
    counts = postings.frequencies[at]
    firsts = np.cumsum(postings.frequencies)[at] - counts
    found = ranges(firsts, firsts + counts)
    return postings.matches.starts[found], postings.matches.ends[found], np.repeat(documents[is_there], counts)


def _weights(segment: Segment, view: View, postings: dict[str, Postings]) -> np.ndarray:
    """How much of a word each document of a segment has, all fields together, long texts counting less."""
    weights = np.zeros(segment.size)
    for field, (documents, frequencies, _) in postings.items():
        share = frequencies * _WEIGHTS[field]
        if slope := _LENGTH_MATTERS.get(field):
            lengths = segment.text(field).lengths[documents]
            share = share / (1 - slope + slope * lengths / view.mean_lengths[field])
        weights[documents] += share
    return weights


def _titled(segment: Segment, sought: Sequence[Text]) -> np.ndarray:
    """The documents whose whole title is what is sought: where it is found, and just as long."""
    words = [leaf.text for leaf in sought if isinstance(leaf, Substring) and leaf.fieldname in ("", "title")]
    title = fold(" ".join(words))
    if not title:
        return np.empty(0, np.intp)
    reader = segment.text("title")
    documents = reader.documents_at(find(ColumnText(reader), (Pattern((literal(title),)),)).starts)
    return documents[reader.lengths[documents] == len(title)]


def sort_keys(sort: str, segments: Sequence[Segment], found: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The keys of the order by length, date, or when they came in, for all found documents, the smallest first."""

    def numbers_of(name: str) -> np.ndarray:
        columns = (segment.numbers(name)[numbers] for segment, numbers in zip(segments, found, strict=True))
        return np.concatenate([np.empty(0, np.int64), *columns])

    if sort in ("length", "added"):
        return [-numbers_of(sort)]
    # No date is 0, which is larger than any date once that is negative.
    return [-numbers_of("earliest"), -numbers_of("latest")]


def id_keys(segments: Sequence[Segment], found: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The ids of all found documents as two numbers each: no two are equal, so that every order is the same each time."""
    ids = [segment.keys.ids[numbers] for segment, numbers in zip(segments, found, strict=True)]
    halves = np.frombuffer(b"".join(part.tobytes() for part in ids), ">u8").astype(np.uint64).reshape(-1, 2)
    return [halves[:, 0], halves[:, 1]]


def first_by(
    keys: Sequence[np.ndarray], ids_at: Callable[[np.ndarray], Sequence[np.ndarray]], wanted: int
) -> np.ndarray:
    """The places of the ``wanted`` smallest rows of ``keys``, in order, without sorting the rest.

    Where rows are equal the ids decide, which ``ids_at`` gives for places."""
    ties = np.arange(len(keys[0]))
    chosen: list[np.ndarray] = []
    open_places = wanted
    for key in keys:
        if len(ties) <= open_places or not open_places:
            break
        values = key[ties]
        edge = np.partition(values, open_places - 1)[open_places - 1]
        before = ties[values < edge]
        chosen.append(before)
        open_places -= len(before)
        ties = ties[values == edge]
    if len(ties) > open_places:
        ties = ties[np.lexsort(ids_at(ties)[::-1])[:open_places]]
    places = np.concatenate([*chosen, ties])
    sorting = [*(key[places] for key in keys), *ids_at(places)]
    return places[np.lexsort(sorting[::-1])][:wanted]
