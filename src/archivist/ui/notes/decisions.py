"""The card on which one repair, doubt or choice is decided: what stands there, why it is asked, and the answers as buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archivist.domain import N_, Choice, Doubt, Reach, Repair, RepairState, WrittenScript
from archivist.text.repair import reason_of
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.notes.repairlines import Line, Subject
from archivist.ui.notes.repairpainter import SIDE, paint_marked
from archivist.ui.parts.buttons import icon_button, name_button, push_button
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
    """``chosen`` is to be shown where the first of ``doubts`` is, as far as ``reach`` says, and where the others are."""

    doubts: tuple[Doubt, ...]
    chosen: str
    reach: Reach


@dataclass(frozen=True)
class ChoicesTakenBack:
    choices: tuple[Choice, ...]


Decision = RepairDecided | FormChosen | ChoicesTakenBack
Answer = tuple[str, Callable[[], Decision]]
_S = TypeVar("_S", Doubt, Choice)
_STEPS = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
_REACHES = ((Reach.PLACE, N_("Here"), "H"), (Reach.REPORT, N_("Report"), "R"), (Reach.ARCHIVE, N_("Archive"), "A"))


class DecisionCard(QFrame):
    """Digits press the answers, in their order; letters choose where a form is to count, and whether for all alike."""

    decided = Signal(object)
    """``Decision``."""
    step_wanted = Signal(int)
    """To the next place that asks the same, or to the one before (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "answer")
        self._place = _PlaceView()
        self._reason = words("", "meta", wraps=True)
        self._all = QCheckBox()
        self._at = words("", "meta")
        self._before = icon_button("arrow-left", "")
        self._next = icon_button("arrow-right", "")
        self._reach = Segmented("", ("", "", ""))
        self._grid = QGridLayout()
        self._grid.setSpacing(px(6))
        self._buttons: list[QPushButton] = []
        self._subject: Subject | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SIDE), px(8), px(12), px(10))
        column.setSpacing(px(6))
        column.addWidget(self._place)
        column.addWidget(self._reason)
        alike = QHBoxLayout()
        alike.addWidget(self._all, 1)
        for widget in (self._at, self._before, self._next):
            alike.addWidget(widget)
        column.addLayout(alike)
        column.addLayout(self._grid)
        column.addWidget(self._reach, 0, Qt.AlignmentFlag.AlignLeft)
        self._before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.step_wanted.emit(1))
        self._reach.chosen.connect(self._take_reach)
        self.set_words()
        self.hide()

    def ask_repair(self, line: Line, repair: Repair, alike: int, *, is_writable: bool) -> None:
        """Ask about a repair; ``alike`` of the report, with this one, are of its kind and state."""
        self._begin(line, reason_of(repair, tr))
        self._offer_all(alike)
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
        self._offer_all(len(line.alike) if is_conversion else 0)
        answers: list[Answer] = [
            (
                tr(N_("Keep {form}") if place == 0 else N_("Use {form}"), form=form),
                lambda form=form: FormChosen(self._wanted(line, doubt), form, self._chosen_reach),
            )
            for place, form in enumerate(doubt.alternatives[:9] if is_conversion else ())
        ]
        self._answer(answers, is_enabled=is_writable)

    def ask_choice(self, line: Line, choice: Choice, *, is_writable: bool) -> None:
        """Offer to take back what was chosen."""
        self._begin(line, line.about)
        self._offer_all(len(line.alike))
        answer: Answer = (tr(N_("Take back")), lambda: ChoicesTakenBack(self._wanted(line, choice)))
        self._answer([answer], is_enabled=is_writable)

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
                self._take_reach(place)
                return True
        if key == Qt.Key.Key_L and not self._all.isHidden() and self._all.isEnabled():
            self._all.toggle()
            return True
        if key in _STEPS and not self._next.isHidden():
            self.step_wanted.emit(_STEPS[key])
            return True
        digit = key - Qt.Key.Key_0
        if not 1 <= digit <= len(self._buttons) or not self._buttons[digit - 1].isEnabled():
            return False
        self._buttons[digit - 1].click()
        return True

    @property
    def _is_for_all(self) -> bool:
        return self._all.isChecked() and self._all.isEnabled() and not self._all.isHidden()

    def _wanted(self, line: Line, subject: _S) -> tuple[_S, ...]:
        """What is decided: ``subject``, and all like it where that is wanted."""
        if not self._is_for_all:
            return (subject,)
        kind = type(subject)
        return tuple(each.subject for each in line.alike if isinstance(each.subject, kind))

    def _offer_all(self, count: int) -> None:
        """That all ``count``, of which one is asked about, are decided alike; where there are several."""
        self._all.setVisible(count > 1)
        title = tr(N_("All {count} like this"), count=f"{count:,}")
        self._all.setText(f"{title}  L")

    def _take_reach(self, place: int) -> None:
        """Farther than here, a form counts at all places like this anyway."""
        self._all.setEnabled(place == 0)

    @property
    def _chosen_reach(self) -> Reach:
        return _REACHES[self._reach.current][0]

    def _begin(self, line: Line, reason: str) -> None:
        is_step = any(each.subject is self._subject for each in line.alike)
        self._subject = line.subject
        self.setProperty("tone", "warn" if line.is_waiting else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._place.show_line(line)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        if not is_step:
            self._all.setChecked(False)
        self._all.setEnabled(True)
        self._all.hide()
        has_others = len(line.alike) > 1
        if has_others:
            at = next(at for at, each in enumerate(line.alike, start=1) if each.subject is line.subject)
            self._at.setText(tr(N_("{at} of {count}"), at=f"{at:,}", count=f"{len(line.alike):,}"))
        for widget in (self._at, self._before, self._next):
            widget.setVisible(has_others)
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
        name_button(self._before, tr(N_("Previous place like this")), "←")
        name_button(self._next, tr(N_("Next place like this")), "→")
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
