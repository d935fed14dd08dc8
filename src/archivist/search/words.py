"""A query in words, in the reader's language: “all of “纺织”, “产业”; not “会议”; dated 2024”."""

from collections.abc import Callable
from datetime import date

from archivist.domain import N_
from archivist.search.query import (
    And,
    DateRange,
    Exact,
    InSet,
    Near,
    Node,
    Not,
    Or,
    Pinyin,
    Substring,
    Text,
    Value,
    Wildcard,
)

Translate = Callable[[str], str]

_PLACES = {"title": N_("{what} in the title"), "body": N_("{what} in the text"), "note": N_("{what} in a note")}

_VALUES = {
    "source": (N_("source “{text}”"), N_("source with “{text}”")),
    "script": (N_("script “{text}”"), N_("script “{text}”")),
    "person": (N_("person “{text}”"), N_("person with “{text}”")),
    "place": (N_("place “{text}”"), N_("place with “{text}”")),
}

_SETS = {
    "tag": N_("tagged “{text}”"),
    "collection": N_("in the collection “{text}”"),
    "colour": N_("marked in {text}"),
}

_STATES = {
    ("has", "note"): N_("with a note"),
    ("has", "mark"): N_("with a mark"),
    ("has", "tag"): N_("with a tag"),
    ("has", "collection"): N_("in a collection"),
    ("is", "unread"): N_("unread"),
    ("is", "read"): N_("read already"),
    ("is", "orphaned"): N_("with an annotation without a place"),
}


def in_words(node: Node, translate: Translate) -> str:
    """What a query asks for; empty where it asks for nothing."""
    match node:
        case And(parts):
            texts = [_nested(part, translate) for part in parts if isinstance(part, Text | Or)]
            others = [_nested(part, translate) for part in parts if not isinstance(part, Text | Or)]
            if len(texts) > 1:
                texts = [translate(N_("all of {list}")).format(list=translate(N_(", ")).join(texts))]
            return translate(N_("; ")).join([*texts, *others])
        case Or(parts):
            each = [_nested(part, translate) for part in parts]
            return translate(N_("one of {list}")).format(list=translate(N_(", ")).join(each))
        case Not(part):
            return translate(N_("not {what}")).format(what=_nested(part, translate))
        case Text():
            return _text(node, translate)
        case Value(field, text, is_whole):
            return translate(_VALUES[field][not is_whole]).format(text=text)
        case DateRange():
            return _dated(node, translate)
        case InSet("colour", name):
            # The names of colours are messages, as exports write them.
            return translate(_SETS["colour"]).format(text=translate(name))
        case InSet(kind, name):
            return translate(_STATES.get((kind, name)) or _SETS[kind]).format(text=name)
        case _:
            return ""


def _nested(node: Node, translate: Translate) -> str:
    words = in_words(node, translate)
    return f"({words})" if isinstance(node, And | Or) else words


def _text(leaf: Text, translate: Translate) -> str:
    match leaf:
        case Exact(text):
            what = translate(N_("“{text}” in these very characters")).format(text=text)
        case Pinyin(text):
            what = translate(N_("what is read “{text}”")).format(text=text)
        case Near(parts, distance):
            each = translate(N_(", ")).join(_text(part, translate) for part in parts)
            what = translate(N_("{list} within {distance} characters")).format(list=each, distance=distance)
        case Substring(text) | Wildcard(text):
            what = translate(N_("“{text}”")).format(text=text)
        case _:
            raise AssertionError(leaf)
    return translate(_PLACES[leaf.fieldname]).format(what=what) if leaf.fieldname else what


def _dated(leaf: DateRange, translate: Translate) -> str:
    if leaf.earliest is None and leaf.latest is None:
        return translate(N_("dated"))
    if leaf.latest is None:
        return translate(N_("dated from {first}")).format(first=_start(leaf.earliest))
    if leaf.earliest is None:
        return translate(N_("dated up to {last}")).format(last=_end(leaf.latest))
    if span := _one_date(date.fromordinal(leaf.earliest), date.fromordinal(leaf.latest)):
        return translate(N_("dated {date}")).format(date=span)
    return translate(N_("dated {first} to {last}")).format(first=_start(leaf.earliest), last=_end(leaf.latest))


def _one_date(first: date, last: date) -> str:
    """The year, month or day that the two span; empty where it is none."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}" if first.year == last.year else f"{first.year:04}–{last.year:04}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return f"{first.year:04}-{first.month:02}"
    return first.isoformat() if first == last else ""


def _start(ordinal: int | None) -> str:
    assert ordinal is not None
    day = date.fromordinal(ordinal)
    return f"{day.year:04}" if (day.month, day.day) == (1, 1) else day.isoformat()


def _end(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.year:04}" if (day.month, day.day) == (12, 31) else day.isoformat()


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1
