"""Where what a query looks for stands in reading texts: in those of the reports that match, as arrays of places."""

from typing import NamedTuple

import numpy as np

from archivist.search.collector import collect
from archivist.search.matchcounts import all_matches
from archivist.search.query import Query, Text
from archivist.search.segment import Segment, View
from archivist.search.sets import ReportSets


class Occurrences(NamedTuple):
    """Matches in one segment, in order, none overlapping another: where they start and end in the column of texts
    (int32, as there may be millions), and the number of the document that each stands in (uint16)."""

    segment: Segment
    starts: np.ndarray
    ends: np.ndarray
    documents: np.ndarray


def occurrences(view: View, query: Query, sets: ReportSets | None = None) -> list[Occurrences]:
    """All matches of the query's words and phrases in the reading texts of the reports that match, segment by segment.

    Of all that may speak for a report (every part of an OR, none under a NOT) what is looked for in reading texts, as
    ``snippets.find_matches`` finds it in one; words that only titles or notes are asked for have no place here."""
    sought = [leaf for leaf in query.sought() if leaf.fieldname in ("", "body")]
    if not sought:
        return []
    found = collect(view, query.tree, sets=sets).found
    parts = (_in_segment(*each, sought) for each in zip(view.segments, found, strict=True) if len(each[1]))
    return [part for part in parts if len(part.starts)]


def _in_segment(segment: Segment, matching: np.ndarray, sought: list[Text]) -> Occurrences:
    reader = segment.text("body")
    starts, ends = all_matches(reader, sought)
    documents = reader.documents_at(starts)
    is_matching = np.zeros(segment.size, np.bool_)
    is_matching[matching] = True
    kept = is_matching[documents]
    places = (starts[kept].astype(np.int32), ends[kept].astype(np.int32))
    return Occurrences(segment, *places, documents[kept].astype(np.uint16))
