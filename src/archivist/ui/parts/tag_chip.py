"""A tag as a pill."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from archivist.domain import WrittenScript
from archivist.ui.fonts import content_font
from archivist.ui.icons import icon
from archivist.ui.theme import px


class TagChip(QPushButton):
    """A tag that can be pressed and, where ``remove`` names that, taken away with Delete or its cross."""

    removed = Signal()

    def __init__(
        self,
        tag: str,
        script: WrittenScript = WrittenScript.SIMPLIFIED,
        remove: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"#{tag}", parent)
        self.tag, self._script = tag, script
        self._is_removable = bool(remove)
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setAccessibleName(f"#{tag}")
        if remove:
            self.setIcon(icon("x", "accent"))
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
            self.setToolTip(f"{remove} (Del)")
            self.setAccessibleDescription(remove)
            self.clicked.connect(self.removed)
        self._set_font()

    def _set_font(self) -> None:
        self.setFont(content_font(self._script, px(12), is_title=True))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._set_font()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
