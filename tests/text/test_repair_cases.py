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


def accepted(text: str) -> str:
    """``text`` with all that is proposed."""
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


def as_flattened(text: str) -> str:
    """The cases leave flattened punctuation as it is; it is compared on ASCII."""
    return text.translate(str.maketrans("，；：？！", ",;:?!"))


@pytest.mark.parametrize("case", PLAIN, ids=ids(PLAIN))
def test_plain_damage_is_repaired_when_proposals_are_accepted(case: dict[str, str]) -> None:
    repaired = apply_repairs(case["text"], accept_proposed(propose_repairs(case["text"])))
    assert as_flattened(repaired.text) == as_flattened(case["expected"])


@pytest.mark.parametrize("case", GENUINE, ids=ids(GENUINE))
def test_the_authors_own_parentheses_are_kept_even_when_proposals_are_accepted(case: dict[str, str]) -> None:
    assert accepted(case["text"]) == case["expected"]


@pytest.mark.parametrize("case", TORN, ids=ids(TORN))
def test_torn_places_are_recovered_or_left_and_listed(case: dict[str, str]) -> None:
    made = accepted(case["text"])
    assert_equal_but_for_doubts(made, case["expected"])


def test_four_of_five_torn_places_are_recovered_exactly() -> None:
    pairs = [(case["text"], case["expected"]) for case in TORN]
    pairs += [(path.read_text("utf-8"), expected_of(path)) for path in DOCUMENTS]
    torn = len(TORN) + 7
    left = 0
    for text, expected in pairs:
        made = accepted(text)
        left += len(find_damage_doubts(made))
        assert as_flattened(made) == as_flattened(expected) or find_damage_doubts(made)
    assert (torn - left) / torn >= 0.8


@pytest.mark.parametrize("damaged", DOCUMENTS, ids=lambda path: path.name)
def test_whole_documents_are_repaired_but_for_listed_places(damaged: Path) -> None:
    text = damaged.read_text("utf-8")
    assert_equal_but_for_doubts(apply_repairs(text, propose_repairs(text)).text, expected_of(damaged))


@pytest.mark.parametrize("damaged", DOCUMENTS, ids=lambda path: path.name)
def test_whole_documents_are_the_expected_text_when_proposals_are_accepted(damaged: Path) -> None:
    text = damaged.read_text("utf-8")
    assert as_flattened(accepted(text)) == as_flattened(expected_of(damaged))


def expected_of(damaged: Path) -> str:
    return Path(str(damaged).replace("damaged.txt", "expected.txt")).read_text("utf-8")


def assert_equal_but_for_doubts(made: str, expected: str) -> None:
    """Everything of ``made`` between its doubtful places stands in ``expected``, in order."""
    made, expected = as_flattened(made), as_flattened(expected)
    position = reached = 0
    for doubt in find_damage_doubts(made):
        piece = made[position : doubt.span.start]
        reached = expected.index(piece, reached) + len(piece)
        position = doubt.span.end
    assert expected.endswith(made[position:])
    assert position or made == expected


def test_clean_reports_are_never_changed_without_asking() -> None:
    assert len(CLEAN) > 100
    for path in CLEAN:
        text = path.read_text("utf-8")
        states = {repair.state for repair in propose_repairs(text)} if not path.name.startswith("keqiao") else set()
        assert RepairState.AUTOMATIC not in states, path.name
