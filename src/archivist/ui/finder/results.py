"""The list of what was found: title, hits, the passage that shows it best."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.app.services.finding import Found, Snippet
from archivist.domain import N_
from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.language import tr, tr_n
from archivist.ui.library.reportrow import paint_swatches
from archivist.ui.paneheads import WRITTEN_NAMES
from archivist.ui.theme import active_theme, px

FOUND = Qt.ItemDataRole.UserRole
_LINES = 2
_BEFORE = 12
"""Code points before the first match, where what stands before it would leave it no room."""
_MARGIN = 6
"""Code points that ellipses and line ends may take of the room."""


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
            hits = tr_n("{count} hit", "{count} hits", found.matches)
            return f"{found.report.title}, {hits}, {found.snippet.shown}"
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
        end = paint_swatches(painter, foot, found.colours)
        about = " · ".join(
            (
                date_in_list(report.date) or tr(N_("undated")),
                *filter(None, [report.source]),
                tr(WRITTEN_NAMES[report.script]),
            )
        )
        painter.setFont(content_font(report.script, px(12)))
        painter.setPen(theme.text3)
        room = end - foot.left() - px(6)
        shown = painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_snippet(self, painter: QPainter, rect: QRect, found: Found) -> int:
        """The number of its lines."""
        font = content_font(found.report.script, px(13))
        room = _LINES * rect.width() // max(1, QFontMetricsF(font).horizontalAdvance("国"))
        text, matches = shown_snippet(found.snippet, int(room))
        layout = _laid_out(text, matches, font, rect.width())
        if layout.lineCount() > _LINES:
            last = layout.lineAt(_LINES - 1)
            end = last.textStart() + last.textLength()
            text = text.encode("utf-16-le", "surrogatepass")[: 2 * end].decode("utf-16-le", "replace")
            layout = _laid_out(text[:-2].rstrip("，、：；。… ") + "…", matches, font, rect.width())
        painter.setPen(active_theme().text2)
        painter.setClipRect(rect)
        layout.draw(painter, rect.topLeft().toPointF())
        painter.setClipping(False)
        return min(layout.lineCount(), _LINES)


def _laid_out(text: str, matches: Sequence[tuple[int, int]], font: QFont, width: int) -> QTextLayout:
    """``text`` in lines, one more than are shown at most, with its ``matches`` (UTF-16 units) marked."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(start, end, font) for start, end in matches])
    layout.beginLayout()
    y, height = 0.0, max(px(21), QFontMetricsF(font).height() * 0.9)
    for _ in range(_LINES + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += height
    layout.endLayout()
    return layout


def _marked(start: int, end: int, font: QFont) -> QTextLayout.FormatRange:
    theme, strong = active_theme(), QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    form = QTextCharFormat()
    form.setBackground(theme.find_fill)
    form.setForeground(theme.text)
    form.setFont(strong)
    found = QTextLayout.FormatRange()
    found.start, found.length = start, end - start  # type: ignore[misc]  # fields of the C++ struct
    found.format = form  # type: ignore[misc]
    return found


def shown_snippet(snippet: Snippet, room: int) -> tuple[str, list[tuple[int, int]]]:
    """The snippet in one line, with its matches in UTF-16 units.

    Where its first match would not be seen in ``room`` code points, it begins a little before that."""
    text = snippet.text.replace("\n", " ").replace("\u2028", " ")
    start, end = snippet.matches[0] if snippet.matches else (0, 0)
    cut = max(0, start - _BEFORE) if end > room - _MARGIN else 0
    lead = "…" if snippet.is_cut_before or cut else ""
    text = text[cut:]
    places = [
        (_units(text[: start - cut]) + len(lead), _units(text[: end - cut]) + len(lead))
        for start, end in snippet.matches
    ]
    return f"{lead}{text}{'…' if snippet.is_cut_after else ''}", places


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
