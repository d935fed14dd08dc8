"""What a person asked for, as a tree of values: independent of the text it came from and of the engine that answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archivist.domain.errors import QueryError
from archivist.search.tokens import DOUBLE_MARKS

TEXT_FIELDS = ("title", "body", "note")
"""Where a word is looked for; one without a field is looked for in all of them."""

VALUE_FIELDS = ("source", "script")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text without spaces, as typed; ``field`` is one of ``TEXT_FIELDS`` or empty for all of them."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An exact sequence, spaces included, as typed between quotation marks."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A metadata field that contains ``text``, or with ``is_whole`` is it; compared on the fold."""

    field: str
    text: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Reports that may be dated from ``earliest`` to ``latest``, days as proleptic ordinals, both included; None: open.

    A report's date is itself a range ("2024"), and matches where the two ranges overlap."""

    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class InSet:
    """Membership in a set that the archive knows and the index does not; ``kind`` is ``tag``."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no report: what an empty query asks for."""


Node = Word | Phrase | Value | DateRange | InSet | And | Or | Not | Nothing
Leaf = Word | Phrase | Value | DateRange | InSet | Nothing


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: what is searched, what was not understood, and the former in normal form.

    ``understood`` is itself a query, and parses to the same tree."""

    tree: Node
    problems: tuple[QueryError, ...] = ()
    understood: str = ""

    @property
    def is_empty(self) -> bool:
        return isinstance(self.tree, Nothing)

    def sought(self) -> tuple[Word | Phrase, ...]:
        """The words and phrases that a matching report may contain, in order, without those under a NOT."""
        return tuple(dict.fromkeys(leaf for leaf in positive_leaves(self.tree) if isinstance(leaf, Word | Phrase)))


def positive_leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that speak for a report, left to right."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from positive_leaves(part)
    elif not isinstance(node, Not):
        yield node


def normal_form(node: Node) -> str:
    """The query text that parses to ``node``."""
    if isinstance(node, And):
        return " ".join(_nested(part) for part in node.parts)
    if isinstance(node, Or):
        return " OR ".join(_nested(part) for part in node.parts)
    if isinstance(node, Not):
        return f"-{_nested(node.part)}"
    return _leaf_form(node)


def _nested(node: Node) -> str:
    return f"({normal_form(node)})" if isinstance(node, And | Or) else normal_form(node)


def _leaf_form(leaf: Leaf) -> str:
    match leaf:
        case Word(text, field):
            return f"{field}:{text}" if field else text
        case Phrase(text, field):
            return f"{field}:{_quoted(text)}" if field else _quoted(text)
        case Value(field, text, is_whole):
            return f"{field}:{_quoted(text) if is_whole else text}"
        case DateRange(earliest, latest):
            return f"date:{_day(earliest)}..{_day(latest)}"
        case InSet(kind, name):
            return f"{kind}:{_quoted(name)}"
        case Nothing():
            return ""


def _quoted(text: str) -> str:
    """``text`` between quotation marks that do not end it early; what the parser read can always be quoted."""
    if not set(DOUBLE_MARKS) & set(text):
        return f'"{text}"'
    return f"「{text}」" if "」" not in text else f"『{text}』"


def _day(ordinal: int | None) -> str:
    return "" if ordinal is None else date.fromordinal(ordinal).isoformat()
