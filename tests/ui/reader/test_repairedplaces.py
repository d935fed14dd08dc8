from builders import a_repair
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.repair import apply_repairs
from archivist.ui.reader.repairedplaces import find_repaired_places, has_sign

SOURCE = "會(huì)議,區(qū)委,"


def test_places_are_those_of_the_reading_text() -> None:
    repairs = (a_repair(0, 6, "會"), a_repair(7, 8, "，"), a_repair(8, 13, "區", applied=False))
    reading_text = apply_repairs(SOURCE, repairs).text

    places = list(find_repaired_places(SOURCE, repairs))

    assert [reading_text[place.start : place.end] for place in places] == ["會", "，", "區(qū)"]
    assert [place.raw for place in places] == ["會(huì)", ",", "區(qū)"]
    assert [place.is_proposed for place in places] == [False, False, True]


def test_punctuation_gets_no_sign() -> None:
    places = find_repaired_places(SOURCE, (a_repair(0, 6, "會"), a_repair(7, 8, "，")))

    assert [has_sign(place) for place in places] == [True, False]


@given(st.lists(st.tuples(st.integers(0, 2), st.text("甲乙", max_size=3), st.booleans()), max_size=10))
def test_raw_and_applied_text_agree_with_the_repairs(steps: list[tuple[int, str, bool]]) -> None:
    source = "abc" * len(steps)
    repairs = [
        a_repair(3 * index, 3 * index + width + 1, new, applied=applied)
        for index, (width, new, applied) in enumerate(steps)
    ]
    reading_text = apply_repairs(source, repairs).text

    for place in find_repaired_places(source, repairs):
        wanted = place.raw if place.is_proposed else place.repair.replacement
        assert reading_text[place.start : place.end] == wanted
