from pathlib import Path

import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.mojibake import KIND

DATA = Path(__file__).parents[1] / "data"
LAWS = sorted(DATA.joinpath("reports", "cn-law-md").glob("*.md"))
AUTOMATIC, PROPOSED = RepairState.AUTOMATIC, RepairState.PROPOSED
SENTENCE = "为了规范政府工作，根据有关法律，制定本条例。"


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


def repaired(text: str) -> str:
    repairs = [repair for repair in propose_repairs(text) if repair.kind == KIND]
    return apply_repairs(text, accept_proposed(repairs)).text


@pytest.mark.parametrize(("written", "read"), [("utf-8", "latin-1"), ("gbk", "latin-1")])
@pytest.mark.parametrize("path", LAWS[:6], ids=lambda path: path.stem)
def test_a_report_read_as_western_letters_comes_back_whole_without_asking(path: Path, written: str, read: str) -> None:
    text = path.read_text("utf-8").encode("gbk", "ignore").decode("gbk")
    misread = text.encode(written).decode(read)
    assert states_of(misread) == {AUTOMATIC}
    assert repaired(misread) == text


def test_a_file_that_was_saved_so_comes_back() -> None:
    misread = DATA.joinpath("encodings", "mojibake-gbk-as-latin1.md").read_text("utf-8")
    (truth,) = [path for path in LAWS if path.name.startswith("关于工资总额组成的规定")]
    assert repaired(misread) == truth.read_text("utf-8")


@pytest.mark.parametrize(
    ("misread", "text", "state"),
    [
        ("ä¸­æ–‡", "中文", AUTOMATIC),
        ("他说â€œ好â€\x9d", "他说“好”", AUTOMATIC),
        ("ÖÐ¹úÈËÃñ", "中国人民", AUTOMATIC),
        ("ÖÐ¹ú", "中国", PROPOSED),
        ("根据有关法律".encode().decode("gbk"), "根据有关法律", AUTOMATIC),
        ("标题：" + "根据有关法律".encode().decode("gbk") + "。", "标题：根据有关法律。", AUTOMATIC),
    ],
)
def test_short_texts_come_back(misread: str, text: str, state: RepairState) -> None:
    assert states_of(misread) == {state}
    assert repaired(misread) == text


@pytest.mark.parametrize("path", LAWS[:6], ids=lambda path: path.stem)
def test_utf8_read_as_gbk_comes_back_where_no_byte_was_lost(path: Path) -> None:
    text = path.read_text("utf-8")
    misread = text.encode().decode("gbk", "replace")
    sure = [repair for repair in propose_repairs(misread) if repair.kind == KIND and repair.state is AUTOMATIC]
    assert all(repair.replacement in text for repair in sure)
    assert sum(len(repair.replacement) for repair in sure) > 0.5 * len(text)


def test_what_was_lost_is_proposed_only() -> None:
    text = SENTENCE * 5 + "国家统计局公布工资总额的计算办法。"
    misread = text.encode().decode("gbk", "replace")
    guesses = [repair for repair in propose_repairs(misread) if "�" in repair.span.of(misread)]
    assert guesses
    assert {repair.state for repair in guesses} == {PROPOSED}
    assert "工资总额的计算办法" in repaired(misread)


@pytest.mark.parametrize(
    "text",
    [
        "Übergrößenträger, façade, naïve, Zürich, ÄÖÜ",
        "à la carte, où, déjà vu, São Paulo, ½ ±5°C",
        "××××公司与××市××区",
        "…………————“”‘’",
        "é" * 20,
        "ÄÄÄÄÄÄÄÄ",
        "涓流、鐨、缃、鍥",
        "浜",
        "�涓�",
        "\udcff中",
    ],
)
def test_what_an_author_wrote_is_kept(text: str) -> None:
    assert states_of(text) == set()


def test_western_letters_beside_a_run_put_it_to_the_reader() -> None:
    assert states_of("ÖÐ¹úÈËÃñ " + "Müller, Gödel, Müßiggänger, " * 5) == {PROPOSED}
