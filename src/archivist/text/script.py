"""Which script a text is written in, judged by the characters that exist in one script only."""

from functools import cache

from archivist.domain import WrittenScript
from archivist.text.dictionaries import simplified_only, traditional_only

_ENOUGH = 0.9
"""Share of the decisive characters from which a text counts as written in one script: a quotation or a name in the
other script (台湾, 周杰倫) does not make a page mixed, a page that a machine converted character by character is."""


def is_han(character: str) -> bool:
    """True for one Chinese character of any block; false for ``""``."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def recognise_script(text: str) -> WrittenScript:
    """The script of a paragraph or of a whole report; ``NEUTRAL`` where no character decides."""
    share = traditional_share(text)
    if share is None:
        return WrittenScript.NEUTRAL
    if share >= _ENOUGH:
        return WrittenScript.TRADITIONAL
    return WrittenScript.SIMPLIFIED if share <= 1 - _ENOUGH else WrittenScript.MIXED


def traditional_share(text: str) -> float | None:
    """Traditional characters among those that exist in one script only, from 0 to 1; None where there are none."""
    votes = text.translate(_votes())
    traditional, simplified = votes.count(_TRADITIONAL), votes.count(_SIMPLIFIED)
    return traditional / (traditional + simplified) if traditional + simplified else None


_TRADITIONAL, _SIMPLIFIED = "\ue000", "\ue001"  # private use: the text's own are voted out of the way


@cache
def _votes() -> dict[int, str]:
    votes = {ord(_TRADITIONAL): " ", ord(_SIMPLIFIED): " "}
    votes.update((ord(character), _TRADITIONAL) for character in traditional_only())
    votes.update((ord(character), _SIMPLIFIED) for character in simplified_only())
    return votes
