"""How ``display.render`` does it: a text in pieces, those to be converted put through a converter all at once."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from archivist.domain import Choice, Doubt, Script, Span
from archivist.text.conversion.aligned import converter
from archivist.text.conversion.conversion import Conversion, Passage
from archivist.text.conversion.deciding import Decided, settle_choices
from archivist.text.conversion.quotes import quote_as_simplified, quote_as_traditional
from archivist.text.conversion.style import Style
from archivist.text.conversion.trie import Codes, as_codes, as_text
from archivist.text.dictionaries import is_in_big5, read_dictionary, simplified_only, traditional_only
from archivist.text.script import is_in_one_script, traditional_shares
from archivist.text.spanmap import SpanMap

_FULL = {
    Script.SIMPLIFIED: ("t2s", "tw2sp"),
    Script.TRADITIONAL_TW: ("s2tw", "s2twp"),
    Script.TRADITIONAL_HK: ("s2hk", "s2hkp"),
}
"""For each script the configuration without and with regional vocabulary."""

_GLYPHS = {Script.TRADITIONAL_TW: "TWVariants.txt", Script.TRADITIONAL_HK: "HKVariants.txt"}


class Kind(Enum):
    """What is to be done with a piece of a text."""

    FOREIGN = 0  # in the other script: converted
    OWN = 1  # in the wanted script already
    NEUTRAL = 2  # nothing decides, here and in the whole text: as right in either script (于后里干)
    CHOSEN = 3  # a person decided


class Piece(NamedTuple):
    start: int
    end: int
    kind: Kind
    chosen: str = ""


def render_text(text: str, script: Script, ends: Sequence[int], style: Style, choices: Iterable[Choice]) -> Conversion:
    """``text`` in ``script``; each piece that ends at one of ``ends`` is judged on its own."""
    region = style.neutral if script is Script.TRADITIONAL else script
    config = _FULL[region][style.vocabulary and script is not Script.TRADITIONAL]
    codes = as_codes(text)
    pieces = list(_cut(codes, script, ends, settle_choices(text, script, choices, ends)))
    foreign = _gather(text, [piece for piece in pieces if piece.kind is Kind.FOREIGN], ends)
    converted = converter(config).align(foreign.text, foreign.bounds) if foreign.pieces else Conversion.unchanged("")
    parts = list(_parts(codes, pieces, converted, _sure_table(script, region)))
    shown = "".join(part.text for part in parts)
    if style.quotes:
        shown = quote_as_traditional(shown) if script.is_traditional else quote_as_simplified(shown)
    alignment = SpanMap.join(part.alignment for part in parts)

    def find_doubts() -> tuple[Doubt, ...]:
        from archivist.text.conversion.doubts import find_conversion_doubts, find_left_overs, find_regional_words

        passage = Passage(foreign.text, config, foreign.bounds, converted)
        found = [*foreign.moved(find_conversion_doubts(passage))]
        if config != _FULL[region][0]:
            found += foreign.moved(find_regional_words(passage, _FULL[region][0]))
        if script.is_traditional:
            own = _gather(text, [piece for piece in pieces if piece.kind is Kind.OWN], ends)
            as_shown = as_text(_sure_table(script, region)[as_codes(own.text)])
            found += own.moved(find_left_overs(as_shown, own.bounds, _FULL[region][0]))
        found.sort(key=lambda doubt: doubt.span.start)  # stable: at one place the first kind stays
        return tuple(replace(each, script=script) for each in _apart(found))

    return Conversion(shown, alignment, find_doubts)


class Gathered(NamedTuple):
    """Pieces of a text one behind the other; no phrase crosses ``bounds``."""

    text: str
    bounds: list[int]
    pieces: Sequence[Piece]

    def moved(self, doubts: Iterable[Doubt]) -> Iterator[Doubt]:
        """``doubts`` of this text where they are in the text that the pieces were taken from."""
        offsets = list(accumulate((piece.end - piece.start for piece in self.pieces), initial=0))
        for doubt in doubts:
            index = bisect_right(offsets, doubt.span.start) - 1
            by = self.pieces[index].start - offsets[index]
            yield replace(doubt, span=Span(doubt.span.start + by, doubt.span.end + by))


def _gather(text: str, pieces: Sequence[Piece], ends: Sequence[int]) -> Gathered:
    bounds: list[int] = []
    offset = 0
    for piece in pieces:
        inside = ends[bisect_right(ends, piece.start) : bisect_left(ends, piece.end)]
        bounds += [end - piece.start + offset for end in (*inside, piece.end)]
        offset = bounds[-1]
    return Gathered("".join(text[piece.start : piece.end] for piece in pieces), bounds[:-1], pieces)


def _apart(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    done = 0
    for doubt in doubts:
        if doubt.span.start >= done:
            yield doubt
            done = doubt.span.end


def _cut(codes: Codes, script: Script, ends: Sequence[int], decided: Iterable[Decided]) -> Iterator[Piece]:
    """The text as pieces that follow one another, neighbours of one kind joined."""
    waiting = deque(decided)
    done = 0
    for end, kind in _runs(codes, script, ends):
        while waiting and waiting[0].start < end:
            start, stop, choice = waiting.popleft()
            if done < start:
                yield Piece(done, start, kind)
            yield Piece(start, stop, Kind.CHOSEN, choice.chosen)
            done = stop
        if done < end:
            yield Piece(done, end, kind)
            done = end


def _runs(codes: Codes, script: Script, ends: Sequence[int]) -> Iterator[tuple[int, Kind]]:
    """Where a run of paragraphs of one kind ends, and the kind. What decides nothing follows a text that is in one
    script."""
    shares = traditional_shares(codes, ends)
    whole = float(traditional_shares(codes, [len(codes)])[0])
    if is_in_one_script(whole):
        shares = np.where(np.isnan(shares), whole, shares)
    is_foreign = shares > 0.5 if script is Script.SIMPLIFIED else shares <= 0.5
    kinds = np.where(np.isnan(shares), Kind.NEUTRAL.value, np.where(is_foreign, Kind.FOREIGN.value, Kind.OWN.value))
    last = np.append(kinds[1:] != kinds[:-1], True)
    for end, kind in zip(np.asarray(ends)[last].tolist(), kinds[last].tolist(), strict=True):
        yield end, Kind(kind)


def _parts(codes: Codes, pieces: Iterable[Piece], converted: Conversion, sure: Codes) -> Iterator[Conversion]:
    offset = 0
    for piece in pieces:
        length = piece.end - piece.start
        if piece.kind is Kind.CHOSEN:
            yield Conversion(piece.chosen, _whole(length, len(piece.chosen)))
        elif piece.kind is Kind.FOREIGN:
            alignment = converted.alignment.part(offset, offset + length)
            start = converted.alignment.to_target(offset)
            yield Conversion(converted.text[start : start + alignment.target_length], alignment)
            offset += length
        else:
            yield Conversion(as_text(sure[codes[piece.start : piece.end]]), SpanMap.identity(length))


def _whole(length: int, shown: int) -> SpanMap:
    """A choice of the same length is one character to one."""
    if length == shown:
        return SpanMap.identity(length)
    return SpanMap([(0, length, 0, shown)], length, shown)


@cache
def _sure_table(script: Script, region: Script) -> Codes:
    """For every code point what it is in a text that is in the wanted script already.

    Characters of the other script only are changed; for a regional standard that was asked for by name, its glyphs
    too. What Taiwan's own character set has is Taiwan's own spelling (污染, 覈實) and stays."""
    table = np.arange(0x110000, dtype=np.uint32)
    if script is Script.SIMPLIFIED:
        return _with(table, traditional_only())
    glyphs = {key: values[0] for key, values in read_dictionary(_GLYPHS[region]).items()}
    if script is Script.TRADITIONAL_TW:
        _with(table, {key: value for key, value in glyphs.items() if not is_in_big5(key)})
    elif script is not Script.TRADITIONAL:
        _with(table, glyphs)
    return _with(table, {key: glyphs.get(value, value) for key, value in simplified_only().items()})


def _with(table: Codes, rows: Mapping[str, str]) -> Codes:
    single = {key: value for key, value in rows.items() if len(value) == 1}
    table[as_codes("".join(single))] = as_codes("".join(single.values()))
    return table
