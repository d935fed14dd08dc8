"""When a folded text matches what is sought: the one rule that index, snippets, finder and notes share.

A match never runs across a paragraph end, and one that begins with a Latin letter or digit begins at the start of its
run of Latin letters and digits: ``art`` is found in ``state of the art`` and ``artist`` but not in ``party``. Matches do
not overlap: the earlier stays, of two that begin together the longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np

from archivist.text.pinyin import Sound

PARAGRAPH_END = "\n"


class Kind(Enum):
    """Characters by kind, as parts of a run."""

    ANY = auto()
    """Every character of a paragraph."""
    LATIN = auto()
    """Latin letters and digits."""


Element: TypeAlias = int | Sound | Kind
"""What one character has to be: this folded code point, one that sounds like that, one of a kind."""
Run: TypeAlias = tuple[Element, ...]
"""Characters that stand side by side."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs in one paragraph, in order, with anything between them.

    ``begins_word``: where the first character is Latin, none stands before it. ``exact``: what the first run was before
    it was folded, where that matters too."""

    runs: tuple[Run, ...]
    begins_word: bool = True
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Matches of all ``parts`` in one paragraph, in any order, with at most ``distance`` characters that are of none between."""

    parts: tuple[tuple[Pattern, ...], ...]
    distance: int


_END_OF_LATIN = 0x1F00

Sought: TypeAlias = tuple[Pattern, ...] | Together
"""Alternatives, or several things together."""


class Matches(NamedTuple):
    """Places (int64) where matches start and end, in order, none overlapping another."""

    starts: np.ndarray
    ends: np.ndarray


class Source(Protocol):
    """Text to look into, as an array of symbols.

    ``breaks`` are the places of paragraph ends; the text ends with one."""

    @property
    def text(self) -> np.ndarray: ...

    @property
    def breaks(self) -> np.ndarray: ...

    def fits(self, element: Element, symbols: np.ndarray) -> np.ndarray:
        """Which of the symbols are what the element asks for; paragraph ends never are."""
        ...

    def anchored(self, run: Run) -> tuple[range, np.ndarray]:
        """Some of the run's characters, by their numbers, and all places (int64, in any order) where the first of these
        stands and the others follow. The fewer the better."""
        ...

    def are_original(self, places: np.ndarray, character: str) -> np.ndarray:
        """At which of the places, where its fold stands, the character itself stands."""
        ...


def find(source: Source, sought: Sought) -> Matches:
    """All matches in ``source``."""
    if isinstance(sought, Together):
        return apart(*_together(source, sought))
    found = [_find_pattern(source, pattern) for pattern in sought]
    if not found:
        return Matches(np.empty(0, np.int64), np.empty(0, np.int64))
    if len(found) == 1:
        return apart(*found[0])
    return apart(np.concatenate([starts for starts, _ in found]), np.concatenate([ends for _, ends in found]))


def literal(folded: str) -> Run:
    return tuple(map(ord, folded))


def begins_latin(run: Run) -> bool:
    """True where the first character is a Latin letter or a digit."""
    first = run[0]
    return isinstance(first, int) and (first < _END_OF_LATIN) and bool(is_latin(np.array([first]))[0])


def is_latin(codes: np.ndarray) -> np.ndarray:
    """Which code points are Latin letters (those of the blocks up to U+024F and of U+1E00..U+1EFF) or ASCII digits."""
    letters = (codes | 0x20 >= ord("a")) & (codes | 0x20 <= ord("z")) & (codes < 0x80)
    others = (
        ((codes >= 0xC0) & (codes <= 0x24F) & (codes != 0xD7) & (codes != 0xF7)) | (codes == 0xAA) | (codes == 0xBA)
    )
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    return letters | others | digits | ((codes >= 0x1E00) & (codes <= 0x1EFF))


def _find_pattern(source: Source, pattern: Pattern) -> tuple[np.ndarray, np.ndarray]:
    first, *others = pattern.runs
    starts = _find_run(source, first)
    starts = _at_original(source, starts, first, pattern.exact)
    if pattern.begins_word and len(starts) and begins_latin(first):
        inner = np.flatnonzero(starts > 0)
        is_inside = np.zeros(len(starts), np.bool_)
        is_inside[inner] = source.fits(Kind.LATIN, source.text[starts[inner] - 1])
        starts = starts[~is_inside]
    ends = starts + len(first)
    for run in others:
        if not len(starts):
            break
        # The next place of each run is the nearest: a gap is never longer than it must be.
        places = _find_run(source, run)
        at = np.searchsorted(places, ends)
        starts, ends, at = _kept(at < len(places), starts, ends, at)
        ends = places[at] + len(run)
        starts, ends = _kept(_in_one_paragraph(source, starts, ends), starts, ends)
    return starts, ends


def _find_run(source: Source, run: Run) -> np.ndarray:
    """Where the run stands, in order."""
    anchor, places = source.anchored(run)
    if len(run) == len(anchor):
        return _in_order(places)
    starts = places - anchor.start
    starts = starts[(starts >= 0) & (starts <= len(source.text) - len(run))]
    for number, element in enumerate(run):
        if not len(starts):
            break
        if number not in anchor:
            starts = starts[source.fits(element, source.text[starts + number])]
    return _in_order(starts)


def _in_order(places: np.ndarray) -> np.ndarray:
    # Places come pair by pair, each of these in order, which a stable sort makes use of.
    return places if (places[1:] > places[:-1]).all() else np.sort(places, kind="stable")


def _at_original(source: Source, starts: np.ndarray, run: Run, exact: str) -> np.ndarray:
    for number, character in enumerate(exact[: len(run)]):
        if not len(starts):
            break
        starts = starts[source.are_original(starts + number, character)]
    return starts


def _together(source: Source, sought: Together) -> tuple[np.ndarray, np.ndarray]:
    """Beginning with each match, the nearest match of every other part behind where it starts."""
    found: list[Matches] = []
    for part in sought.parts:
        found.append(find(source, part))
        if not len(found[-1].starts):
            return found[-1]
    results: list[tuple[np.ndarray, np.ndarray]] = []
    for number, own in enumerate(found):
        starts, last = own.starts, own.ends
        filled = own.ends - own.starts
        for other in (*found[:number], *found[number + 1 :]):
            at = np.searchsorted(other.starts, starts)
            starts, last, filled, at = _kept(at < len(other.starts), starts, last, filled, at)
            last = np.maximum(last, other.ends[at])
            filled = filled + other.ends[at] - other.starts[at]
        starts, last = _kept(last - starts - filled <= sought.distance, starts, last)
        starts, last = _kept(_in_one_paragraph(source, starts, last), starts, last)
        results.append((starts, last))
    return np.concatenate([starts for starts, _ in results]), np.concatenate([ends for _, ends in results])


def _in_one_paragraph(source: Source, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    breaks = source.breaks
    # In their own type, or numpy would convert all of them.
    return breaks[np.searchsorted(breaks, starts.astype(breaks.dtype))] >= ends


def _kept(mask: np.ndarray, *arrays: np.ndarray) -> Sequence[np.ndarray]:
    return [array[mask] for array in arrays]


def apart(starts: np.ndarray, ends: np.ndarray) -> Matches:
    """The matches in order, without those that overlap one before."""
    if len(starts) > 1 and not (starts[1:] > starts[:-1]).all():
        order = np.lexsort((-ends, starts))
        starts, ends = starts[order], ends[order]
    if (starts[1:] >= ends[:-1]).all():
        return Matches(starts, ends)
    # What begins behind all that came before it stays, and of what stays the next that begins behind its end.
    stays = np.ones(len(starts) + 1, np.bool_)
    stays[1:-1] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
    following = np.append(np.searchsorted(starts, ends), len(starts))
    while not stays[reached := following[stays]].all():
        stays[reached] = True
        following = following[following]
    kept = stays[:-1]
    return Matches(starts[kept], ends[kept])
