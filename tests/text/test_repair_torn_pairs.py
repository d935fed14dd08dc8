import json
import re
from pathlib import Path

import pytest
from text.tearing import flatten_marks, write_readings

from archivist.domain import RepairState
from archivist.text.conversion import converter
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs
from archivist.text.repair.torn_pairs import KIND

DATA = Path(__file__).parents[1] / "data"
READINGS = dict(re.findall(r"(\w)\((\w+)\)", DATA.joinpath("keqiao-2024-02-01.txt").read_text("utf-8")))
LAWS = sorted(DATA.joinpath("reports", "cn-law-md").glob("*.md"))


def repaired(text: str) -> str:
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


def test_the_rebuilt_generator_makes_the_damage_of_the_cases() -> None:
    cases = [json.loads(line) for line in DATA.joinpath("damage", "damage.jsonl").read_text("utf-8").splitlines()]
    flattened = [case for case in cases if case["kind"] == "gbk-misaligned-fold"]
    assert len(flattened) == 4
    for case in flattened:
        assert flatten_marks(case["expected"].translate(str.maketrans(",;:?!", "，；：？！"))) == case["text"]
    readings = {"務": "wù", "機": "jī", "關": "guān", "內": "nèi", "規": "guī", "級": "jí", "數": "shù"}
    damaged = write_readings("賠償義務機關在規定期限內未作出是否賠償的決定", readings)
    assert damaged == "賠償義務(wù)機(jī)關(guān)在規(guī)定期限內(nèi)未作出是否賠償?shù)臎Q定"


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("測量?jī)x器", "測量儀器"),
        ("全面發展?fàn)顩r良好", "全面發展狀況良好"),
        ("工程變?cè)囼?yàn)報告", "工程變試驗報告"),  # a chain: the second reading ends the shift
        ("適合當(dāng)?shù)貙?shí)際的做法", "適合當地實際的做法"),  # a reading before it, one inside it
        ("項目?jī)?nèi)容完整", "項目內容完整"),  # two in a row
        ("審批管理?xiàng)l例", "審批管理條例"),
        ("部門報告?zhèn)??擞嘘P(guān)事項", "部門報告個人有關事項"),  # a byte that no decoder knows
    ],
)
def test_torn_characters_are_computed_back(damaged: str, text: str) -> None:
    assert repaired(damaged) == text


def test_a_mark_that_tore_a_character_is_computed_back_in_a_flattened_text() -> None:
    damaged = "工作人員被抽調參加各種干部學?⒂柧毎鄬W習的時間,或者在學校學習的時間"
    assert "參加各種干部學校、訓練班學習的時間" in repaired(damaged)


def test_where_bytes_were_dropped_the_likeliest_text_is_proposed_only() -> None:
    damaged = "服務(wù)機(jī)關(guān)實(shí)際業(yè)務(wù)，賠償請求人要求賠償?shù)某绦颍m用本法規(guī)定的程序。"
    (torn,) = [repair for repair in propose_repairs(damaged) if repair.kind == KIND]
    assert (torn.replacement, torn.state) == ("的程序，適", RepairState.PROPOSED)
    assert "dropped" in torn.evidence


def test_a_torn_character_is_repaired_without_asking_in_a_text_damaged_throughout() -> None:
    damaged = "服務(wù)機(jī)關(guān)實(shí)際業(yè)務(wù)，按照管理?xiàng)l例辦理。"
    assert {repair.state for repair in propose_repairs(damaged)} == {RepairState.AUTOMATIC}
    assert repaired(damaged) == "服務機關實際業務，按照管理條例辦理。"


def test_a_torn_character_alone_is_proposed_only() -> None:
    assert [repair.state for repair in propose_repairs("按照管理?xiàng)l例辦理。")] == [RepairState.PROPOSED]


def test_what_makes_no_sense_is_left_and_doubted() -> None:
    damaged = "在國?jī)鄢蟊鱟辦理"
    assert [repair for repair in propose_repairs(damaged) if repair.kind == KIND] == []
    assert find_damage_doubts(damaged)


@pytest.mark.parametrize(
    "text",
    [
        "這是什么?不知道。",
        "Why?(no)",
        "真的好?hǎo)",
        "?jī)x",
        "量?jī)",
        "你是誰?wǒ)不知道",
        "為什麼?鄢陵縣的人說",
        "量?jī)\ue000x",
    ],
)
def test_question_marks_are_left_alone(text: str) -> None:
    assert [repair for repair in propose_repairs(text) if repair.kind == KIND] == []


@pytest.mark.parametrize("path", LAWS[::4], ids=lambda path: path.stem)
def test_a_repair_without_asking_is_never_wrong(path: Path) -> None:
    truth = as_traditional(path)
    damaged = write_readings(truth, READINGS)
    made = apply_repairs(damaged, propose_repairs(damaged)).text
    wrong = set(made.splitlines()) - set(truth.splitlines())
    assert [line for line in wrong if not find_damage_doubts(line) and not line.endswith("?")] == []


def test_most_of_what_a_generator_tears_in_laws_is_restored() -> None:
    torn = right = 0
    for path in LAWS:
        truth = as_traditional(path)
        lines = [line for line in truth.splitlines() if "?" in write_readings(line, READINGS)]
        if lines:
            made = set(repaired(write_readings(truth, READINGS)).splitlines())
            torn += len(lines)
            right += sum(line in made for line in lines)
    assert torn > 50
    assert right / torn >= 0.8


def as_traditional(path: Path) -> str:
    """A law in traditional characters, without what GBK does not have."""
    return converter("s2t").align(path.read_text("utf-8")).text.encode("gbk", "ignore").decode("gbk")
