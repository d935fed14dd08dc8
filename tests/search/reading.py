"""What a query finds in a text, by reading it character by character: slow, and written from the words of the rules."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from archivist.search.query import And, Exact, Near, Node, Not, Or, Pinyin, Substring, Text, Wildcard
from archivist.text.fold import fold
from archivist.text.pinyin import Sound, folded_readings, parse_pinyin

_LATIN = "0-9a-zA-Z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"


def finds(node: Node, texts: dict[str, str]) -> bool:
    """True where a report with these texts (title, body) is found."""
    match node:
        case And(parts):
            return all(finds(part, texts) for part in parts)
        case Or(parts):
            return any(finds(part, texts) for part in parts)
        case Not(part):
            return not finds(part, texts)
        case Text():
            searched = [text for name, text in texts.items() if node.fieldname in ("", name)]
            if not isinstance(node, Substring):  # which has no paragraph end in it
                searched = [paragraph for text in searched for paragraph in text.split("\n")]
            return any(next(places(node, text), None) for text in searched)
        case _:
            raise AssertionError(node)


def places(leaf: Text, paragraph: str) -> Iterator[tuple[int, int]]:
    """Where the leaf is found in a paragraph: the earlier match stays, and of two that begin together the longer."""
    last = 0
    for start, end in sorted(_all_places(leaf, paragraph), key=lambda place: (place[0], -place[1])):
        if start >= last:
            yield start, end
            last = end


def _all_places(leaf: Text, paragraph: str) -> Iterator[tuple[int, int]]:
    folded = _folded(paragraph)
    match leaf:
        case Exact(text):
            for start, end in _occurrences(fold(text), folded):
                if paragraph[start:end] == text:
                    yield start, end
        case Substring(text):
            yield from _occurrences(fold(text), folded)
        case Wildcard(text):
            typed = fold(text)
            parts = [re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", typed.strip("*"))]
            yield from _matches(("" if typed.startswith("*") else _begin(typed)) + ".*?".join(parts), folded)
        case Pinyin(text):
            for sounds in parse_pinyin(text):
                for start in range(len(folded) - len(sounds) + 1):
                    if all(_is_read(folded[start + at], sound) for at, sound in enumerate(sounds)):
                        yield start, start + len(sounds)
        case Near(parts, distance):
            for chosen in product(*(list(places(part, paragraph)) for part in parts)):
                first, last = min(start for start, _ in chosen), max(end for _, end in chosen)
                if last - first - sum(end - start for start, end in chosen) <= distance:
                    yield first, last


_folded = cache(fold)


def _occurrences(piece: str, text: str) -> Iterator[tuple[int, int]]:
    """Also those that overlap."""
    start = text.find(piece)
    while start >= 0:
        if not re.match(f"[{_LATIN}]{{2}}", text[max(0, start - 1) : start] + piece[:1]):
            yield start, start + len(piece)
        start = text.find(piece, start + 1)


def _begin(folded: str) -> str:
    return f"(?<![{_LATIN}])" if re.match(f"[{_LATIN}]", folded) else ""


def _matches(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Also those that overlap."""
    compiled = re.compile(pattern, re.DOTALL)
    for start in range(len(text)):
        if found := compiled.match(text, start):
            yield found.span()


@cache
def _is_read(character: str, sound: Sound) -> bool:
    for letters, tone in folded_readings(character):
        same = letters.startswith(sound.letters) if sound.is_start else letters == sound.letters
        if same and sound.tone in (None, tone or 5):
            return True
    return False
