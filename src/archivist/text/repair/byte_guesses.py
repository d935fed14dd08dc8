"""Which of the bytes that can have stood in shifted text make sense: the likeliest readings of a run of slots."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from archivist.text.fold import fold
from archivist.text.plausibility import Neighbours
from archivist.text.repair.shifted_text import Slot, character_of


class Guess(NamedTuple):
    """A text that the slots can stand for.

    ``score`` is about the natural logarithm of its probability; ``link`` that of its least likely character alone.
    ``dropped`` counts the pairs that the decoder must have dropped."""

    score: float
    link: float
    dropped: int
    text: str


class _State(NamedTuple):
    """The text so far, and the first byte of a character that is not over yet."""

    likelihood: float
    text: str
    dropped: int
    last: str
    pending: bytes


_KEPT = 40
_KEPT_OF_MANY = 200
"""... behind a slot with several choices, most of which the next character rules out."""
_GOOD_LINK = -6.5
"""A text without a weaker link than this needs no dropped pair to make sense."""
_WIDENED = 4
"""Of so many of the best, all ways are followed in which the decoder can have dropped a pair."""
_MOST_DROPPED = 2


def guess_text(slots: Sequence[Slot], left: str, right: str, neighbours: Neighbours) -> list[Guess]:
    """The best readings of ``slots`` between the characters ``left`` and ``right``, the likeliest first."""
    guesses = _search(slots, left, right, neighbours, most_dropped=0)
    if guesses and guesses[0].link >= _GOOD_LINK:
        return guesses
    return _search(slots, left, right, neighbours, most_dropped=_MOST_DROPPED)


def _search(slots: Sequence[Slot], left: str, right: str, neighbours: Neighbours, *, most_dropped: int) -> list[Guess]:
    states = [_State(0.0, "", 0, fold(left), b"")]
    for slot in slots:
        reached = [after for state in states for choice in slot for after in _feed(state, choice, neighbours)]
        if len(slot) == 1:
            widened = [state for state in states[:_WIDENED] if state.pending and state.dropped < most_dropped]
            reached += (after for state in widened for after in _with_dropped_pair(state, slot[0], neighbours))
        states = nlargest(_KEPT if len(slot) == 1 else _KEPT_OF_MANY, reached)
    whole = [state for state in states if state.text and not state.pending]
    return sorted((_rank(state, left, right, neighbours) for state in whole[:_KEPT]), reverse=True)


def _rank(state: _State, left: str, right: str, neighbours: Neighbours) -> Guess:
    links = [neighbours.likelihood(*pair) for pair in pairwise(fold(left + state.text + right))]
    link = min((one + two) / 2 for one, two in pairwise(links)) if len(links) > 1 else links[0]
    # One character that does not fit tells more than several that fit badly; a dropped pair is one more assumption.
    return Guess(sum(links) + link - state.dropped, link, state.dropped, state.text)


def _feed(state: _State, choice: bytes, neighbours: Neighbours) -> Iterator[_State]:
    """``state`` after the bytes of ``choice``: nothing where they do not make characters."""
    for byte in choice:
        one = bytes([byte])
        if not state.pending and byte >= 0x80:
            state = state._replace(pending=one)
            continue
        character = character_of(state.pending + one) if state.pending else chr(byte)
        if character is None or not neighbours.can_hold(character):
            return
        state = _after(state, character, fold(character), neighbours)
    yield state


def _after(state: _State, character: str, folded: str, neighbours: Neighbours) -> _State:
    likelihood = state.likelihood + neighbours.likelihood(state.last, folded)
    return _State(likelihood, state.text + character, state.dropped, folded, b"")


def _with_dropped_pair(state: _State, choice: bytes, neighbours: Neighbours) -> Iterator[_State]:
    """``state`` after a pair that the decoder dropped, and ``choice`` behind it.

    The pair is the second byte of one character and the first of the next."""
    ones = (
        (_after(state, character, folded, neighbours), first)
        for character, folded, first in _first_halves(state.pending)
        if neighbours.can_hold(character)
    )
    for one, first in nlargest(_WIDENED, ones):
        for character, folded in _second_halves(first, choice[:1]):
            if neighbours.can_hold(character):
                two = _after(one, character, folded, neighbours)
                yield from _feed(two._replace(dropped=two.dropped + 1), choice[1:], neighbours)


@cache
def _first_halves(pending: bytes) -> list[tuple[str, str, bytes]]:
    """The characters that begin with ``pending`` and end with a byte that begins a pair that stands for nothing."""
    characters = ((character_of(pending + first), first) for first in _dropped_pairs())
    return [(character, fold(character), first) for character, first in characters if character]


@cache
def _second_halves(first: bytes, last: bytes) -> list[tuple[str, str]]:
    """The characters that end with ``last`` and begin with a byte that makes a pair with ``first`` stand for nothing."""
    characters = (character_of(second + last) for second in _dropped_pairs()[first])
    return [(character, fold(character)) for character in characters if character]


@cache
def _dropped_pairs() -> dict[bytes, list[bytes]]:
    """The pairs that stand for nothing in GBK: second bytes by first."""
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for first in range(0x81, 0xFF):
        for second in range(0x81, 0xFF):
            if character_of(bytes([first, second])) is None:
                found[bytes([first])].append(bytes([second]))
    return dict(found)
