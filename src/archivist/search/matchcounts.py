"""How often what a query looks for stands in the reading text of each report that was found."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from archivist.search.column import TextReader
from archivist.search.evaluation import Evaluation
from archivist.search.matching import Matches, apart
from archivist.search.postings import exact_frequencies, text_matches
from archivist.search.query import Substring, Text
from archivist.search.segment import Segment
from archivist.text.fold import fold

_COMPARED_WORDS = 50
_COMPARED_LENGTH = 200
"""Characters of a word. Of more or longer ones, looking at where they stand is quicker than comparing them."""


def count_matches(
    segments: Sequence[Segment],
    evaluations: Sequence[Evaluation],
    sought: Sequence[Text],
    found: Sequence[np.ndarray],
) -> list[np.ndarray]:
    """For each segment the number of matches (int64) in each of its ``found`` documents, as ``snippets.find_matches``
    finds them in one: where two overlap, the earlier counts."""
    leaves = [leaf for leaf in sought if leaf.fieldname in ("", "body")]
    is_simple = not _may_overlap(leaves)
    return [
        (_sums(segment, evaluation, leaves) if is_simple else _counted(segment, leaves))[numbers]
        for segment, evaluation, numbers in zip(segments, evaluations, found, strict=True)
    ]


def all_matches(reader: TextReader, leaves: Sequence[Text]) -> Matches:
    """The matches of all ``leaves`` (one at least) in a column, none overlapping another."""
    found = [text_matches(reader, leaf.sought) for leaf in leaves]
    if len(found) == 1:
        return found[0]
    return apart(np.concatenate([starts for starts, _ in found]), np.concatenate([ends for _, ends in found]))


def _sums(segment: Segment, evaluation: Evaluation, leaves: Sequence[Text]) -> np.ndarray:
    counts = np.zeros(segment.size, np.int64)
    for leaf in leaves:
        if (postings := evaluation.postings(leaf).get("body")) is not None:
            counts[postings.documents] += exact_frequencies(segment.text("body"), leaf.sought, postings)
    return counts


def _counted(segment: Segment, leaves: Sequence[Text]) -> np.ndarray:
    reader = segment.text("body")
    owners = reader.documents_at(all_matches(reader, leaves).starts)
    return np.bincount(owners, minlength=segment.size).astype(np.int64)


def _may_overlap(leaves: Sequence[Text]) -> bool:
    """True where a match of one leaf may share characters with a match of another."""
    texts = [fold(leaf.text) for leaf in leaves if isinstance(leaf, Substring)]
    if len(texts) < len(leaves) or len(texts) > _COMPARED_WORDS or any(len(text) > _COMPARED_LENGTH for text in texts):
        return len(leaves) > 1
    return any(_share(one, two) or _share(two, one) for one, two in combinations(texts, 2))


def _share(one: str, two: str) -> bool:
    """True where ``one`` holds ``two``, or ends as ``two`` begins."""
    return two in one or any(one.endswith(two[:length]) for length in range(1, min(len(one), len(two))))
