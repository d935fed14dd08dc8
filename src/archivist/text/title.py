"""A title for a text whose format has none: a first line that reads like one, else its first sentence."""

import re

from archivist.domain import N_
from archivist.text.dates import parse_date

FIRST_LINE = N_("first line")
FIRST_SENTENCE = N_("first sentence")
"""Where a title came from, as it is noted with the report."""

_LONGEST_SENTENCE = 30
_LONGEST_LINE = 60
_LONGEST_HEADLINE = 300
"""Official headlines can fill several lines; they pass where what follows is plainly something else."""

_NARROWEST_COLUMN = 20
_RAGGED = 2
"""Lines broken to a width differ in length by no more than this many code points."""

_READ = 4000
"""Code points in which a title is looked for."""
_LAYOUT = " \t\r\f\v\u00a0\u2000-\u200b\u3000\ufeff"
_LINE = re.compile(f"[^{_LAYOUT}\n][^\n]*")
_HAS_WORD = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile("[。！？!?\n]")
_NOT_IN_TITLE = re.compile("[。；]|[！？!?](?!$)|[，、：；,:;….—]$")
_OUTER = "".join(chr(code) for code in (*range(0x2000, 0x200C), 0x20, 0x09, 0x0D, 0x0B, 0x0C, 0xA0, 0x3000, 0xFEFF))


def title_from_text(reading_text: str) -> tuple[str, str]:
    """A title and where it came from: ``FIRST_LINE`` or ``FIRST_SENTENCE``; two empty strings for a text without words.

    A line that is only a date or signs is passed over. A sentence is cut behind 30 code points, without a sign: who
    shows it can see that it ends nowhere. Reads the beginning of the text only."""
    head = reading_text[:_READ]
    lines = [match[0].strip(_OUTER) for match in _LINE.finditer(head)]
    worded = [index for index, line in enumerate(lines) if _HAS_WORD.search(line) and parse_date(line) is None]
    if not worded:
        return "", ""
    line, following = lines[worded[0]], lines[worded[0] + 1 : worded[0] + 4]
    if _reads_like_title(line, following):
        return line, FIRST_LINE
    sentence = _SENTENCE_END.split(line, maxsplit=1)[0].strip(_OUTER) or line
    return sentence[:_LONGEST_SENTENCE], FIRST_SENTENCE


def _reads_like_title(line: str, following: list[str]) -> bool:
    """True for a line that is no sentence, and no piece of one that was broken to a width."""
    if len(line) > _LONGEST_HEADLINE or _NOT_IN_TITLE.search(line):
        return False
    if len(line) > _LONGEST_LINE:
        return bool(following) and 3 * len(following[0]) <= 2 * len(line)
    as_wide = sum(abs(len(other) - len(line)) <= _RAGGED for other in following[:2])
    return len(line) < _NARROWEST_COLUMN or as_wide < 2
