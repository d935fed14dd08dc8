from itertools import pairwise
from pathlib import Path

import pytest
from text.printing import wrap

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.broken_lines import KIND

LAWS = sorted(Path(__file__).parents[1].joinpath("data", "reports", "cn-law-md").glob("*.md"))
PROSE = "会议强调各级各部门要提高认识，压实责任，按照既定的时间表和路线图推进各项工作落实到位。\n" * 4


def states_of(text: str) -> list[RepairState]:
    return [repair.state for repair in propose_repairs(text) if repair.kind == KIND]


@pytest.mark.parametrize("cells", [40, 64, 80])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
@pytest.mark.parametrize("path", LAWS[:4], ids=lambda path: path.stem)
def test_a_text_that_was_wrapped_gets_its_lines_back_without_asking(path: Path, cells: int, indent: str) -> None:
    text = path.read_text("utf-8")
    wrapped = wrap(text, cells, indent=indent)
    repairs = [repair for repair in propose_repairs(wrapped) if repair.kind == KIND]
    assert {repair.state for repair in repairs} == {RepairState.AUTOMATIC}
    made = [line.removeprefix(indent) for line in apply_repairs(wrapped, repairs).text.split("\n")]
    lines = text.split("\n")
    assert all(line in text for line in made)  # nothing is joined that stood in two lines
    assert sum(line in made for line in lines) >= 0.9 * len(lines)


def test_words_of_latin_letters_keep_a_space_between_them() -> None:
    text = ("本项目采用 Apache License 许可证，并且遵循 GNU General Public 许可证的规定。" * 12) + "\n"
    wrapped = wrap(text.replace(" ", "_"), 60).replace("_", " ")
    assert states_of(wrapped)
    assert "Apache License" in apply_repairs(wrapped, accept_proposed(propose_repairs(wrapped))).text


def test_a_number_that_was_cut_is_whole_again() -> None:
    text = "行政院衛生署署授食字第1011302743號令修正發布，並自1980年起施行；" * 30
    wrapped = wrap(text, 61, keeps_words=False)
    assert any(line[-1].isdigit() and following[0].isdigit() for line, following in pairwise(wrapped.split("\n")))
    assert apply_repairs(wrapped, propose_repairs(wrapped)).text == text


def test_a_comma_at_the_end_of_a_line_of_prose_is_proposed_only() -> None:
    text = PROSE + "我国经济受到严重冲击，\n出口大幅下降。"
    assert states_of(text) == [RepairState.PROPOSED]
    assert apply_repairs(text, accept_proposed(propose_repairs(text))).text.endswith(
        "我国经济受到严重冲击，出口大幅下降。"
    )


@pytest.mark.parametrize(
    "text",
    [
        PROSE + "各位代表，\n现在报告工作。",
        PROSE + "有下列情形之一，\n（一）违反规定的；\n（二）造成损失的。",
        PROSE + "政府工作报告\n国务院总理",
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "独在异乡为异客，\n每逢佳节倍思亲。\n遥知兄弟登高处，\n遍插茱萸少一人。",
        "第一章　总则\n第一条　为了加强管理，制定本条例。",
        "变化后的參\n數及性能。",
        "\n".join("王建国　李　娜　张　敏　刘　洋　陈　静　杨　帆　赵国强　黄　磊　周　杰　吴　刚" for _ in range(30)),
        "\n".join(f"关于进一步加强{name}工作的若干意见" for name in ("教育", "安全生产", "环境保护", "财政") * 8),
    ],
)
def test_line_breaks_of_the_author_stay(text: str) -> None:
    assert states_of(text) == []
