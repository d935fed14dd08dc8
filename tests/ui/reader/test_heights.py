from hypothesis import given
from hypothesis import strategies as st

from archivist.ui.reader.heights import Heights

heights = st.lists(st.integers(0, 90), min_size=1, max_size=60)
changes = st.lists(st.tuples(st.integers(0, 59), st.integers(0, 90)), max_size=30)


@given(heights, changes)
def test_sums_are_those_of_the_corrected_heights(first: list[int], corrected: list[tuple[int, int]]) -> None:
    kept = Heights(first)
    plain = list(first)
    for row, height in corrected:
        kept[row % len(plain)] = height
        plain[row % len(plain)] = height

    assert kept.total == sum(plain)
    assert [kept[row] for row in range(len(kept))] == plain
    assert [kept.top(row) for row in range(len(plain) + 1)] == [sum(plain[:row]) for row in range(len(plain) + 1)]


@given(heights, st.integers(-5, 6000))
def test_a_row_is_found_by_any_of_its_pixels(plain: list[int], y: int) -> None:
    kept = Heights(plain)

    row = kept.row_at(y)

    inside = [index for index in range(len(plain)) if kept.top(index) <= y < kept.top(index) + plain[index]]
    assert row == (inside[0] if inside else 0 if y < 0 else len(plain) - 1) or (not inside and y < 0)
