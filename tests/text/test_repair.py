import gc
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.domain import Repair, RepairState, SourceSpan
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs, recognisers

TESTS = Path(__file__).parents[1]
SEED = TESTS.joinpath("data", "keqiao-2024-02-01.txt").read_text("utf-8")
PIECES = [
    "區(qū)", "會(huì)", "議", "學（xué）", "實 (shí )", "應(ying1)", "&#40;wù&#41;", "務", "?jī)", "(館、站)", "(",
    ")", "（", "，", ",", ";", "?", "!", "。", "“", "”", "a", "1", "%", " ", "\u3000", "\n", "\0", "😀", "e\u0301",
    "\u202e", "\ue766", "http://", "@", "\ud800", "𠮷(jí)", "の", "龍(long)",
    "(情qíng)", "&#20013;", "\x07", "\u200b", "\f", "\uf900", "\ue854", "ﬁ", "⼈", "第　一　條", "主　旨：", "，\n",
    "— 1 —\n", "ÖÐ¹úÈËÃñ", "ä¸\xadæ\x96\x87", "鏍规嵁鏈夊叧", "涓�", "彩票,投注,博彩,",
]  # fmt: skip
any_text = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


def a_repair(start: int, end: int, replacement: str, *, reading: str | None = None) -> Repair:
    return Repair(SourceSpan(start, end), replacement, "test", "", 1.0, RepairState.CONFIRMED, reading)


def test_the_seed_becomes_the_text_that_a_person_read() -> None:
    repaired = apply_repairs(SEED, propose_repairs(SEED))
    assert repaired.text == TESTS.joinpath("golden", "keqiao-2024-02-01.reading.txt").read_text("utf-8")


def test_the_seed_has_196_readings_and_47_marks_and_all_are_repaired_without_asking() -> None:
    repairs = propose_repairs(SEED)
    assert {repair.state for repair in repairs} == {RepairState.AUTOMATIC}
    kinds = [repair.kind for repair in repairs]
    assert (kinds.count("inline-reading"), kinds.count("flattened-punctuation")) == (196, 47)
    assert len(kinds) == 243


def test_the_seed_loses_nothing_but_its_readings() -> None:
    repaired = apply_repairs(SEED, propose_repairs(SEED))
    readings = sum(len(repair.span) - 1 for repair in propose_repairs(SEED))
    assert len(repaired.text) == len(SEED) - readings
    assert "海外倉(館、站)等" in repaired.text


def test_readings_become_ruby_of_their_characters() -> None:
    repaired = apply_repairs(SEED, propose_repairs(SEED))
    assert len(repaired.ruby) == 196
    assert [(ruby.span.of(repaired.text), ruby.reading) for ruby in repaired.ruby[:3]] == [
        ("區", "qū"),
        ("會", "huì"),
        ("擴", "kuò"),
    ]


def test_a_refused_repair_leaves_its_place_and_no_ruby() -> None:
    first, *others = propose_repairs(SEED)[1:]
    repaired = apply_repairs(SEED, [replace(first, state=RepairState.REFUSED), *others])
    assert repaired.text.startswith("2月1日上午,區(qū)委常委會召開")
    assert len(repaired.ruby) == 195


def test_a_comma_behind_damage_stands_between_chinese_characters() -> None:
    repairs = propose_repairs("會(huì)議(yì),學(xué)習(xí)")
    assert [(repair.span.start, repair.span.end, repair.replacement) for repair in repairs] == [
        (0, 6, "會"),
        (6, 11, "議"),
        (11, 12, "，"),
        (12, 18, "學"),
        (18, 23, "習"),
    ]


def test_every_repair_says_why() -> None:
    assert all(repair.evidence and 0 < repair.confidence <= 1 for repair in propose_repairs(SEED))


def test_recognisers_have_kinds_of_their_own() -> None:
    assert len({recogniser.kind for recogniser in recognisers()}) == len(recognisers())


def test_accepting_confirms_what_was_proposed_and_nothing_else() -> None:
    states = RepairState.PROPOSED, RepairState.REFUSED, RepairState.AUTOMATIC
    accepted = accept_proposed(replace(a_repair(0, 1, ""), state=state) for state in states)
    assert [repair.state for repair in accepted] == [
        RepairState.CONFIRMED, RepairState.REFUSED, RepairState.AUTOMATIC,
    ]  # fmt: skip


def test_repairs_may_be_given_in_any_order() -> None:
    repairs = [a_repair(3, 4, "ü"), a_repair(0, 2, "xyz", reading="r")]
    repaired = apply_repairs("abcd", repairs)
    assert repaired.text == "xyzcü"
    assert repaired.ruby[0].span.of(repaired.text) == "xyz"


@pytest.mark.parametrize("repairs", [[(0, 2), (1, 3)], [(3, 9)]], ids=["overlapping", "beyond the text"])
def test_impossible_repairs_are_refused(repairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="repair"):
        apply_repairs("abcd", [a_repair(start, end, "") for start, end in repairs])


@given(any_text)
def test_repairs_are_sorted_and_disjoint(text: str) -> None:
    repairs = propose_repairs(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(repairs))
    assert all(repair.span.of(text) != repair.replacement for repair in repairs)


@given(any_text)
def test_refusing_all_gives_the_source_back(text: str) -> None:
    refused = [replace(repair, state=RepairState.REFUSED) for repair in propose_repairs(text)]
    repaired = apply_repairs(text, refused)
    assert (repaired.text, repaired.ruby, repaired.alignment.is_identity) == (text, (), True)


@given(any_text)
def test_making_all_at_once_is_making_one_after_another(text: str) -> None:
    accepted = accept_proposed(propose_repairs(text))
    at_once = apply_repairs(text, accepted).text
    one_by_one = text
    for repair in reversed(accepted):
        one_by_one = apply_repairs(one_by_one, [repair]).text
    assert at_once == one_by_one


@given(any_text)
def test_alignment_is_total_and_keeps_what_was_not_repaired(text: str) -> None:
    accepted = accept_proposed(propose_repairs(text))
    repaired = apply_repairs(text, accepted)
    assert (repaired.alignment.source_length, repaired.alignment.target_length) == (len(text), len(repaired.text))
    targets = [repaired.alignment.to_target(position) for position in range(len(text) + 1)]
    assert targets == sorted(targets)
    changed = {position for repair in accepted for position in range(repair.span.start, repair.span.end)}
    for position in set(range(len(text))) - changed:
        assert repaired.text[repaired.alignment.span_to_target(position, position + 1)[0]] == text[position]


@given(any_text)
def test_doubts_are_disjoint_spans_of_the_text(text: str) -> None:
    doubts = find_damage_doubts(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(doubts))
    assert all(len(doubt.span) and doubt.span.end <= len(text) and doubt.kind == "damage" for doubt in doubts)


@pytest.mark.parametrize(
    "piece",
    [
        "區(",
        "區(qū",
        "(qū)",
        "區(((",
        "區?",
        "?jī)",
        "&#40;",
        "區, ",
        ",",
        "區?學",
        "http://a",
        "a@",
        "\ud800",
        "\0",
        "�區",
        "區(  ",
        "((區(qū))",
        "(情qíng",
        "(情qíng)",
        "&#20013;",
        "&#x",
        "案\x07",
        "\x1b[",
        "\u202e",
        "\ue854\uf900",
        "第　",
        "第　一",
        "　甲",
        "\n　主　旨：",
        " 區",
        "    ",
        "\n    ",
        "，\n區",
        "區，區區區\n",
        "abcdefghij abcdefghij abcdefghij abcdefghij\n",
        "— 1 —\n區\n",
        "ÖÐ",
        "é",
        "ä¸­",
        "涓�",
        "鏍规嵁",
        "浜�浜",
        "彩票,",
        ',區"區',
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = process_time()
        find_damage_doubts(apply_repairs(text, accept_proposed(propose_repairs(text))).text)
        return process_time() - start

    seconds(1000)
    # The collector counts objects, not characters, and would be measured instead.
    gc.disable()
    try:
        long, short = (min(seconds(length) for _ in range(2)) for length in (160_000, 5_000))
    finally:
        gc.enable()
    # 32 times the length: a quadratic step would take a thousand times as long. The rest is room for a busy machine.
    assert long < 160 * max(short, 0.003)
