"""The cases of damage in ``tests/data/damage``: what they are, and how what became of them is compared."""

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from archivist.domain import Repair, RepairState
from archivist.text.fold import fold
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs
from archivist.text.spanmap import Bias

DATA = Path(__file__).parents[1] / "data"


class Case(NamedTuple):
    """A damaged text, what it was before, and what kind of damage it has."""

    id: str
    kind: str
    text: str
    expected: str

    def __str__(self) -> str:
        return f"{self.id}-{self.kind}"


def _cases(name: str) -> list[Case]:
    lines = DATA.joinpath("damage", name).read_text("utf-8").splitlines()
    return [Case(**{field: json.loads(line)[field] for field in Case._fields}) for line in lines]


def _documents() -> list[Case]:
    paths = sorted(DATA.joinpath("damage", "docs").glob("*.damaged.txt"))
    return [
        Case(
            path.name[:5],
            "document",
            path.read_text("utf-8"),
            path.with_name(f"{path.name[:5]}.expected.txt").read_text("utf-8"),
        )
        for path in paths
    ]


_ALL = _cases("damage.jsonl")
GENUINE = [case for case in _ALL if case.kind == "genuine-keep"]
TORN = [case for case in _ALL if case.kind.startswith("gbk-misaligned")]
PLAIN = [case for case in _ALL if case not in GENUINE and case not in TORN]
SCRAPED = _cases("scrape.jsonl")
DOCUMENTS = _documents()


def accepted(text: str) -> str:
    """``text`` with all that is proposed."""
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


def comparable(text: str) -> str:
    """``text`` without what the expected texts leave open: flattened marks stay in some of them, as do second copies of
    characters and the space before a name."""
    flattened = text.translate(str.maketrans("，；：？！", ",;:?!", "\u3000"))
    return unicodedata.normalize("NFC", flattened)


def meaning(text: str) -> str:
    """The folded ``text`` without spaces and invisible characters: second copies of characters, layout of words and of
    lines, and controls are not a part of what it says."""
    return "".join(one for one in fold(text) if unicodedata.category(one)[0] not in "CZ")


def is_restored(case: Case) -> bool:
    return comparable(accepted(case.text)) == comparable(case.expected)


def wrong_pieces(made: str, open_places: Iterable[tuple[int, int]], expected: str) -> list[str]:
    """The pieces of ``made`` between its open places that ``expected`` does not hold, in order."""
    expected = comparable(expected)
    wrong: list[str] = []
    position = reached = 0
    for start, end in [*sorted(open_places), (len(made), len(made))]:
        piece = comparable(made[position:start])
        found = expected.find(piece, reached)
        if found < 0:
            wrong.append(piece)
        else:
            reached = found + len(piece)
        position = max(position, end)
    return wrong


def doubtful_places(text: str) -> list[tuple[int, int]]:
    return [(doubt.span.start, doubt.span.end) for doubt in find_damage_doubts(text)]


def made_without_asking(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` with its automatic repairs, and the places that are open still: proposed or doubtful."""
    repairs = propose_repairs(text)
    made = apply_repairs(text, repairs)
    proposed = [
        (made.alignment.to_target(each.span.start), made.alignment.to_target(each.span.end, Bias.END))
        for each in repairs
        if each.state is RepairState.PROPOSED
    ]
    return made.text, [*proposed, *doubtful_places(made.text)]


def torn_repairs(text: str) -> list[Repair]:
    return [repair for repair in propose_repairs(text) if repair.kind == "torn-pair"]
