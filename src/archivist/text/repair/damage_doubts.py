"""Places of a reading text that look damaged and that no repair could restore for sure: ``量?jī)x``, ``扣除?鄢蟊``, �.

A page generator that worked on bytes tore characters apart: a question mark stands for the torn byte, and what follows
was decoded one byte late, until the next ASCII byte."""

import re
from collections.abc import Iterator

from archivist.domain import N_, Doubt, Span
from archivist.text.pinyin import parse_reading
from archivist.text.plausibility import makes_no_sense
from archivist.text.repair.readings import READING_LETTERS
from archivist.text.script import is_han

KIND = "damage"

_LONGEST_SHIFTED = 120
"""Shifted text is shown up to here: after that many code points the reader has seen that something is wrong."""
# ASCII that can be the second byte of a GBK pair ends shifted text and belongs to it, as does the mark of a lost byte.
# A reading behind that lost its character, or the parenthesis before it, is the last of the damage.
_SHIFTED = re.compile(
    f"[^\\x00-\\x7f]{{0,{_LONGEST_SHIFTED}}}(?:[@-~?](?P<reading>\\(?[{READING_LETTERS}]{{1,10}} ?\\))?)?"
)
_SUSPECT = re.compile(
    f"\\?(?:([{READING_LETTERS}]{{1,10}}) ?\\)|(?=[^\\x00-\\x7f]))|\ufffd+|[\ue000-\uf8ff\U000f0000-\U0010ffff]+"
)

_REASON_TORN = N_("A reading was written into the middle of a character here, and bytes were lost")
_REASON_SHIFTED = N_("Bytes were lost at the question mark, and what follows may have been misread")
_REASON_UNDECODED = N_("The file holds bytes here that stand for no character")
_REASON_PRIVATE = N_("A character of somebody's own font stands here, and only that font can show it")


def find_damage_doubts(reading_text: str) -> tuple[Doubt, ...]:
    """The doubtful places in reading order, disjoint. Linear."""
    return tuple(_doubts(reading_text))


def _doubts(text: str) -> Iterator[Doubt]:
    position = 0
    while match := _SUSPECT.search(text, position):
        start, end = match.span()
        if text[start] != "?":
            reason = _REASON_UNDECODED if text[start] == "\ufffd" else _REASON_PRIVATE
            yield Doubt(Span(start, end), KIND, (), reason)
        elif _is_torn(match):
            # The question mark is the second half of the character before it.
            start, end = max(position, start - 1), _end_of_shifted(text, end)
            yield Doubt(Span(start, end), KIND, (), _REASON_TORN if match[1] else _REASON_SHIFTED)
        position = end


def _end_of_shifted(text: str, position: int) -> int:
    """Where the text makes sense again that was decoded one byte late from ``position`` on."""
    while shifted := _SHIFTED.match(text, position):
        position = shifted.end()
        # A lost byte straight behind a reading: the shift has only begun.
        is_begun = shifted[0] == "?"
        if not is_begun and (not shifted[0].endswith("?") or not makes_no_sense(text, position)):
            break
    return position


def _is_torn(match: re.Match[str]) -> bool:
    """True where a question mark is no question mark."""
    if written := match[1]:
        if not is_han(match.string[match.start() - 1 : match.start()]):
            return False
        reading = parse_reading(written)
        return reading is not None and reading.tone is not None
    return makes_no_sense(match.string, match.end())
