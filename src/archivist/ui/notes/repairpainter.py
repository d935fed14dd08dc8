"""How the lines of the Repairs tab look."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.domain import WrittenScript
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.notes.repairlines import Line
from archivist.ui.theme import active_theme, px

SIDE = 14


def line_height(line: Line) -> int:
    return px(56) if line.about else px(34)


class LinePainter(QStyledItemDelegate):
    """``is_covered`` says of a row that something lies over it. Heights are those that the items say."""

    def __init__(self, view: QListWidget, is_covered: Callable[[int], bool]) -> None:
        super().__init__(view)
        self._view = view
        self._is_covered = is_covered

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self._is_covered(index.row()):
            return
        theme = active_theme()
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if line.is_waiting:
            painter.fillRect(rect, theme.warn_wash)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.accent_wash if self._view.hasFocus() else theme.hover)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(SIDE), px(7), -px(12), -px(7))
        top = QRect(inner.left(), inner.top(), inner.width(), px(20))
        self._paint_state(painter, top, line)
        room = top.width() - (painter.fontMetrics().horizontalAdvance(line.state) + px(24) if line.state else 0)
        painter.setFont(_font(line))
        painter.setPen(theme.text if line.is_content or line.about else theme.text3)
        paint_marked(painter, QRect(top.left(), top.top(), room, top.height()), line)
        if line.about:
            below = QRect(inner.left(), top.bottom() + 2, inner.width(), px(19))
            painter.setFont(content_font(WrittenScript.NEUTRAL, px(12)) if line.is_content else interface_font(px(12)))
            painter.setPen(theme.text2 if line.is_waiting else theme.text3)
            painter.drawText(
                below,
                Qt.AlignmentFlag.AlignVCenter,
                painter.fontMetrics().elidedText(line.about, Qt.TextElideMode.ElideRight, below.width()),
            )
        painter.restore()

    def _paint_state(self, painter: QPainter, top: QRect, line: Line) -> None:
        if not line.state:
            return
        theme = active_theme()
        tone = theme.warn if line.is_waiting else theme.ok if not line.is_content else theme.text3
        painter.setFont(interface_font(px(12)))
        painter.setPen(tone)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.state)
        if not line.is_content:
            width = painter.fontMetrics().horizontalAdvance(line.state)
            size = px(14)
            place = QRect(top.right() - width - size - px(5), top.center().y() - size // 2 + 1, size, size)
            paint_icon(painter, "circle-dot" if line.is_waiting else "check", place.toRectF(), tone)


def paint_marked(painter: QPainter, area: QRect, line: Line) -> None:
    """The text of a line with the sign of a doubt under the characters in question, in the painter's font and pen."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
    start, end = line.marked
    if start < end <= len(shown):
        left = area.left() + metrics.horizontalAdvance(line.text[:start])
        right = area.left() + metrics.horizontalAdvance(line.text[:end])
        # Where the baseline is that drawText centred.
        y = area.center().y() + (metrics.ascent() - metrics.descent()) / 2 + px(4)
        pen = QPen(active_theme().text3, 1.3, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.2, 1.6])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))


def _font(line: Line) -> QFont:
    if line.is_content:
        return content_font(WrittenScript.NEUTRAL, px(13))
    return interface_font(px(13), 600) if line.about or line.state else interface_font(px(11), 600)
