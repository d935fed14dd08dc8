"""The log of a job: a line for each file, what became of it, and which lines are wanted."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archivist.app.jobs import Job, LogLine
from archivist.domain import N_, WrittenScript
from archivist.ui.errors import in_the_window
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.jobs.words import RESULT_ICONS, RESULT_NAMES, facts_in_words, size_in_words
from archivist.ui.language import tr
from archivist.ui.theme import active_theme, px

_ROW = 32
_SIZE_WIDTH = 76
CATEGORIES: dict[str, Callable[[LogLine], bool]] = {
    "imported": lambda line: line.result == "imported",
    "repaired": lambda line: bool(line.facts and line.facts.repairs),
    "left": lambda line: line.result in ("unchanged", "duplicate", "skipped"),
    "open": lambda line: bool(line.facts and line.facts.proposed),
    "failed": lambda line: line.result == "failed",
}
"""Which lines a figure above the log counts; a line may count in several."""


class LogModel(QAbstractListModel):
    """The lines of a job's log of one category, or all of them; it grows while the job runs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[LogLine] = []
        self._shown: list[LogLine] = []
        self._category = ""
        self.counts: Counter[str] = Counter()

    @property
    def total(self) -> int:
        return len(self._lines)

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self._shown, self._category = [], [], ""
        self.counts.clear()
        self.endResetModel()

    def take(self, job: Job) -> None:
        """Add what the log has more than before."""
        fresh = job.log_lines(len(self._lines))
        self._lines += fresh
        for name, belongs in CATEGORIES.items():
            self.counts[name] += sum(map(belongs, fresh))
        wanted = self._wanted(fresh)
        if wanted:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(wanted) - 1)
            self._shown += wanted
            self.endInsertRows()

    def show_category(self, category: str) -> None:
        """Only the lines of ``category``; all of them where that is empty."""
        self.beginResetModel()
        self._category = category
        self._shown = self._wanted(self._lines)
        self.endResetModel()

    def as_text(self) -> str:
        """The whole log, a line for each file, its columns parted by tabs."""
        return "".join(f"{line.item}\t{what_in_words(line)}\n" for line in self._lines)

    def _wanted(self, lines: list[LogLine]) -> list[LogLine]:
        return [line for line in lines if not self._category or CATEGORIES[self._category](line)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._shown[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{name_of(line)} — {what_in_words(line)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.item}\n{what_in_words(line)}"
        return None


class LogRow(QStyledItemDelegate):
    """Sign, file, what became of it, and its size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        line: LogLine = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.accent_wash)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        name, tone = _sign(line)
        size = px(16)
        sign = QRect(rect.left() + px(18), rect.center().y() - size // 2 + 1, size, size)
        paint_icon(painter, name, sign.toRectF(), getattr(theme, tone))
        left, right = rect.left() + px(42), rect.right() - px(14)
        middle = left + (rect.width() - px(42)) * 42 // 100
        painter.setFont(content_font(WrittenScript.NEUTRAL, px(13)))
        painter.setPen(theme.text)
        _draw(painter, QRect(left, rect.top(), middle - left - px(12), rect.height()), name_of(line))
        painter.setFont(interface_font(px(12), is_tabular=True))
        painter.setPen(theme.text3)
        about = size_in_words(line.facts.bytes) if line.facts else ""
        painter.drawText(QRect(right - px(_SIZE_WIDTH), rect.top(), px(_SIZE_WIDTH), rect.height()), _AT_RIGHT, about)
        painter.setFont(interface_font(px(13)))
        painter.setPen(theme.text2)
        room = right - middle - (px(_SIZE_WIDTH) if about else 0)
        _draw(painter, QRect(middle, rect.top(), room, rect.height()), what_in_words(line))
        painter.restore()


_AT_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _sign(line: LogLine) -> tuple[str, str]:
    if CATEGORIES["open"](line):
        return "triangle-alert", "warn"
    if line.result == "imported" and CATEGORIES["repaired"](line):
        return "wrench", "text3"
    return RESULT_ICONS.get(line.result, ("info", "text3"))


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def name_of(line: LogLine) -> str:
    return line.item.replace("\\", "/").rsplit("/", 1)[-1] or line.item


def what_in_words(line: LogLine) -> str:
    """What became of a file, and what to do where that is a question."""
    name = tr(RESULT_NAMES.get(line.result, line.result))
    if line.error:
        error = in_the_window(line.error)  # the file stands beside it
        said = ". ".join(filter(None, (error.fill(each, tr) for each in (error.what, error.why, error.hint))))
        return tr(N_("{result}: {reason}"), result=name, reason=said)
    return facts_in_words(line.facts) if line.facts and line.result == "imported" else name
