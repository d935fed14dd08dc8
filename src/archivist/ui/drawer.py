"""A panel that slides over what is under it where there is no room for a column."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from archivist.ui.parts.labels import hairline
from archivist.ui.theme import px

_WIDTHS = {"left": 240, "right": 300}
_LEFT_FREE = 64
"""Design pixels of what is under a drawer that stay in sight, to press for closing it."""


class Drawer(QFrame):
    """Lies on ``owner``, at one of its sides, while it holds its panel and ``is_wanted``. Escape closes it."""

    closed = Signal()

    def __init__(self, panel: QWidget, owner: QWidget, side: Literal["left", "right"]) -> None:
        super().__init__(owner)
        self.is_wanted = False
        self._panel = panel
        self._owner = owner
        self._side = side
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(hairline(Qt.Orientation.Vertical))
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()

    def holds(self) -> bool:
        return self._panel.parentWidget() is self

    def take_in(self) -> None:
        if not self.holds():
            self._row.insertWidget(0 if self._side == "left" else 1, self._panel)
            self.is_wanted = False
            self.place()

    def let_go(self) -> None:
        self._row.removeWidget(self._panel)
        self.hide()

    def place(self) -> None:
        width = min(px(_WIDTHS[self._side]), self._owner.width() - px(_LEFT_FREE))
        x = 0 if self._side == "left" else self._owner.width() - width
        self.setGeometry(x, 0, width, self._owner.height())
        self.raise_()

    def close_again(self) -> None:
        self.is_wanted = False
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
        else:
            super().keyPressEvent(event)
