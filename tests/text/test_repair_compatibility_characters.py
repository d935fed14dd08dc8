import unicodedata

import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, find_damage_doubts, propose_repairs
from archivist.text.repair.compatibility_characters import KIND

AUTOMATIC, PROPOSED = RepairState.AUTOMATIC, RepairState.PROPOSED


def repairs_of(text: str) -> list[tuple[str, RepairState]]:
    return [(repair.replacement, repair.state) for repair in propose_repairs(text) if repair.kind == KIND]


def test_every_compatibility_ideograph_becomes_the_ordinary_one() -> None:
    blocks = [*map(chr, range(0xF900, 0xFB00)), *map(chr, range(0x2F800, 0x2FA20))]
    text = "".join(blocks)
    made = apply_repairs(text, propose_repairs(text))
    assert made.text == unicodedata.normalize("NFC", text)
    assert len(made.text) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⼈⺠政府", [("人", AUTOMATIC), ("民", AUTOMATIC)]),
        ("部首⼈", [("人", PROPOSED)]),
        ("⼈ A", [("人", PROPOSED)]),
        ("亻旁", []),
        ("ﬁrst oﬃce", [("fi", AUTOMATIC), ("ffi", AUTOMATIC)]),
        ("好｡", [("。", AUTOMATIC)]),
        ("ｶﾞ", []),
    ],
)
def test_copies_made_for_print_become_characters(text: str, expected: list[tuple[str, RepairState]]) -> None:
    assert repairs_of(text) == expected


def test_private_characters_of_gbk_become_what_they_stand_for() -> None:
    assert repairs_of("这种\ue854鱼属于国家保护动物") == [("龺", AUTOMATIC)]
    assert repairs_of("国家标准\ue7c8") == [("ǹ", PROPOSED)]


def test_private_characters_of_hong_kong_are_proposed_where_they_make_sense() -> None:
    assert repairs_of("我哋食\uecd9飯，佢\uecd8度") == [("咗", PROPOSED), ("喺", PROPOSED)]


@pytest.mark.parametrize(
    "text", ["院長游錫\ue766先生", "中嘉和網\uf8f8股份", "国家\ue000标准", "\ue854\ue000这样的国家", "\U0010fffd"]
)
def test_private_characters_that_nothing_explains_stay_and_are_doubted(text: str) -> None:
    assert repairs_of(text) == []
    made = apply_repairs(text, accept_proposed(propose_repairs(text))).text
    assert made == text
    assert find_damage_doubts(text)
