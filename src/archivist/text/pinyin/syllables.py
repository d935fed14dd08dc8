"""One syllable of Hànyǔ Pīnyīn in the ways people spell it: qū, QŪ, qu1, qu, lǜ, lv4, lu:4.

Spelled out and back; which characters have it is in ``readings``. Tones are 1 to 4; None is the neutral tone where a
dictionary says it, and an unwritten one where a person does."""

import re
import unicodedata
from typing import NamedTuple

_MARK_BY_TONE = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
TONE_BY_MARK = {**{mark: tone for tone, mark in _MARK_BY_TONE.items()}, "\u0306": 3}
"""Combining marks of the tones. The breve stands for the caron in careless fonts."""

_DIAERESIS = "\u0308"
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou"
    r"|u|ua|uai|uan|uang|ue|ui|un|uo|ü|üan|üe|ün)|hm|hng|m|n|ng"
)
# GB/T 16159-2012: over a, else e or o, else the last of i, u and ü. Interjections without a vowel have m or n.
_BEFORE_MARK = re.compile("[^ae]*[ae]|[^aeo]*o|.*[iuü]|[^mn]*[mn]")


class Reading(NamedTuple):
    """One syllable: its letters without tone, and the tone 1 to 4; None where there is none."""

    letters: str
    tone: int | None

    @property
    def marked(self) -> str:
        """As books write it: ``qū``."""
        if self.tone is None:
            return self.letters
        marked = _BEFORE_MARK.sub(rf"\g<0>{_MARK_BY_TONE[self.tone]}", self.letters, count=1)
        return unicodedata.normalize("NFC", marked)

    @property
    def numbered(self) -> str:
        """As keyboards write it: ``qu1``, ``lü4``; without a digit where there is no tone."""
        return f"{self.letters}{self.tone or ''}"


def parse_reading(written: str) -> Reading | None:
    """The syllable that ``written`` spells with a mark, a digit or no tone; None where it spells none."""
    text = plain_letters(written.strip())
    letters: list[str] = []
    tone: int | None = None
    if text[-1:].isdecimal():
        tone, text = int(text[-1]), text[:-1]
    for character in text:
        if character not in TONE_BY_MARK:
            letters.append(character)
        elif tone is not None:
            return None
        else:
            tone = TONE_BY_MARK[character]
    syllable = spell_umlaut("".join(letters))
    if not _SYLLABLE.fullmatch(syllable):
        return None
    return Reading(syllable, tone if tone in _MARK_BY_TONE else None)


def plain_letters(written: str) -> str:
    """``written`` in small letters, ``v`` and ``u:`` as ``ü``, and each tone mark by itself behind its letter."""
    text = unicodedata.normalize("NFD", written.lower()).replace("ɑ", "a").replace("ɡ", "g")
    text = text.replace("v", "ü").replace("u:", "ü").replace(f"u{_DIAERESIS}", "ü")
    # A tone mark can stand between the letter and its diaeresis.
    return re.sub(f"u([{''.join(TONE_BY_MARK)}]){_DIAERESIS}", r"ü\1", text)


def spell_umlaut(letters: str) -> str:
    """``letters`` with ü where the standard writes it: not behind j, q, x, y, but in lüe and nüe."""
    if letters[:1] in ("j", "q", "x", "y"):
        return letters.replace("ü", "u")
    return f"{letters[0]}üe" if letters in ("lue", "nue") else letters
