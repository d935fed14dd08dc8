"""The phrases that are followed: up to four, one of them the one whose lines are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QInputDialog, QPushButton, QWidget

from archivist.domain import N_, WrittenScript
from archivist.ui.finder.trendchart import MOST_LINES, paint_marker
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.theme import px


class Phrases(QWidget):
    changed = Signal()
    """There is one more, or one less."""
    current_changed = Signal()
    """Another one's lines are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self.current_changed.emit())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self._add = push_button("", "filter", icon_name="plus", density="dense")
        self._add.clicked.connect(self._ask)
        self._row.addWidget(self._add)
        self._row.addStretch()
        self._set_words()

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(self._phrases)

    @property
    def current(self) -> str:
        return self._phrases[max(self._group.checkedId(), 0)] if self._phrases else ""

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """Show these; the first is the current one."""
        self._phrases = list(dict.fromkeys(phrases))[:MOST_LINES]
        self._make_chips(0)

    def _make_chips(self, current: int) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for number, phrase in enumerate(self._phrases):
            chip = _Chip(phrase, number, is_removable=len(self._phrases) > 1)
            chip.removed.connect(lambda number=number: self._remove(number))
            self._group.addButton(chip, number)
            self._row.insertWidget(number, chip)
        if self._phrases:
            self._group.button(current).setChecked(True)
        self._add.setVisible(len(self._phrases) < MOST_LINES)

    def _ask(self) -> None:
        phrase, agreed = QInputDialog.getText(self, tr(N_("Another phrase")), tr(N_("Phrase to compare with:")))
        if agreed and phrase.strip() and phrase.strip() not in self._phrases:
            self._phrases.append(phrase.strip())
            self._make_chips(max(self._group.checkedId(), 0))
            self.changed.emit()

    def _remove(self, number: int) -> None:
        current = self.current
        del self._phrases[number]
        self._make_chips(self._phrases.index(current) if current in self._phrases else 0)
        self.changed.emit()

    def _set_words(self) -> None:
        self._add.setText(tr(N_("Phrase")))
        self._add.setToolTip(tr(N_("Compare with another phrase")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


class _Chip(QPushButton):
    """A phrase with the marker of its line. Delete, or the middle button of the mouse, takes it away."""

    removed = Signal()

    def __init__(self, phrase: str, number: int, *, is_removable: bool) -> None:
        super().__init__(phrase)
        self._number, self._is_removable = number, is_removable
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "phrase")
        self.setFont(content_font(WrittenScript.SIMPLIFIED, px(12)))
        self.setMaximumWidth(px(200))
        if is_removable:
            self.setToolTip(tr(N_("Del takes it away")))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_marker(painter, self._number, QPointF(px(14), QRectF(self.rect()).center().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
