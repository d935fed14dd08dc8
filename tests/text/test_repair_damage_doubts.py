import pytest

from archivist.text.repair import find_damage_doubts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("請求賠償?shù)臎Q定，賠償", "償?shù)臎Q"),
        ("全面發展?fàn)顩r良好", "展?fàn)顩r"),
        ("保證金中扣除?鄢蟊ＷC金有剩余的", "除?鄢蟊ＷC"),
        ("違反規定,?Ｌ涟踩?由水行政", ",?Ｌ涟踩?"),
        ("字符�丢失", "�"),
        ("院長 游錫\ue766先生", "\ue766"),
    ],
)
def test_torn_places_are_doubted(text: str, place: str) -> None:
    assert [doubt.span.of(text) for doubt in find_damage_doubts(text)] == [place]


@pytest.mark.parametrize(
    "text", ["這是什么?不知道。", "Why?(no)", "區(qū)委", "好?)", "見(http://a.b/?q=1)", "為什麼?鄢陵縣的人說", "", "?"]
)
def test_questions_are_not_doubted(text: str) -> None:
    assert find_damage_doubts(text) == ()


def test_every_doubt_says_why() -> None:
    assert all(doubt.reason for doubt in find_damage_doubts("賠償?shù)臎Q定�\ue766"))
