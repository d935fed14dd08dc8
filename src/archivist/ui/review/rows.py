"""The list of what waits: the passage, why it waits, and of which report it is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.app.services.reviewing import Question
from archivist.domain import N_, OrphanReason
from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.language import tr, tr_n
from archivist.ui.theme import active_theme, px

QUESTION = Qt.ItemDataRole.UserRole

_REASONS = {
    OrphanReason.GONE: N_("text not found"),
    OrphanReason.CHANGED: N_("text changed"),
    OrphanReason.ELSEWHERE: N_("other text around it"),
}


def reason_in_short(question: Question) -> str:
    """Why a mark waits, in a few words."""
    orphan = question.orphan
    if orphan.reason is OrphanReason.SEVERAL:
        return tr_n("{count} place is alike", "{count} places are alike", len(orphan.candidates))
    return tr(_REASONS[orphan.reason])


class QuestionRows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Question] = []

    def show(self, questions: Sequence[Question]) -> None:
        self.beginResetModel()
        self._rows = list(questions)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        question = self._rows[index.row()]
        if role == QUESTION:
            return question
        if role == Qt.ItemDataRole.DisplayRole:
            return question.orphan.mark.anchor.exact
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{question.orphan.mark.anchor.exact}, {reason_in_short(question)}, {question.report.title}"
        return None


class QuestionPainter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(75))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        question: Question = index.data(QUESTION)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash)
            painter.drawRoundedRect(rect.adjusted(px(6), 1, -px(6), -1), 8, 8)
        else:
            painter.setPen(theme.line)
            painter.drawLine(rect.left() + px(22), rect.bottom(), rect.right() - px(16), rect.bottom())
        report = question.report
        date = f" · {date_in_list(report.date)}" if report.date else ""
        lines = (
            (
                question.orphan.mark.anchor.exact,
                content_font(report.script, px(14), 600, is_title=True),
                theme.text,
                22,
            ),
            (reason_in_short(question), interface_font(px(12)), theme.text2, 18),
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
