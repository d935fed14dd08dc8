import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs, strip_readings
from archivist.text.repair.inline_reading import KIND

DAMAGED = "區(qū)委常委會(huì)召開擴(kuò)大會(huì)議，學(xué)習(xí)傳達(dá)市精神。"
CLEAN = "區委常委會召開擴大會議，學習傳達市精神。"


def states_of(text: str) -> list[RepairState]:
    return [repair.state for repair in propose_repairs(text) if repair.kind == KIND]


def repaired(text: str) -> str:
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


def test_a_text_damaged_throughout_is_repaired_without_asking() -> None:
    assert set(states_of(DAMAGED)) == {RepairState.AUTOMATIC}
    assert repaired(DAMAGED) == CLEAN


def test_few_hits_are_proposed_only() -> None:
    assert states_of("服務(wù)熱線") == [RepairState.PROPOSED]


def test_characters_that_carry_a_reading_at_some_places_only_are_proposed_only() -> None:
    text = DAMAGED + "會會會學學學區區區"
    assert set(states_of(text)) == {RepairState.PROPOSED}


@pytest.mark.parametrize(
    "text",
    [
        "生詞：學(xué)、習(xí)、會(huì)、議(yì)、區(qū)、實(shí)、對(duì)。",
        "龜(guī)板、鱉(biē)甲、龍(lóng)骨、鹽(yán)、薑(jiāng)",
        "“會(huì)”字讀作會(huì)或會(kuài)，如會(kuài)計(jì)。會(kuài)計(jì)學(xué)。",
        "樂(lè)樂(yuè)長(zhǎng)長(cháng)會(huì)會(kuài)學(xué)習(xí)，學(xué)會(huì)。",
        "請問(wèn)會(huì)議(yì)幾(jǐ)點(diǎn)開(kāi)始？學(xué)習(xí)時(shí)間(jiān)長(cháng)嗎(ma)？",
        DAMAGED + "會(kuài)計年度",
    ],
)
def test_readings_that_a_text_is_about_are_not_repaired_without_asking(text: str) -> None:
    assert RepairState.AUTOMATIC not in states_of(text)


def test_a_list_in_a_damaged_text_is_repaired_with_it() -> None:
    assert set(states_of(DAMAGED * 3 + "區(qū)、會(huì)、學(xué)。")) == {RepairState.AUTOMATIC}


def test_another_tone_is_never_repaired_without_asking() -> None:
    assert states_of(DAMAGED + "負(fū)責") == [RepairState.AUTOMATIC] * 7 + [RepairState.PROPOSED]


@pytest.mark.parametrize(
    "text",
    [
        "筋斗雲(cloud)到想去的地方",
        "基金(Fund)、甲(A)、阿(a)",
        "電池用鋰(Li)、鈉(Na)",
        "落霞与孤鹜(wù)齐飞，秋水共长天一色。",
        "权利：權利(Quánlì)",
        "情(xiàn)侣(chōng)们只需要相互做搭子",
        "最喜小儿亡(wú)赖，慰藉(jiè)人心",
        "問(wèn)の『ウェン』",
        "海外倉(館、站)",
        "行(xíng)潦(lǎo)來(lái)了",
        "龍(long)",
        "(qū)",
        "區\n(qū)",
    ],
)
def test_what_the_author_wrote_is_kept(text: str) -> None:
    assert states_of(text) == []


@pytest.mark.parametrize(
    "damage",
    [
        "（qū）",
        "(qū）",
        " (qū)",
        "(qū )",
        "( qū)",
        "(QŪ)",
        "(qu\u0304)",
        "(qu1)",
        "&#40;qū&#41;",
        "&#x28;qū&#x29;",
        "(q&#363;)",
    ],
)
def test_readings_are_found_however_they_are_written(damage: str) -> None:
    assert repaired(f"柯橋區{damage}政府") == "柯橋區政府"


def test_a_line_break_before_the_character_stays() -> None:
    assert repaired("变化后的參\n數(shù)及性能。") == "变化后的參\n數及性能。"


@pytest.mark.parametrize(
    ("query", "stripped"),
    [
        ("會(huì)議", "會議"),
        ("会(huì)议", "会议"),
        ("區（qū）委", "區委"),
        ("雲(cloud)", "雲(cloud)"),
        ("倉(館、站)", "倉(館、站)"),
        ("情(xiàn)", "情(xiàn)"),
        ("", ""),
        ("(huì)", "(huì)"),
    ],
)
def test_pasted_readings_are_stripped_where_they_are_readings(query: str, stripped: str) -> None:
    assert strip_readings(query) == stripped
