"""What a person has to know or decide about a pane, at its top, until it is dealt with."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import IconView, words
from archivist.ui.stylesheet import set_kind
from archivist.ui.theme import px

BannerKind = Literal["info", "warn", "danger"]

_ICONS = {"info": ("info", "text2"), "warn": ("triangle-alert", "warn"), "danger": ("circle-x", "danger")}


class Banner(QFrame):
    """A line of words with an icon and buttons. The kind is in icon and words too, not in the colour alone."""

    pressed = Signal(int)
    """The position of the button, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("info")
        self._message = words("", wraps=True)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(12), px(7), px(12), px(7))
        self._row.setSpacing(px(10))
        self._row.addWidget(self._icon)
        self._row.addWidget(self._message, 1)
        self.hide()

    def tell(self, kind: BannerKind, message: str, *buttons: str, icon_name: str = "") -> None:
        """Show ``message``, with these words on its buttons; ``icon_name`` instead of the kind's icon."""
        usual, tone = _ICONS[kind]
        self._icon.set_icon(icon_name or usual, tone)
        self._message.setText(message)
        self.setAccessibleName(message)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [push_button(text) for text in buttons]
        for position, button in enumerate(self._buttons):
            button.setProperty("position", position)
            button.clicked.connect(self._press)
            self._row.addWidget(button)
        set_kind(self, kind)
        self.show()

    def _press(self) -> None:
        self.pressed.emit(self.sender().property("position"))
