"""The search field: lens, words, what narrows the question, and a way to empty it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from archivist.ui.parts.buttons import icon_button, name_button
from archivist.ui.parts.labels import IconView, hairline
from archivist.ui.theme import active_theme, px

_HEIGHT, _RADIUS = 32, 8


class SearchField(QWidget):
    """A field that shows its own focus. Escape empties it; in an empty field, it is left to the window."""

    changed = Signal(str)
    """The words, at each key."""
    entered = Signal()
    """Return was pressed."""

    def __init__(self, name: str, clear: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setProperty("kind", "bare")
        self.edit.installEventFilter(self)
        self._clear = icon_button("x", clear)
        self._clear.setProperty("density", "dense")
        self._trailing: list[QWidget] = []
        self._lines: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconView("search"))
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self._clear)
        self.set_words(name, clear, placeholder)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clear.hide()
        self._measure()
        self.edit.textChanged.connect(self._tell)
        self.edit.returnPressed.connect(self.entered)
        self._clear.clicked.connect(self.edit.clear)

    def set_words(self, name: str, clear: str, placeholder: str) -> None:
        """The accessible name, the name of the emptying button, and what stands in the empty field."""
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(placeholder)
        name_button(self._clear, clear, "Esc")

    def add_trailing(self, widget: QWidget) -> None:
        """Put ``widget`` (a menu, a count) at the end, before the emptying button, after a hairline."""
        if self._trailing:
            line = hairline(Qt.Orientation.Vertical)
            line.setFixedHeight(px(_HEIGHT) // 2)
            self._lines.append(line)
            self._row.insertWidget(self._row.count() - 1, line)
        self._trailing.append(widget)
        self._row.insertWidget(self._row.count() - 1, widget)

    def show_trailing(self, *visible: bool) -> None:
        """Which of the widgets at the end are shown, with the hairlines between them."""
        for widget, is_visible in zip(self._trailing, visible, strict=True):
            widget.setVisible(is_visible)
        for place, line in enumerate(self._lines):
            line.setVisible(visible[place + 1] and any(visible[: place + 1]))

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def show_text(self, text: str) -> None:
        """Show words that were searched for before, without telling."""
        self.edit.blockSignals(True)
        self.edit.setText(text)
        self.edit.blockSignals(False)
        self._clear.setVisible(bool(text))

    def _tell(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.changed.emit(text)

    def _measure(self) -> None:
        self.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(10), 0, px(4), 0)
        self._row.setSpacing(px(8))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.edit.text():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # before a shortcut of the window takes the key
            elif event.type() == QEvent.Type.KeyPress:
                self.edit.clear()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, width = active_theme(), 2 if self.edit.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.focus if width == 2 else theme.line_strong, width))
        painter.setBrush(theme.raised)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
