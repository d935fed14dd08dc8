"""Marks on real reports that come back otherwise: none is placed wrongly, nearly all are placed."""

from collections import Counter
from pathlib import Path

import pytest
from text.perturbing import KINDS, perturb, some_spans

from archivist.text.anchoring import Placer, make_anchor
from archivist.text.difference import Difference

DATA = Path(__file__).parents[1] / "data"
REPORTS = sorted([*(DATA / "reports" / "cn-law-md").glob("*.md"), *(DATA / "reports" / "tw-gazette").glob("*.txt")])[
    ::20
]
SEED = DATA / "keqiao-2024-02-01.txt"
MARKS = 20


def verdicts(kind: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for number, path in enumerate([*REPORTS, SEED]):
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        changed = perturb(text, kind, number)
        places = changed.places()
        placer = Placer(changed.text, Difference(text, changed.text))
        for span in some_spans(text, MARKS, number):
            found[changed.judge(span, placer.place(make_anchor(text, span)).span, places)] += 1
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_is_placed_wrongly_and_nearly_all_are_placed(kind: str) -> None:
    found = verdicts(kind)
    assert found.total() == MARKS * len([*REPORTS, SEED]) > 100
    assert found["wrong"] == 0
    assert found["right"] >= 0.95 * found.total()


def test_no_mark_is_placed_wrongly_where_everything_changed_at_once() -> None:
    found = verdicts("all")
    assert found["wrong"] == 0
    assert found["right"] >= 0.65 * found.total()
