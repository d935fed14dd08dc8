import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.page_spam import KIND

BODY = "区委常委会召开扩大会议\n2月1日上午，区委常委会召开扩大会议，学习传达市精神。"


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


@pytest.mark.parametrize(
    "spam",
    [
        "澳门葡京,百家乐,时时彩投注\n",
        "亚博体育_六合彩_老虎机|注册送彩金 ",
        "彩票、網上投注、真人娱乐城、官方网站\n",
        "一区二区,久久精品,无码\n在线观看 AV\n",
    ],
)
def test_words_of_advertising_before_a_text_are_proposed_to_be_taken_out(spam: str) -> None:
    assert states_of(spam + BODY) == {RepairState.PROPOSED}
    assert apply_repairs(spam + BODY, accept_proposed(propose_repairs(spam + BODY))).text == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "关于打击网络赌博、彩票投注、博彩等违法活动的通知\n为打击网络赌博，对彩票、投注等活动进行整治。",
        "彩票管理条例\n第一条 为了加强彩票管理，规范彩票市场发展，制定本条例。",
        "彩票、体育、教育\n" + BODY,
        "",
    ],
)
def test_a_text_that_speaks_of_such_things_keeps_them(text: str) -> None:
    assert states_of(text) == set()
