"""The card on which one repair, doubt or choice is decided: what stands there, why it is asked, and the answers as buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from archivist.domain import N_, Choice, Doubt, Reach, Repair, RepairState, WrittenScript
from archivist.text.repair import reason_of
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.notes.repairlines import Line
from archivist.ui.notes.repairpainter import SIDE, paint_marked
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.choices import Segmented
from archivist.ui.parts.labels import words
from archivist.ui.theme import active_theme, px


@dataclass(frozen=True)
class RepairDecided:
    """``state`` is wanted of ``repair``, and of all like it where ``is_for_all``."""

    repair: Repair
    state: RepairState
    is_for_all: bool


@dataclass(frozen=True)
class FormChosen:
    """``chosen`` is to be shown where ``doubt`` is."""

    doubt: Doubt
    chosen: str
    reach: Reach


@dataclass(frozen=True)
class ChoiceTakenBack:
    choice: Choice


Decision = RepairDecided | FormChosen | ChoiceTakenBack
Answer = tuple[str, Callable[[], Decision]]
_REACHES = ((Reach.PLACE, N_("Here"), "H"), (Reach.REPORT, N_("Report"), "R"), (Reach.ARCHIVE, N_("Archive"), "A"))


class DecisionCard(QFrame):
    """Digits press the answers, in their order; letters choose where a form is to count."""

    decided = Signal(object)
    """``Decision``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "answer")
        self._place = _PlaceView()
        self._reason = words("", "meta", wraps=True)
        self._all = QCheckBox()
        self._reach = Segmented("", ("", "", ""))
        self._grid = QGridLayout()
        self._grid.setSpacing(px(6))
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SIDE), px(8), px(12), px(10))
        column.setSpacing(px(6))
        for widget in (self._place, self._reason, self._all):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addWidget(self._reach, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_words()
        self.hide()

    def ask_repair(self, line: Line, repair: Repair, alike: int, *, is_writable: bool) -> None:
        """Ask about a repair; ``alike`` others of the report are of its kind and state."""
        self._begin(line, reason_of(repair, tr))
        self._all.setVisible(alike > 0)
        self._all.setText(tr(N_("All {count} like this"), count=f"{alike + 1:,}"))
        answers: list[Answer] = [
            (tr(title), lambda state=state: RepairDecided(repair, state, self._is_for_all))
            for title, state in _ANSWERS[repair.state]
        ]
        self._answer(answers, is_enabled=is_writable)

    def ask_doubt(self, line: Line, doubt: Doubt, *, is_writable: bool) -> None:
        """Ask what a conversion is to show; of a damaged place, say why it may be wrong."""
        self._begin(line, " · ".join(filter(None, (tr(doubt.reason), line.script))))
        is_conversion = doubt.script is not None
        self._reach.setVisible(is_conversion)
        answers: list[Answer] = [
            (
                tr(N_("Keep {form}") if place == 0 else N_("Use {form}"), form=form),
                lambda form=form: FormChosen(doubt, form, self._chosen_reach),
            )
            for place, form in enumerate(doubt.alternatives[:9] if is_conversion else ())
        ]
        self._answer(answers, is_enabled=is_writable)

    def ask_choice(self, line: Line, choice: Choice, *, is_writable: bool) -> None:
        """Offer to take back what was chosen."""
        self._begin(line, line.about)
        self._answer([(tr(N_("Take back")), lambda: ChoiceTakenBack(choice))], is_enabled=is_writable)

    def height_for(self, width: int) -> int:
        """The height that the card needs in so many pixels."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    def press(self, key: int) -> bool:
        """Do what ``key`` stands for; False where that is nothing."""
        if self.isHidden():
            return False
        for place, (_, _, letter) in enumerate(_REACHES):
            if key == ord(letter) and not self._reach.isHidden():
                self._reach.set_current(place)
                return True
        digit = key - Qt.Key.Key_0
        if not 1 <= digit <= len(self._buttons) or not self._buttons[digit - 1].isEnabled():
            return False
        self._buttons[digit - 1].click()
        return True

    @property
    def _is_for_all(self) -> bool:
        return self._all.isChecked() and not self._all.isHidden()

    @property
    def _chosen_reach(self) -> Reach:
        return _REACHES[self._reach.current][0]

    def _begin(self, line: Line, reason: str) -> None:
        self.setProperty("tone", "warn" if line.is_waiting else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._place.show_line(line)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._all.setChecked(False)
        self._all.hide()
        self._reach.set_current(0)  # the nearest: nobody decides for the archive by accident
        self._reach.hide()
        self.show()

    def _answer(self, answers: Sequence[Answer], *, is_enabled: bool) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, (title, make) in enumerate(answers):
            button = push_button(f"{title}  {place + 1}", density="dense")
            button.setEnabled(is_enabled)
            button.clicked.connect(lambda _=False, make=make: self.decided.emit(make()))
            self._grid.addWidget(button, place // 2, place % 2)
            button.show()  # at once: what is hidden takes no room
            self._buttons.append(button)

    def set_words(self) -> None:
        """In the language of the interface; the question itself is asked anew by who asked it."""
        self.setAccessibleName(tr(N_("Decision")))
        self._reach.setAccessibleName(tr(N_("Where it counts")))
        self._reach.set_choices([f"{tr(name)}  {letter}" for _, name, letter in _REACHES])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event.key()):
            super().keyPressEvent(event)


class _PlaceView(QWidget):
    """The text of a line, larger."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Line("")

    def show_line(self, line: Line) -> None:
        self._line = line
        self.setAccessibleName(line.text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(60), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(content_font(WrittenScript.NEUTRAL, px(15)))
        painter.setPen(active_theme().text)
        paint_marked(painter, self.rect(), self._line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


_ANSWERS = {
    RepairState.AUTOMATIC: ((N_("Take back"), RepairState.REFUSED), (N_("Confirm"), RepairState.CONFIRMED)),
    RepairState.CONFIRMED: ((N_("Take back"), RepairState.REFUSED),),
    RepairState.PROPOSED: ((N_("Repair"), RepairState.CONFIRMED), (N_("Leave as it is"), RepairState.REFUSED)),
    RepairState.REFUSED: ((N_("Repair"), RepairState.CONFIRMED),),
}
