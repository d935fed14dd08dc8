"""Whole sets of real and reconstructed damage, and reports that are clean."""

import pytest
from text.damage_cases import (
    DATA,
    DOCUMENTS,
    GENUINE,
    PLAIN,
    SCRAPED,
    TORN,
    Case,
    accepted,
    comparable,
    doubtful_places,
    is_restored,
    made_without_asking,
    meaning,
    torn_repairs,
    wrong_pieces,
)

from archivist.text.repair import apply_repairs, propose_repairs

CLEAN = [path for path in sorted(DATA.joinpath("reports").glob("*/*.*")) if path.suffix in (".txt", ".md")]


@pytest.mark.parametrize("case", GENUINE, ids=str)
def test_the_authors_own_parentheses_are_kept_even_when_proposals_are_accepted(case: Case) -> None:
    assert accepted(case.text) == case.expected


@pytest.mark.parametrize("case", [*PLAIN, *SCRAPED], ids=str)
def test_plain_damage_is_repaired_when_proposals_are_accepted(case: Case) -> None:
    assert comparable(accepted(case.text)) == comparable(case.expected)


@pytest.mark.parametrize("case", [*GENUINE, *PLAIN, *SCRAPED, *TORN, *DOCUMENTS], ids=str)
def test_no_repair_without_asking_is_wrong(case: Case) -> None:
    made, open_places = made_without_asking(case.text)
    assert wrong_pieces(made, open_places, case.expected) == []


@pytest.mark.parametrize("case", [*TORN, *DOCUMENTS], ids=str)
def test_torn_places_are_recovered_or_left_and_listed(case: Case) -> None:
    made = accepted(case.text)
    assert wrong_pieces(made, doubtful_places(made), case.expected) == []
    assert doubtful_places(made) or is_restored(case)


def test_four_of_five_torn_places_are_recovered_exactly() -> None:
    cases = [*TORN, *DOCUMENTS]
    recovered = sum(len(torn_repairs(case.text)) for case in cases)
    left = sum(len(doubtful_places(accepted(case.text))) for case in cases)
    assert recovered + left >= 25
    assert recovered / (recovered + left) >= 0.8


@pytest.mark.parametrize("case", DOCUMENTS, ids=str)
def test_whole_documents_are_the_expected_text_when_proposals_are_accepted(case: Case) -> None:
    assert comparable(accepted(case.text)) == comparable(case.expected)


def test_the_comparison_finds_a_wrong_piece() -> None:
    assert wrong_pieces("甲乙丙丁", [(1, 2)], "甲乙丁丙") == ["丙丁"]
    assert wrong_pieces("甲?丙丁", [(1, 2)], "甲乙丙丁") == []


def test_clean_reports_keep_their_meaning_where_nobody_was_asked() -> None:
    assert len(CLEAN) > 100
    for path in CLEAN:
        text = path.read_text("utf-8")
        assert meaning(apply_repairs(text, propose_repairs(text)).text) == meaning(text), path.name


def test_the_comparison_of_meanings_finds_a_character_and_no_layout() -> None:
    assert meaning("第　一　條\r\n易") == meaning("第一條易")
    assert meaning("第一條") != meaning("第二條")
