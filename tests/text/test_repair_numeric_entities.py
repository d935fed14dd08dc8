import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.numeric_entities import KIND


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


def accepted(text: str) -> str:
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陳　&#20914;", "陳　冲"),
        ("&#x4E2D;&#x56fd;", "中国"),
        ("總&#63855;明", "總說明"),  # a character of compatibility becomes the ordinary one
        ("&#131083;字", "𠀋字"),
        ("&#55360;&#56331;字", "𠀋字"),
        ("他&amp;#35828;", "他说"),
    ],
)
def test_numbers_of_chinese_characters_are_repaired_without_asking(text: str, expected: str) -> None:
    assert states_of(text) == {RepairState.AUTOMATIC}
    assert accepted(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("1&#60;2", "1<2"), ("&#160;甲", "\u00a0甲"), ("“&#146;", "“’")])
def test_other_numbers_are_proposed(text: str, expected: str) -> None:
    assert states_of(text) == {RepairState.PROPOSED}
    assert accepted(text) == expected


@pytest.mark.parametrize("text", ["`&#20013;`", "在 HTML 里写作 甲&#20013;乙"])
def test_a_text_about_such_numbers_keeps_them(text: str) -> None:
    assert states_of(text) == {RepairState.PROPOSED}


@pytest.mark.parametrize(
    "text", ["&#0;", "&#7;", "&#10;", "&#57344;", "&#55360;", "&#9999999;", "&nbsp;", "&#;", "&#x;", "R&D"]
)
def test_numbers_of_no_visible_character_are_left_alone(text: str) -> None:
    assert states_of(text) == set()
