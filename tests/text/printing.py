"""Programs that print a text, rebuilt: one that wraps lines at a width, one that puts pages together."""

import re
from collections.abc import Iterator

_UNIT = re.compile("(?:[0-9A-Za-z]+|.)[，。、；：！？”’）」』》％]*")
_CHARACTER = re.compile(".[，。、；：！？”’）」』》％]*")


def width(text: str) -> int:
    return sum(1 if character < "\u1100" or "\u2010" <= character < "\u2e80" else 2 for character in text)


def wrap(text: str, cells: int, *, indent: str = "", keeps_words: bool = True) -> str:
    """Each paragraph of ``text`` in lines of at most ``cells``, broken as late as can be."""
    unit = _UNIT if keeps_words else _CHARACTER
    return "\n".join(line for paragraph in text.split("\n") for line in _wrapped(paragraph, cells, indent, unit))


def _wrapped(paragraph: str, cells: int, indent: str, pattern: re.Pattern[str]) -> Iterator[str]:
    line = indent if len(paragraph) > 30 else ""
    for unit in pattern.findall(paragraph):
        if width(line + unit) > cells:
            yield line
            line = ""
        line += unit
    yield line


def paginate(text: str, lines: int, *, header: str = "", number: str = "— {} —") -> str:
    """``text`` with a header above, and a number below every so many of its lines."""
    rows = text.split("\n")
    pages = [rows[start : start + lines] for start in range(0, len(rows), lines)]
    head = [header] if header else []
    return "\n".join(
        line
        for place, page in enumerate(pages, 1)
        for line in (*head, *page, *([number.format(place)] if number else []))
    )
