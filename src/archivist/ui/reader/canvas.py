"""Painting the window: pictures of the visible rows, and over them what moves."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from archivist.domain import Span
from archivist.ui.reader.caret import Caret
from archivist.ui.reader.overlay import Overlay
from archivist.ui.reader.page import Page
from archivist.ui.reader.painting import RowPainter
from archivist.ui.reader.pictures import BAND, RowPictures
from archivist.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Moving:
    """What changes from one moment to the next: the caret with its selection, and a place that was gone to."""

    caret: Caret
    shows_caret: bool
    flash: Span | None


class Canvas:
    """One page in one theme; a change of either needs a new one."""

    def __init__(self, page: Page, theme: Theme) -> None:
        self._page = page
        self._theme = theme
        rows = RowPainter(page, theme)
        self._overlay = Overlay(page, theme, rows)
        self.pictures = RowPictures(page, rows, theme.paper)

    def paint(self, painter: QPainter, area: QRect, rows: list[list[tuple[int, int]]], moving: Moving) -> None:
        """Paint ``area`` of the window; ``rows`` are the visible ones with their distance from its top: one list for all
        panes, or one for each."""
        dividers = self._page.columns.dividers
        if len(rows) == 1:
            self._paint_rows(painter, area, rows[0], moving)
        else:
            edges = [0, *dividers, self._page.width]
            for (left, right), visible in zip(pairwise(edges), rows, strict=True):
                part = area & QRect(left, area.top(), right - left, area.height())
                painter.save()
                painter.setClipRect(part)
                self._paint_rows(painter, part, visible, moving)
                painter.restore()
        for divider in dividers:
            painter.fillRect(QRect(divider, area.top(), 1, area.height()), self._theme.line)

    def _paint_rows(self, painter: QPainter, area: QRect, rows: list[tuple[int, int]], moving: Moving) -> None:
        end = 0
        for row, y in rows:
            end = y + self._page.layout(row).height
            if end > area.top() and y <= area.bottom():
                painter.save()
                painter.translate(0, y)
                self._paint_row(painter, row, moving, top=area.top() - y, bottom=area.bottom() + 1 - y)
                painter.restore()
        if end <= area.bottom():
            painter.fillRect(QRect(0, end, self._page.width, area.bottom() + 1 - end), self._theme.paper)

    def _paint_row(self, painter: QPainter, row: int, moving: Moving, *, top: int, bottom: int) -> None:
        laid = self._page.layout(row)
        for band in range(max(top, 0) // BAND, (min(bottom, laid.height) - 1) // BAND + 1):
            height = min(BAND, laid.height - band * BAND)
            painter.drawPixmap(0, band * BAND, self.pictures.get(row, band, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._overlay.paint_selection(painter, laid, moving.caret, top=top, bottom=bottom)
        if moving.flash:
            self._overlay.paint_flash(painter, laid, moving.flash)
        if moving.shows_caret:
            self._overlay.paint_caret(painter, laid, moving.caret)
