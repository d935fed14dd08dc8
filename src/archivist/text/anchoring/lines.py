"""Whether a place of a new text can be in the line that a passage of the old one was in."""

from functools import cached_property
from typing import NamedTuple

from archivist.domain import Span
from archivist.text.anchoring.fitting import IN_PARENTHESES
from archivist.text.subsequence import likeness

_LONGEST = 2000
"""Of longer lines nothing is said."""
_NEIGHBOUR = 400
_ALIKE = 0.6
"""How alike the lines beside a line are that was there several times, where it is the same one."""
_MUCH_ALIKE = 0.8
_MOST_BLANK = 20
_TELLING = 8
"""A shorter line may be any head or number."""


class Lines:
    """The lines of two texts that are folded already, without the spaces at their ends."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new

    @cached_property
    def _old_lines(self) -> dict[str, list[int]]:
        return _lines(self._old)

    @cached_property
    def _new_lines(self) -> dict[str, list[int]]:
        return _lines(self._new)

    def find(self, span: Span) -> Span | None:
        """Where ``span`` is, of a line that both texts have once, wherever it went; None where it is in no such line."""
        line = _line_at(self._old, span.start)
        if line is None or len(line.text) < _TELLING:
            return None
        old, new = (lines.get(line.text, []) for lines in (self._old_lines, self._new_lines))
        if len(old) != 1 or len(new) != 1 or not old[0] <= span.start or span.end > old[0] + len(line.text):
            return None
        return Span(span.start - old[0] + new[0], span.end - old[0] + new[0])

    def are_others(self, span: Span, place: Span) -> bool:
        """True where the lines at ``place`` need not be those of ``span``.

        Paragraphs that changed places keep much of each other where they are alike; as wholes they are told apart: the
        lines are others where they differ and either of them stands elsewhere as it was. A line that was there several
        times is told by both of its neighbours."""
        first = _line_at(self._old, span.start), _line_at(self._new, place.start)
        last = _line_at(self._old, max(span.start, span.end - 1)), _line_at(self._new, max(place.start, place.end - 1))
        if self._is_other(*first) or self._is_other(*last) or self._is_beside(*first):
            return True
        if not (self._is_repeated(first[0]) and self._is_repeated(last[0])):
            return False
        return not (
            _is_alike(self._old, first[0], self._new, first[1], -1)
            and _is_alike(self._old, last[0], self._new, last[1], 1)
        )

    def _is_other(self, old: "_Line | None", new: "_Line | None") -> bool:
        if old is None or new is None or old.text == new.text:
            return False
        return old.text in self._new_lines or new.text in self._old_lines

    def _is_beside(self, old: "_Line | None", new: "_Line | None") -> bool:
        """True where a line next to ``new`` is much like ``old``, and more so than ``new`` is."""
        if old is None or new is None or old.text == new.text or len(old.text) > _NEIGHBOUR:
            return False
        here, *others = (
            likeness(old.text, IN_PARENTHESES.sub("", text))
            for text in (new.text, _beside(self._new, new, -1), _beside(self._new, new, 1))
        )
        return max(others) >= _MUCH_ALIKE and max(others) > here

    def _is_repeated(self, line: "_Line | None") -> bool:
        return line is not None and len(self._old_lines.get(line.text, ())) > 1


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def _lines(text: str) -> dict[str, list[int]]:
    """Where each line begins."""
    found: dict[str, list[int]] = {}
    start = 0
    for line in text.split("\n"):
        if len(line) <= 2 * _LONGEST:
            found.setdefault(line.strip(), []).append(start + len(line) - len(line.lstrip()))
        start += len(line) + 1
    return found


def _line_at(text: str, place: int) -> _Line | None:
    """The line that ``place`` is in; None where it goes far."""
    start, end = text.rfind("\n", max(0, place - _LONGEST), place), text.find("\n", place, place + _LONGEST)
    if (start < 0 and place > _LONGEST) or (end < 0 and len(text) > place + _LONGEST):
        return None
    end = end if end >= 0 else len(text)
    return _Line(start + 1, end, text[start + 1 : end].strip())


def _is_alike(old_text: str, old: _Line | None, new_text: str, new: _Line | None, step: int) -> bool:
    """True where the lines before (``step`` -1) or behind (1) two lines are alike."""
    if old is None or new is None:
        return False
    there, here = _beside(old_text, old, step), _beside(new_text, new, step)
    return there == here or likeness(there, here) >= _ALIKE


def _beside(text: str, line: _Line, step: int) -> str:
    """What is next to a line on the next line that is not blank, as much as counts."""
    for _ in range(_MOST_BLANK):
        place = line.start - 1 if step < 0 else line.end + 1
        if not 0 <= place <= len(text):
            return ""
        if step < 0:
            start, end = text.rfind("\n", max(0, place - _NEIGHBOUR), place) + 1 or max(0, place - _NEIGHBOUR), place
        else:
            end = text.find("\n", place, place + _NEIGHBOUR)
            start, end = place, end if end >= 0 else min(len(text), place + _NEIGHBOUR)
        line = _Line(start, end, text[start:end].strip())
        if line.text:
            break
    return line.text
