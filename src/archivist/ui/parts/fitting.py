"""A row that lets go of what can be done without where there is little room."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from archivist.ui.icons import icon
from archivist.ui.parts.buttons import icon_size_beside_words
from archivist.ui.theme import px

Step = Callable[[bool], object]
"""Shows something, or does without."""


class FittingRow(QWidget):
    """Its layout is ``row``. What it can do without is let go in the order of ``let_go``, until the rest fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self._steps: tuple[Step, ...] = ()

    def let_go(self, *steps: Step) -> None:
        self._steps = steps

    def fit(self) -> None:
        """To be called when words or what is shown became others."""
        focus = QApplication.focusWidget()
        for step in self._steps:
            step(True)
        for step in self._steps:
            self.row.invalidate()
            if self.row.minimumSize().width() <= self.width():
                break
            step(False)
        # What went for a moment and came back has lost the keyboard.
        if focus is not None and self.isAncestorOf(focus) and focus.isVisible() and not focus.hasFocus():
            focus.setFocus()

    def minimumSizeHint(self) -> QSize:
        # What it can do without is no reason for a window to stay wide.
        return QSize(px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


def label_step(label: QLabel) -> Step:
    """The label as long as it says something, or nothing."""
    return lambda is_shown: label.setVisible(is_shown and bool(label.text()))


def words_step(button: QToolButton) -> Step:
    """The button with its words, or its icon alone."""
    styles = Qt.ToolButtonStyle
    return lambda is_shown: button.setToolButtonStyle(
        styles.ToolButtonTextBesideIcon if is_shown else styles.ToolButtonIconOnly
    )


def worded_button(icon_name: str) -> QToolButton:
    """A button with words that can do without them."""
    button = _WordedButton()
    button.setIcon(icon(icon_name))
    button.setProperty("density", "dense")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class _WordedButton(QToolButton):
    def __init__(self) -> None:
        super().__init__()
        self.setIconSize(icon_size_beside_words())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setIconSize(icon_size_beside_words())
        super().changeEvent(event)


def name_worded(button: QToolButton, name: str, keys: str = "") -> None:
    """Words, accessible name, and the keys in the tooltip."""
    button.setText(name)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})" if keys else name)
