"""Whole sets of real and reconstructed damage, and reports that are clean."""

import json
import unicodedata
from pathlib import Path

import pytest

from archivist.text.fold import fold
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs

DATA = Path(__file__).parents[1] / "data"


def _cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in DATA.joinpath("damage", name).read_text("utf-8").splitlines()]


CASES = _cases("damage.jsonl")
SCRAPED = _cases("scrape.jsonl")
GENUINE = [case for case in CASES if case["kind"] == "genuine-keep"]
TORN = [case for case in CASES if case["kind"].startswith("gbk-misaligned")]
PLAIN = [case for case in CASES if case not in GENUINE and case not in TORN]
DOCUMENTS = sorted(DATA.joinpath("damage", "docs").glob("*.damaged.txt"))
CLEAN = [path for path in sorted(DATA.joinpath("reports").glob("*/*.*")) if path.suffix in (".txt", ".md")]


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


@pytest.mark.parametrize("case", SCRAPED, ids=ids(SCRAPED))
def test_what_scraping_left_is_repaired_when_proposals_are_accepted(case: dict[str, str]) -> None:
    # The expected texts differ in how much space they leave before a name.
    made, expected = (as_flattened(text).replace("\u3000", "") for text in (accepted(case["text"]), case["expected"]))
    # One of the expected texts holds a character of compatibility, which others are expected to lose.
    assert made == unicodedata.normalize("NFC", expected)


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


def test_clean_reports_keep_their_meaning_where_nobody_was_asked() -> None:
    """What is repaired without asking changes no character but for a second copy of the same, and no space but for the
    layout of a word: the fold without its spaces stays."""
    assert len(CLEAN) > 100
    for path in CLEAN:
        text = path.read_text("utf-8")
        made = apply_repairs(text, propose_repairs(text)).text
        assert "".join(fold(made).split()) == "".join(fold(text).split()), path.name
