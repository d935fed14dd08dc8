"""The query language: text typed by a person to a query tree, never failing.

Words side by side have to be there all of them. ``OR`` joins its two neighbours only, as web search engines have it:
``纺织 产业 OR 工业`` is ``纺织 (产业 OR 工业)``. ``-x`` and ``NOT x`` take out, ``(…)`` groups, ``"…"`` is an exact
sequence, ``field:`` says where to look, for one word, sequence or group. Full-width signs work like the others."""

from collections.abc import Iterator
from typing import NamedTuple

from archivist.domain import N_
from archivist.domain.errors import QueryError
from archivist.search.query import (
    TEXT_FIELDS,
    And,
    DateRange,
    InSet,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Value,
    Word,
    normal_form,
)
from archivist.search.tokens import Kind, Token, tokens
from archivist.text.dates import parse_date
from archivist.text.fold import fold
from archivist.text.repair import strip_readings

_FIELDS = {
    "title": ("标题", "题名"),
    "body": ("正文", "全文"),
    "note": ("笔记", "批注"),
    "tag": ("标签",),
    "source": ("来源", "出处"),
    "script": ("字体",),
    "date": ("日期", "时间"),
}
_FIELD_BY_NAME = {fold(name): field for field, names in _FIELDS.items() for name in (field, *names)}

_LATER = frozenset(
    map(fold, ("near", "py", "exact", "has", "is", "person", "place", "拼音", "邻近", "原字", "人物", "人名", "地点"))
)
"""Names that will be fields, and must not be taken for words until they are."""

_DEEPEST = 50
"""Parentheses inside one another; nobody types so many, and the tree is walked by recursion."""

_MOST_PROBLEMS = 20
"""Told; a text that was pasted by mistake may have thousands."""

_READINGS_OF_READINGS = 5


def parse(text: str) -> Query:
    """The query that ``text`` asks for. Never raises: what is not understood becomes a problem, the rest is searched."""
    plain = text
    for _ in range(_READINGS_OF_READINGS):
        without = strip_readings(plain)
        if without == plain:
            break
        plain = without
    parser = _Parser(plain)
    tree = parser.parse()
    places = _places(plain, text) if parser.problems and plain != text else None
    problems = (problem.as_error(places) for problem in parser.problems)
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

    def as_error(self, places: list[int] | None) -> QueryError:
        position = places[self.start] if places else self.start
        return QueryError(self.what, position=position, text=self.text, hint=self.hint)


class _Parser:
    """Recursive descent over the tokens of one query. None stands for a part that asks for nothing."""

    def __init__(self, text: str) -> None:
        self._tokens: list[Token] = list(tokens(text, _is_field))
        self._next = 0
        self._depth = 0
        self.problems: list[_Problem] = []

    def parse(self) -> Node:
        parts: list[Node | None] = []
        while self._ahead.kind is not Kind.END:
            parts.append(self._all_of(""))
            if self._ahead.kind is Kind.CLOSE:
                self._report(N_("This parenthesis closes nothing"), self._take())
        return _all(parts) or Nothing()

    def _all_of(self, field: str) -> Node | None:
        """Everything up to a closing parenthesis or the end."""
        parts: list[Node | None] = []
        while self._ahead.kind not in (Kind.CLOSE, Kind.END):
            if self._ahead.kind is Kind.AND:
                self._take()
            else:
                parts.append(self._any_of(field))
        return _all(parts)

    def _any_of(self, field: str) -> Node | None:
        first = self._ahead
        if first.kind is Kind.OR:
            self._report(N_("“OR” stands between two words"), self._take())
            return None
        parts = [self._operand(field)]
        while (joint := self._ahead).kind is Kind.OR:
            self._take()
            if self._ahead.kind in (Kind.OR, Kind.AND, Kind.CLOSE, Kind.END):
                self._report(N_("“OR” stands between two words"), joint)
            else:
                parts.append(self._operand(field))
        return _any(parts)

    def _operand(self, field: str) -> Node | None:
        is_taken_out = False
        while (token := self._ahead).kind is Kind.NOT:
            self._take()
            is_taken_out = not is_taken_out
            if self._ahead.kind in (Kind.OR, Kind.AND, Kind.CLOSE, Kind.END):
                self._report(N_("Nothing follows that could be taken out"), token)
                return None
        found = self._named(field)
        if found is None or not is_taken_out:
            return found
        return found.part if isinstance(found, Not) else Not(found)

    def _named(self, field: str) -> Node | None:
        token = self._take()
        if token.kind is not Kind.FIELD:
            return self._plain(token, field)
        if self._ahead.kind not in (Kind.WORD, Kind.PHRASE, Kind.OPEN):
            self._report(N_("Nothing follows “{text}”"), token)
            return None
        name = fold(token.text)
        if name in _FIELD_BY_NAME:
            return self._plain(self._take(), _FIELD_BY_NAME[name])
        self._skip_value()
        self._report(N_("“{text}” is not understood yet"), token)
        return None

    def _plain(self, token: Token, field: str) -> Node | None:
        if token.kind is Kind.OPEN:
            return self._group(token, field)
        if token.is_cut:
            self._report(N_("This quotation mark is never closed"), token)
        if not token.text:
            self._report(N_("There is nothing between the quotation marks"), token)
            return None
        if token.kind is Kind.WORD and field in ("", *TEXT_FIELDS):
            self._look_at(token, field)
        return self._leaf(token, field)

    def _group(self, opening: Token, field: str) -> Node | None:
        if self._depth == _DEEPEST:
            self._report(N_("Too many parentheses inside one another"), opening)
            return None
        self._depth += 1
        found = self._all_of(field)
        self._depth -= 1
        if self._ahead.kind is Kind.CLOSE:
            self._take()
        else:
            self._report(N_("This parenthesis is never closed"), opening)
        return found

    def _leaf(self, token: Token, field: str) -> Node | None:
        is_phrase = token.kind is Kind.PHRASE
        if field == "tag":
            return InSet("tag", token.text)
        if field == "date":
            return self._dates(token)
        if field in ("source", "script"):
            return Value(field, token.text, is_whole=is_phrase)
        return Phrase(token.text, field) if is_phrase else Word(token.text, field)

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

    def _look_at(self, token: Token, field: str) -> None:
        """Say what a word may have been meant for, and is not. It is searched as it stands."""
        hint = N_("It is searched as it stands.")
        name = token.text.partition(":")[0]
        if not field and ":" in token.text and f"{name}://" not in token.text and _looks_like_a_name(name):
            self._report(N_("There is no field “{text}”"), token._replace(text=name), hint)
        if "*" in token.text or ("?" in token.text[:-1]):
            self._report(N_("Wildcards are not understood yet: “{text}”"), token, hint)

    def _skip_value(self) -> None:
        """Go past what stands behind a field, a group behind a number (``near:8(…)``) included."""
        value = self._take()
        if value.kind is not Kind.OPEN and self._ahead.kind is Kind.OPEN and self._ahead.is_glued:
            value = self._take()
        depth = int(value.kind is Kind.OPEN)
        while depth and self._ahead.kind is not Kind.END:
            kind = self._take().kind
            depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)

    @property
    def _ahead(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._ahead
        self._next += token.kind is not Kind.END
        return token

    def _report(self, what: str, token: Token, hint: str = "") -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(_Problem(what, token.start, token.text, hint))


def _is_field(name: str) -> bool:
    folded = fold(name)
    return folded in _FIELD_BY_NAME or folded in _LATER


def _looks_like_a_name(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) > 1


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
