"""A character put into parentheses together with its reading: ``(情qíng)`` → ``情``.

Pages do so to get a word past a filter; what they write is the character. An author's note on how to read a character
stands behind that very character: ``行(行háng)``, and is left alone."""

import re
from collections import Counter
from typing import NamedTuple

from archivist.domain import N_
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.repair.readings import READING_LETTERS, Grade, compare_reading
from archivist.text.script import is_han

KIND = "annotated-character"

_GAP = "[ \t\u3000\u00a0]?"
_ANNOTATED = re.compile(f"[(（]{_GAP}([^\\x00-\u33ff]){_GAP}([{READING_LETTERS}]{{1,10}}[0-5]?){_GAP}[)）]")
_REASON = N_("The character and its reading stand in parentheses of their own, where the character alone belongs")


class _Hit(NamedTuple):
    start: int
    end: int
    character: str
    reading: str


def recognise(text: str) -> Findings:
    """Find characters in parentheses with one of their readings. Linear."""
    hits = list(_hits(text))
    if not hits:
        return NOTHING
    occurrences = Counter(text)
    expected = sum(occurrences[character] for character in {hit.character for hit in hits})
    evidence = Evidence(len(hits), len({hit.character for hit in hits}) / len(hits), len(hits) / expected)
    is_many = evidence.hits >= RECOGNISER.enough.hits
    places = [
        Place(hit.start, hit.end, hit.character, _REASON, 0.9 if is_many else 0.7, True, hit.reading) for hit in hits
    ]
    return Findings(places, evidence)


# Many characters, none of them twice as often as the others, and each of them so at every place.
RECOGNISER = Recogniser(
    KIND, N_("Characters written with their readings"), recognise, enough=Evidence(hits=5, fit=0.4, coverage=0.95)
)


def _hits(text: str) -> list[_Hit]:
    hits: list[_Hit] = []
    for match in _ANNOTATED.finditer(text):
        character, written = match[1], match[2]
        if not is_han(character) or text[match.start() - 1 : match.start()] == character:
            continue
        agreement = compare_reading(character, written)
        if agreement.grade >= Grade.TONELESS:
            hits.append(_Hit(match.start(), match.end(), character, agreement.reading))
    return hits
