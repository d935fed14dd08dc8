import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.layout_spaces import KIND


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


def accepted(text: str) -> str:
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第　一　條 影視事業", "第一條 影視事業"),
        ("第 二 十 五 条　规定", "第二十五条　规定"),
        ("依第　三　章辦理", "依第三章辦理"),
        ("主　　旨：預告訂定", "主旨：預告訂定"),
        ("\n說　明：公告", "\n說明：公告"),
        ("  依　　據：", "  依據："),
    ],
)
def test_numbers_and_labels_are_drawn_together_without_asking(text: str, expected: str) -> None:
    assert states_of(text) == {RepairState.AUTOMATIC}
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部　　長　陳瑞隆", "部長　陳瑞隆"),
        ("總　　則", "總則"),
        ("中 华 人 民 共 和 国", "中华人民共和国"),
    ],
)
def test_what_may_be_columns_is_proposed_only(text: str, expected: str) -> None:
    assert states_of(text) == {RepairState.PROPOSED}
    assert accepted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第 3 条",
        "男　女　合計",
        "部長　蔡　堆",
        "首頁 關于我們 新聞中心",
        "教育部　年　月",
        "第十一條　非屬",
        "主任委員　陳　菊",
        "甲 乙 丙 丁",
        "第　條",
        "　　第一条",
        "年　　　月　　　日",
    ],
)
def test_spaces_that_part_something_stay(text: str) -> None:
    assert states_of(text) == set()
