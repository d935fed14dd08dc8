"""The list of what was found: title, hits, the passage that shows it best."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.app.services.finding import Found
from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import WRITTEN_NAMES
from archivist.ui.theme import active_theme, px

FOUND = Qt.ItemDataRole.UserRole
_LINES = 2
_LATEST, _BEFORE = 24, 10
"""Code points of a snippet before its first match: more than the one are cut to the other."""


class ResultRows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Found] = []

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self._rows = list(found)
        self.endResetModel()

    def add(self, found: Sequence[Found]) -> None:
        if found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._rows[index.row()]
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.report.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.report.title}, {found.matches}, {found.snippet.shown}"
        return None


class ResultPainter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(104))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        found: Found = index.data(FOUND)
        report = found.report
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash)
            painter.drawRoundedRect(rect.adjusted(px(6), 1, -px(6), -2), 8, 8)
        else:
            painter.setPen(theme.line)
            painter.drawLine(rect.left() + px(18), rect.bottom(), rect.right() - px(18), rect.bottom())
        inner = rect.adjusted(px(18), px(9), -px(18), -px(8))
        line = QRect(inner.left(), inner.top(), inner.width(), px(21))
        hits = tr_n("{count} hit", "{count} hits", found.matches) if found.matches else ""
        painter.setFont(interface_font(px(12), is_tabular=True))
        painter.setPen(theme.text3)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hits)
        room = line.width() - painter.fontMetrics().horizontalAdvance(hits) - px(12)
        painter.setFont(content_font(report.script, px(14), 600, is_title=True))
        painter.setPen(theme.text)
        title = painter.fontMetrics().elidedText(report.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        snippet = QRect(inner.left(), line.bottom() + 1, inner.width(), px(21) * _LINES)
        lines = self._paint_snippet(painter, snippet, found)
        foot = QRect(inner.left(), line.bottom() + 1 + px(21) * lines, inner.width(), px(19))
        about = " · ".join(
            filter(None, (date_in_list(report.date), report.source or "", tr(WRITTEN_NAMES[report.script])))
        )
        painter.setFont(content_font(report.script, px(12)))
        painter.setPen(theme.text3)
        painter.drawText(
            foot,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, foot.width()),
        )
        painter.restore()

    def _paint_snippet(self, painter: QPainter, rect: QRect, found: Found) -> int:
        """The number of its lines."""
        theme = active_theme()
        font = content_font(found.report.script, px(13))
        text, matches = _shown(found)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        formats: list[QTextLayout.FormatRange] = []
        for start, end in matches:
            one = QTextLayout.FormatRange()
            one.start, one.length = start, end - start  # type: ignore[misc]  # fields of the C++ struct
            form = QTextCharFormat()
            form.setBackground(theme.find_fill)
            form.setForeground(theme.text)
            form.setFont(strong)
            one.format = form  # type: ignore[misc]
            formats.append(one)
        layout.setFormats(formats)
        layout.beginLayout()
        height = QFontMetricsF(font).height()
        y, lines = 0.0, 0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QRectF(0, y, 0, 0).topLeft())
            y += max(px(21), height * 0.9)
            lines += 1
        layout.endLayout()
        painter.setPen(theme.text2)
        painter.setClipRect(rect)
        layout.draw(painter, rect.topLeft().toPointF())
        painter.setClipping(False)
        return lines


def _shown(found: Found) -> tuple[str, list[tuple[int, int]]]:
    """The snippet in one line, with its matches in UTF-16 units."""
    snippet = found.snippet
    text = snippet.text.replace("\n", " ").replace("\u2028", " ")
    first = snippet.matches[0][0] if snippet.matches else 0
    cut = first - _BEFORE if first > _LATEST else 0  # in two short lines a later match would not be seen
    lead = "…" if snippet.is_cut_before or cut else ""
    text = text[cut:]
    places = [
        (_units(text[: start - cut]) + len(lead), _units(text[: end - cut]) + len(lead))
        for start, end in snippet.matches
    ]
    return f"{lead}{text}{'…' if snippet.is_cut_after else ''}", places


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
