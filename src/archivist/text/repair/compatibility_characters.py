"""Second copies of characters, and characters of private use whose meaning is known: ``易`` (U+F9E0) → ``易``.

Unicode keeps copies for other standards: ideographs, the radicals that documents made for print hold, half-width marks,
ligatures. Windows keeps characters that Unicode lacked in its private area; which of them a number stands for follows
from the encoding that the text came from. The table is made by ``tools/make_character_repairs.py``. A private character
that nothing explains stays, and is doubted."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from archivist.domain import N_, WrittenScript
from archivist.resources import resource
from archivist.text.plausibility import character_weights
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.script import is_han, recognise_script

KIND = "compatibility-character"

_IDEOGRAPHS = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_RADICALS = "\u2e80-\u2fd5"
_PRIVATE = "\ue000-\uf8ff"
_SUSPECT = re.compile(f"[{_IDEOGRAPHS}{_RADICALS}{_PRIVATE}\ufb00-\ufb06\uff61-\uff65]")
_ABOUT_RADICALS = re.compile("部首|偏旁|radical", re.IGNORECASE)
_HALF_WIDTH = dict(zip("｡｢｣､･", "。「」、・", strict=True))
_CANTONESE = frozenset("嘅咗啲嘢嚟喺啱攞瞓冚嗰哋㗎嚿揸揾攰乸嘥嘞啫嚹噃")

_REASON = N_("A second copy of the character, kept for other standards; it means the same")
_REASON_RADICAL = N_("The sign of a radical stands for the character that looks like it")
_REASON_LIGATURE = N_("Letters joined for print")
_REASON_HALF_WIDTH = N_("A half-width copy of the mark")
_REASON_GBK = N_("Old versions of Windows wrote this character of GBK as one of private use")
_REASON_HKSCS = N_("Hong Kong's character set has this character at the place of a private one")


class _Document(NamedTuple):
    """What a document says about its own odd characters."""

    is_about_radicals: bool
    private: str
    """``gbk`` or ``hkscs`` where that explains the characters of private use, else ``""``."""


def recognise(text: str) -> Findings:
    """Find copies of characters, and private ones whose meaning is known. Linear."""
    first = _SUSPECT.search(text)
    if first is None:
        return NOTHING
    matches = list(_SUSPECT.finditer(text, first.start()))
    document = _look_at(text, {match[0] for match in matches})
    places = [place for match in matches if (place := _place(text, match.start(), document))]
    return Findings(places, Evidence(len(places), 1.0, 1.0))


# Each place is judged by itself: what is certain means the same in every document.
RECOGNISER = Recogniser(
    KIND, N_("Duplicate and private characters"), recognise, enough=Evidence(hits=1, fit=1.0, coverage=1.0)
)


def _look_at(text: str, suspects: set[str]) -> _Document:
    private = {character for character in suspects if _is_private(character)}
    is_simplified = bool(private) and recognise_script(text) is WrittenScript.SIMPLIFIED
    has_radicals = any(map(_is_radical, suspects))
    is_about_radicals = has_radicals and _ABOUT_RADICALS.search(text) is not None
    return _Document(is_about_radicals, _scheme_of(private, is_simplified))


def _scheme_of(private: set[str], is_simplified: bool) -> str:
    """What explains the private characters of a document: all of them, or none."""
    scheme = "gbk" if is_simplified else "hkscs"
    table = _table(scheme)
    if not private or not private <= table.keys():
        return ""
    if scheme == "hkscs" and 2 * sum(_is_usual(table[character]) for character in private) < len(private):
        return ""  # Taiwan's authorities put other characters at these places.
    return scheme


def _place(text: str, start: int, document: _Document) -> Place | None:
    character = text[start]
    if _is_private(character):
        return _private_place(text, start, document)
    if character in _HALF_WIDTH:
        is_sure = is_han(text[start - 1 : start])
        return Place(start, start + 1, _HALF_WIDTH[character], _REASON_HALF_WIDTH, 0.9, is_sure)
    if _is_radical(character):
        whole = _table("radical").get(character)
        is_sure = not document.is_about_radicals and _has_chinese_beside(text, start)
        return Place(start, start + 1, whole, _REASON_RADICAL, 0.95 if is_sure else 0.6, is_sure) if whole else None
    form = "NFKC" if character < "\ufb07" and character >= "\ufb00" else "NFC"
    whole = unicodedata.normalize(form, character)
    if whole == character:
        return None
    return Place(start, start + 1, whole, _REASON_LIGATURE if form == "NFKC" else _REASON, 0.99, True)


def _private_place(text: str, start: int, document: _Document) -> Place | None:
    if not document.private:
        return None
    meant = _table(document.private)[text[start]]
    if document.private == "hkscs":
        return Place(start, start + 1, meant, _REASON_HKSCS, 0.7, False) if _is_usual(meant) else None
    is_sure = is_han(meant) and is_han(text[start - 1 : start]) and is_han(text[start + 1 : start + 2])
    return Place(start, start + 1, meant, _REASON_GBK, 0.9 if is_sure else 0.7, is_sure)


def _has_chinese_beside(text: str, start: int) -> bool:
    return any(is_han(one) or _is_radical(one) for one in (text[start - 1 : start], text[start + 1 : start + 2]))


def _is_radical(character: str) -> bool:
    return "\u2e80" <= character <= "\u2fd5"


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"


def _is_usual(character: str) -> bool:
    return character in _CANTONESE or character_weights().get(character, -1) > 0


@cache
def _table(scheme: str) -> dict[str, str]:
    """What the characters of a scheme stand for."""
    meanings: dict[str, str] = {}
    for line in resource("tables/character_repairs.txt").read_text(encoding="utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if name == scheme:
            start, _, characters = rest.partition("\t")
            meanings.update((chr(int(start, 16) + place), meant) for place, meant in enumerate(characters))
    return meanings
