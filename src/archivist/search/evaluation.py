"""Which documents of a view match a query tree: a mask of documents for each segment, in numpy."""

from dataclasses import dataclass

import numpy as np

from archivist.search.matching import contains
from archivist.search.ngrams import Postings
from archivist.search.query import And, DateRange, InSet, Leaf, Node, Not, Nothing, Or, Phrase, Value, Word
from archivist.search.segment import Segment, View
from archivist.search.sets import ReportSets
from archivist.text.fold import fold

Mask = np.ndarray
Masks = list[Mask]
"""One mask (bool) for each segment of the view; deleted documents may be in it."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Where a word or phrase is found in one segment: the mask, and the postings of each field that has it."""

    mask: Mask
    postings: tuple[tuple[str, Postings], ...]


class Evaluation:
    """The answers to one query, each leaf looked up once."""

    def __init__(self, view: View, sets: ReportSets) -> None:
        self.view = view
        self._sets = sets
        self._texts: dict[Word | Phrase, list[TextMatch]] = {}

    def documents(self, node: Node) -> list[np.ndarray]:
        """The sorted numbers of the living documents that match, for each segment."""
        masks = self._masks(node)
        return [np.flatnonzero(mask & each.live) for mask, each in zip(masks, self.view.segments, strict=True)]

    def text(self, leaf: Word | Phrase) -> list[TextMatch]:
        """Where the leaf is found, for each segment; postings may name deleted documents."""
        if leaf not in self._texts:
            self._texts[leaf] = self._find(leaf)
        return self._texts[leaf]

    def _masks(self, node: Node) -> Masks:
        match node:
            case And(parts):
                return [np.logical_and.reduce(masks) for masks in zip(*map(self._masks, parts), strict=True)]
            case Or(parts):
                return [np.logical_or.reduce(masks) for masks in zip(*map(self._masks, parts), strict=True)]
            case Not(part):
                return [~mask for mask in self._masks(part)]
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Masks:
        match leaf:
            case Word() | Phrase():
                return [found.mask for found in self.text(leaf)]
            case Value():
                return [_value(segment, leaf) for segment in self.view.segments]
            case DateRange():
                return [_dated(segment, leaf) for segment in self.view.segments]
            case InSet(_, name):
                return self._set_masks(self.view.with_tag(self._sets, fold(name.strip())))
            case Nothing():
                return self._set_masks([np.empty(0, np.int64)] * len(self.view.segments))

    def _set_masks(self, numbers: list[np.ndarray]) -> Masks:
        return [_mask(segment, found) for segment, found in zip(self.view.segments, numbers, strict=True)]

    def _find(self, leaf: Word | Phrase) -> list[TextMatch]:
        piece = fold(leaf.text)
        segments = self.view.segments
        if leaf.field in ("", "note") and piece:
            noted = self.view.with_note(self._sets, piece)
        else:
            noted = [np.empty(0, np.int64)] * len(segments)
        return [
            _find_in(segment, piece, leaf.field, in_notes) for segment, in_notes in zip(segments, noted, strict=True)
        ]


def _find_in(segment: Segment, piece: str, field: str, in_notes: np.ndarray) -> TextMatch:
    fields = segment.columns.texts if not field else {field} & segment.columns.texts.keys()
    postings = [(name, segment.columns.texts[name].find(piece)) for name in fields]
    postings.append(("note", Postings(in_notes, np.ones(len(in_notes)))))
    mask = np.zeros(segment.size, np.bool_)
    for _, found in postings:
        mask[found.documents] = True
    mask &= segment.live
    return TextMatch(mask, tuple((name, found) for name, found in postings if len(found.documents)))


def _mask(segment: Segment, numbers: np.ndarray) -> Mask:
    mask = np.zeros(segment.size, np.bool_)
    mask[numbers] = True
    return mask


def _value(segment: Segment, leaf: Value) -> Mask:
    wanted = fold(leaf.text)
    reader = segment.columns.words[leaf.field]
    folded = [fold(word) for word in reader.words]
    fits = [word == wanted if leaf.is_whole else contains(word, wanted) for word in folded]
    return np.array(fits, np.bool_)[reader.codes]


def _dated(segment: Segment, leaf: DateRange) -> Mask:
    earliest, latest = segment.columns.numbers["earliest"], segment.columns.numbers["latest"]
    mask = earliest > 0
    if leaf.earliest is not None:
        mask &= latest >= leaf.earliest
    if leaf.latest is not None:
        mask &= earliest <= leaf.latest
    return mask
