"""From points to text and back: what lies at a pixel of a row, and where a place of the text is."""

from typing import NamedTuple

from archivist.ui.reader.block import Block, Line
from archivist.ui.reader.page import Page, RowLayout
from archivist.ui.reader.values import Place


class Spot(NamedTuple):
    """Where a place is drawn: ``x`` is the edge between two characters."""

    laid: RowLayout
    block: Block
    line: Line
    x: float


def pane_at(page: Page, x: float) -> int:
    """The pane at ``x``, where they stand side by side; the first one where they do not."""
    return sum(x >= divider for divider in page.columns.dividers)


def line_at(page: Page, laid: RowLayout, x: float, y: float) -> tuple[Block, Line]:
    """The line at a point of a row, or the nearest one: first by pane, then by height."""
    lines = laid.lines
    if not page.columns.is_interlinear:
        block = laid.blocks[pane_at(page, x)]
        lines = [(block, line) for line in block.lines]
    return min(lines, key=lambda entry: _distance(entry[1], y))


def _distance(line: Line, y: float) -> float:
    middle = (line.top + line.foot) / 2
    return abs(y - middle)


def place_at(page: Page, row: int, x: float, y: float, *, pane: int | None = None) -> Place:
    """The place between characters that is nearest to a point of ``row``; in ``pane`` where one is named."""
    laid = page.layout(row)
    if pane is None:
        block, line = line_at(page, laid, x, y)
    else:
        block = laid.blocks[pane]
        line = min(block.lines, key=lambda one: _distance(one, y))
    return place_on(block, line, x)


def place_on(block: Block, line: Line, x: float) -> Place:
    """The place on ``line`` that is nearest to ``x``."""
    unit = line.unit_at(x)
    is_line_end = unit == line.last and line is not block.lines[-1]
    return Place(block.pane, block.position(unit), is_line_end)


def character_at(page: Page, row: int, x: float, y: float) -> tuple[int, int, int] | None:
    """Pane, start and end of the character under a point of ``row``, as code points of the pane's text."""
    block, line = line_at(page, page.layout(row), x, y)
    if not line.top - 4 <= y <= line.bottom or line.first == line.last:
        return None
    if not line.x(line.first) <= x < line.x(line.last):
        return None
    start = block.position(line.unit_at(x, on_character=True))
    return block.pane, start, min(start + 1, block.end)


def spot_of(page: Page, place: Place) -> Spot:
    """Where ``place`` is drawn. Its row is laid out for it."""
    laid = page.layout(page.document.row_of_place(place))
    block = laid.blocks[place.pane]
    line = block.lines[block.line_of(place.position, is_line_end=place.is_line_end)]
    return Spot(laid, block, line, line.x(block.unit(place.position)))
