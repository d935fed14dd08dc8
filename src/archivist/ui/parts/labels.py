"""Words, icons and hairlines that only show something."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from archivist.ui.icons import SMALL, paint_icon
from archivist.ui.theme import active_theme, px

Role = Literal["", "start", "dialog", "panel", "row", "meta", "group", "facet", "pill"]
Tone = Literal["", "text2", "text3", "accent", "danger", "warn", "ok"]


def words(text: str, role: Role = "", tone: Tone = "", *, wraps: bool = False) -> QLabel:
    """A label of the interface; ``role`` gives size and weight, ``tone`` the colour. Plain text, never HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like markup
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setWordWrap(wraps)
    return label


def hairline(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """A line of one pixel between things that belong apart."""
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1) if orientation == Qt.Orientation.Horizontal else line.setFixedWidth(1)
    return line


class IconView(QWidget):
    """An icon that is no button. It has no name of its own: the words beside it say what it shows."""

    def __init__(self, name: str, tone: str = "text2", size: int = SMALL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(px(size), px(size))

    def set_icon(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedSize(px(self._size), px(self._size))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, QRectF(self.rect()), getattr(active_theme(), self._tone))
