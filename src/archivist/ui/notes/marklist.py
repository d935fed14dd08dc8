"""Marks that lie on each other: a list to choose one from."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from archivist.domain import Annotation
from archivist.ui.parts.menu import Menu
from archivist.ui.theme import active_theme, px

_QUOTE = 24


class MarkList(QObject):
    """Shows itself as a menu, which brings keyboard and dismissal with it."""

    chosen = Signal(object)
    """AnnotationId."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._menu = Menu("", owner)

    def show_marks(self, marks: Sequence[Annotation], area: QRect) -> None:
        """Offer ``marks``, the newest first, at ``area`` of the screen."""
        self._menu.clear()
        for mark in reversed(marks):
            words = mark.note.split("\n")[0] or mark.anchor.exact
            item = self._menu.addAction(_icon(mark), words if len(words) <= _QUOTE else f"{words[:_QUOTE]}…")
            item.triggered.connect(lambda _=False, mark=mark: self.chosen.emit(mark.id))
        self._menu.popup(area.bottomLeft() + QPoint(0, px(4)))

    def hide(self) -> None:
        self._menu.hide()


def _icon(mark: Annotation) -> QIcon:
    size = px(16)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(active_theme().highlights[mark.colour].hue)
    painter.drawRoundedRect(2, 2, size - 4, size - 4, 3, 3)
    painter.end()
    return QIcon(pixmap)
