"""How a row of the list looks: unread dot, title, date and source, swatches of its marks, one line of text."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.app.services.library import ListRow
from archivist.domain import N_, Colour
from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.language import tr
from archivist.ui.library.rows import IS_HEAD, ReportRows
from archivist.ui.library.rowsview import RowsView
from archivist.ui.theme import active_theme, px

_SWATCHES = 5


class ReportRowPainter(QStyledItemDelegate):
    def __init__(self, rows: ReportRows, view: RowsView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(IS_HEAD):
            painter.setFont(interface_font(px(11), 600))
            painter.setPen(active_theme().text3)
            place = rect.adjusted(px(14), 0, 0, -px(8))
            painter.drawText(place, Qt.AlignmentFlag.AlignBottom, index.data(Qt.ItemDataRole.DisplayRole))
        elif (row := self._rows.row(index.row())) is not None:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
            if not is_chosen and self._has_line_below(index.row()):
                painter.setPen(active_theme().line)
                painter.drawLine(rect.left() + px(20), rect.bottom(), rect.right() - px(14), rect.bottom())
            self._paint_row(painter, rect, row, is_chosen=is_chosen, is_over=is_over)
        painter.restore()

    def _has_line_below(self, row: int) -> bool:
        """A hairline parts two reports; a head or a chosen row parts them by itself."""
        is_last = row + 1 == self._rows.rowCount()
        is_above_chosen = self._view.selectionModel().isRowSelected(row + 1, QModelIndex())
        return not is_last and self._rows.head_at(row + 1) is None and not is_above_chosen

    def _paint_row(self, painter: QPainter, rect: QRect, row: ListRow, *, is_chosen: bool, is_over: bool) -> None:
        theme = active_theme()
        if is_chosen or is_over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash if is_chosen and self._view.hasFocus() else theme.hover)
            painter.drawRoundedRect(rect.adjusted(px(5), px(2), -px(5), -px(2)), 8, 8)
        inner = rect.adjusted(px(20), px(8), -px(14), -px(6))
        if not row.is_read:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawEllipse(rect.left() + px(10), inner.top() + px(7), px(6), px(6))
        line = QRect(inner.left(), inner.top(), inner.width(), px(20))
        painter.setFont(content_font(row.script, px(14), 400 if row.is_read else 600, is_title=True))
        painter.setPen(theme.text)
        _draw(painter, line, row.title)
        line = QRect(inner.left(), line.bottom() + 1, inner.width(), px(19))
        end = paint_swatches(painter, line, row.colours)
        about = " · ".join(filter(None, (date_in_list(row.date) or tr(N_("undated")), row.source)))
        painter.setFont(content_font(row.script, px(12)))
        painter.setPen(theme.text3)
        _draw(painter, line.adjusted(0, 0, end - line.right() - px(6), 0), about)
        if not self._view.is_compact:
            line = QRect(inner.left(), line.bottom() + 1, inner.width(), px(20))
            painter.setFont(content_font(row.script, px(12)))
            painter.setPen(theme.text2)
            _draw(painter, line, row.snippet)


def paint_swatches(painter: QPainter, line: QRect, colours: Sequence[Colour]) -> int:
    """Paint the colours of a report's marks at the end of ``line`` and return where that begins."""
    theme, size, gap = active_theme(), px(8), px(3)
    x = line.right()
    if len(colours) > _SWATCHES:
        more = f"+{len(colours) - _SWATCHES}"
        painter.setFont(interface_font(px(11), is_tabular=True))
        painter.setPen(theme.text3)
        x -= painter.fontMetrics().horizontalAdvance(more)
        painter.drawText(QRect(x, line.top(), line.right() - x + 1, line.height()), Qt.AlignmentFlag.AlignVCenter, more)
        x -= gap
    painter.setPen(Qt.PenStyle.NoPen)
    for colour in reversed(colours[:_SWATCHES]):
        x -= size
        painter.setBrush(theme.highlights[colour].hue)
        painter.drawRoundedRect(x, line.center().y() - size // 2 + 1, size, size, 2, 2)
        x -= gap
    return x


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
