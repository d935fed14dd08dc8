import pytest

from archivist.domain import RepairState
from archivist.text.repair import accept_proposed, apply_repairs, propose_repairs
from archivist.text.repair.annotated_characters import KIND


def states_of(text: str) -> set[RepairState]:
    return {repair.state for repair in propose_repairs(text) if repair.kind == KIND}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他的(身shēn)体", "他的身体"),
        ("（日rì）子", "日子"),
        ("(情 qing2)况", "情况"),
        ("(日ri)", "日"),
    ],
)
def test_a_character_with_its_reading_becomes_the_character(text: str, expected: str) -> None:
    assert apply_repairs(text, accept_proposed(propose_repairs(text))).text == expected
    assert states_of(text) == {RepairState.PROPOSED}


def test_its_reading_becomes_ruby() -> None:
    repaired = apply_repairs("(身shēn)体", accept_proposed(propose_repairs("(身shēn)体")))
    assert [(ruby.span.of(repaired.text), ruby.reading) for ruby in repaired.ruby] == [("身", "shēn")]


@pytest.mark.parametrize(
    "text", ["行(行háng)业", "(甲A)", "(情xiàn)", "(氧O)", "(a ā)", "(身体shēntǐ)", "(身", "(\ud800ā)"]
)
def test_what_the_author_wrote_is_kept(text: str) -> None:
    assert states_of(text) == set()


def test_a_text_that_does_so_throughout_is_repaired_without_asking() -> None:
    assert states_of("(身shēn)(体tǐ)(情qíng)(况kuàng)(良liáng)好") == {RepairState.AUTOMATIC}


def test_a_text_that_does_so_at_some_places_only_is_not() -> None:
    assert states_of("(身shēn)(体tǐ)(情qíng)(况kuàng)(良liáng)好，身体情况良好") == {RepairState.PROPOSED}
