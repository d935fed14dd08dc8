"""The phrases that are followed: up to four, one of them the one whose lines are shown."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QInputDialog, QPushButton, QWidget

from archivist.domain import N_, WrittenScript
from archivist.ui.finder.trendchart import MOST_LINES, paint_marker
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import push_button
from archivist.ui.theme import px

_NO_WORDS = "\u200b"
"""Qt gives a button without any text the width of four letters."""


class Phrases(QWidget):
    changed = Signal()
    """There is one more, or one less."""
    current_changed = Signal()
    """Another one's lines are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases: list[str] = []
        self._counts: dict[str, int] = {}
        self._shows_counts = self._shows_words = True
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self._choose())
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

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """The hits of each phrase, as far as they are known."""
        self._counts = dict(counts)
        self._name_chips()

    def show_numbers(self, is_shown: bool) -> None:
        """Or no more than the beginning of each phrase."""
        self._shows_counts = is_shown
        self._name_chips()

    def show_words(self, is_shown: bool) -> None:
        """Or only the marker of all but the current phrase."""
        self._shows_words = is_shown
        self._name_chips()

    def _name_chips(self) -> None:
        for chip in self._group.buttons():
            assert isinstance(chip, _Chip)
            count = self._counts.get(chip.phrase) if self._shows_counts else None
            room = px(150) if self._shows_counts else px(60) if self._shows_words or chip.isChecked() else 0
            chip.tell(count, room)
        self._add.setText(tr(N_("Phrase")) if self._shows_words else "")
        self.updateGeometry()  # at once: a row measures it before events come

    def _choose(self) -> None:
        self._name_chips()
        self.current_changed.emit()

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
        self._name_chips()
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
        self._name_chips()
        self._add.setAccessibleName(tr(N_("Phrase")))
        self._add.setToolTip(tr(N_("Compare with another phrase")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._set_words()


class _Chip(QPushButton):
    """A phrase with the marker of its line. Delete, or the middle button of the mouse, takes it away."""

    removed = Signal()

    def __init__(self, phrase: str, number: int, *, is_removable: bool) -> None:
        super().__init__()
        self.phrase = phrase
        self._number, self._is_removable = number, is_removable
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "phrase")
        self.setFont(content_font(WrittenScript.SIMPLIFIED, px(12)))
        self.setToolTip("\n".join([phrase, tr(N_("Del takes it away"))] if is_removable else [phrase]))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(content_font(WrittenScript.SIMPLIFIED, px(12)))
        super().changeEvent(event)

    def tell(self, count: int | None, room: int) -> None:
        """The phrase in ``room`` pixels, and how often it stands."""
        shown = self.fontMetrics().elidedText(self.phrase, Qt.TextElideMode.ElideRight, room) if room else _NO_WORDS
        self.setText(shown if count is None else f"{shown}  {count:,}")
        told = "" if count is None else tr_n("{count} hit", "{count} hits", count)
        self.setAccessibleName(self.phrase if count is None else f"{self.phrase}, {told}")

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
