"""A query that found nothing, taken apart: which of its words the archive has, and what it has that sounds or looks alike."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

import numpy as np

from archivist.search.collector import Wanted, collect
from archivist.search.matching import Pattern, Sought, literal
from archivist.search.postings import text_matches, text_postings
from archivist.search.query import And, Exact, Node, Not, Or, Phrase, Query, Substring, Text, normal_form
from archivist.search.segment import View
from archivist.search.sets import ReportSets
from archivist.text.fold import fold
from archivist.text.pinyin import Sound, folded_readings

_LONGEST = 12
"""Characters of a word that near forms are looked for."""
_SHORTEST = 2
_MOST_READINGS = 16
_MOST_FORMS = 5
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """Something that the archive has: ``text``, the whole ``query`` with it, and in how many reports that is found."""

    text: str
    query: str
    reports: int


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a query, in how many reports it is found by itself, and for one that is nowhere what is there instead."""

    text: str
    reports: int
    forms: tuple[Form, ...] = ()


def take_apart(
    view: View, query: Query, sets: ReportSets | None = None, goes_on: Callable[[], bool] = lambda: True
) -> tuple[Part, ...]:
    """What is sought, word by word. Forms sound like a word or lack one of its characters; most reports first.

    Raises ``JobCancelled`` as soon as it does not go on."""

    def count(node: Node) -> int:
        return collect(view, node, Wanted(goes_on=goes_on), sets).count()

    parts: list[Part] = []
    for leaf in query.sought()[:_MOST_PARTS]:
        reports = count(leaf)
        forms: list[Form] = []
        if not reports and isinstance(leaf, Substring):
            for near in islice(_near_leaves(view, leaf), 2 * _MOST_FORMS):
                tree = _instead(query.tree, leaf, near)
                if found := count(tree):
                    forms.append(Form(near.text, normal_form(tree), found))
        forms.sort(key=lambda form: -form.reports)
        parts.append(Part(normal_form(leaf), reports, tuple(forms[:_MOST_FORMS])))
    return tuple(parts)


def _near_leaves(view: View, leaf: Substring) -> Iterator[Substring]:
    """What is in the index: the same in other characters, what sounds alike, the most frequent first, what is shorter."""
    folded = fold(leaf.text)
    if isinstance(leaf, Exact):
        yield Phrase(leaf.text, leaf.fieldname)
        return
    if not _SHORTEST <= len(folded) <= _LONGEST:
        return
    yield from (replace(leaf, text=text) for text in _sounding_alike(view, leaf, folded))
    if len(folded) > _SHORTEST:
        shorter = dict.fromkeys(folded[:at] + folded[at + 1 :] for at in range(len(folded)))
        there = (text for text in shorter if _is_there(view, leaf, (Pattern((literal(text),)),)))
        yield from (replace(leaf, text=text) for text in there)


def _sounding_alike(view: View, leaf: Substring, folded: str) -> Iterator[str]:
    readings = [sorted({Sound(reading.letters) for reading in folded_readings(character)}) for character in folded]
    # What has no reading, as Latin letters, stays as it is.
    choices = [each or [ord(character)] for each, character in zip(readings, folded, strict=True)]
    if not any(readings):
        return
    runs = islice(product(*choices), _MOST_READINGS)
    sought = tuple(Pattern((run,)) for run in runs)
    counts: Counter[str] = Counter()
    for segment in view.segments:
        for field in _fields(leaf):
            reader = segment.text(field)
            starts = text_matches(reader, sought).starts
            if len(starts):
                rows = reader.text[starts[:, np.newaxis] + np.arange(len(folded))]
                forms, numbers = np.unique(rows, axis=0, return_counts=True)
                for form, number in zip(reader.alphabet[forms], numbers.tolist(), strict=True):
                    counts["".join(map(chr, form.tolist()))] += number
    counts.pop(folded, None)
    yield from (text for text, _ in counts.most_common())


def _is_there(view: View, leaf: Substring, sought: Sought) -> bool:
    return any(
        len(text_postings(segment.text(field), sought).documents)
        for segment in view.segments
        for field in _fields(leaf)
    )


def _fields(leaf: Text) -> list[str]:
    return [field for field in ("title", "body") if leaf.fieldname in ("", field)]


def _instead(node: Node, old: Node, new: Node) -> Node:
    match node:
        case And(parts):
            return And(tuple(_instead(part, old, new) for part in parts))
        case Or(parts):
            return Or(tuple(_instead(part, old, new) for part in parts))
        case Not(part):
            return Not(_instead(part, old, new))
        case _:
            return new if node == old else node
