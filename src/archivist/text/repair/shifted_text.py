"""Text that was decoded one byte late, taken back to the bytes of GBK that it came from.

The page generator replaces bytes and ignores where a character of two bytes ends. Two ways are known:

* The second byte of one character and the first of the next equal a character of its list, so that a reading lands
  between them: 量儀 is ``C1 BF 83 78``, ``BF 83`` is 績, and the page holds ``C1 BF 83 (jī) 78``.
* The same with a full-width mark that becomes an ASCII one: 除。扣 is ``B3 FD A1 A3 BF DB``, ``A3 BF`` is ？.

The decoder then reads a first byte with an ASCII one behind it, shows ``?`` for both and goes on one byte late, until an
ASCII byte ends it. In between it drops pairs that stand for nothing. What the lost bytes can have been is said here;
which of them make sense is judged elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from archivist.text.fold import fold
from archivist.text.pinyin import Reading, parse_reading, readings_of
from archivist.text.plausibility import makes_no_sense
from archivist.text.repair.readings import READING_LETTERS, Grade, compare_reading

Slot = tuple[bytes, ...]
"""What can stand at one place: one choice where it is known, several where it was lost."""


class Shifted(NamedTuple):
    """A run of shifted text: its place, from the first question mark on, and its bytes from the lost one on.

    ``before`` is the whole character before it, without the reading that it may carry. ``is_computed`` is False where bytes
    were lost that no reading tells. ``reading`` is the first one in the run."""

    start: int
    end: int
    before: str
    slots: tuple[Slot, ...]
    is_computed: bool
    reading: str


_LONGEST = 120
"""Code points of shifted text; a run that is not over by then is none."""
_READING = f"([{READING_LETTERS}]{{1,10}}) ?\\)"
_LOST = re.compile(f"\\?{_READING}")
_WRITTEN = re.compile(f"\\({_READING}")
_WRITTEN_BEFORE = re.compile(f"\\({_READING}$")
_SUSPECT = re.compile(f"\\?(?:{_READING}|(?=[^\\x00-\\x7f]))")

_HIGH = [bytes([byte]) for byte in range(0x80, 0xFF)]
"""Second bytes that a decoder takes for first ones. 0x80 is shown as ``??``, with the byte behind it."""
_ANY_SIGN = tuple(bytes([sign]) for sign in b"\n ,;:!()0123456789-/%+=\"'")
"""What ASCII can have been eaten with the last byte of shifted text."""
_ANY_SECOND = tuple(_HIGH)
_ANY_AFTER_0X80 = tuple(b"\x80" + byte for byte in _HIGH[1:])
_ANY_FOLDED = tuple(
    byte + b"\xa3" + mark for mark in (b"\xac", b"\xba", b"\xbb", b"\xa1", b"\xbf") for byte in _HIGH[1:]
)
"""Any first byte, and the two of ，：；！？ in GBK."""


@cache
def bytes_of(character: str) -> bytes | None:
    """The two bytes of a character in GBK; None where it has none. Private use counts: decoders use it for pairs that
    stand for nothing."""
    try:
        pair = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return pair if len(pair) == 2 else None


@cache
def character_of(pair: bytes) -> str | None:
    """The character that two bytes stand for; None where they stand for nothing."""
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return None


def find_shifted(text: str, *, is_flattened: bool) -> Iterator[Shifted]:
    """All runs of shifted text that can be taken back to bytes, in order, disjoint. Linear.

    Only where the marks of ``text`` are flattened can one of them have torn a character."""
    position = 0
    while match := _SUSPECT.search(text, position):
        position = match.end()
        if match[1] is None and not (is_flattened and makes_no_sense(text, match.end())):
            continue
        if run := _read_run(text, match):
            yield run
            position = run.end


def _read_run(text: str, match: re.Match[str]) -> Shifted | None:
    """The run that begins at ``match``; None where what follows cannot be shifted text."""
    start, reading = match.start(), match[1] or ""
    before = _character_before(text, start)
    first = _lost_bytes(bytes_of(before), reading) if reading else _ANY_FOLDED
    if not first:
        return None
    slots, is_computed = [first], bool(reading)
    position, limit = match.end(), start + _LONGEST
    last: bytes | None = None
    while position < min(limit, len(text)):
        character = text[position]
        if lost := _LOST.match(text, position):
            ending = _bytes_lost_at_end(slots, last, lost[1])
            return Shifted(start, lost.end(), before, ending, is_computed, reading or lost[1]) if ending else None
        if text.startswith("??", position):
            slots.append(_ANY_AFTER_0X80)
            is_computed, last, position = False, None, position + 2
            continue
        if character == "?":
            slots += _ANY_SECOND, _ANY_SIGN if position + 1 < len(text) else (b"",)
            return Shifted(start, position + 1, before, tuple(slots), False, reading)
        if "@" <= character <= "~":
            slots.append((character.encode(),))
            return Shifted(start, _behind_reading(text, position + 1), before, tuple(slots), is_computed, reading)
        last = bytes_of(character)
        if last is None:
            return None
        slots.append((last,))
        position += 1
        if last[1] < 0x80:  # an ASCII letter was taken for a second byte
            return Shifted(start, position, before, tuple(slots), is_computed, reading)
        position = _behind_reading(text, position, character)
    return None


def _character_before(text: str, position: int) -> str:
    """The character before ``position``, or before the reading that it carries there."""
    if text[position - 1 : position] == ")":
        before = text[max(0, position - 13) : position]
        if written := _WRITTEN_BEFORE.search(before):
            position -= len(before) - written.start()
    return text[max(0, position - 1) : position]


def _bytes_lost_at_end(slots: list[Slot], last: bytes | None, reading: str) -> tuple[Slot, ...] | None:
    """``slots`` with the byte that was lost where a reading ends the shift: the second of its own character."""
    if last is not None:
        lost = _lost_bytes(last, reading)
        return (*slots, lost) if lost else None
    if len(slots) > 1:
        return None
    # Two readings in a row: the first byte of the second character is what was lost before the first.
    both = tuple(one + two for one in slots[0] for two in _lost_bytes(one, reading))
    return (both,) if both else None


def _lost_bytes(before: bytes | None, reading: str) -> Slot:
    """Second bytes of the traditional characters that have that very reading and begin with the last byte ``before``."""
    parsed = parse_reading(reading)
    if before is None or parsed is None or parsed.tone is None:
        return ()
    return tuple(_second_bytes(before[-1:]).get(parsed, ()))


@cache
def _second_bytes(first: bytes) -> dict[Reading, list[bytes]]:
    """Second bytes of the traditional characters that begin with ``first``, by the readings of the characters."""
    found: dict[Reading, list[bytes]] = {}
    for byte in _HIGH:
        character = character_of(first + byte)
        if character and fold(character) != character:
            for reading in set(readings_of(character)):
                found.setdefault(reading, []).append(byte)
    return found


def _behind_reading(text: str, position: int, character: str = "") -> int:
    """``position``, or where the reading ends that stands there: that of ``character``, where one is given."""
    written = _WRITTEN.match(text, position)
    if written is None:
        return position
    if character:
        return written.end() if compare_reading(character, written[1]).grade is Grade.EXACT else position
    return written.end() if parse_reading(written[1]) else position
