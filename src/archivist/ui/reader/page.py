"""The document laid out for one width and zoom: lines of each row, made when they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archivist.text.pinyin.context import read_in_context
from archivist.ui.reader.block import Block, Line
from archivist.ui.reader.columns import arrange_columns
from archivist.ui.reader.contents import Contents, Shown
from archivist.ui.reader.document import Document
from archivist.ui.reader.heights import Heights
from archivist.ui.reader.rows import Row
from archivist.ui.reader.shown import make_safe
from archivist.ui.reader.typography import Typography
from archivist.ui.reader.values import Mark, Place, Reading

_TOP_ROOM, _BOTTOM_ROOM = 14, 48
_KEPT_CHARACTERS = 200_000
"""Laid out text that is kept for scrolling back, in code points of all panes."""


@dataclass(slots=True, eq=False)
class RowLayout:
    """The blocks of one row, one for each pane. Pixels count from the row's upper left corner."""

    index: int
    row: Row
    blocks: list[Block]
    marks: tuple[Mark, ...] = ()
    height: int = 0
    lines: list[tuple[Block, Line]] = field(default_factory=list[tuple[Block, Line]])

    @property
    def size(self) -> int:
        return sum(len(block.text) for block in self.blocks)


class Page:
    """``ratio`` is the number of device pixels for a logical one."""

    def __init__(
        self,
        document: Document,
        contents: Contents,
        typography: Typography,
        *,
        width: int,
        ratio: float,
        shown: Shown,
    ) -> None:
        self.document = document
        self.contents = contents
        self.typography = typography
        self.width = width
        self.ratio = ratio
        self.shown = shown
        self.columns = arrange_columns(width, len(document.panes), typography.em, scale=typography.interface_scale)
        self.heights = Heights(self._estimates())
        self._layouts: dict[int, RowLayout] = {}
        self._kept = 0

    def _estimates(self) -> Iterator[int]:
        styles: dict[tuple[str, int], tuple[int, int, int]] = {}
        script = self.document.panes[0].script
        panes = len(self.document.panes) if self.columns.is_interlinear else 1
        last = len(self.document.rows) - 1
        for index, row in enumerate(self.document.rows):
            key = (row.kind, row.level)
            if key not in styles:
                style = self.typography.style(script, row)
                per_line = max((self.columns.columns[0].width - style.indent) // style.em, 1)
                styles[key] = (per_line, style.pitch * panes, style.before + style.after)
            per_line, pitch, room = styles[key]
            height = -((row.start - row.end) // per_line) * pitch
            if row.is_first and row.is_last:
                height += room
            yield height + _TOP_ROOM * (index == 0) + _BOTTOM_ROOM * (index == last)

    def measure(self, index: int) -> int:
        """The true height of a row, which is laid out for it."""
        height = self.layout(index).height
        self.heights[index] = height
        return height

    def layout(self, index: int) -> RowLayout:
        """The row as it is now. It moves when a mark needs a lane more."""
        found = self._layouts.pop(index, None)
        marks = self.contents.of_row(*self.document.rows[index][:2]).marks
        if found is None:
            found = self._lay_out(index)
            found.marks = marks
            self._stack(found)
            self._kept += found.size
        elif found.marks != marks:
            found.marks = marks
            self._stack(found)
        self._layouts[index] = found
        while self._kept > _KEPT_CHARACTERS and len(self._layouts) > 1:
            oldest = self._layouts.pop(next(iter(self._layouts)))
            self._kept -= oldest.size
        return found

    def _lay_out(self, index: int) -> RowLayout:
        row = self.document.rows[index]
        blocks: list[Block] = []
        for pane in range(len(self.document.panes)):
            block = self._block(index, row, pane)
            cuts = self._cuts(blocks[0], block) if blocks and self.columns.is_interlinear else []
            block.break_lines(self.typography, self._readings(row, block), cuts)
            blocks.append(block)
        return RowLayout(index, row, blocks)

    def _block(self, index: int, row: Row, pane: int) -> Block:
        script = self.document.panes[pane].script
        start, end = self.document.rendered_row(pane, index)
        text = self.document.panes[pane].conversion.text[start:end]
        safe = make_safe(text, lambda character: self.typography.can_show(script, character))
        style = self.typography.style(script, row)
        return Block(pane, start, text, safe, style=style, column=self.columns.columns[pane])

    def _cuts(self, leader: Block, follower: Block) -> list[int]:
        """Where the follower's lines end, so that each stands below the leader's line that it goes with."""
        bounds = [leader.position(line.first) for line in leader.lines[1:]]
        places = (self.document.counterpart(Place(leader.pane, bound), follower.pane).position for bound in bounds)
        return [place - follower.start for place in places]

    def _readings(self, row: Row, block: Block) -> list[Reading]:
        if block.pane not in self.shown.ruby:
            return []
        found: list[Reading] = []
        for one in self.contents.readings.between(row.start, row.end):
            start, end = self.document.rendered(block.pane, one.start, one.end)
            start, end = max(start, block.start), min(end, block.end)
            if start < end:
                found.append(Reading(start - block.start, end - block.start, one.reading, one.is_authors))
        return _with_pinyin(found, block.text) if self.shown.pinyin else found

    def _stack(self, laid: RowLayout) -> None:
        """Give each line its place, and the row its height."""
        style = laid.blocks[0].style
        self._count_lanes(laid)
        top = style.before if laid.row.is_first else 0
        top += _TOP_ROOM if laid.index == 0 else 0
        if self.columns.is_interlinear:
            bottom = self._stack_between(laid, top)
        else:
            bottom = max(self._stack_block(block, top) for block in laid.blocks)
            laid.lines = [(block, line) for block in laid.blocks for line in block.lines]
        room = style.after if laid.row.is_last else 0
        room += _BOTTOM_ROOM if laid.index == len(self.document.rows) - 1 else 0
        laid.height = round(bottom + room)

    def _stack_block(self, block: Block, y: float) -> float:
        for line in block.lines:
            y = self._place(block, line, y)
        return y

    def _stack_between(self, laid: RowLayout, y: float) -> float:
        """Line by line of the first pane, below each what goes with it in the others."""
        laid.lines = []
        for number, leading in enumerate(laid.blocks[0].lines):
            group = [(laid.blocks[0], leading)]
            for block in laid.blocks[1:]:
                group += [(block, line) for line in block.lines if line.segment == number]
            for block, line in group:
                y = self._place(block, line, y)
            y += laid.blocks[0].style.em // 2  # so that the lines that belong together are seen as one
            laid.lines += group
        return y

    def _place(self, block: Block, line: Line, y: float) -> float:
        left = block.column.left + block.style.indent
        return line.place(y, left, block.style, lanes=line.lanes, ratio=self.ratio)

    def _count_lanes(self, laid: RowLayout) -> None:
        for block in laid.blocks:
            for line in block.lines:
                line.lanes = 0
            for mark in laid.marks:
                for piece in block.pieces(*self.document.rendered(block.pane, mark.start, mark.end)):
                    piece.line.lanes = max(piece.line.lanes, mark.lane + 1)


def _with_pinyin(readings: list[Reading], text: str) -> list[Reading]:
    """The author's own readings, and of all other characters those that are computed: what damage had is the same
    whatever the context."""
    own = [one for one in readings if one.is_authors]
    taken = {place for one in own for place in range(one.start, one.end)}
    computed = (
        Reading(place, place + 1, reading)
        for place, reading in enumerate(read_in_context(text))
        if reading and place not in taken
    )
    return sorted([*own, *computed])
