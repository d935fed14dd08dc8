"""The query language: text typed by a person to a query tree, never failing.

Words side by side have to be there all of them. ``OR`` joins its two neighbours only, as web search engines have it:
``纺织 产业 OR 工业`` is ``纺织 (产业 OR 工业)``. ``-x`` and ``NOT x`` take out, ``(…)`` groups, ``"…"`` is an exact
sequence, ``field:`` says where or how to look, for one word, sequence or group. Full-width signs work like the others."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from archivist.domain import N_
from archivist.domain.errors import QueryError
from archivist.search.fieldnames import FIELD_BY_NAME, VALUE_BY_NAME, is_field
from archivist.search.query import (
    TEXT_FIELDS,
    VALUE_FIELDS,
    And,
    DateRange,
    Exact,
    InSet,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Pinyin,
    Query,
    Substring,
    Value,
    Wildcard,
    Word,
    normal_form,
)
from archivist.search.tokens import Kind, Token, is_operator, tokens
from archivist.text.dates import parse_date
from archivist.text.fold import fold
from archivist.text.pinyin import parse_pinyin
from archivist.text.repair import strip_readings

_DEEPEST = 50
"""Parentheses inside one another; nobody types so many, and the tree is walked by recursion."""

_MOST_PROBLEMS = 20
"""Told; a text that was pasted by mistake may have thousands."""

_LONGEST_TOLD = 60
"""Characters of what was not understood."""

_READINGS_OF_READINGS = 5

_MOST_GAPS = 20
"""Stars in one word."""

_MOST_NEAR = 20
"""Words that stand near one another."""

_USUAL_DISTANCE = 8
_NEAR_EXAMPLE = "near:8(纺织 产业)"
_DIGITS = 6
"""Of a distance; no paragraph is longer."""


def parse(text: str, *, is_exact: bool = False) -> Query:
    """The query that ``text`` asks for. Never raises: what is not understood becomes a problem, the rest is searched.

    With ``is_exact`` all of it is meant in these very characters, as if it stood in ``exact:(…)``."""
    plain = text
    for _ in range(_READINGS_OF_READINGS):
        without = strip_readings(plain)
        if without == plain:
            break
        plain = without
    parser = _Parser(plain)
    tree = parser.parse(_Scope(how="exact") if is_exact else _Scope())
    places = _places(plain, text) if parser.problems and plain != text else None
    problems = (problem.as_error(places) for problem in sorted(parser.problems, key=lambda each: each.start))
    return Query(tree, tuple(problems), normal_form(tree))


def _places(part: str, whole: str) -> list[int]:
    """For each character of ``part``, and its end, a place in ``whole``, of which some characters were left out."""
    places: list[int] = []
    place = 0
    for character in part:
        place = whole.index(character, place)
        places.append(place)
        place += 1
    return [*places, len(whole)]


class _Problem(NamedTuple):
    what: str
    start: int
    text: str
    hint: str = ""
    names: str = ""

    def as_error(self, places: list[int] | None) -> QueryError:
        position = places[self.start] if places else self.start
        text = self.text if len(self.text) <= _LONGEST_TOLD else f"{self.text[:_LONGEST_TOLD]}…"
        return QueryError(self.what, position=position, text=text, hint=self.hint, names=self.names)


_TEXT_HOWS = ("exact", "py")
"""Ways to look that hold for each text field inside of them."""


class _Scope(NamedTuple):
    """What the fields around a word say: in which text to look, and how (``py``, ``exact`` or a field of another kind)."""

    text: str = ""
    how: str = ""

    def inside(self, field: str) -> "_Scope":
        if field in TEXT_FIELDS:
            return _Scope(field, self.how if self.how in _TEXT_HOWS else "")
        return _Scope(self.text, field)


class _Parser:
    """Recursive descent over the tokens of one query. None stands for a part that asks for nothing."""

    def __init__(self, text: str) -> None:
        self._tokens: list[Token] = list(tokens(text, is_field))
        self._next = 0
        self._depth = 0
        self.problems: list[_Problem] = []

    def parse(self, scope: _Scope) -> Node:
        parts: list[Node | None] = []
        while self._ahead.kind is not Kind.END:
            parts.append(self._all_of(scope))
            if self._ahead.kind is Kind.CLOSE:
                self._report(N_("This parenthesis closes nothing"), self._take())
        return _all(parts) or Nothing()

    def _all_of(self, scope: _Scope) -> Node | None:
        """Everything up to a closing parenthesis or the end."""
        parts: list[Node | None] = []
        while self._ahead.kind not in (Kind.CLOSE, Kind.END):
            if self._ahead.kind is Kind.AND:
                self._take()
            else:
                parts.append(self._any_of(scope))
        return _all(parts)

    def _any_of(self, scope: _Scope) -> Node | None:
        first = self._ahead
        if first.kind is Kind.OR:
            self._report(N_("“OR” stands between two words"), self._take())
            return None
        parts = [self._operand(scope)]
        while (joint := self._ahead).kind is Kind.OR:
            self._take()
            if self._ahead.kind in (Kind.OR, Kind.AND, Kind.CLOSE, Kind.END):
                self._report(N_("“OR” stands between two words"), joint)
            else:
                parts.append(self._operand(scope))
        return _any(parts)

    def _operand(self, scope: _Scope) -> Node | None:
        is_taken_out = False
        while (token := self._ahead).kind is Kind.NOT:
            self._take()
            is_taken_out = not is_taken_out
            if self._ahead.kind in (Kind.OR, Kind.AND, Kind.CLOSE, Kind.END):
                self._report(N_("Nothing follows that could be taken out"), token)
                return None
        found = self._named(scope)
        if found is None or not is_taken_out:
            return found
        return found.part if isinstance(found, Not) else Not(found)

    def _named(self, scope: _Scope) -> Node | None:
        token = self._take()
        if token.kind is not Kind.FIELD:
            return self._plain(token, scope)
        if self._ahead.kind not in (Kind.WORD, Kind.PHRASE, Kind.OPEN):
            self._report(N_("Nothing follows “{text}”"), token)
            return None
        field = FIELD_BY_NAME[fold(token.text)]
        if field == "near":
            return self._near(token, scope)
        return self._plain(self._take(), scope.inside(field))

    def _plain(self, token: Token, scope: _Scope) -> Node | None:
        if token.kind is Kind.OPEN:
            return self._group(token, scope)
        if token.is_cut:
            self._report(N_("This quotation mark is never closed"), token)
        if not token.text:
            self._report(N_("There is nothing between the quotation marks"), token)
            return None
        return self._leaf(token, scope)

    def _group(self, opening: Token, scope: _Scope) -> Node | None:
        if self._depth == _DEEPEST:
            self._report(N_("Too many parentheses inside one another"), opening)
            return None
        self._depth += 1
        found = self._all_of(scope)
        self._depth -= 1
        if self._ahead.kind is Kind.CLOSE:
            self._take()
        else:
            self._report(N_("This parenthesis is never closed"), opening)
        return found

    # --- leaves

    def _leaf(self, token: Token, scope: _Scope) -> Node | None:
        match scope.how:
            case "":
                return self._text(token, scope.text)
            case "exact":
                return Exact(token.text, scope.text)
            case "py":
                return self._pinyin(token, scope.text)
            case "date":
                return self._dates(token)
            case "has" | "is" | "colour":
                return self._known_value(token, scope.how)
            case "tag" | "collection":
                return self._named_set(token, scope.how)
            case _:
                assert scope.how in VALUE_FIELDS
                return Value(scope.how, token.text, is_whole=token.kind is Kind.PHRASE)

    def _text(self, token: Token, field: str) -> Node | None:
        if token.kind is Kind.PHRASE:
            return Phrase(token.text, field)
        self._look_for_a_field(token, field)
        folded = fold(token.text)
        # What ends with a question mark is a question.
        if "*" not in folded and "?" not in folded[:-1]:
            return Word(token.text, field)
        if not folded.strip("*?"):
            self._report(N_("A wildcard needs a character beside it"), token)
            return None
        kept = token.text[: len(folded.rstrip("*"))]
        gaps = [place for place, sign in enumerate(fold(kept)) if sign == "*"]
        if len(gaps) > _MOST_GAPS:
            self._report(N_("“{text}” has too many wildcards; only its beginning is searched"), token)
            kept = kept[: gaps[_MOST_GAPS]]
        if set(fold(kept[:-1])) & set("*?"):
            return Wildcard(kept, field)
        # Without its star it is an ordinary word, but not an operator.
        return Phrase(kept, field) if is_operator(kept) else Word(kept, field)

    def _look_for_a_field(self, token: Token, field: str) -> None:
        """Say that a name before a colon is no field. The word is searched as it stands."""
        name = token.text.partition(":")[0]
        if not field and ":" in token.text and f"{name}://" not in token.text and _looks_like_a_name(name):
            hint = N_("It is searched as it stands.")
            self._report(N_("There is no field “{text}”"), token._replace(text=name), hint)

    def _pinyin(self, token: Token, field: str) -> Node | None:
        """Syllables with spaces between them are one word: ``py:fang zhi``."""
        text = token.text
        if token.kind is Kind.WORD:
            while self._ahead.kind is Kind.WORD and not self._ahead.is_glued and _is_syllables(self._ahead.text):
                text += f" {self._take().text}"
        if not parse_pinyin(text):
            self._report(
                N_("“{text}” is no pinyin"), token, N_("Pinyin looks like fangzhi, fang3 zhi1, fǎngzhī or fz.")
            )
            return None
        return Pinyin(text, field)

    def _near(self, name: Token, scope: _Scope) -> Node | None:
        hint = N_("It looks like {names}.")
        distance = _USUAL_DISTANCE
        if self._ahead.kind is not Kind.OPEN:
            number = self._take()
            digits = fold(number.text)
            is_number = number.kind is Kind.WORD and digits.isascii() and digits.isdecimal()
            if not is_number or self._ahead.kind is not Kind.OPEN or not self._ahead.is_glued:
                self._report(N_("“{text}” needs a number and words in parentheses"), name, hint, _NEAR_EXAMPLE)
                return None
            distance = int(digits[-_DIGITS:]) if len(digits) <= _DIGITS else 10**_DIGITS
        found = self._group(self._take(), _Scope())
        parts = found.parts if isinstance(found, And) else (found,) if found else ()
        kept = [part for part in parts if isinstance(part, Substring | Pinyin) and not part.fieldname]
        if len(kept) < len(parts) or not parts:
            self._report(N_("“{text}” takes words, sequences and pinyin only"), name, hint, _NEAR_EXAMPLE)
        if len(kept) > _MOST_NEAR:
            self._report(N_("“{text}” takes at most {names} words"), name, names=str(_MOST_NEAR))
            kept = kept[:_MOST_NEAR]
        if len(kept) > 1:
            return Near(tuple(kept), distance, scope.text)
        return replace(kept[0], fieldname=scope.text) if kept else None

    def _named_set(self, token: Token, kind: str) -> Node | None:
        if token.text.strip():
            return InSet(kind, token.text)
        self._report(N_("There is nothing between the quotation marks"), token)
        return None

    def _known_value(self, token: Token, kind: str) -> Node | None:
        known = VALUE_BY_NAME[kind]
        value = known.get(fold(token.text.strip()))
        if value is None:
            names = ", ".join(dict.fromkeys(known.values()))
            self._report(N_("“{text}” is none of: {names}"), token, names=names)
            return None
        return InSet(kind, value)

    def _dates(self, token: Token) -> DateRange | None:
        first, dots, last = fold(token.text).partition("..")
        if not dots:
            last = first
        dates = [parse_date(part) if part.strip() else None for part in (first, last)]
        if any(
            part.strip() and (date is None or date.year is None)
            for part, date in zip((first, last), dates, strict=True)
        ):
            hint = N_("A date looks like 2024, 2024-02, 2024-02-01, 2023..2024, ..1999.")
            self._report(N_("“{text}” is not a date"), token, hint)
            return None
        earliest = dates[0].earliest if dates[0] else None
        latest = dates[1].latest if dates[1] else None
        if earliest and latest and earliest > latest:
            self._report(N_("“{text}” ends before it begins"), token)
            return None
        return DateRange(earliest and earliest.toordinal(), latest and latest.toordinal())

    # --- tokens

    @property
    def _ahead(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._ahead
        self._next += token.kind is not Kind.END
        return token

    def _report(self, what: str, token: Token, hint: str = "", names: str = "") -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(_Problem(what, token.start, token.text, hint, names))


def _looks_like_a_name(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) > 1


def _is_syllables(word: str) -> bool:
    """True for pinyin of whole syllables."""
    readings = parse_pinyin(word)
    return bool(readings) and not any(sound.is_start for sound in readings[0])


def _all(parts: list[Node | None]) -> Node | None:
    found = list(_different(parts, And))
    return And(tuple(found)) if len(found) > 1 else found[0] if found else None


def _any(parts: list[Node | None]) -> Node | None:
    found = list(_different(parts, Or))
    return Or(tuple(found)) if len(found) > 1 else found[0] if found else None


def _different(parts: list[Node | None], kind: type[And | Or]) -> Iterator[Node]:
    """The parts, each once, those of a part of the same kind in its place."""
    flat: dict[Node, None] = {}
    for part in parts:
        for each in part.parts if isinstance(part, kind) else (part,):
            if each is not None:
                flat[each] = None
    return iter(flat)
