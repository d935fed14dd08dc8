"""Readings that a page generator wrote behind characters: ``區(qū)`` → ``區``.

The generator replaces each character of a fixed list by ``character(reading)``, only characters that differ from their
simplified form, always with the same reading, and within one document at every place or at none; what it hits is spread
over running text. That separates it from an author's glosses, which stand on common characters too, or on a word's
first place only, which give a character its several readings, or follow each other in a list. A line break between a
character and its parenthesis is never part of the damage. Pairs that the generator tore apart are not recognised here."""

import html
import re
from collections import Counter
from typing import NamedTuple

from archivist.domain import N_, WrittenScript
from archivist.text.fold import fold
from archivist.text.repair.findings import NO_EVIDENCE, Evidence, Findings, Place, Recogniser
from archivist.text.repair.readings import READING_LETTERS, Agreement, Grade, compare_reading
from archivist.text.script import is_han, recognise_script

KIND = "inline-reading"

_SPACES = " \t\u3000\u00a0"
_GAP = f"[{_SPACES}]{{0,2}}"
_PLAIN = re.compile(f"[(（]{_GAP}([{READING_LETTERS}]{{1,10}}[0-5]?){_GAP}[)）]")
_OPEN, _CLOSE = (
    f"(?:[{plain}]|&#{number};|&#x{number:x};|&{name};)"
    for plain, number, name in (("(（", ord("("), "lpar"), (")）", ord(")"), "rpar"))
)
_CODED = re.compile(
    f"{_OPEN}{_GAP}((?:[{READING_LETTERS}]|&#\\d{{2,4}};|&#x[0-9a-f]{{2,4}};){{1,10}}[0-5]?){_GAP}{_CLOSE}",
    re.IGNORECASE,
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")

_FEW = 5
"""Below so many hits a document says nothing about itself, and each place has to convince alone."""
_FEW_CHARACTERS = 64
_LEAST_FIT = 0.8
"""Below this share the readings are an author's: learners' texts reach about 0.33."""
_LONGEST_ENTRY = 3
_MOST_LISTED, _MOST_ANNOTATED = 0.8, 0.5
"""Shares from which the readings are the text: of those that stand in entries of a list, and of characters that carry
one. In 85 damaged passages and pages they reach 0.3 and 0.31."""
_MARKS = re.compile(r"[^\w\0]+")
_CONFIDENCE = {Grade.EXACT: 0.95, Grade.TONELESS: 0.85, Grade.OTHER_TONE: 0.5}

_REASON = N_("“{reading}” is a reading of {character}; characters with a reading in this report: {hits}")
_REASON_OTHER_TONE = N_(
    "“{reading}” is a reading of {character} but for its tone; characters with a reading in this report: {hits}"
)


class _Hit(NamedTuple):
    start: int
    end: int
    pair: tuple[str, str]
    """The character, and what is written behind it."""


def recognise(text: str) -> Findings:
    """Find characters followed by one of their readings in parentheses. Linear."""
    damage, agreements, evidence = _find_damage(text)
    if not _is_worth_asking(text, damage, evidence):
        return Findings((), evidence)
    pairs = {pair for _, _, pair in damage}
    details = {pair: (pair[0], *_describe(pair[0], agreements[pair], evidence.hits)) for pair in pairs}
    if evidence.hits < _FEW:
        damage = [hit for hit in damage if agreements[hit.pair].grade is not Grade.TONELESS]
    return Findings([Place(start, end, *details[pair]) for start, end, pair in damage], evidence)


RECOGNISER = Recogniser(
    KIND,
    N_("Inline readings"),
    recognise,
    enough=Evidence(hits=_FEW, fit=0.95, coverage=0.9),
    reasons=(_REASON_OTHER_TONE, _REASON),
)


def weigh_readings(text: str) -> Evidence:
    """What the readings of ``text`` say about how it was made, without looking for their places."""
    return _find_damage(text)[2]


def strip_readings(query: str) -> str:
    """``query`` without the readings behind its characters: ``會(huì)議`` → ``會議``.

    For what a person pasted. Unlike a repair it asks no document and no script; what is no reading of the character
    before it stays: ``雲(cloud)``."""
    parts: list[str] = []
    position = 0
    for hit in _hits(query):
        if compare_reading(*hit.pair).grade >= Grade.OTHER_TONE:
            parts += query[position : hit.start], hit.pair[0]
            position = hit.end
    return "".join(parts) + query[position:]


def _hits(text: str) -> list[_Hit]:
    """Chinese characters with something like one syllable in parentheses behind them, in order."""
    is_coded = "&#" in text or "&lpar;" in text
    hits: list[_Hit] = []
    known: dict[tuple[str, str], tuple[str, str]] = {}  # One object for all hits: the collector counts them.
    for match in (_CODED if is_coded else _PLAIN).finditer(text):
        start = match.start() - 1
        character = text[start] if start >= 0 else ""
        if character in _SPACES and start > 0:
            start -= 1
            character = text[start]
        if "\u4e00" <= character <= "\u9fff" or is_han(character):
            pair = (character, html.unescape(match[1]) if is_coded else match[1])
            hits.append(_Hit(start, match.end(), known.setdefault(pair, pair)))
    return hits


def _find_damage(text: str) -> tuple[list[_Hit], dict[tuple[str, str], Agreement], Evidence]:
    """The readings that the generator can have written, how well each pair agrees, and the document's evidence."""
    hits = _hits(text)
    if not hits:
        return [], {}, NO_EVIDENCE
    agreements = {pair: compare_reading(*pair) for pair in {pair for _, _, pair in hits}}
    # The generator only writes readings that fit, and only behind traditional forms.
    fitting = {
        pair
        for pair, agreement in agreements.items()
        if agreement.grade >= Grade.OTHER_TONE and fold(pair[0]) != pair[0]
    }
    damage = [hit for hit in hits if hit[2] in fitting] if len(fitting) < len(agreements) else hits
    if _KANA.search(text):
        # A kana behind the parenthesis: the text tells Japanese readers how Chinese sounds.
        damage = [hit for hit in damage if not _KANA.match(text, hit.end)]
    words = {pair for pair, agreement in agreements.items() if agreement.grade is Grade.WORD}
    glosses = sum(hit[2] not in words for hit in hits) if words else len(hits)
    evidence = _weigh(text, damage, glosses=glosses)
    if damage and (_contradicts(damage, agreements) or _is_about_readings(text, damage)):
        # Still worth a question, but never enough to repair without one.
        evidence = evidence._replace(fit=min(evidence.fit, _LEAST_FIT))
    return damage, agreements, evidence


def _contradicts(damage: list[_Hit], agreements: dict[tuple[str, str], Agreement]) -> bool:
    """True where a character has two of its readings: the generator knows one for each."""
    readings: dict[str, str] = {}
    return any(
        readings.setdefault(pair[0], agreements[pair].reading) != agreements[pair].reading
        for pair in {hit.pair for hit in damage}
        if agreements[pair].grade is Grade.EXACT
    )


def _is_about_readings(text: str, damage: list[_Hit]) -> bool:
    """True where the readings are what the text is for: most stand in a list, or on nearly every second character."""
    if len(damage) < _FEW:
        return False
    parts: list[str] = []
    position = 0
    for start, end, _ in damage:
        parts += text[position:start], "\0"
        position = end
    entries = _MARKS.split("".join(parts) + text[position:])
    listed = sum(entry.count("\0") for entry in entries if len(entry) <= _LONGEST_ENTRY)
    annotated = len(damage) / sum(map(len, entries))
    return listed >= _MOST_LISTED * len(damage) or annotated > _MOST_ANNOTATED


def _weigh(text: str, damage: list[_Hit], *, glosses: int) -> Evidence:
    if not damage:
        return NO_EVIDENCE
    characters = {pair[0] for _, _, pair in damage}
    # Looking for few characters one by one is faster than counting all.
    occurrences = Counter(text) if len(characters) > _FEW_CHARACTERS else {one: text.count(one) for one in characters}
    expected = sum(occurrences[character] for character in characters)
    return Evidence(len(damage), len(damage) / glosses, len(damage) / expected)


def _is_worth_asking(text: str, damage: list[_Hit], evidence: Evidence) -> bool:
    """False where the readings are the author's own as far as anyone can tell."""
    if not damage or evidence.fit < _LEAST_FIT:
        return False
    if evidence.reaches(RECOGNISER.enough):
        return True
    if evidence.hits < _FEW and (evidence.fit < 1 or evidence.coverage < 1):
        return False
    return recognise_script(text) is not WrittenScript.SIMPLIFIED


def _describe(character: str, agreement: Agreement, hits: int) -> tuple[str, float, bool, str]:
    """Reason, confidence, certainty and reading of a place."""
    is_certain = agreement.grade >= Grade.TONELESS
    reason = (_REASON if is_certain else _REASON_OTHER_TONE).format(
        reading=agreement.reading, character=character, hits=hits
    )
    confidence = _CONFIDENCE.get(agreement.grade, 0.0) * (1.0 if hits >= _FEW else 0.8)
    return reason, confidence, is_certain, agreement.reading
