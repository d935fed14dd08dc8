"""Characters that steer a machine and show nothing: ``草案␇`` → ``草案``.

Word's cell marks, form feeds, NULs, byte order marks, zero-width spaces. One that parts lines or cells becomes a line
break or a tab where it does so. Marks of direction stay in a text that holds letters written from right to left, and
joiners stay where they join. C1 controls are no such characters: they are bytes that nobody decoded."""

import re
from collections.abc import Iterator

from archivist.domain import N_
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.script import is_han

KIND = "control-character"

_BREAKS = "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_CELL_MARK = "\x07"
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c\u200d"
_PICTURE = "\ufffc"
_SHIFTS = "\x0e\x0f\x1b"
"""They switch between sets of characters: what stands behind one may have been meant for another set."""
_ONE = re.compile(f"[\0-\x08\x0e-\x1f\x7f{_BREAKS}\xad\u200b\u2060-\u2064\ufeff{_DIRECTION}{_JOINERS}{_PICTURE}]")
_TERMINAL_COLOUR = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]")
_RUN = re.compile(f"(?:{_TERMINAL_COLOUR.pattern}|{_ONE.pattern})+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTED = re.compile(f"[{_DIRECTION}]")
_LATIN_1 = re.compile("[\x80-\xff]")

_REASON = N_("A character that steers a machine and shows nothing")
_REASON_BREAK = N_("A sign of another program for the end of a line")
_REASON_CELL = N_("A sign of another program for the end of a cell")
_REASON_SHIFT = N_("A sign that switches to another set of characters: what follows may be misread")
_REASON_PICTURE = N_("A sign that stands for a picture or another object, which is not here")


def recognise(text: str) -> Findings:
    """Find control and other invisible characters. Linear."""
    first = _ONE.search(text)
    if first is None:
        return NOTHING
    places = list(_places(text, first.start()))
    return Findings(places, Evidence(len(places), 1.0, 1.0))


# What shows nothing and means nothing needs no more evidence than that it is there.
RECOGNISER = Recogniser(KIND, N_("Control characters"), recognise, enough=Evidence(hits=1, fit=1.0, coverage=1.0))


def _places(text: str, first: int) -> Iterator[Place]:
    keeps_direction = _RIGHT_TO_LEFT.search(text) is not None
    floor = 0
    for match in _RUN.finditer(text, first):
        start, end = match.span()
        if (keeps_direction and _DIRECTED.search(match[0])) or _is_needed(text, start, end):
            continue
        replacement, reason, is_certain = _meaning(text, start, end)
        if not replacement:
            # A place with a width can be shown: the character beside it belongs to it.
            if start > floor and text[start - 1] != "\n":
                start -= 1
                replacement = text[start]
            elif end < len(text) and text[end] != "\n":
                replacement = text[end]
                end += 1
        yield Place(start, end, replacement, reason, 0.99 if is_certain else 0.5, is_certain)
        floor = end


def _is_needed(text: str, start: int, end: int) -> bool:
    """True for joiners and their like outside of Chinese, and for what may be a part of bytes that nobody decoded."""
    run, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if any(joiner in run for joiner in _JOINERS):
        return not (is_han(before) and is_han(after))
    if after == "\n" and not run.strip("\r"):
        return True  # A line end of Windows, which readers of files make one of ours.
    if "\xad" in run or "\x85" in run:
        return bool(_LATIN_1.match(before) or _LATIN_1.match(after))
    return False


def _meaning(text: str, start: int, end: int) -> tuple[str, str, bool]:
    """What a run becomes, why, and whether that is sure."""
    run = text[start:end]
    rest = _TERMINAL_COLOUR.sub("", run)
    is_at_line_end = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n")
    if any(shift in rest for shift in _SHIFTS):
        return "", _REASON_SHIFT, False
    if any(sign in run for sign in _BREAKS):
        return "" if is_at_line_end else "\n", _REASON_BREAK, True
    if _CELL_MARK in run:
        return "" if is_at_line_end else "\t", _REASON_CELL, True
    if _PICTURE in run:
        return "", _REASON_PICTURE, False
    return "", _REASON, True
