"""Real reports as they come back: corrected, rearranged, in the other script, scraped anew. Where each place went is known."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archivist.domain import Span
from archivist.text.conversion import converter

Char = tuple[str, int, int]
"""A character, its place in the old text (-1: it has none) and, where its paragraph is there twice, which of the two."""
Line = list[Char]
Lines = list[Line]

_MOST = 0.5
"""A passage of which less is left is gone."""


@dataclass(frozen=True)
class Perturbed:
    """``text`` came from another; ``origins`` has the place of each of its characters there, ``copies`` which copy."""

    text: str
    origins: list[int]
    copies: list[int]

    def places(self) -> dict[int, list[int]]:
        """Where the places of the old text are now."""
        found: dict[int, list[int]] = {}
        for place, origin in enumerate(self.origins):
            if origin >= 0:
                found.setdefault(origin, []).append(place)
        return found

    def judge(self, span: Span, found: Span | None, places: dict[int, list[int]]) -> str:
        """What it is to place ``span`` of the old text at ``found``, or to leave it to a person (None).

        ``right``: on the passage, or left to a person where most of it is gone. ``near``: on the passage, but an end is
        another than that of what is left. ``queued``: left to a person without need. ``wrong``: elsewhere."""
        truths = self._truths(span, places)
        left = max((share for _, share in truths), default=0.0)
        if found is None:
            return "queued" if left >= _MOST else "right"
        if left >= _MOST and any(found == truth for truth, _ in truths):
            return "right"
        known = [origin for origin in self.origins[found.start : found.end] if origin >= 0]
        mine = {origin for origin in known if span.start <= origin < span.end}
        still = {origin for origin in range(span.start, span.end) if origin in places}
        is_near = still and len(mine) >= 0.6 * len(still) and len(known) <= len(mine) * 10 / 9 + 2
        return "near" if is_near and left >= _MOST else "wrong"

    def _truths(self, span: Span, places: dict[int, list[int]]) -> list[tuple[Span, float]]:
        """Where ``span`` of the old text is now, once for each copy, and which share of it is still there."""
        copies: dict[int, set[int]] = {}
        origins: dict[int, set[int]] = {}
        for origin in range(span.start, span.end):
            for place in places.get(origin, ()):
                copies.setdefault(self.copies[place], set()).add(place)
                origins.setdefault(self.copies[place], set()).add(origin)
        if len(copies) > 1 and 0 in copies and len(origins[0]) < len(span):
            # A mark that reaches beyond a paragraph that is there twice.
            for copy in copies.keys() - {0}:
                copies[copy] |= {place for place in copies[0] if self.origins[place] not in origins[copy]}
                origins[copy] |= origins[0]
        return [(Span(min(copies[copy]), max(copies[copy]) + 1), len(origins[copy]) / len(span)) for copy in copies]


def perturb(text: str, kind: str, seed: int) -> Perturbed:
    """``text`` as one of ``KINDS``, or all of them one after another, would leave it."""
    choose = random.Random(f"{kind} {seed}")
    lines: Lines = []
    place = 0
    for line in text.split("\n"):
        lines.append([(char, place + step, 0) for step, char in enumerate(f"{line}\n")])
        place += len(line) + 1
    for change in KINDS.values() if kind == "all" else [KINDS[kind]]:
        lines = change(lines, choose)
    chars = [char for line in lines for char in line][:-1]
    return Perturbed(
        "".join(char for char, _, _ in chars), [place for _, place, _ in chars], [copy for *_, copy in chars]
    )


def some_spans(text: str, count: int, seed: int) -> Iterator[Span]:
    """Passages that a person may mark: words, sentences, now and then more than a paragraph."""
    choose = random.Random(seed)
    lines = [(start, line) for start, line in _lines(text) if len(line) > 8]
    while count and lines:
        start, line = choose.choice(lines)
        length = choose.choice([2, 2, 3, 4, 4, 5, 6, 8, 10, 12, 16, 20, 30, 40, 60, 100])
        begin = start + choose.randrange(len(line))
        end = min(begin + length, len(text) if choose.random() < 0.1 else start + len(line))
        quote = text[begin:end]
        if end - begin >= 2 and quote[0] not in " \u3000\n" and quote[-1] not in " \u3000\n":
            count -= 1
            yield Span(begin, end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _typos(lines: Lines, choose: random.Random) -> Lines:
    """One character in a hundred is corrected, put in or taken out."""
    pool = [char for line in lines for char, _, _ in line if char != "\n"]

    def line_of(line: Line) -> Iterable[Char]:
        for char, origin, copy in line:
            match choose.randrange(300) if char != "\n" else None:
                case 0:
                    yield choose.choice(pool), origin, copy
                case 1:
                    yield char, origin, copy
                    yield choose.choice(pool), -1, copy
                case 2:
                    pass
                case _:
                    yield char, origin, copy

    return [list(line_of(line)) for line in lines]


def _moved(lines: Lines, choose: random.Random) -> Lines:
    """One paragraph in ten stands elsewhere."""
    kept = list(lines)
    for _ in range(len(lines) // 10):
        kept.insert(choose.randrange(len(kept)), kept.pop(choose.randrange(len(kept))))
    return kept


def _swapped(lines: Lines, choose: random.Random) -> Lines:
    """One paragraph in three changed places with the next one."""
    found = list(lines)
    for at in range(len(found) - 1):
        if not choose.randrange(3):
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def _dropped(lines: Lines, choose: random.Random) -> Lines:
    """One paragraph in ten is not there any more."""
    return [line for line in lines if choose.randrange(10)] or lines


def _doubled(lines: Lines, choose: random.Random) -> Lines:
    """One paragraph in twenty is there twice, one after the other or further down."""
    found = list(lines)
    for number in range(len(lines) // 20):
        at = choose.randrange(len(found))
        copied = [(char, origin, number + 1) for char, origin, _ in found[at]]
        found.insert(at + 1 if choose.random() < 0.5 else choose.randrange(len(found)), copied)
    return found


def _converted(lines: Lines, choose: random.Random) -> Lines:
    """In the other script, with the words of the other side."""
    text = "".join(char for line in lines for char, _, _ in line)
    config = "t2s" if converter("t2s").convert(text) != text else choose.choice(["s2t", "s2twp"])

    def line_of(line: Line) -> Iterable[Char]:
        conversion = converter(config).align("".join(char for char, _, _ in line))
        old = new = 0
        for change in (
            *conversion.alignment.changes,
            (len(line), len(line), len(conversion.text), len(conversion.text)),
        ):
            yield from ((conversion.text[new + step], *each[1:]) for step, each in enumerate(line[old : change[0]]))
            old, new = change[1], change[3]
            for step in range(new - change[2]):
                yield (conversion.text[change[2] + step], *line[min(change[0] + step, old - 1)][1:])

    return [list(line_of(line)) for line in lines]


def _damaged(lines: Lines, choose: random.Random) -> Lines:
    """Scraped anew: readings behind the characters of a list, other punctuation, indents, a line at the foot of pages."""
    characters = sorted({char for line in lines for char, _, _ in line if "\u4e00" <= char <= "\u9fff"})
    listed = {
        char: choose.choice(["qū", "xué", "huì", "zhuāng"]) for char in choose.sample(characters, len(characters) // 8)
    }
    flat = str.maketrans("，。：；？！（）", ",.:;?!()")
    found: Lines = []
    for number, line in enumerate(lines):
        new: Line = [("\u3000", -1, 0)] * 2
        for char, origin, copy in line:
            new.append((char.translate(flat), origin, copy))
            if char in listed:
                new.extend((each, -1, copy) for each in f"({listed[char]})")
        found.append(new)
        if number % 15 == 14:
            found.append([(each, -1, 0) for each in f"第{number // 15 + 1}頁 列印本頁\n"])
    return found


KINDS: dict[str, Callable[[Lines, random.Random], Lines]] = {
    "typos": _typos,
    "moved": _moved,
    "swapped": _swapped,
    "dropped": _dropped,
    "doubled": _doubled,
    "converted": _converted,
    "damaged": _damaged,
}
