"""Chinese text whose bytes were read in another encoding and saved so: ``ä¸­æ–‡`` for 中文, ``ÖÐ¹ú`` for 中国,
``鏍规嵁`` for 根据.

Bytes of UTF-8 have a form that hardly any other text has by chance, and bytes of GBK make frequent characters only
where they are some; so what decodes back is told from what the author wrote. UTF-8 read as GBK has a file of its own."""

import re
from collections.abc import Iterator
from functools import cache

from archivist.domain import N_
from archivist.text.plausibility import chinese_weight
from archivist.text.repair.findings import NOTHING, Evidence, Findings, Place, Recogniser
from archivist.text.repair.utf8_read_as_gbk import find_utf8_read_as_gbk
from archivist.text.script import is_han

KIND = "mojibake"

_SPECIALS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows-1252 has in place of the controls of Latin-1."""
_TRAIL = f"[\x80-\xbf{_SPECIALS}]"
_UTF8 = re.compile(f"(?:[à-ï]{_TRAIL}{{2}}|[ð-ô]{_TRAIL}{{3}}|[Â-ß]{_TRAIL})+")
_GBK = re.compile(f"[\xa1-\xfe][\x80-\xfe{_SPECIALS}](?:[\x81-\xfe{_SPECIALS}][@-~\x80-\xfe{_SPECIALS}])+")
_GBK_PAIRS = re.compile(f"(?:[\x81-\xfe{_SPECIALS}][@-~\x80-\xfe{_SPECIALS}])+")
_HIGH = re.compile(f"[À-ÿ](?=[\x80-\xff{_SPECIALS}])")
_HIGH_LETTER = re.compile("[À-ÖØ-öø-ÿ]")
_LEAST_HAN, _LEAST_DIFFERENT = 4, 3
_MANY = 60
"""Western letters that are usual Chinese when read as GBK; in a text with so many of them, all are read so."""
_USUAL = 0.35
"""Weight of a Chinese text of four characters and more; what European words spell by chance is below 0."""

_REASON_UTF8 = N_("Bytes of UTF-8 that were read as Western letters")
_REASON_GBK = N_("Bytes of GBK that were read as Western letters")
_REASON_UTF8_AS_GBK = N_("Bytes of UTF-8 that were read as GBK")
_REASON_LOST = N_("Bytes of UTF-8 that were read as GBK, one of which was lost; this is the likeliest character")


def recognise(text: str) -> Findings:
    """Find text that was decoded wrongly. Linear."""
    if _HIGH.search(text):
        found = max((list(_utf8(text)), list(_gbk(text))), key=_count_han)
        if found:
            return Findings(found, _weigh(text, found))
    places = [
        Place(run.start, run.end, run.text, _REASON_LOST, run.share, False)
        if run.is_guessed
        else Place(run.start, run.end, run.text, _REASON_UTF8_AS_GBK, 0.98, True)
        for run in find_utf8_read_as_gbk(text)
    ]
    return Findings(places, Evidence(len(places), 1.0, 1.0)) if places else NOTHING


def _count_han(places: list[Place]) -> int:
    return sum(is_han(character) for place in places for character in place.replacement)


# One run that decodes back is as sure as many; Western letters beside those of a run say that it may be chance.
RECOGNISER = Recogniser(KIND, N_("Misread encoding"), recognise, enough=Evidence(hits=1, fit=0.9, coverage=0.0))


def _utf8(text: str) -> Iterator[Place]:
    for match in _UTF8.finditer(text):
        meant = _decoded(match[0], "utf-8")
        if meant and any(map(_is_chinese, meant)):
            yield Place(*match.span(), meant, _REASON_UTF8, 0.98, all(map(_is_chinese, meant)))


def _gbk(text: str) -> Iterator[Place]:
    is_many = sum(len(match[0]) for match in _GBK.finditer(text) if _meant_in_gbk(match[0])) >= _MANY
    for match in (_GBK_PAIRS if is_many else _GBK).finditer(text):
        meant = _decoded(match[0], "gbk") if is_many else _meant_in_gbk(match[0])
        if meant and all(map(_is_chinese, meant)):
            is_certain = is_many or sum(map(is_han, meant)) >= _LEAST_HAN
            yield Place(*match.span(), meant, _REASON_GBK, 0.95, is_certain)


def _meant_in_gbk(letters: str) -> str | None:
    """What a run of letters stands for where it is usual Chinese: at least two characters, and not one again and again."""
    meant = _decoded(letters, "gbk")
    if meant is None or (chinese_weight(meant) or 0) < _USUAL:
        return None
    han = [character for character in meant if is_han(character)]
    return meant if len(han) >= 2 and len(set(han)) >= min(len(han), _LEAST_DIFFERENT) else None


def _weigh(text: str, places: list[Place]) -> Evidence:
    """``fit`` is the share of the Western letters that the places hold: other ones would be an author's."""
    inside = sum(len(_HIGH_LETTER.findall(text, place.start, place.end)) for place in places)
    return Evidence(len(places), inside / max(1, len(_HIGH_LETTER.findall(text))), 1.0)


def _decoded(letters: str, encoding: str) -> str | None:
    """What the bytes behind Western letters stand for; None where they stand for nothing."""
    data = letters.translate(_bytes_of_specials()).encode("latin-1")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chinese(character: str) -> bool:
    return (
        is_han(character)
        or "\u2010" <= character <= "\u2026"
        or "\u3000" <= character <= "\u303f"
        or "\uff01" <= character <= "\uff5e"
        or character in "·×①②③④⑤⑥⑦⑧⑨⑩"
    )


@cache
def _bytes_of_specials() -> dict[int, int]:
    return {ord(special): special.encode("cp1252")[0] for special in _SPECIALS}
