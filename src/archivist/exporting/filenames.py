"""File names made from titles: legal on every system, recognisable, and never two alike."""

import re
import unicodedata
from typing import Final

from archivist.domain import ReportId

MAX_BYTES: Final = 140
"""eCryptfs homes allow 143 bytes, most systems 255; a temporary file beside the target has a longer name."""

_ID_DIGITS: Final = 12
# What Windows or a POSIX shell reads as something else, and what a person reads instead.
_LOOK_ALIKES = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
# Cc controls, Cf marks of direction and joining, Cs lone surrogates, Co private use, Cn unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)


def file_name_for(title: str, report: ReportId, suffix: str) -> str:
    """A name such as ``區委常委會召開擴大會議 3f2a9c1b07de.html`` for the file of one report.

    The last digits of the id keep equal titles apart, also where a file system ignores case; the same report always
    gets the same name. Path separators, reserved characters, control characters and marks of direction are gone,
    and the whole is at most ``MAX_BYTES`` long in UTF-8. ``suffix`` has its dot."""
    tail = f"{report.hex[-_ID_DIGITS:]}{suffix}"
    stem = _legible(title)
    stem = _cut(stem, MAX_BYTES - len(tail.encode()) - 1)
    return f"{stem} {tail}" if stem else f"report {tail}"


def _legible(title: str) -> str:
    spaced = " ".join(unicodedata.normalize("NFC", title).split())
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _UNSEEN)
    stem = " ".join(kept.translate(_LOOK_ALIKES).split()).lstrip("-~. ").rstrip(". ")
    # "CON.txt" and "con 1.html" alike: Windows looks at the part before the first dot, less its spaces.
    return f"_{stem}" if _DEVICES.fullmatch(stem.split(".")[0].strip()) else stem


def _cut(stem: str, size: int) -> str:
    """The beginning of ``stem`` that fits in ``size`` bytes, ending with a whole character and its marks."""
    if len(stem.encode()) <= size:
        return stem
    kept = stem.encode()[:size].decode(errors="ignore")
    while kept and unicodedata.combining(stem[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip(". ")
