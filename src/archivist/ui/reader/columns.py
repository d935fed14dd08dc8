"""Where the panes stand in a window of some width. Pure."""

from typing import NamedTuple

NARROWEST_PANE = 264
"""Below this width for each, the panes go line by line beneath each other."""

LONGEST_LINE = 34
"""Characters; wider windows get margins."""

GUTTER, MARGIN = 44, 28
_NARROWEST_TEXT = 8


class Column(NamedTuple):
    """Left edge and width of a pane's text in logical pixels."""

    left: int
    width: int


class Columns(NamedTuple):
    """``columns`` has one entry for each pane; ``is_interlinear``: all of them are the same one. ``dividers`` are the
    middles between two panes, ``numbers`` is where paragraph numbers end on the right."""

    columns: tuple[Column, ...]
    is_interlinear: bool
    dividers: tuple[int, ...]
    numbers: int


def arrange_columns(width: int, panes: int, em: int, *, scale: float = 1.0) -> Columns:
    """Columns of whole characters (``em`` pixels each), centred. ``scale`` is that of the interface font."""
    gutter, margin = round(GUTTER * scale), round(MARGIN * scale)
    is_interlinear = panes > 1 and width < panes * NARROWEST_PANE * scale
    count = 1 if is_interlinear else max(panes, 1)
    free = width - gutter - margin - (count - 1) * 2 * margin
    characters = min(max(free // count // em, _NARROWEST_TEXT), LONGEST_LINE)
    text = characters * em
    spare = max(free - count * text, 0)
    lefts = [gutter + spare // 2 + index * (text + 2 * margin) for index in range(count)]
    columns = tuple(Column(left, text) for left in lefts)
    dividers = tuple(left - margin for left in lefts[1:])
    return Columns(
        columns * panes if is_interlinear else columns, is_interlinear, dividers, lefts[0] - round(14 * scale)
    )
