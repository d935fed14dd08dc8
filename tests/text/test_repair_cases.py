"""Whole sets of real and reconstructed damage, and reports that are clean."""

import json
from pathlib import Path

import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs

DATA = Path(__file__).parents[1] / "data"
CASES = [json.loads(line) for line in DATA.joinpath("damage", "damage.jsonl").read_text("utf-8").splitlines()]
# Character and reading inside the parentheses, and torn pairs, are other kinds of damage than the two repaired here.
OTHER_DAMAGE = ("censor-char+pinyin", "gbk-misaligned", "gbk-misaligned-fold")
PLAIN = [case for case in CASES if case["kind"] not in (*OTHER_DAMAGE, "genuine-keep")]
GENUINE = [case for case in CASES if case["kind"] == "genuine-keep"]
TORN = [case for case in CASES if case["kind"].startswith("gbk-misaligned")]
DOCUMENTS = sorted(DATA.joinpath("damage", "docs").glob("*.damaged.txt"))
CLEAN = [path for path in sorted(DATA.joinpath("reports").rglob("*.*")) if path.suffix in (".txt", ".md")]


def ids(cases: list[dict[str, str]]) -> list[str]:
    return [f"{case['id']}-{case['kind']}" for case in cases]


def as_flattened(text: str) -> str:
    """The cases leave flattened punctuation as it is; it is compared on ASCII."""
    return text.translate(str.maketrans("，；：？！", ",;:?!"))


@pytest.mark.parametrize("case", PLAIN, ids=ids(PLAIN))
def test_plain_damage_is_repaired_when_proposals_are_accepted(case: dict[str, str]) -> None:
    repaired = apply_repairs(case["text"], accept_proposed(propose_repairs(case["text"])))
    assert as_flattened(repaired.text) == as_flattened(case["expected"])


@pytest.mark.parametrize("case", GENUINE, ids=ids(GENUINE))
def test_the_authors_own_parentheses_are_kept_even_when_proposals_are_accepted(case: dict[str, str]) -> None:
    assert apply_repairs(case["text"], accept_proposed(propose_repairs(case["text"]))).text == case["expected"]


@pytest.mark.parametrize("case", TORN, ids=ids(TORN))
def test_torn_places_are_left_and_listed(case: dict[str, str]) -> None:
    reading_text = apply_repairs(case["text"], accept_proposed(propose_repairs(case["text"]))).text
    assert find_damage_doubts(reading_text)


@pytest.mark.parametrize("damaged", DOCUMENTS, ids=lambda path: path.name)
def test_whole_documents_are_repaired_but_for_listed_places(damaged: Path) -> None:
    text = damaged.read_text("utf-8")
    expected = Path(str(damaged).replace("damaged.txt", "expected.txt")).read_text("utf-8")
    repaired = apply_repairs(text, propose_repairs(text)).text
    doubts = find_damage_doubts(repaired)
    position = 0
    for doubt in doubts:
        assert repaired[position : doubt.span.start] in expected
        position = doubt.span.end
    assert expected.endswith(repaired[position:])


def test_clean_reports_are_never_changed_without_asking() -> None:
    assert len(CLEAN) > 100
    for path in CLEAN:
        text = path.read_text("utf-8")
        states = {repair.state for repair in propose_repairs(text)} if not path.name.startswith("keqiao") else set()
        assert RepairState.AUTOMATIC not in states, path.name
