"""Painting one row: washes, find fills, text, ruby, dots, doubts, lanes, dog-ears, frames, in this order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from archivist.domain import AnnotationKind
from archivist.text.pinyin import parse_reading
from archivist.ui.reader import signs
from archivist.ui.reader.block import Block, Line, Piece
from archivist.ui.reader.contents import RowContent
from archivist.ui.reader.lanes import overlaps
from archivist.ui.reader.page import Page, RowLayout
from archivist.ui.reader.repairedplaces import has_sign
from archivist.ui.reader.values import Mark, Reading
from archivist.ui.theme import Theme

LANES = 4
"""Marks beyond so many at one place are counted, not drawn."""

_BANDS = 3
_RUBY_BASELINE = 0.95  # of an em above the text's baseline


@dataclass(frozen=True, slots=True)
class Tint:
    """A ground of its own for the part of a row that the caller has clipped: a selection, or its counterpart."""

    ground: QColor
    text: QColor
    hides_washes: bool


class RowPainter:
    """Paints the rows of ``page``; the painter's origin is the row's upper left corner."""

    def __init__(self, page: Page, theme: Theme) -> None:
        self._page = page
        self._theme = theme

    def paint(self, painter: QPainter, laid: RowLayout, content: RowContent, *, top: float, bottom: float) -> None:
        """The part of a row between ``top`` and ``bottom``, with its number."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if laid.row.number and laid.row.is_first and laid.blocks[0].lines:
            self._paint_number(painter, laid.row.number, laid.blocks[0].lines[0])
        for block in laid.blocks:
            self.paint_block(painter, block, content, top=top, bottom=bottom)

    def paint_block(
        self,
        painter: QPainter,
        block: Block,
        content: RowContent,
        *,
        top: float,
        bottom: float,
        tint: Tint | None = None,
    ) -> None:
        slack = block.style.pitch
        lines = [line for line in block.lines if line.bottom + slack > top and line.top - slack < bottom]
        if not lines:
            return
        if tint:
            painter.fillRect(QRectF(0, top, self._page.width, bottom - top), tint.ground)
        if not (tint and tint.hides_washes):
            self._paint_washes(painter, block, content.marks)
            self._paint_fills(painter, block, content)
        text = tint.text if tint else self._theme.text
        self._paint_text(painter, block, lines, text)
        if not (tint and tint.hides_washes):
            self._paint_current_text(painter, block, content)
        # Ruby and dots need the positions in this block; everything else was cut by the caller or by the row.
        first, last = block.position(lines[0].first), block.position(lines[-1].last)
        if block.pane in self._page.shown.ruby:
            self._paint_ruby(painter, block, (first, last), content, tint)
        self._paint_repairs(painter, block, (first, last))
        self._paint_doubts(painter, block, (first, last))
        signs.draw_missing(painter, block, top=top, bottom=bottom, colour=text if tint else self._theme.text3)
        self._paint_marks(painter, block, content.marks)
        self._paint_frames(painter, block, content)

    def _pieces(self, block: Block, start: int, end: int) -> list[Piece]:
        return block.pieces(*self._page.document.rendered(block.pane, start, end))

    def _paint_number(self, painter: QPainter, number: str, line: Line) -> None:
        painter.setFont(self._page.typography.number_font)
        painter.setPen(self._theme.text3)
        width = painter.fontMetrics().horizontalAdvance(number)
        painter.drawText(QPointF(self._page.columns.numbers - width, line.baseline), number)

    def _paint_washes(self, painter: QPainter, block: Block, marks: tuple[Mark, ...]) -> None:
        highlights = [mark for mark in marks if mark.kind is AnnotationKind.HIGHLIGHT]
        for start, end, covering in overlaps(highlights):
            newest = sorted(covering, key=lambda mark: mark.rank)[-_BANDS:]
            visible = [mark for mark in covering if mark in newest]
            for piece in self._pieces(block, start, end):
                for part, mark in enumerate(visible):
                    area = signs.band(piece, part, len(visible), self._page.ratio)
                    painter.fillRect(area, self._theme.highlights[mark.colour].wash)

    def _paint_fills(self, painter: QPainter, block: Block, content: RowContent) -> None:
        for hit in content.hits:
            if not _is_on_wash(hit.start, hit.end, content.marks):
                fill = self._theme.current_fill if hit.is_current else self._theme.find_fill
                for piece in self._pieces(block, hit.start, hit.end):
                    painter.fillRect(_frame(piece, 0), fill)

    def _paint_text(self, painter: QPainter, block: Block, lines: list[Line], colour: QColor) -> None:
        painter.setPen(colour)
        for line in lines:
            line.shape.draw(painter, QPointF(0, 0))

    def _paint_current_text(self, painter: QPainter, block: Block, content: RowContent) -> None:
        for hit in content.hits:
            if hit.is_current and not _is_on_wash(hit.start, hit.end, content.marks):
                for piece in self._pieces(block, hit.start, hit.end):
                    painter.save()
                    painter.setClipRect(_frame(piece, 0), Qt.ClipOperation.IntersectClip)
                    painter.fillRect(_frame(piece, 0), self._theme.current_fill)
                    self._paint_text(painter, block, [piece.line], self._theme.current_text)
                    painter.restore()

    def _paint_ruby(
        self, painter: QPainter, block: Block, span: tuple[int, int], content: RowContent, tint: Tint | None
    ) -> None:
        style, page = block.style, self._page
        painter.setFont(style.ruby_font)
        first, last = span[0] - block.start, span[1] - block.start
        for one in block.readings[bisect_left(block.readings, (first,)) :]:
            if one.start >= last:
                break
            place = signs.middle_of(block, block.start + one.start, block.start + one.end)
            if place is None:
                continue
            piece, middle = place
            painter.setPen(tint.text if tint else self._ruby_colour(block, one, content))
            text, width = page.typography.ruby(style, one.reading)
            painter.drawStaticText(QPointF(middle - width / 2, self._ruby_top(block, piece.line)), text)

    def _ruby_colour(self, block: Block, one: Reading, content: RowContent) -> QColor:
        if content.marks or content.hits:
            alignment = self._page.document.panes[block.pane].conversion.alignment
            start, end = alignment.span_to_source(block.start + one.start, block.start + one.end)
            if _is_on_wash(start, end, content.marks):
                return self._theme.ruby_on_mark
            if any(hit.is_current and hit.start < end and start < hit.end for hit in content.hits):
                return self._theme.current_text
        return self._theme.tones[_tone(one.reading)] if self._page.shown.tones else self._theme.ruby

    def _paint_repairs(self, painter: QPainter, block: Block, span: tuple[int, int]) -> None:
        page = self._page
        if not page.shown.repairs:
            return
        reading = page.document.panes[block.pane].conversion.alignment.span_to_source(*span)
        has_ruby = block.pane in page.shown.ruby
        for place in page.contents.repaired.between(*reading):
            # Its reading says where the repair is.
            if not has_sign(place) or (has_ruby and place.repair.reading and not place.is_proposed):
                continue
            found = signs.middle_of(block, *page.document.rendered(block.pane, place.start, place.end))
            if found is None:
                continue
            piece, middle = found
            if place.is_proposed:
                signs.draw_ring(painter, middle, piece.line.top, scale=block.style.scale, colour=self._theme.warn)
            else:
                signs.draw_dot(painter, middle, piece.line.top, scale=block.style.scale, colour=self._theme.repair_dot)

    def _paint_doubts(self, painter: QPainter, block: Block, span: tuple[int, int]) -> None:
        page = self._page
        if not page.shown.doubts:
            return
        reading = page.document.panes[block.pane].conversion.alignment.span_to_source(*span)
        for doubt in page.contents.doubts[block.pane].between(*reading):
            pieces = self._pieces(block, doubt.start, doubt.end)
            signs.draw_dotted(painter, pieces, scale=block.style.scale, colour=self._theme.text3)

    def _paint_marks(self, painter: QPainter, block: Block, marks: tuple[Mark, ...]) -> None:
        crowded: dict[int, tuple[Piece, int]] = {}
        for mark in marks:
            start, end = self._page.document.rendered(block.pane, mark.start, mark.end)
            pieces = block.pieces(start, end)
            ink = self._theme.highlights[mark.colour].ink
            for piece in pieces:
                if mark.lane < LANES:
                    thickness = 2 if _is_thick(mark) else 1
                    signs.draw_lane(painter, piece, mark.lane, thickness=thickness, scale=block.style.scale, ink=ink)
                else:
                    known, count = crowded.get(id(piece.line), (piece, 0))
                    crowded[id(piece.line)] = (max(known, piece, key=lambda one: one.right), count + 1)
            if pieces and mark.has_note and end <= block.end:
                signs.draw_dog_ear(painter, pieces[-1], scale=block.style.scale, ink=ink)
        for piece, count in crowded.values():
            self._paint_count(painter, block, piece, count)

    def _paint_count(self, painter: QPainter, block: Block, piece: Piece, count: int) -> None:
        painter.setFont(block.style.ruby_font)
        painter.setPen(self._theme.text3)
        text = f"+{count}"
        metrics = painter.fontMetrics()
        x = piece.right - metrics.horizontalAdvance(text)
        painter.drawText(QPointF(x, piece.line.foot + metrics.capHeight() + 1), text)

    def _paint_frames(self, painter: QPainter, block: Block, content: RowContent) -> None:
        for hit in content.hits:
            for piece in self._pieces(block, hit.start, hit.end):
                if hit.is_current:
                    signs.draw_frame(painter, _frame(piece, 1), colour=self._theme.current_frame, width=2)
                else:
                    signs.draw_frame(painter, _frame(piece, 0.5), colour=self._theme.find_frame, width=1)

    def top_of(self, block: Block, line: Line) -> float:
        """Where a line begins: with its readings, where these show."""
        return min(line.top, self._ruby_top(block, line)) if block.pane in self._page.shown.ruby else line.top

    def _ruby_top(self, block: Block, line: Line) -> float:
        return line.baseline - _RUBY_BASELINE * block.style.em - QFontMetrics(block.style.ruby_font).ascent()

    def paint_counterpart_rules(self, painter: QPainter, block: Block, pieces: Sequence[Piece]) -> None:
        """The rules above and below what the selection is in another pane."""
        painter.setPen(QPen(self._theme.accent, 1.5))
        for piece in pieces:
            for y in (self.top_of(block, piece.line) + 0.75, piece.line.foot - 0.75):
                painter.drawLine(QPointF(piece.left, y), QPointF(piece.right, y))


def _frame(piece: Piece, margin: float) -> QRectF:
    line = piece.line
    area = QRectF(
        round(piece.left), round(line.top), round(piece.right) - round(piece.left), line.foot - round(line.top)
    )
    return area.adjusted(-margin, -margin, margin, margin)


def _is_on_wash(start: int, end: int, marks: tuple[Mark, ...]) -> bool:
    return any(mark.kind is AnnotationKind.HIGHLIGHT and mark.start < end and start < mark.end for mark in marks)


@lru_cache(2048)
def _tone(written: str) -> int:
    """1 to 4; 0 for the neutral tone and for what is no pinyin."""
    reading = parse_reading(written)
    return (reading and reading.tone) or 0


def _is_thick(mark: Mark) -> bool:
    return mark.kind is AnnotationKind.UNDERLINE or (mark.kind is AnnotationKind.HIGHLIGHT and mark.has_note)
