"""What a list shows instead of nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import IconView, words
from archivist.ui.theme import px

_ICON, _WIDTH, _LEAST, _MARGIN = 24, 250, 120, 20


class EmptyState(QWidget):
    """An icon, what is so, what to do, and one button that does it."""

    pressed = Signal()

    def __init__(
        self, icon_name: str, what: str, hint: str = "", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._what = words(what, "panel", wraps=True)
        self._hint = words(hint, "meta", wraps=True)
        self._button = push_button(button)
        self._button.clicked.connect(self.pressed)
        self._icon = IconView(icon_name, size=_ICON)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(px(6))
        column.addStretch()
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._what, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(px(6))
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.set_words(what, hint, button)

    def set_words(self, what: str, hint: str = "", button: str = "") -> None:
        """Say something else; without ``hint`` or ``button`` there is none."""
        self.setAccessibleName(what)
        self._what.setText(what)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The words keep their measure by margins: labels that wrap do not tell a layout their height otherwise.
        side = max(_MARGIN, (self.width() - px(_WIDTH)) // 2)
        self._column.setContentsMargins(side, _MARGIN, side, _MARGIN)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        # Without the wide margins, or a window that was once large could not become small again.
        return QSize(2 * _MARGIN + px(_LEAST), super().minimumSizeHint().height())

    def set_icon(self, icon_name: str) -> None:
        self._icon.set_icon(icon_name, "text2")
