from itertools import islice
from pathlib import Path

import pytest
from text.printing import paginate, wrap

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.page_headers import KIND

LAWS = sorted(Path(__file__).parents[1].joinpath("data", "reports", "cn-law-md").glob("*.md"))
TEXT = max((path.read_text("utf-8") for path in LAWS), key=len)


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


def without_headers(text: str) -> str:
    repairs = [repair for repair in accept_proposed(propose_repairs(text)) if repair.kind == KIND]
    return apply_repairs(text, repairs).text


@pytest.mark.parametrize("number", ["— {} —", "- {} -", "第 {} 页", "第{}页 共99页", "Page {} of 9", "　　·{}·"])
@pytest.mark.parametrize("header", ["", "中华人民共和国国务院公报"])
def test_pages_that_are_numbered_lose_their_headers_without_asking(number: str, header: str) -> None:
    paged = paginate(TEXT, 12, header=header, number=number)
    assert states_of(paged) == {RepairState.AUTOMATIC}
    # The first line of a text may be its title.
    assert _lines(without_headers(paged).removeprefix(header)) == _lines(TEXT)


@pytest.mark.parametrize(
    ("header", "number"), [("中华人民共和国国务院公报", ""), ("国务院公报 2024 年第 3 号", ""), ("", "{}")]
)
def test_lines_that_may_be_headers_are_proposed_only(header: str, number: str) -> None:
    paged = paginate(TEXT, 12, header=header, number=number)
    assert states_of(paged) == {RepairState.PROPOSED}
    assert _lines(without_headers(paged).removeprefix(header)) == _lines(TEXT)


def test_a_sentence_goes_on_across_a_page() -> None:
    text = wrap(TEXT, 60)
    paged = paginate(text, 20, header="国务院公报", number="— {} —")
    made = apply_repairs(paged, propose_repairs(paged)).text.removeprefix("国务院公报\n")
    assert _lines(made) == _lines(apply_repairs(text, propose_repairs(text)).text)


def test_numbers_between_dashes_that_head_chapters_are_proposed_only() -> None:
    lines = iter(TEXT.split("\n"))
    chapters = [[f"— {number} —", *islice(lines, length)] for number, length in enumerate((3, 40, 5, 30, 4), 1)]
    text = "\n".join(line for chapter in chapters for line in chapter)
    assert states_of(text) == {RepairState.PROPOSED}


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(map(str, range(1, 50))),
        "\n".join(f"- {number} -" for number in range(1, 50)),
        paginate(TEXT, 12, header="第1章", number=""),
        paginate(TEXT, 12, header="单位：万元", number=""),
        paginate(TEXT, 12, header="----------", number=""),
        "— 1 —\n正文",
    ],
    ids=["law", "numbers", "list of numbers", "chapters", "label", "rules", "one page"],
)
def test_what_comes_again_in_a_text_stays(text: str) -> None:
    assert states_of(text) == set()


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
