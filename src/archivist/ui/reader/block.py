"""The text of one row in one pane, broken into lines: where each character stands."""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from archivist.text.spanmap import SpanMap, utf16_map
from archivist.ui.reader.columns import Column
from archivist.ui.reader.shown import LINE_SEPARATOR, Safe, half_width_places, ruby_gaps
from archivist.ui.reader.typography import Style, Typography
from archivist.ui.reader.values import Reading

_FULL_ENOUGH = 0.92
"""A line that fills less than this (“ before Han forbids the break) would be torn apart: its paragraph stays ragged."""

_LANES_INSIDE = 2
_LANE_STEP = 4


class Line:
    """One line. ``first`` and ``last`` count UTF-16 units of the block's text, ``base`` is where its layout begins.

    ``top`` is the upper edge of washes, ``foot`` the lower one; pixels of the row."""

    __slots__ = ("base", "baseline", "bottom", "first", "foot", "lanes", "last", "layout", "segment", "shape", "top")

    def __init__(self, layout: QTextLayout, shape: QTextLine, base: int, segment: int) -> None:
        self.layout = layout  # keeps the engine alive that ``shape`` points into
        self.shape = shape
        self.base = base
        self.segment = segment
        self.first = base + shape.textStart()
        self.last = self.first + shape.textLength()
        self.lanes = 0
        self.top = self.baseline = self.foot = self.bottom = 0.0

    def x(self, unit: int) -> float:
        """The left edge of what begins at ``unit``."""
        # PySide gives a pair: the edge, and the nearest unit where a cursor may stand.
        return self.shape.cursorToX(min(max(unit, self.first), self.last) - self.base)[0]  # pyright: ignore[reportIndexIssue]

    def unit_at(self, x: float, *, on_character: bool = False) -> int:
        """The unit whose left edge is nearest to ``x``, or the one whose character covers it."""
        mode = QTextLine.CursorPosition
        how = mode.CursorOnCharacter if on_character else mode.CursorBetweenCharacters
        return min(self.shape.xToCursor(x, how) + self.base, self.last)

    def place(self, top: float, left: float, style: Style, *, lanes: int, ratio: float) -> float:
        """Set the line with its upper edge at ``top`` and return its lower one. Baselines lie on device pixels."""
        self.lanes = lanes
        # Two lanes fit between the glyphs and the foot of the wash; each further one lowers the foot.
        below = (1 + max(min(lanes, 4) - _LANES_INSIDE, 0)) * _LANE_STEP * style.scale
        self.baseline = round((top + style.lead + style.ascent) * ratio) / ratio
        self.top = self.baseline - style.ascent
        self.foot = round((self.baseline + style.descent + below) * ratio) / ratio
        self.shape.setPosition(QPointF(left, self.baseline - self.shape.ascent()))
        overflow = 9 * style.scale if lanes > 4 else 1
        self.bottom = max(top + style.pitch, self.foot + overflow)
        return self.bottom


class Piece(NamedTuple):
    """A part of a line, from ``left`` to ``right``."""

    line: Line
    left: float
    right: float


class Block:
    """``start`` and ``end`` count code points of the pane's text."""

    def __init__(self, pane: int, start: int, text: str, safe: Safe, *, style: Style, column: Column) -> None:
        self.pane = pane
        self.start = start
        self.text = text
        self.safe = safe
        self.style = style
        self.column = column
        self.lines: list[Line] = []
        self.readings: Sequence[Reading] = ()
        self._firsts: list[int] = []
        self._units: SpanMap | None = utf16_map(text) if text and max(text) > "\uffff" else None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def unit(self, position: int) -> int:
        """UTF-16 unit of a code point of the pane's text, kept inside of the block."""
        inside = min(max(position - self.start, 0), len(self.text))
        return self._units.to_target(inside) if self._units else inside

    def position(self, unit: int) -> int:
        """Code point of the pane's text at a UTF-16 unit."""
        return self.start + (self._units.to_source(unit) if self._units else unit)

    def break_lines(self, typography: Typography, readings: Sequence[Reading], cuts: Sequence[int] = ()) -> None:
        """Fill ``lines``. ``readings`` count code points of the block's text.

        ``cuts`` are further code points of it at which a line ends in any case; the parts between are numbered as the
        lines' ``segment``."""
        self.readings = readings
        bounds = [0, *cuts, len(self.text)]
        formats = self._formats(typography, readings)
        self.lines = []
        for segment, (start, end) in enumerate(itertools.pairwise(bounds)):
            if start == end and len(bounds) > 2:
                continue
            self.lines.extend(self._break_segment(segment, start, end, formats))
        self._firsts = [line.first for line in self.lines]

    def _break_segment(
        self, segment: int, start: int, end: int, formats: list[QTextLayout.FormatRange]
    ) -> Iterator[Line]:
        base = self.unit(self.start + start)
        text = self.safe.text[start:end]
        layout = QTextLayout(text)
        layout.setFont(self.style.font)
        layout.setCacheEnabled(True)
        layout.setTextOption(_option(Qt.AlignmentFlag.AlignJustify))
        if formats:
            layout.setFormats(_moved(formats, base, self.unit(self.start + end)))
        width = self.column.width - self.style.indent
        layout.beginLayout()
        shapes: list[QTextLine] = []
        while (shape := layout.createLine()).isValid():
            shape.setLineWidth(width)
            shapes.append(shape)
        layout.endLayout()
        # Lines that their writer ended are ragged too.
        if LINE_SEPARATOR in text or any(shape.naturalTextWidth() < _FULL_ENOUGH * width for shape in shapes[:-1]):
            layout.setTextOption(_option(Qt.AlignmentFlag.AlignLeft))
        return (Line(layout, shape, base, segment) for shape in shapes)

    def _formats(self, typography: Typography, readings: Sequence[Reading]) -> list[QTextLayout.FormatRange]:
        """Half-width marks, gaps under long readings and what boxes stand in for."""
        found = [(place, self.style.halved) for place in half_width_places(self.text)]
        found += [(place, self.style.hidden) for place in self.safe.boxed]
        if readings:
            widths = [(one.start, one.end, typography.ruby(self.style, one.reading)[1]) for one in readings]
            gaps = ruby_gaps(widths, self.style.em, self.style.ruby_font.pixelSize() * 0.3)
            found += [(place, typography.spaced(self.style, gap)) for place, gap in gaps.items()]
        ranges: list[QTextLayout.FormatRange] = []
        for place, form in found:
            one = QTextLayout.FormatRange()
            one.start = self.unit(self.start + place)
            one.length = self.unit(self.start + place + 1) - one.start
            one.format = form
            ranges.append(one)
        return ranges

    def line_of(self, position: int, *, is_line_end: bool = False) -> int:
        """The index of the line that holds a code point of the pane's text."""
        unit = self.unit(position)
        index = max(bisect_right(self._firsts, unit) - 1, 0)
        if is_line_end and index and self.lines[index].first == unit:
            return index - 1
        return index

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The parts of lines that code points ``start..end`` of the pane's text cover."""
        first, last = self.unit(start), self.unit(end)
        if first >= last:
            return []
        found: list[Piece] = []
        for line in self.lines[self.line_of(start) :]:
            if line.first >= last:
                break
            left, right = line.x(first), line.x(last)
            if right > left:
                found.append(Piece(line, left, right))
        return found


def _moved(formats: list[QTextLayout.FormatRange], start: int, end: int) -> list[QTextLayout.FormatRange]:
    """``formats`` inside of ``start..end``, counted from there."""
    if start == 0 and (not formats or max(one.start for one in formats) < end):
        return formats
    moved: list[QTextLayout.FormatRange] = []
    for one in formats:
        if start <= one.start < end:
            copy = QTextLayout.FormatRange()
            copy.start, copy.length, copy.format = one.start - start, one.length, one.format
            moved.append(copy)
    return moved


def _option(alignment: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(alignment)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    return option
