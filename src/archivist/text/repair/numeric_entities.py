"""Characters written as their number, as web pages do for what their encoding lacks: ``陳&#20914;`` → ``陳冲``.

A text that is about such numbers writes them on purpose; there they are proposed only."""

import re
import unicodedata
from html import unescape

from archivist.domain import N_
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.script import is_han

KIND = "numeric-entity"

_ONE = "&(?:amp;|#38;)?#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7});"
_ENTITIES = re.compile(f"(?:{_ONE})+")
_NUMBER = re.compile("#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));")
_SUBJECT = re.compile("HTML|XML|Unicode|字符实体|字元實體|字符引用|字元參照|万国码|萬國碼|统一码|統一碼", re.IGNORECASE)
_QUOTING = frozenset("`'\"=<>")
"""What stands around a number that is shown, not meant."""
_SPACES = frozenset("\xa0\u2002\u2003\u2009\u3000")

_REASON = N_("A character written as its number, as web pages do")


def recognise(text: str) -> Findings:
    """Find numeric character references. Linear."""
    if "&" not in text:
        return NOTHING
    places = [place for match in _ENTITIES.finditer(text) if (place := _place(text, match))]
    if not places:
        return NOTHING
    return Findings(places, Evidence(len(places), 0.0 if _SUBJECT.search(text) else 1.0, 1.0))


RECOGNISER = Recogniser(
    KIND, N_("Characters written as numbers"), recognise, enough=Evidence(hits=1, fit=1.0, coverage=1.0)
)


def _place(text: str, match: re.Match[str]) -> Place | None:
    characters = _decode(match[0])
    if characters is None:
        return None
    start, end = match.span()
    is_quoted = text[start - 1 : start] in _QUOTING or text[end : end + 1] in _QUOTING
    is_certain = not is_quoted and all(map(_is_chinese, characters))
    return Place(start, end, characters, _REASON, 0.98 if is_certain else 0.7, is_certain)


def _decode(entities: str) -> str | None:
    """The characters of a run of entities, those of compatibility as the ordinary ones; None where one stands for none."""
    parts: list[str] = []
    for match in _NUMBER.finditer(entities):
        code = int(match[1], 16) if match[1] else int(match[2])
        if 0xD800 <= code < 0xE000:
            parts.append(chr(code))  # half of a pair
            continue
        character = unescape(f"&#{code};")
        is_visible = character.isprintable() or is_han(character) or character in _SPACES
        if character in ("", "\ufffd") or not is_visible:
            return None
        parts.append(unicodedata.normalize("NFC", character))
    try:
        return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None


def _is_chinese(character: str) -> bool:
    return is_han(character) or "\u3000" < character <= "\u303f" or "\uff01" <= character <= "\uff5e"
