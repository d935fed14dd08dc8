"""The card on which one repair or doubt is decided: what stands there, why it is asked, and the answers as buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from archivist.domain import N_, Doubt, Repair, RepairState, WrittenScript
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import words
from archivist.ui.theme import px


@dataclass(frozen=True)
class Decision:
    """``state`` is wanted of ``repair``, and of all like it where ``is_for_all``."""

    repair: Repair
    state: RepairState
    is_for_all: bool


class DecisionCard(QFrame):
    """Digits press the answers, in their order."""

    decided = Signal(object)
    """``Decision``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "answer")
        self._place = words("", "row", wraps=True)
        self._reason = words("", "meta", wraps=True)
        self._all = QCheckBox()
        self._grid = QGridLayout()
        self._grid.setSpacing(px(6))
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(12), px(10))
        column.setSpacing(px(6))
        for widget in (self._place, self._reason):
            column.addWidget(widget)
        column.addWidget(self._all)
        column.addLayout(self._grid)
        self._place.setFont(content_font(WrittenScript.NEUTRAL, px(15)))
        self.set_words()
        self.hide()

    def ask_repair(self, shown: str, repair: Repair, alike: int, *, is_writable: bool) -> None:
        """Ask about a repair; ``alike`` others of the report are of its kind and state."""
        self._begin(shown, tr(repair.evidence))
        self._all.setVisible(alike > 0)
        self._all.setText(tr(N_("All {count} like this"), count=f"{alike + 1:,}"))
        self._answer(
            [
                (tr(title), lambda state=state: self.decided.emit(Decision(repair, state, self._is_for_all)))
                for title, state in _ANSWERS[repair.state]
            ],
            is_enabled=is_writable,
        )

    def tell_doubt(self, shown: str, doubt: Doubt) -> None:
        """Say why something may be wrong, and what else it could be."""
        others = " / ".join(doubt.alternatives)
        self._begin(shown, " · ".join(filter(None, (f"→ {others}" if others else "", tr(doubt.reason)))))
        self._all.hide()
        self._answer([], is_enabled=False)

    def press(self, digit: int) -> bool:
        """Give the answer of that digit; False where there is none."""
        if self.isHidden() or not 1 <= digit <= len(self._buttons) or not self._buttons[digit - 1].isEnabled():
            return False
        self._buttons[digit - 1].click()
        return True

    @property
    def _is_for_all(self) -> bool:
        return self._all.isChecked() and not self._all.isHidden()

    def _begin(self, shown: str, reason: str) -> None:
        self._place.setText(shown)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._all.setChecked(False)
        self.show()

    def _answer(self, answers: Sequence[tuple[str, Callable[[], None]]], *, is_enabled: bool) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for place, (title, give) in enumerate(answers):
            button = push_button(f"{title}  {place + 1}", density="dense")
            button.setEnabled(is_enabled)
            button.clicked.connect(lambda _=False, give=give: give())
            self._grid.addWidget(button, place // 2, place % 2)
            self._buttons.append(button)

    def set_words(self) -> None:
        """In the language of the interface; the question itself is asked anew by who asked it."""
        self.setAccessibleName(tr(N_("Decision")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if not self.press(digit):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place.setFont(content_font(WrittenScript.NEUTRAL, px(15)))


_ANSWERS = {
    RepairState.AUTOMATIC: ((N_("Take back"), RepairState.REFUSED), (N_("Confirm"), RepairState.CONFIRMED)),
    RepairState.CONFIRMED: ((N_("Take back"), RepairState.REFUSED),),
    RepairState.PROPOSED: ((N_("Repair"), RepairState.CONFIRMED), (N_("Leave as it is"), RepairState.REFUSED)),
    RepairState.REFUSED: ((N_("Repair"), RepairState.CONFIRMED),),
}
