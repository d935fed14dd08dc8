"""When a folded text contains a folded piece: the one rule that index, snippets and notes share.

A match never runs across a paragraph end, and one that begins with a Latin letter or digit begins at the start of its
run of Latin letters and digits: ``art`` is found in ``state of the art`` and ``artist`` but not in ``party``."""

import re
from collections.abc import Iterator

PARAGRAPH_END = "\n"

# Letters of the Latin blocks up to U+024F and U+1E00..U+1EFF, without the multiplication and division signs.
_LATIN = r"0-9A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LATIN_CHARACTER = re.compile(f"[{_LATIN}]")


def begins_latin(text: str) -> bool:
    """True where ``text`` begins with a Latin letter or a digit."""
    return _LATIN_CHARACTER.match(text) is not None


def find_all(text: str, piece: str) -> Iterator[int]:
    """The positions of the matches of ``piece`` in ``text``, both folded, left to right, none overlapping the one before."""
    if not piece or PARAGRAPH_END in piece:
        return
    is_latin = begins_latin(piece)
    position = text.find(piece)
    while position >= 0:
        if is_latin and position > 0 and _LATIN_CHARACTER.match(text, position - 1):
            position = text.find(piece, position + 1)
            continue
        yield position
        position = text.find(piece, position + len(piece))


def contains(text: str, piece: str) -> bool:
    """True where ``piece`` matches somewhere in ``text``, both folded."""
    return next(find_all(text, piece), None) is not None
