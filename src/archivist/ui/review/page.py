"""The review queue: which annotations have lost their place, and for each the question where it belongs.

Digits choose a place, Return puts the annotation there, J leaves it for later; Esc leads back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from archivist.app.services.marking import MarkingService
from archivist.app.services.reviewing import Question, ReviewingService
from archivist.domain import N_, ArchivistError, Changed, Kind, OrphanReason
from archivist.ui.dates import day_in_words
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.review.cards import MarkedCard, PlaceCard
from archivist.ui.review.rows import QUESTION, QuestionPainter, QuestionRows
from archivist.ui.theme import px

_LIST, _MEASURE, _SIDE = 330, 880, 40
_NARROW, _NARROW_LIST, _NARROW_SIDE = 900, 240, 20
_NARROWEST = 740
"""Below this width the list goes; J leads through the questions."""

_WHY = {
    OrphanReason.GONE: N_("The passage is not in it any more."),
    OrphanReason.CHANGED: N_("What may be the passage reads otherwise now, so nothing was moved."),
    OrphanReason.ELSEWHERE: N_("The passage is in it, but with other text around it, so nothing was moved."),
}


class ReviewPage(QWidget):
    closed = Signal()
    """Back to where the person was."""
    failed = Signal(object)
    """``ArchivistError``."""
    told = Signal(str)
    """An ``N_`` message: what was done, and can be undone."""

    def __init__(
        self, reviewing: ReviewingService, marking: MarkingService, *, is_writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._marking = marking
        self._is_writable = is_writable
        self._rows = QuestionRows(self)
        self._view = QListView()
        self._cards: list[PlaceCard] = []
        self._head = words("", "panel")
        self._group = words("", "group")
        self._title = words("", "dialog", wraps=True)
        self._at = words("", "meta")
        self._why = words("", tone="text2", wraps=True)
        self._as_marked = words("", "group")
        self._marked = MarkedCard()
        self._may_be = words("", "group")
        self._put = push_button("", "primary")
        self._keep = push_button("")
        self._trash = push_button("", "flat")
        self._later = push_button("", "flat")
        self._empty = EmptyState("circle-check", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self.refresh()

    # --- the questions

    def refresh(self, changed: Changed | None = None) -> None:
        """Ask what waits now; the place in the list stays."""
        if changed is not None and (
            not self.isVisible() or not changed.kinds & {Kind.ANNOTATION, Kind.TEXT, Kind.REPORT, Kind.TAG}
        ):
            return
        row, before = self._view.currentIndex().row(), self._chosen()
        try:
            questions = self._reviewing.questions()
        except ArchivistError as error:
            self.failed.emit(error)
            return
        self._rows.show(questions)
        ids = [each.orphan.mark.id for each in questions]
        if before is not None and before.orphan.mark.id in ids:
            row = ids.index(before.orphan.mark.id)
        self._view.setCurrentIndex(self._rows.index(min(max(row, 0), len(ids) - 1)))
        self._scroll.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        self._take_room()
        self._ask()

    def _chosen(self) -> Question | None:
        return self._view.currentIndex().data(QUESTION)

    def _ask(self, *_: object) -> None:
        """Show the question of the current row."""
        question = self._chosen()
        for card in self._cards:
            self._places.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        if question is not None:
            script = question.report.script
            self._marked.show_mark(question.orphan.mark, script)
            try:
                places = self._reviewing.places(question.orphan)
            except ArchivistError as error:
                places = []
                self.failed.emit(error)
            for number, place in enumerate(places[:9], start=1):
                card = PlaceCard(number, place, script)
                card.toggled.connect(self._set_words)
                self._places.addWidget(card)
                self._cards.append(card)
            if self._cards:
                self._cards[0].setChecked(True)
            self._scroll.verticalScrollBar().setValue(0)
        self._set_words()

    # --- the answers

    def _put_it(self) -> None:
        question = self._chosen()
        card = next((each for each in self._cards if each.isChecked()), None)
        if question is not None and card is not None:
            span = card.place.candidate.span
            mark = question.orphan.mark.id
            self._answer(lambda: self._reviewing.place(mark, span.start, span.end), N_("Annotation put in its place"))

    def _keep_it(self) -> None:
        if (question := self._chosen()) is not None:
            mark = question.orphan.mark.id
            self._answer(lambda: self._reviewing.keep([mark]), N_("Annotation kept without a place"))

    def _trash_it(self) -> None:
        if (question := self._chosen()) is not None:
            mark = question.orphan.mark.id
            self._answer(lambda: self._marking.remove([mark]), N_("Annotation removed"))

    def _answer(self, decide: Callable[[], object], done: str) -> None:
        if not self._is_writable:
            return
        try:
            decide()
        except ArchivistError as error:
            self.failed.emit(error)
            return
        self.refresh()
        self.setFocus()
        self.told.emit(done)

    def _go_on(self) -> None:
        """To the next question; behind the last, to the first."""
        count = self._rows.rowCount()
        if count:
            self._view.setCurrentIndex(self._rows.index((self._view.currentIndex().row() + 1) % count))

    # --- events

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The list may be hidden, and keys are for the page all the same.
        if self._view.isVisible():
            self._view.setFocus(event.reason())

    def press(self, key: int) -> bool:
        """Do what ``key`` stands for; False where that is nothing."""
        digit = key - Qt.Key.Key_0
        if 1 <= digit <= len(self._cards):
            self._cards[digit - 1].setChecked(True)
            self._scroll.ensureWidgetVisible(self._cards[digit - 1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put_it()
        elif key == Qt.Key.Key_J:
            self._go_on()
        elif key == Qt.Key.Key_Delete:
            self._trash_it()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.press(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self.press(event.key())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        is_narrow = self.width() < px(_NARROW)
        side = px(_NARROW_SIDE if is_narrow else _SIDE)
        self._side.setFixedWidth(px(_NARROW_LIST if is_narrow else _LIST))
        self._column.setContentsMargins(side, px(24), side, px(24))
        has_list = self._rows.rowCount() > 0 and self.width() >= px(_NARROWEST)
        self._side.setVisible(has_list)
        self._line.setVisible(has_list)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()

    # --- parts

    def _connect(self) -> None:
        self._view.selectionModel().currentChanged.connect(self._take_row)
        self._view.installEventFilter(self)
        self._put.clicked.connect(self._put_it)
        self._keep.clicked.connect(self._keep_it)
        self._trash.clicked.connect(self._trash_it)
        self._later.clicked.connect(self._go_on)
        self._empty.pressed.connect(self.closed)

    def _take_row(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        if now.isValid():
            self._ask()

    def _lay_out(self) -> None:
        self._view.setModel(self._rows)
        self._view.setItemDelegate(QuestionPainter(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setProperty("kind", "reports")
        self._side = QWidget()
        self._side.setProperty("kind", "panel")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, px(12), 0, 0)
        side.setSpacing(0)
        for label, top in ((self._head, 0), (self._group, 16)):
            label.setContentsMargins(px(16), px(top), px(16), px(8))
            side.addWidget(label)
        side.addWidget(self._view, 1)
        content = QWidget()
        content.setProperty("kind", "content")
        content.setMaximumWidth(px(_MEASURE + 2 * _SIDE))
        self._column = column = QVBoxLayout(content)
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._at)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addSpacing(px(14))
        column.addWidget(self._as_marked)
        column.addWidget(self._marked)
        column.addSpacing(px(14))
        column.addWidget(self._may_be)
        self._places = QVBoxLayout()
        self._places.setSpacing(px(10))
        column.addLayout(self._places)
        column.addSpacing(px(10))
        answers = QHBoxLayout()
        answers.setSpacing(px(8))
        for button in (self._put, self._keep, self._trash):
            answers.addWidget(button)
        answers.addStretch()
        answers.addWidget(self._later)
        column.addLayout(answers)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._line = hairline(Qt.Orientation.Vertical)
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._line)
        row.addWidget(self._scroll, 1)
        row.addWidget(self._empty, 1)

    def _set_words(self, *_: object) -> None:
        count, row = self._rows.rowCount(), self._view.currentIndex().row()
        self._view.setAccessibleName(tr(N_("Review queue")))
        self._head.setText(tr(N_("Review queue")))
        kind = tr(N_("Annotations without a place"))
        self._group.setText(f"{kind} · {count:,}")
        self._title.setText(tr(N_("Where does this annotation belong?")))
        self._at.setText(tr(N_("{at} of {count}"), at=f"{row + 1:,}", count=f"{count:,}"))
        self._as_marked.setText(tr(N_("As it was marked")))
        question = self._chosen()
        if question is not None:
            day = day_in_words(question.orphan.since)
            when = tr(N_("New text {day}."), day=day)
            self._why.setText(f"{when} {self._reason(question)}")
        chosen = next((number for number, card in enumerate(self._cards, start=1) if card.isChecked()), 0)
        self._may_be.setText(
            tr(N_("Where it may be now")) if self._cards else tr(N_("Nothing in the report is much like it."))
        )
        self._put.setText(tr(N_("Put it at place {number}"), number=chosen))
        self._put.setToolTip("Return")
        self._put.setVisible(bool(self._cards))
        self._keep.setText(tr(N_("Keep without a place")))
        self._trash.setText(tr(N_("Move to the trash")))
        self._trash.setToolTip("Del")
        later = tr(N_("Later"))
        self._later.setText(f"{later}  J")
        for button in (self._put, self._keep, self._trash):
            button.setEnabled(self._is_writable)
        self._later.setVisible(count > 1)
        self._empty.set_words(
            tr(N_("Every annotation has its place")),
            tr(N_("One that loses it, when its report gets a new text, waits here for you.")),
            tr(N_("Back to the reports")),
        )

    def _reason(self, question: Question) -> str:
        orphan = question.orphan
        if orphan.reason is OrphanReason.SEVERAL:
            return tr_n(
                "{count} place fits, but not surely, so nothing was moved.",
                "{count} places fit almost alike, so nothing was moved.",
                len(orphan.candidates),
            )
        return tr(_WHY[orphan.reason])
