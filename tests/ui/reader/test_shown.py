from hypothesis import given
from hypothesis import strategies as st

from archivist.ui.reader.shown import half_width_places, make_safe, ruby_gaps

everything = st.text(st.characters(exclude_categories=[]))


@given(everything)
def test_a_text_keeps_its_length_in_both_counts(text: str) -> None:
    safe = make_safe(text, lambda character: character < "\u9fff")

    assert len(safe.text) == len(text)
    assert [character > "\uffff" for character in safe.text] == [character > "\uffff" for character in text]


@given(everything)
def test_no_half_of_a_pair_and_no_control_is_left(text: str) -> None:
    safe = make_safe(text, lambda _: True)

    assert not any("\ud800" <= one <= "\udfff" or one in "\0\n\r\u202e\u2066" for one in safe.text)


def test_what_no_font_has_becomes_a_box() -> None:
    assert make_safe("甲\0乙\ud800\ue001", lambda one: one != "乙").boxed == {1: 0, 2: 0x4E59, 3: 0xD800, 4: 0xE001}


def test_the_first_of_two_marks_is_halved() -> None:
    assert half_width_places("他说：“好。”（完）") == [2, 5, 6]


def test_only_readings_that_would_touch_move_apart() -> None:
    assert ruby_gaps([(0, 1, 30.0), (1, 2, 20.0), (3, 4, 20.0)], 18, 2) == {0: 9.0}
