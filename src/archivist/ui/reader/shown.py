"""From a pane's text to one that can be laid out: breaks and controls are replaced one for one."""

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

GETA = "〓"  # U+3013, the printers' sign for a missing type: as wide as the box that is drawn in its place.
LINE_SEPARATOR = "\u2028"
_BREAKS = frozenset("\n\v\f\u0085\u2028\u2029")
_ALWAYS_BOXED = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufffc\U000f0000-\U0010ffff]"
)
"""Controls, what turns the direction of writing, and halves of pairs: seen as boxes, never obeyed. Private characters
too: what a font of this system has there is not what the writer's had."""

_MARKS = "“”‘’（）《》〈〉「」『』【】〔〕，。、；：！？"
_ADJACENT = re.compile(f"[{_MARKS}](?=[{_MARKS}])")


class Safe(NamedTuple):
    """``text`` has the length of what it stands for, in code points and in UTF-16. ``boxed`` are the code points that are
    drawn as boxes, by their position."""

    text: str
    boxed: dict[int, int]


def make_safe(text: str, can_show: Callable[[str], bool]) -> Safe:
    """``text`` fit for layout. ``can_show`` says whether any font has a character."""
    table: dict[int, str] = {}
    bad: set[str] = set()
    for character in set(text):
        if character in _BREAKS:
            table[ord(character)] = LINE_SEPARATOR
        elif character == "\r":
            table[ord(character)] = "\u200b"
        elif _ALWAYS_BOXED.match(character) or not can_show(character):
            bad.add(character)
            if character <= "\uffff":
                table[ord(character)] = GETA
    boxed = {index: ord(character) for index, character in enumerate(text) if character in bad} if bad else {}
    return Safe(text.translate(table) if table else text, boxed)


def half_width_places(text: str) -> list[int]:
    """Code points of ``text`` that give half of their width to the mark that follows (”， ）。)."""
    return [match.start() for match in _ADJACENT.finditer(text)]


def ruby_gaps(readings: list[tuple[int, int, float]], em: float, padding: float) -> dict[int, float]:
    """Extra space behind characters, so that neighbouring readings do not touch: ``{position: pixels}``.

    ``readings`` are (start, end, width of the reading) in order. Each stands centred over its characters, which are
    taken to be one ``em`` wide."""
    gaps: dict[int, float] = {}
    for (start, end, width), (next_start, next_end, next_width) in itertools.pairwise(readings):
        distance = (next_start + next_end - start - end) / 2 * em
        missing = (width + next_width) / 2 + padding - distance
        if missing > 0:
            gaps[end - 1] = missing
    return gaps
