import pytest

from archivist.domain import RepairState
from archivist.text.repair import apply_repairs, propose_repairs
from archivist.text.repair.control_characters import KIND


def states_of(text: str) -> list[RepairState]:
    return [repair.state for repair in propose_repairs(text) if repair.kind == KIND]


def repaired(text: str) -> str:
    """What is made without asking."""
    return apply_repairs(text, propose_repairs(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("條文修正草案\r\x07", "條文修正草案"),
        ("姓名\x07職務\x07\n", "姓名\t職務\n"),
        ("第一頁\f第二頁", "第一頁\n第二頁"),
        ("第一頁\f\n第二頁", "第一頁\n第二頁"),
        ("甲\v乙\u2028丙", "甲\n乙\n丙"),
        ("\ufeff第一條", "第一條"),
        ("中\0国", "中国"),
        ("中\u200b国\u00ad人", "中国人"),
        ("左\u202e右\u200f", "左右"),
        ("\x1b[31m紅\x1b[0m字", "紅字"),
        ("甲\n\x07\n乙", "甲\n\n乙"),
    ],
)
def test_what_shows_nothing_is_taken_out_without_asking(text: str, expected: str) -> None:
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    ["👨\u200d👩\u200d👧", "שלום\u200e中文", "甲\t乙\n", "甲\r\n乙", "Ã¤\xad", "\x80\x99", "中\ufffe国", "\ud800"],
    ids=[
        "joined emoji",
        "text from right to left",
        "tab",
        "line end of Windows",
        "Latin-1",
        "C1",
        "no character",
        "lone surrogate",
    ],
)
def test_what_may_mean_something_is_left_alone(text: str) -> None:
    assert states_of(text) == []


@pytest.mark.parametrize("text", ["甲\x0e乙", "甲\x1b乙", "圖\ufffc一"])
def test_what_stands_for_something_is_proposed_only(text: str) -> None:
    assert states_of(text) == [RepairState.PROPOSED]


def test_a_place_has_a_width_where_a_character_stands_beside_it() -> None:
    (one,) = propose_repairs("草案\x07")
    assert (one.span.of("草案\x07"), one.replacement) == ("案\x07", "案")


def test_a_reading_behind_an_invisible_space_is_found() -> None:
    text = "區\u200b(qū)委常委會\u200b(huì)召開擴(kuò)大會(huì)議，學(xué)習(xí)傳達(dá)市精神。"
    assert repaired(text) == "區委常委會召開擴大會議，學習傳達市精神。"
    assert {repair.kind for repair in propose_repairs(text)} == {"inline-reading"}
