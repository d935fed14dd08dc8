"""UTF-8 that was read as GBK: ``鏍规嵁`` for 根据, taken back to its bytes.

Three bytes of each character lie across two of the other encoding. Where a pair stands for nothing the decoder showed
``�`` for its first byte, and where a text ends inside a pair ``?``: such a byte is one of the few with which its
neighbour stands for nothing, and the character has to make sense."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import product
from math import exp
from typing import NamedTuple

from archivist.text.fold import fold
from archivist.text.plausibility import Neighbours, character_weights
from archivist.text.script import is_han

_LOST = "\ufffd"
_LEADS = (*range(0xE3, 0xEA), 0xEF)
"""First bytes of the characters of Chinese text in UTF-8: U+3000–9FFF and the full-width forms."""
_SECOND = range(0x80, 0xC0)
_LEAST = 3
"""Characters that have to decode for sure in one run before any of it is believed."""
_MANY = 30
"""... after which every run of the text is."""
_USUAL = 0.2
_LEAST_SHARE = 0.95
_NUMERALS = frozenset("零一二三四五六七八九十百千万")
_MARKS = frozenset("\u3000、。〈〉《》「」『』【】〔〕（），：；！？")
_LONGEST_GROUP = 8
"""Characters that are guessed together."""
_MOST_LOST = 4
_KEPT = 60
"""Of the ways to read a group, so many of the best are followed."""


class Run(NamedTuple):
    """A piece of misread text and what it stands for. ``share`` is how likely that is."""

    start: int
    end: int
    text: str
    is_guessed: bool
    share: float


class _Piece(NamedTuple):
    """One character of UTF-8: its first byte, the one behind its last, and what it can be."""

    start: int
    end: int
    choices: tuple[str, ...]
    is_known: bool


class _Bytes(NamedTuple):
    """The bytes of a text in GBK, None for a lost one, and which of its characters begins at a byte."""

    values: list[int | None]
    character_at: dict[int, int]


def find_utf8_read_as_gbk(text: str) -> Iterator[Run]:
    """All pieces of ``text`` that are misread UTF-8, in order, disjoint. Linear."""
    found = list(_runs(text))
    known = sum(_count_known(pieces) for _, _, pieces in found if _makes_sense(pieces))
    if known < _MANY:
        found = [each for each in found if _makes_sense(each[2])]
    if known < _LEAST or not found:
        return
    neighbours = Neighbours(
        "\n".join("".join(one.choices[0] for one in pieces if one.is_known) for *_, pieces in found)
    )
    for offset, data, pieces in found:
        for run in _joined(_resolve(text, offset, data, pieces, neighbours)):
            if run.share >= _LEAST_SHARE:
                yield run


@cache
def _first_halves() -> re.Pattern[str]:
    """The first character of what two Chinese ones look like, with its last byte whole or lost behind it."""
    firsts = (bytes((lead, second)) for lead in _LEADS for second in _SECOND)
    seconds = (bytes((third, lead)) for third in _SECOND for lead in range(0xC2, 0xF0))
    first, second = ("".join(pair.decode("gbk", "ignore") for pair in pairs) for pairs in (firsts, seconds))
    return re.compile(f"[{first}](?=[{second}{_LOST}?])")


def _runs(text: str) -> Iterator[tuple[int, _Bytes, list[_Piece]]]:
    """What decodes as UTF-8: where it begins, its bytes, and its characters."""
    place = 0
    while match := _first_halves().search(text, place):
        data, pieces = _read(text, match.start())
        while pieces and pieces[-1].end not in data.character_at:
            pieces.pop()
        place = match.start() + (data.character_at[pieces[-1].end] if pieces else 1)
        if pieces:
            yield match.start(), data, pieces


def _read(text: str, position: int) -> tuple[_Bytes, list[_Piece]]:
    """The bytes from ``position`` on, as far as they are UTF-8, and what they stand for."""
    values: list[int | None] = []
    starts: list[int] = []
    pieces: list[_Piece] = []
    at = 0
    while True:
        # The byte behind a lost one says what that can have been.
        while len(values) < at + 4 and position < len(text) and (text[position] > "\x7f" or text[position] == "?"):
            starts.append(len(values))
            values += _bytes_of(text[position])
            position += 1
        choices = _characters(tuple(values[at : at + 4])) if len(values) >= at + 3 else ()
        if not choices:
            break
        pieces.append(_Piece(at, at + 3, choices, None not in values[at : at + 3]))
        at += 3
    starts.append(len(values))
    return _Bytes(values, {start: place for place, start in enumerate(starts)}), pieces


def _bytes_of(character: str) -> tuple[int | None, ...]:
    if character in (_LOST, "?"):
        return (None,)
    return (0x80,) if character == "€" else _pair(character)


@cache
def _pair(character: str) -> tuple[int, ...]:
    """The two bytes of a character; bytes that no UTF-8 has where there are none."""
    try:
        pair = character.encode("gb18030")
    except UnicodeEncodeError:
        return (0xFF, 0xFF)
    return tuple(pair) if len(pair) == 2 else (0xFF, 0xFF)


def _count_known(pieces: Sequence[_Piece]) -> int:
    return sum(piece.is_known for piece in pieces)


def _makes_sense(pieces: Sequence[_Piece]) -> bool:
    known = [one.choices[0] for one in pieces if one.is_known]
    weights = [character_weights().get(character, -1.0) for character in known]
    return len(known) >= _LEAST and sum(weights) >= _USUAL * len(known) and any(map(is_han, known))


@lru_cache(maxsize=100_000)
def _characters(values: tuple[int | None, ...]) -> tuple[str, ...]:
    """What three bytes can stand for; a fourth says what the last of them can have been."""
    wanted = (_LEADS, _SECOND, _SECOND)
    if None not in values[:3]:
        known = all(value in allowed for value, allowed in zip(values, wanted, strict=False))
        return _decoded(bytes(value or 0 for value in values[:3])) if known else ()
    following = [*values[1:], None][:3]
    options = [
        [value] if value is not None else [one for one in allowed if _stands_for_nothing(one, behind)]
        for value, allowed, behind in zip(values, wanted, following, strict=False)
    ]
    if any(value is not None and value not in allowed for value, allowed in zip(values, wanted, strict=False)):
        return ()
    found = (_decoded(bytes(one)) for one in product(*options))
    return tuple(character for one in found for character in one if _is_usual(character))


def _is_usual(character: str) -> bool:
    """False for what is never guessed."""
    return character_weights().get(character, -1) > 0 if is_han(character) else character in _MARKS


def _decoded(three: bytes) -> tuple[str, ...]:
    try:
        return (three.decode("utf-8"),)
    except UnicodeDecodeError:
        return ()


@cache
def _stands_for_nothing(first: int, second: int | None) -> bool:
    """True where a decoder of GBK had to give up on ``first``."""
    if second is None:
        return True
    try:
        bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return True
    return False


def _resolve(text: str, offset: int, data: _Bytes, pieces: list[_Piece], neighbours: Neighbours) -> Iterator[Run]:
    """The pieces as runs that begin and end with whole characters of the misread text, each as short as can be."""
    first = offset + data.character_at[pieces[0].start]
    left = text[first - 1 : first] or "\n"
    for group, following in _groups(data, pieces):
        start, end = (offset + data.character_at[byte] for byte in (group[0].start, group[-1].end))
        right = following.choices[0] if following else text[end : end + 1] or "\n"
        meant, share = _likeliest(group, left, right, neighbours)
        left = meant[-1:] or right
        yield Run(start, end, meant, is_guessed=share < 1, share=round(share, 2))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """``runs`` with those in a row as one that are sure."""
    known: list[Run] = []
    for run in runs:
        if not run.is_guessed:
            known.append(run)
            continue
        yield from _as_one(known)
        known = []
        yield run
    yield from _as_one(known)


def _groups(data: _Bytes, pieces: list[_Piece]) -> Iterator[tuple[list[_Piece], _Piece | None]]:
    """Pieces that cannot be told apart in the misread text, or that were lost side by side; and the known one behind."""
    group: list[_Piece] = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        group.append(piece)
        is_whole = piece.end in data.character_at and (piece.is_known or following is None or following.is_known)
        if is_whole or (piece.end in data.character_at and len(group) >= _LONGEST_GROUP):
            yield group, following if following and following.is_known else None
            group = []


def _as_one(runs: list[Run]) -> Iterator[Run]:
    if runs:
        yield runs[0]._replace(end=runs[-1].end, text="".join(run.text for run in runs))


def _likeliest(group: Sequence[_Piece], left: str, right: str, neighbours: Neighbours) -> tuple[str, float]:
    """The likeliest characters of a group between two others, and their share of the likelihood of all that it can be."""
    if all(piece.is_known for piece in group):
        return "".join(piece.choices[0] for piece in group), 1.0
    if sum(not piece.is_known for piece in group) > _MOST_LOST:
        return "", 0.0
    states = [(0.0, fold(left), "")]
    for piece in group:
        can_be = [one for one in piece.choices if piece.is_known or neighbours.can_hold(one)]
        if not piece.is_known and len(_NUMERALS.intersection(can_be)) > 1:
            return "", 0.0  # Nothing beside it tells the one number from the other.
        reached = (
            (score + neighbours.likelihood(last, folded), folded, meant + one)
            for score, last, meant in states
            for one, folded in zip(can_be, fold("".join(can_be)), strict=True)
        )
        states = nlargest(_KEPT, reached)
    if not states:
        return "", 0.0
    scores = [(score + neighbours.likelihood(last, fold(right)), meant) for score, last, meant in states]
    best, meant = max(scores)
    return meant, 0.99 / sum(exp(score - best) for score, _ in scores)
