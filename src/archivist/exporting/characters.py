"""Characters that files cannot hold, made visible.

XML 1.0 (section 2.2) and HTML forbid most control characters, lone surrogates and some noncharacters; UTF-8 has no
form for lone surrogates. Scraped texts contain them all. They are never dropped in silence, and the length of the text
stays: one code point becomes one sign."""

import re
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F


def visible(text: str) -> str:
    """``text`` with every character that a file cannot hold replaced by a sign of its own (␀ … ␡, otherwise �)."""
    return _FORBIDDEN.sub(_sign, text)


def count_forbidden(*texts: str) -> int:
    """How many characters ``visible`` would replace."""
    return sum(len(_FORBIDDEN.findall(text)) for text in texts)


def note_lines(note: str) -> list[str]:
    """The lines of a note, whatever ends them: some windows and files put a carriage return there."""
    return note.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if code == _DELETE else _REPLACEMENT
