"""The pieces that a query is typed in: words, sequences, signs, with where they stand."""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    END = auto()


class Token(NamedTuple):
    """``text`` is what it says: without quotation marks or colon; ``start`` is where it begins, in code points.

    ``is_glued`` says that no space is before it, ``is_cut`` that a sequence has no closing mark."""

    kind: Kind
    text: str
    start: int
    is_glued: bool = False
    is_cut: bool = False


DOUBLE_MARKS = '"＂“”'
_CLOSING = dict.fromkeys(DOUBLE_MARKS, DOUBLE_MARKS) | {"「": "」", "『": "』"}
"""What ends a sequence that begins with a mark. Input methods and hands mix the double ones."""

_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"[^\s()（）\"＂“”「『]+")
_FIELD = re.compile(r"([^\s()（）\"＂“”「『:：]+)[:：]\s*")
_MINUS = "-－"
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def is_operator(word: str) -> bool:
    return word.translate(_NARROW) in _OPERATORS


def tokens(text: str, is_field: Callable[[str], bool]) -> Iterator[Token]:
    """The tokens of ``text`` and an ``END``. Behind a field the next word is taken as it stands (``title:-x``)."""
    position = 0
    is_value = False
    while True:
        start = _SPACES.match(text, position).end()  # pyright: ignore[reportOptionalMemberAccess] - matches everywhere
        if start == len(text):
            yield Token(Kind.END, "", start)
            return
        token, position = _token(text, start, is_field, is_value=is_value)
        is_value = token.kind is Kind.FIELD
        yield token._replace(is_glued=start > 0 and not text[start - 1].isspace())


def _token(text: str, start: int, is_field: Callable[[str], bool], *, is_value: bool) -> tuple[Token, int]:
    """The token that begins at ``start``, where no space is, and its end."""
    first = text[start]
    if first in "(（":
        return Token(Kind.OPEN, first, start), start + 1
    if first in ")）":
        return Token(Kind.CLOSE, first, start), start + 1
    if first in _CLOSING:
        end = next((at for at in range(start + 1, len(text)) if text[at] in _CLOSING[first]), len(text))
        return Token(Kind.PHRASE, text[start + 1 : end], start, is_cut=end == len(text)), end + 1
    if not is_value:
        if first in _MINUS:
            # A dash by itself stands between words and takes out none.
            is_alone = text[start + 1 : start + 2].strip() == ""
            return Token(Kind.AND if is_alone else Kind.NOT, first, start), start + 1
        if (named := _FIELD.match(text, start)) and is_field(named[1]):
            return Token(Kind.FIELD, named[1], start), named.end()
    word = _WORD.match(text, start)
    if word is None:
        raise AssertionError(f"no token at {start}")
    if not is_value and is_operator(word[0]):
        return Token(_OPERATORS[word[0].translate(_NARROW)], word[0], start), word.end()
    return Token(Kind.WORD, word[0], start), word.end()
