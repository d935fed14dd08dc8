"""What is told above the results: other forms that are found too, and the filters, each of which can be taken away."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from archivist.app.within import Within
from archivist.domain import N_, WrittenScript
from archivist.ui.finder.facetnames import chosen
from archivist.ui.fonts import content_font
from archivist.ui.icons import icon
from archivist.ui.language import tr
from archivist.ui.parts.flow import FlowLayout
from archivist.ui.parts.labels import words
from archivist.ui.theme import px

_SHORT = 12
"""Characters of a word that is told with its other form."""
_BEFORE_CROSS = "\u2002"


class Chips(QWidget):
    changed = Signal(object)
    """``Within`` without the filter that was taken away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(px(6), self)
        self._row.setContentsMargins(px(18), px(2), px(14), px(8))
        self.hide()

    def show_chips(self, forms: Iterable[tuple[str, str]], within: Within) -> None:
        """``forms`` are words with what else is found for them."""
        had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
        while item := self._row.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for word, other in forms:
            told = tr(N_("{word} also finds {other}"), word=_short(word), other=_short(other))
            self._row.addWidget(_form(told))
        for name, rest in chosen(within):
            chip = _Filter(name)
            chip.removed.connect(lambda rest=rest: self.changed.emit(rest))
            self._row.addWidget(chip)
            if had_focus:  # the next one can be taken away with the next key
                chip.setFocus()
                had_focus = False
        self.setVisible(self._row.count() > 0)
        self.updateGeometry()


def _short(word: str) -> str:
    return word if len(word) <= _SHORT else f"{word[: _SHORT - 1]}…"


def _form(text: str) -> QLabel:
    label = words(text, "pill")
    label.setFont(content_font(WrittenScript.NEUTRAL, px(12)))
    return label


class _Filter(QPushButton):
    """Pressed, or with Delete, it goes."""

    removed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setFont(content_font(WrittenScript.NEUTRAL, px(12)))
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, px(180)) + _BEFORE_CROSS)
        self.setIcon(icon("x", "accent"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
        self.setToolTip(tr(N_("Take this filter away")) + " (Del)")
        self.setAccessibleName(name)
        self.setAccessibleDescription(tr(N_("Take this filter away")))
        self.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
