"""Places where a conversion may be wrong, with what else could stand there: hints for a person, not errors.

* *several counterparts*: a character that stands for several, where no phrase decided between them. Left out are those
  whose other counterparts occur in hardly any word of the phrase table (证 is 証 in none): what has them is a phrase.
* *engines*: the dictionaries of opencc-python-reimplemented, which are older, have something else.
* *round trip*: what is shown does not come back to what was read.
* *regional word*: another word is shown than the text has (軟體 for 软件), where that is wanted.
* *left over*: a traditional text has what a conversion from simplified script would have written otherwise (筑, 并)."""

import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archivist.domain import N_, Doubt, Span
from archivist.text.conversion.aligned import converter
from archivist.text.conversion.conversion import REGIONAL, Conversion, Passage
from archivist.text.conversion.trie import Codes, as_codes
from archivist.text.dictionaries import ambiguous_characters, older_release, present_release, read_preferred
from archivist.text.spanmap import SpanMap

SEVERAL, ENGINES, ROUND_TRIP, LEFT_OVER = "several counterparts", "engines", "round trip", "left over"

_REASONS = {
    SEVERAL: N_("This character has several counterparts, and no known phrase decided between them."),
    ENGINES: N_("Two sets of dictionaries have different words here."),
    ROUND_TRIP: N_("Converted back, this does not become what stands in the text."),
    REGIONAL: N_("The region has another word for what the text says."),
    LEFT_OVER: N_("This may be a simplified character that was left in a traditional text."),
}

_REGIONS = {
    "s2t": ("s2t", "t2s", ""),
    "s2tw": ("s2tw", "tw2s", "TWVariants.txt"),
    "s2twp": ("s2tw", "tw2s", "TWVariants.txt"),
    "s2hk": ("s2hk", "hk2s", "HKVariants.txt"),
    "s2hkp": ("s2hk", "hk2s", "HKVariants.txt"),
}
"""For a conversion from simplified script the way there and back without vocabulary, which seldom comes back, and the
glyphs of the region."""

_LONGEST_PHRASE = 40
_LEAST_SHARE = 0.06
"""Share of the words of the phrase table with a character in which it becomes something else than usual; where it is
less, a character outside of those words is no doubt. 家 (傢), 具 (俱) and 局 (侷) are just below, 几 (幾, 几) above."""


class Difference(NamedTuple):
    """``start..end`` of a text, of which two conversions made ``one`` and ``other``."""

    start: int
    end: int
    one: str
    other: str


def find_conversion_doubts(passage: Passage) -> Iterator[Doubt]:
    """The doubts of a text that was converted; positions count it, kinds come one after another."""
    found = [_find_disagreements(passage)]
    if passage.config in _REGIONS:
        found = [_find_several(passage), *found, _find_broken_round_trips(passage)]
    for doubt in chain.from_iterable(found):
        # Some counterparts become one in the region's glyphs; compatibility ideographs look the same.
        if len({unicodedata.normalize("NFC", each) for each in doubt.alternatives}) > 1:
            yield doubt


def find_regional_words(passage: Passage, config: str) -> Iterator[Doubt]:
    """Where ``passage`` has another word than the conversion ``config``, which changes characters only."""
    plain = converter(config).align(passage.text, passage.bounds)
    phrases = converter(passage.config).find_phrases(passage.text, passage.bounds)
    done = 0
    for each in _find_differences(passage.conversion, plain, passage.bounds):
        start, end = _phrase_around(phrases, each.start, each.end)
        if start >= done:
            forms = (_shown(passage.conversion, start, end), _shown(plain, start, end))
            yield _doubt(start, end, REGIONAL, forms)
            done = end


def _phrase_around(phrases: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The shortest of ``phrases``, which are in order, that has all of ``start..end``; that itself where none has."""
    around = [(start, end)]
    for phrase in reversed(phrases[: bisect_right(phrases, (start, sys.maxsize))]):
        if phrase[0] < start - _LONGEST_PHRASE:
            break
        if phrase[1] >= end:
            around.append(phrase)
    return min(around[1:] or around, key=lambda phrase: phrase[1] - phrase[0])


def find_left_overs(text: str, bounds: Sequence[int], config: str) -> Iterator[Doubt]:
    """The doubts of a traditional text that was left alone; ``config`` leads from simplified script to its region.

    ``text`` is as it is shown. What the region only writes with another glyph (污, 汙) is no doubt."""
    there, back = _there_and_back(text, bounds, "t2s", config)
    glyphs = _glyphs(_REGIONS[config][2])
    for each in _find_differences(Conversion.unchanged(text), back, bounds):
        is_glyph = each.other == "".join(glyphs.get(character, character) for character in each.one)
        if each.one == _shown(there, each.start, each.end) and not is_glyph:
            yield _doubt(each.start, each.end, LEFT_OVER, (each.one, each.other))


def _find_several(passage: Passage) -> Iterator[Doubt]:
    codes = as_codes(passage.text)
    stage = converter(passage.config).first_stage
    words = stage.find_matches(codes, np.array([*passage.bounds, len(codes)], dtype=np.int64))
    is_alone = np.isin(codes, _contested())
    is_alone[_inside(words.starts, words.ends)] = False
    glyphs = _glyphs(_REGIONS[passage.config][2])
    for position in np.flatnonzero(is_alone).tolist():
        counterparts = [glyphs.get(value, value) for value in ambiguous_characters()[passage.text[position]]]
        shown = _shown(passage.conversion, position, position + 1)
        if shown in counterparts:  # else a regional phrase decided
            yield _doubt(position, position + 1, SEVERAL, (shown, *counterparts))


def _find_disagreements(passage: Passage) -> Iterator[Doubt]:
    older = older_release()
    if older == present_release() or passage.config not in older.names():
        return
    other = converter(passage.config, older).align(passage.text, passage.bounds)
    for each in _find_differences(passage.conversion, other, passage.bounds):
        yield _doubt(each.start, each.end, ENGINES, (each.one, each.other))


def _find_broken_round_trips(passage: Passage) -> Iterator[Doubt]:
    _, back = _there_and_back(passage.text, passage.bounds, *_REGIONS[passage.config][:2])
    for each in _find_differences(Conversion.unchanged(passage.text), back, passage.bounds):
        shown = _shown(passage.conversion, each.start, each.end)
        yield _doubt(each.start, each.end, ROUND_TRIP, (shown, each.one))


def _doubt(start: int, end: int, kind: str, alternatives: Iterable[str]) -> Doubt:
    return Doubt(Span(start, end), kind, tuple(dict.fromkeys(alternatives)), _REASONS[kind])


def _shown(conversion: Conversion, start: int, end: int) -> str:
    return conversion.text[slice(*conversion.alignment.span_to_target(start, end))]


def _there_and_back(text: str, bounds: Sequence[int], way: str, way_back: str) -> tuple[Conversion, Conversion]:
    """``text`` converted, and what that becomes when it is converted again, as one conversion of ``text``."""
    there = converter(way).align(text, bounds)
    back = converter(way_back).align(there.text, [there.alignment.to_target(bound) for bound in bounds])
    return there, Conversion(back.text, there.alignment.then(back.alignment))


def _find_differences(one: Conversion, other: Conversion, bounds: Sequence[int]) -> Iterator[Difference]:
    """Where two conversions of one text differ; neighbouring places that differ are one, but for ``bounds``."""
    length = one.alignment.source_length
    places = np.arange(length)
    is_different = (
        as_codes(one.text)[np.minimum(one.alignment.many_to_target(places), len(one.text) - 1)]
        != as_codes(other.text)[np.minimum(other.alignment.many_to_target(places), len(other.text) - 1)]
    )
    # Where one of them changed the length, whole spans are compared.
    for span in _joined_changes(one.alignment, other.alignment):
        is_different[slice(*span)] = _shown(one, *span) != _shown(other, *span)
    edges = np.flatnonzero(np.diff(is_different, prepend=False, append=False)).tolist()
    edges += [cut for cut in bounds if is_different[cut - 1] and is_different[cut] for _ in range(2)]
    edges.sort()  # a cut stands twice: one difference ends there, and the next begins
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if (mine := _shown(one, start, end)) != (theirs := _shown(other, start, end)):
            yield Difference(start, end, mine, theirs)


def _joined_changes(one: SpanMap, other: SpanMap) -> list[tuple[int, int]]:
    """The source spans that either changes, those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((each.source_start, each.source_end) for each in (*one.changes, *other.changes)):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _inside(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All positions of spans that lie apart and in order."""
    lengths = ends - starts
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))


@cache
def _glyphs(name: str) -> dict[str, str]:
    return dict(read_preferred(present_release().dictionaries / name)) if name else {}


@cache
def _contested() -> Codes:
    """The characters with several counterparts of which more than one occurs in a fair share of the phrase table."""
    phrases = read_preferred(present_release().dictionaries / "STPhrases.txt")
    even = {key: value for key, value in phrases.items() if len(key) == len(value)}
    pairs = np.stack((as_codes("".join(even)), as_codes("".join(even.values()))), axis=1)
    pairs = pairs[np.isin(pairs[:, 0], as_codes("".join(ambiguous_characters())))]
    kinds, counts = np.unique(pairs, axis=0, return_counts=True)
    found: dict[str, dict[str, int]] = {}
    for (key, value), count in zip(kinds.tolist(), counts.tolist(), strict=True):
        found.setdefault(chr(key), {})[chr(value)] = count
    return as_codes(
        "".join(key for key, values in ambiguous_characters().items() if _is_contested(values, found.get(key)))
    )


def _is_contested(values: Sequence[str], counts: Mapping[str, int] | None) -> bool:
    """Rare characters that are in no phrase at all are contested: nothing speaks for either."""
    if counts is None:
        return True
    return counts.get(values[0], 0) < (1 - _LEAST_SHARE) * sum(counts.values())
