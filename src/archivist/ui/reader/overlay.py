"""What is painted over the pictures of rows: selection, its counterpart, the caret, a flash."""

from collections.abc import Sequence
from itertools import chain
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from archivist.domain import Span
from archivist.ui.reader import signs
from archivist.ui.reader.block import Block, Piece
from archivist.ui.reader.caret import Caret
from archivist.ui.reader.page import Page, RowLayout
from archivist.ui.reader.painting import RowPainter, Tint
from archivist.ui.reader.pointing import spot_of
from archivist.ui.theme import Theme


class Overlay:
    """Paints over one row at a time; the painter's origin is the row's upper left corner."""

    def __init__(self, page: Page, theme: Theme, rows: RowPainter) -> None:
        self._page = page
        self._theme = theme
        self._rows = rows

    def paint_selection(self, painter: QPainter, laid: RowLayout, caret: Caret, *, top: float, bottom: float) -> None:
        """The selection, and in the other panes what it stands for."""
        span = caret.span
        if not span:
            return
        reading = self._page.document.selection(caret.pane, span.start, span.end).span
        theme = self._theme
        for block in laid.blocks:
            if block.pane == caret.pane:
                tint = Tint(theme.selection, theme.selection_text, hides_washes=True)
                pieces = block.pieces(span.start, span.end)
            else:
                tint = Tint(theme.counterpart, theme.text, hides_washes=False)
                pieces = block.pieces(*self._page.document.rendered(block.pane, reading.start, reading.end))
            pieces = [piece for piece in pieces if piece.line.bottom > top and piece.line.top < bottom]
            if pieces:
                self._paint_tinted(painter, laid, block, pieces, tint)
            if block.pane != caret.pane:
                self._rows.paint_counterpart_rules(painter, block, pieces)

    def _paint_tinted(
        self, painter: QPainter, laid: RowLayout, block: Block, pieces: Sequence[Piece], tint: Tint
    ) -> None:
        region = QRegion()
        for piece in pieces:
            area = signs.band(piece, 0, 1, self._page.ratio).toAlignedRect()
            area.setTop(min(area.top(), floor(self._rows.top_of(block, piece.line))))
            region += area
        bounds = region.boundingRect()
        painter.save()
        painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
        content = self._page.contents.of_row(laid.row.start, laid.row.end)
        self._rows.paint_block(painter, block, content, top=bounds.top(), bottom=bounds.bottom() + 1, tint=tint)
        painter.restore()

    def paint_caret(self, painter: QPainter, laid: RowLayout, caret: Caret) -> None:
        if self._page.document.row_of_place(caret.head) != laid.index:
            return
        spot = spot_of(self._page, caret.head)
        painter.setPen(QPen(self._theme.accent, 2))
        painter.drawLine(QPointF(spot.x, spot.line.top + 2), QPointF(spot.x, spot.line.foot - 2))

    def paint_flash(self, painter: QPainter, laid: RowLayout, span: Span) -> None:
        """A frame around the place that was gone to."""
        for piece in self.pieces_of(laid, span):
            line = piece.line
            area = QRectF(piece.left - 2, line.top - 2, piece.right - piece.left + 4, line.foot - line.top + 4)
            signs.draw_frame(painter, area, colour=self._theme.accent, width=2)

    def pieces_of(self, laid: RowLayout, span: Span) -> chain[Piece]:
        """The parts of lines that a stretch of the reading text has in all panes of a row."""
        return chain.from_iterable(
            block.pieces(*self._page.document.rendered(block.pane, span.start, span.end)) for block in laid.blocks
        )


def selected_area(page: Page, rows: Sequence[tuple[int, int]], pane: int, start: int, end: int) -> QRectF:
    """What a part of a pane's text covers of ``rows``, which are given with their distance from the window's top."""
    found = QRectF()
    for row, y in rows:
        for piece in page.layout(row).blocks[pane].pieces(start, end):
            line = piece.line
            found |= QRectF(piece.left, y + line.top, piece.right - piece.left, line.foot - line.top)
    return found
