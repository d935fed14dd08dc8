"""What has just been done, and a way back: for eight seconds, at the bottom, one at a time. Never for errors."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QWidget

from archivist.ui.parts.buttons import icon_button, name_button, push_button
from archivist.ui.parts.labels import IconView, words
from archivist.ui.parts.popup_frame import PopupFrame
from archivist.ui.theme import px

SHOWN_MS = 8000
_SLIDE_MS, _SLIDE = 120, 12
_ABOVE_BOTTOM = 44  # over the status line


class Toast(PopupFrame):
    """The one toast of a window; a new message takes the place of the last. It waits while the mouse is over it."""

    def __init__(self, parent: QWidget, close: str) -> None:
        super().__init__(parent)
        self._window = parent
        self._run: Callable[[], object] | None = None
        self._message = words("")
        self._keys = words("", "meta")
        self._action = push_button("", "link")
        self._close = icon_button("x", close)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(8), px(6))
        row.setSpacing(px(8))
        for widget in (IconView("check"), self._message, self._action, self._keys, self._close):
            row.addWidget(widget)
        self.clock = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self.clock.timeout.connect(self.hide)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, message: str, action: str = "", keys: str = "", run: Callable[[], object] | None = None) -> None:
        """Show ``message`` with a button ``action`` that calls ``run``; ``keys`` do the same anywhere."""
        self._run = run
        self._message.setText(message)
        self._action.setText(action)
        self._keys.setText(keys)
        self._action.setVisible(bool(action))
        self._keys.setVisible(bool(keys))
        self.setAccessibleName(message)
        self.adjustSize()
        self._enter()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    def set_words(self, close: str) -> None:
        name_button(self._close, close)

    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

    def _enter(self) -> None:
        # A style whose animations are switched off ("reduce motion") says 0 here.
        hint = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        was_hidden = self.isHidden()
        self.show()
        self.raise_()
        self.clock.start()
        self._slide.stop()
        if was_hidden and hint:
            self._slide.setDuration(min(hint, _SLIDE_MS))
            self._slide.setStartValue(self._place() + QPoint(0, _SLIDE))
            self._slide.setEndValue(self._place())
            self._slide.start()
        else:
            self.move(self._place())

    def _place(self) -> QPoint:
        room = self._window.size()
        margins = self.contentsMargins()
        return QPoint(
            (room.width() - self.width()) // 2, room.height() - self.height() + margins.bottom() - px(_ABOVE_BOTTOM)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._slide.stop()
            self.move(self._place())
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self.clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self.clock.start()
