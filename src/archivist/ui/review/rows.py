"""The list of what waits, by kind: the passage, why it waits, and of which report it is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.review.asking import Waiting, words_of
from archivist.ui.theme import active_theme, px

QUESTION = Qt.ItemDataRole.UserRole
"""What waits; None of the head of a group."""


class QuestionRows(QAbstractListModel):
    """Groups of what waits, each under its head."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Waiting | str] = []

    def show(self, groups: Sequence[tuple[str, Sequence[Waiting]]]) -> None:
        """``groups`` are heads with what stands under them; an empty one is left out."""
        self.beginResetModel()
        self._rows = [row for head, waiting in groups if waiting for row in (head, *waiting)]
        self.endResetModel()

    @property
    def places(self) -> list[int]:
        """The rows of what waits, without the heads."""
        return [row for row, each in enumerate(self._rows) if not isinstance(each, str)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if isinstance(self._rows[index.row()], str) else super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == QUESTION:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(row)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((*words_of(row), row.report.title))
        return None


class QuestionPainter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(75) if index.data(QUESTION) is not None else px(40))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        waiting: Waiting | None = index.data(QUESTION)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if waiting is None:
            painter.setFont(interface_font(px(11), 600))
            painter.setPen(theme.text3)
            head = rect.adjusted(px(16), px(12), -px(16), 0)
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, index.data(Qt.ItemDataRole.DisplayRole))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash)
            painter.drawRoundedRect(rect.adjusted(px(6), 1, -px(6), -1), 8, 8)
        else:
            painter.setPen(theme.line)
            painter.drawLine(rect.left() + px(22), rect.bottom(), rect.right() - px(16), rect.bottom())
        report = waiting.report
        passage, reason = words_of(waiting)
        date = f" · {date_in_list(report.date)}" if report.date else ""
        lines = (
            (
                passage,
                content_font(report.script, px(14), 600, is_title=True),
                theme.text,
                22,
            ),
            (reason, interface_font(px(12)), theme.text2, 18),
            (report.title, content_font(report.script, px(12)), theme.text3, 18),
        )
        y = rect.top() + px(8)
        for text, font, colour, height in lines:
            line = QRect(rect.left() + px(22), y, rect.width() - px(38), px(height))
            painter.setFont(font)
            painter.setPen(colour)
            tail = date if text is report.title else ""
            room = line.width() - painter.fontMetrics().horizontalAdvance(tail)
            shown = painter.fontMetrics().elidedText(" ".join(text[:100].split()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown + tail)
            y += px(height)
        painter.restore()
