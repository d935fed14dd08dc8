"""In which documents of a column something is found, and how often."""

from typing import NamedTuple

import numpy as np

from archivist.search.column import MAX_COUNT, TextReader
from archivist.search.matching import Matches, Pattern, Sought, begins_latin, find
from archivist.search.places import first_of_each
from archivist.search.sources import ColumnText


class Postings(NamedTuple):
    """Sorted document numbers, and how often each holds what was asked for.

    ``matches`` are where, document by document; None where only the counts are known."""

    documents: np.ndarray
    frequencies: np.ndarray
    matches: Matches | None = None


NO_POSTINGS = Postings(np.empty(0, np.int64), np.empty(0, np.int64))


def text_postings(reader: TextReader, sought: Sought) -> Postings:
    """The documents in which ``sought`` is found, and how often."""
    counts = _counts(reader, sought)
    if counts is not None:
        documents = np.flatnonzero(counts)
        return Postings(documents, counts[documents])
    matches = text_matches(reader, sought)
    if not len(matches.starts):
        return NO_POSTINGS
    numbers = reader.documents_at(matches.starts)
    firsts = first_of_each(numbers)
    return Postings(numbers[firsts], np.diff(firsts, append=len(numbers)), matches)


def exact_frequencies(reader: TextReader, sought: Sought, postings: Postings) -> np.ndarray:
    """How often what is sought stands in each document: those that are only known to be many are counted in the texts."""
    if postings.matches is not None:
        return postings.frequencies
    frequencies = postings.frequencies.astype(np.int64)
    many = np.flatnonzero(frequencies == MAX_COUNT)
    match sought:
        case (Pattern(((int() as code,),)),) if len(many):
            frequencies[many] = [text.count(chr(code)) for text in reader.folded(postings.documents[many])]
        case _:
            pass
    return frequencies


def text_matches(reader: TextReader, sought: Sought) -> Matches:
    """All matches in the texts of a column, by their places in it."""
    return find(ColumnText(reader), sought)


def _counts(reader: TextReader, sought: Sought) -> np.ndarray | None:
    """The counts by document of one frequent character, whose places are too many to be put in order."""
    match sought:
        case (Pattern(((int() as code,) as run,), exact=""),) if not begins_latin(run):
            symbol = reader.symbol(code)
            return None if symbol is None else reader.counts(symbol)
        case _:
            return None
