import pytest

from archivist.ui.reader.columns import LONGEST_LINE, arrange_columns


@pytest.mark.parametrize(("width", "panes"), [(528, 2), (1115, 2), (792, 3), (1900, 2), (640, 1), (2600, 3)])
def test_columns_of_equal_width_stand_side_by_side(width: int, panes: int) -> None:
    arranged = arrange_columns(width, panes, 18)

    assert not arranged.is_interlinear
    assert len({column.width for column in arranged.columns}) == 1
    edges = [edge for column in arranged.columns for edge in (column.left, column.left + column.width)]
    assert edges == sorted(edges)
    assert edges[-1] <= width
    assert arranged.columns[0].width <= LONGEST_LINE * 18


@pytest.mark.parametrize(("width", "panes"), [(527, 2), (791, 3), (300, 2)])
def test_panes_that_have_no_room_share_one_column(width: int, panes: int) -> None:
    arranged = arrange_columns(width, panes, 18)

    assert arranged.is_interlinear
    assert len(set(arranged.columns)) == 1
    assert arranged.dividers == ()


def test_a_wide_window_has_equal_margins() -> None:
    arranged = arrange_columns(1900, 1, 18)

    column = arranged.columns[0]
    assert column.width == LONGEST_LINE * 18
    assert abs((column.left - 44) - (1900 - 28 - column.left - column.width)) <= 1
