"""The palette: any command by a few letters of its name, or a report by its title."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archivist.app.commands.all import COMMANDS
from archivist.app.commands.command import Command
from archivist.domain import N_, Report
from archivist.text.fold import fold, fold_array
from archivist.text.pinyin import find_typed
from archivist.ui.actions import Actions
from archivist.ui.dates import date_in_list
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.language import tr
from archivist.ui.parts.popup_frame import PopupFrame
from archivist.ui.parts.search_field import SearchField
from archivist.ui.theme import active_theme, px

_WIDTH, _ROW, _ROWS, _REPORTS = 620, 36, 9, 8


class _Entry(NamedTuple):
    """A row: a command with what it lacks to run, or a report."""

    command: Command | None
    report: Report | None
    title: str
    beside: str
    keys: str
    is_possible: bool


class CommandPalette(PopupFrame):
    """Lies on ``owner``. ``find_reports`` gives reports whose titles fit some words, quickly."""

    report_chosen = Signal(object)

    def __init__(self, owner: QWidget, actions: Actions, find_reports: Callable[[str, int], Sequence[Report]]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._actions = actions
        self._find_reports = find_reports
        self._was_focused: QWidget | None = None
        self._field = SearchField("", "")
        self._field.edit.installEventFilter(self)
        self._field.changed.connect(self._fill)
        self._rows = QListWidget()
        self._rows.setItemDelegate(_Row(self._rows))
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        column.addWidget(self._field)
        column.addWidget(self._rows)
        self.hide()

    def open(self) -> None:
        self._was_focused = self._owner.focusWidget()
        self._field.set_words(
            tr(N_("Find a command or a report")), tr(N_("Empty")), tr(N_("Find a command or a report"))
        )
        self._rows.setAccessibleName(tr(N_("Commands and reports")))
        self._field.set_text("")
        self._fill("")
        margins = self.contentsMargins()
        width = min(px(_WIDTH), self._owner.width() - px(40))
        height = px(_ROW) * _ROWS + px(60)
        self.setGeometry(
            (self._owner.width() - width) // 2 - margins.left(),
            px(60) - margins.top(),
            width + margins.left() + margins.right(),
            min(height, self._owner.height() - px(80)) + margins.top() + margins.bottom(),
        )
        self.show()
        self.raise_()
        self._field.setFocus()

    def close_again(self) -> None:
        self.hide()
        if self._was_focused is not None:
            self._was_focused.setFocus()

    def _fill(self, typed: str) -> None:
        self._rows.clear()
        for entry in [*self._commands(typed), *self._reports(typed)]:
            item = QListWidgetItem(entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, " ".join(filter(None, (entry.title, entry.beside, entry.keys)))
            )
            self._rows.addItem(item)
        self._rows.setCurrentRow(0)

    def _commands(self, typed: str) -> list[_Entry]:
        parts = fold(typed).split()
        found: list[tuple[tuple[bool, int], _Entry]] = []
        for each in COMMANDS:
            if each.id == "help.palette":
                continue
            action = self._actions.action(each.id)
            title = action.text()
            searched = fold(f"{title} {tr(each.submenu)} {tr(each.menu)} {each.title}")
            if not all(part in searched for part in parts) and not _sounds_like(title, typed):
                continue
            why_not = self._actions.why_not(each)
            beside = why_not or " · ".join(filter(None, (tr(each.menu), tr(each.submenu))))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            place = fold(title).find(parts[0]) if parts else 0
            rank = (bool(why_not), place if place >= 0 else 1000)
            found.append((rank, _Entry(each, None, title, beside, keys, not why_not)))
        found.sort(key=lambda row: row[0])
        return [entry for _, entry in found]

    def _reports(self, typed: str) -> list[_Entry]:
        if not typed.strip():
            return []
        reports = self._find_reports(typed, _REPORTS)
        return [_Entry(None, each, each.title, date_in_list(each.date), "", True) for each in reports]

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: _Entry = item.data(Qt.ItemDataRole.UserRole)
        if not entry.is_possible:
            return
        self.close_again()
        if entry.report is not None:
            self.report_chosen.emit(entry.report.id)
        elif entry.command is not None:
            self._actions.run(entry.command.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.FocusOut
            and self.isVisible()
            and not self.isAncestorOf(self._owner.focusWidget())
        ):
            self.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS - 1, Qt.Key.Key_PageUp: 1 - _ROWS}
        key = Qt.Key(event.key())
        if key in steps and self._rows.count():
            row = self._rows.currentRow() + steps[key]
            self._rows.setCurrentRow(max(0, min(row, self._rows.count() - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._rows.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close_again()
        else:
            return False
        return True


def _sounds_like(title: str, typed: str) -> bool:
    """True for a Chinese title that ``typed`` spells, or of which it has the initials (dr for 导入)."""
    return not title.isascii() and typed.isascii() and len(find_typed(fold_array(title), typed)) > 0


class _Row(QStyledItemDelegate):
    """Icon, title, what is beside it, keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(0, px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        theme = active_theme()
        entry: _Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_wash)
            painter.drawRoundedRect(rect, 8, 8)
        icon_name = "file-text" if entry.report else entry.command.icon if entry.command else ""
        size, gap = px(16), px(12)
        colour = theme.text2 if entry.is_possible else theme.text3
        if icon_name:
            place = QRect(rect.left() + gap, rect.center().y() - size // 2 + 1, size, size)
            paint_icon(painter, icon_name, place.toRectF(), colour)
        text = rect.adjusted(gap * 2 + size, 0, -gap, 0)
        if entry.keys:
            painter.setFont(interface_font(px(12), is_tabular=True))
            painter.setPen(theme.text3)
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.keys)
            text.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(entry.keys) - gap, 0)
        font = content_font(entry.report.script, px(13)) if entry.report else interface_font(px(13))
        painter.setFont(font)
        painter.setPen(theme.text if entry.is_possible else theme.text3)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
        text.adjust(painter.fontMetrics().horizontalAdvance(title) + gap, 0, 0, 0)
        painter.setFont(interface_font(px(12)))
        painter.setPen(theme.text3)
        beside = painter.fontMetrics().elidedText(entry.beside, Qt.TextElideMode.ElideRight, max(text.width(), 0))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, beside)
        painter.restore()
