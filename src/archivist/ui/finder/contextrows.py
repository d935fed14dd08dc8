"""Hits in their contexts, one in a line, the keyword in a column of its own; lines can be ticked."""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem

from archivist.app.services.context import ContextLine, LineSort
from archivist.domain import WrittenScript
from archivist.ui.dates import date_in_column
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.theme import active_theme, px

LINE = Qt.ItemDataRole.UserRole
_PAGE = 200
_HEIGHT, _TICK, _GAP, _DATE, _SOURCE = 30, 44, 20, 96, 132
_DATE_FROM, _SOURCE_FROM = 760, 900
"""Widths of the list from which there is room for the date, and for the source."""
_TOLD = 2
"""Characters on the sorted side that stand out."""


class ContextRows(QAbstractListModel):
    """Reads lines as they are scrolled to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[ContextLine] = []
        self._ticked: set[int] = set()
        self._rest: Iterator[ContextLine] = iter(())
        self._has_more = False

    def show(self, lines: Iterator[ContextLine]) -> None:
        self.beginResetModel()
        self._rest = lines
        self._lines = list(islice(lines, _PAGE))
        self._has_more = len(self._lines) == _PAGE
        self._ticked.clear()
        self.endResetModel()

    def ticked(self) -> list[ContextLine]:
        return [self._lines[row] for row in sorted(self._ticked)]

    def untick(self) -> None:
        self._ticked.clear()
        self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        more = list(islice(self._rest, _PAGE))
        self._has_more = len(more) == _PAGE
        if more:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(more) - 1)
            self._lines += more
            self.endInsertRows()

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.left}{line.match}{line.right}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: object, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._ticked ^= {index.row()}
        self.dataChanged.emit(index, index, [role])
        return True


class ContextPainter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.sort = LineSort.RIGHT
        self.has_sources = True
        """Whether any of the lines has one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(_HEIGHT))

    def columns(
        self, width: int, match: str, script: WrittenScript = WrittenScript.NEUTRAL
    ) -> tuple[QRect, QRect, QRect, QRect, QRect]:
        """Where left context, keyword (``match``), right context, date and source stand in a row, without heights."""
        keyword = QFontMetrics(content_font(script, px(15), 600)).horizontalAdvance(match)
        end = width - px(12)
        has_source = self.has_sources and width >= px(_SOURCE_FROM)
        source = QRect(end - px(_SOURCE), 0, px(_SOURCE), 0) if has_source else QRect(end, 0, 0, 0)
        end = source.left() - (px(_GAP) if source.width() else 0)
        date = QRect(end - px(_DATE), 0, px(_DATE), 0) if width >= px(_DATE_FROM) else QRect(end, 0, 0, 0)
        end = date.left() - (px(_GAP) if date.width() else 0)
        room = (end - px(_TICK) - keyword - 2 * px(_GAP)) // 2
        left = QRect(px(_TICK), 0, room, 0)
        middle = QRect(left.right() + 1 + px(_GAP), 0, keyword, 0)
        right = QRect(middle.right() + 1 + px(_GAP), 0, room, 0)
        return left, middle, right, date, source

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        line: ContextLine = index.data(LINE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if is_chosen:
            painter.fillRect(rect, theme.accent_wash if self._view.hasFocus() else theme.hover)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_tick(painter, rect, index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)
        font, strong = content_font(line.script, px(15)), content_font(line.script, px(15), 600)
        columns = self.columns(rect.width(), line.match, line.script)
        for column in columns:
            column.translate(rect.topLeft())
            column.setHeight(rect.height() - 1)
        left, middle, right, date, source = columns
        told = _TOLD if self.sort is LineSort.LEFT else 0
        _draw_towards(painter, left, line.left, told, font, is_left=True)
        painter.setFont(strong)
        painter.setPen(theme.accent)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, line.match)
        told = _TOLD if self.sort is LineSort.RIGHT else 0
        _draw_towards(painter, right, line.right, told, font, is_left=False)
        painter.setPen(theme.text3)
        painter.setFont(interface_font(px(12), is_tabular=True))
        _draw_elided(painter, date, date_in_column(line.date))
        painter.setFont(content_font(line.script, px(12)))
        _draw_elided(painter, source, line.source or "")
        painter.restore()

    def _paint_tick(self, painter: QPainter, rect: QRect, is_ticked: bool) -> None:
        box = QStyleOptionButton()
        side = px(16)
        place = QRect(rect.left() + px(14), rect.center().y() - side // 2, side, side)
        box.rect = place  # type: ignore[misc]  # fields of the C++ struct
        states = QStyle.StateFlag
        box.state = states.State_Enabled | (states.State_On if is_ticked else states.State_Off)  # type: ignore[misc]
        self._view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, self._view
        )


def _draw_towards(painter: QPainter, rect: QRect, text: str, told: int, font: QFont, *, is_left: bool) -> None:
    """Draw as many whole characters of ``text`` as fit beside the keyword, the ``told`` nearest ones darker."""
    theme = active_theme()
    painter.setFont(font)
    metrics = QFontMetrics(font)
    if is_left:
        while text and metrics.horizontalAdvance(text) > rect.width():
            text = text[max(1, (metrics.horizontalAdvance(text) - rect.width()) // metrics.maxWidth()) :]
        parts: list[tuple[str, QColor]] = [
            (text[: len(text) - told], theme.text2),
            (text[len(text) - told :], theme.text),
        ]
        x = rect.right() + 1 - sum(metrics.horizontalAdvance(part) for part, _ in parts)
    else:
        while text and metrics.horizontalAdvance(text) > rect.width():
            text = text[: -max(1, (metrics.horizontalAdvance(text) - rect.width()) // metrics.maxWidth())]
        parts = [(text[:told], theme.text), (text[told:], theme.text2)]
        x = rect.left()
    for part, colour in parts:
        width = metrics.horizontalAdvance(part)
        painter.setPen(colour)
        painter.drawText(QRectF(x, rect.top(), width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, part)
        x += width


def _draw_elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
