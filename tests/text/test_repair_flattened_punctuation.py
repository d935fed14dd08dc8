import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs

FLATTENED = "会议强调,学习精神,要对标要求;牢牢把握任务,圆强争先。" * 5


def repaired(text: str) -> str:
    return apply_repairs(text, accept_proposed(propose_repairs(text))).text


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text)}


def test_a_text_flattened_throughout_is_repaired_without_asking() -> None:
    assert states_of(FLATTENED) == {RepairState.AUTOMATIC}
    assert apply_repairs(FLATTENED, propose_repairs(FLATTENED)).text == FLATTENED.replace(",", "，").replace(";", "；")


def test_a_sentence_alone_is_proposed_only() -> None:
    assert states_of("会议强调,学习精神。") == {RepairState.PROPOSED}


def test_a_slip_in_a_text_with_full_width_marks_is_proposed_only() -> None:
    assert states_of("会议强调，学习精神，要对标要求；" * 20 + "减少事项,规范行为。") == {RepairState.PROPOSED}


def test_a_table_of_values_is_never_changed_without_asking() -> None:
    assert RepairState.AUTOMATIC not in states_of("姓名,部门,职务\n张三,财务,科长\n" * 20)


@pytest.mark.parametrize(
    "text",
    [
        "A,B两组",
        "共1,836处",
        "时间12:30开始",
        "见http://example.org/路径?参数,其他",
        "写信给a.b@example.org",
        "海外倉(館、站)等",
        "Hello, world! How are you?",
        "中文, 英文",
        "程序 a;b",
    ],
)
def test_numbers_addresses_and_latin_text_are_left_alone(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市“两会”,是", "市“两会”，是"),
        ("海外仓(馆、站),用好", "海外仓(馆、站)，用好"),
        ("如下:\n一、", "如下：\n一、"),
        ("好!", "好！"),
        ("好!!!", "好！！！"),
        ("这是为什么?", "这是为什么？"),
        ("他说:“好”", "他说：“好”"),
    ],
)
def test_marks_between_chinese_characters_become_full_width(text: str, expected: str) -> None:
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '{"标题":"命令","部门":"院","人":["张","李"],\n"类":"令",\n"数": 1}',
        '["命令","法律","公告"]',
        '{"标题": "命令", "部门": "院"}\n{"标题": "公告", "部门": "院"}\n',
    ],
)
def test_marks_of_data_are_left_alone(text: str) -> None:
    assert repaired(text) == text


def test_marks_in_the_texts_of_data_become_full_width() -> None:
    assert repaired('{"文": "会议强调,学习精神", "人": "张"}') == '{"文": "会议强调，学习精神", "人": "张"}'
    assert "“" not in repaired('{"文": "' + FLATTENED + '", "人": "张", "类": "令", "名": "甲"}')


def test_a_question_mark_without_a_question_is_left_alone() -> None:
    assert repaired("佣金由原买受人承担。保证金中扣除?鄢蟊证") == "佣金由原买受人承担。保证金中扣除?鄢蟊证"


def test_marks_with_chinese_on_one_side_are_proposed_in_a_flattened_text() -> None:
    repairs = [
        repair for repair in propose_repairs(FLATTENED + "增长7.7%,物价上涨") if repair.state is RepairState.PROPOSED
    ]
    assert [repair.replacement for repair in repairs] == ["，"]


def test_parentheses_follow_what_stands_inside_them_in_a_flattened_text() -> None:
    text = FLATTENED + "海外仓(馆、站),用好资源(含直属单位),依照(以下简称条例)办理;电话(0575)、函数f(甲)、版本(v2)。"
    proposed = [each for each in propose_repairs(text) if each.state is RepairState.PROPOSED]
    assert {each.replacement for each in proposed} == {"（", "）"}
    assert (
        "海外仓（馆、站），用好资源（含直属单位），依照（以下简称条例）办理；电话(0575)、函数f(甲)、版本(v2)"
        in repaired(text)
    )


def test_quotation_marks_go_in_pairs_in_a_flattened_text() -> None:
    text = FLATTENED + '贯彻"两会"精神,落实"十四五"规划,建设"一带一路",标准"GB"。\n他说:"好'
    assert '贯彻“两会”精神，落实“十四五”规划，建设“一带一路”，标准"GB"。\n他说' in repaired(text)


@pytest.mark.parametrize(
    "text",
    [
        FLATTENED + "海外仓(馆、站)等",
        FLATTENED + "甲(乙)丙(丁)戊(己)庚（辛）",
        '"两会"精神,"十四五"规划,"一带一路"',
        "海外仓(馆、站),资源(含直属单位),依照(以下简称条例)办理。",
    ],
)
def test_parentheses_and_quotes_stay_where_nothing_says_that_they_were_flattened(text: str) -> None:
    assert not {each.replacement for each in propose_repairs(text)} & set("（）“”")


def test_length_never_changes() -> None:
    assert len(repaired(FLATTENED)) == len(FLATTENED)
