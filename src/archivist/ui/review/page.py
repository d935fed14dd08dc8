"""The review queue: annotations that have lost their place, repairs that are only proposed; for each a question.

Digits choose a place, Return takes it, L decides for all alike, J leaves it for later; Esc leads back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from archivist.app.services.reviewing import MOST_COUNTED, ReviewingService
from archivist.domain import N_, ArchivistError, Changed, Kind
from archivist.ui.language import tr
from archivist.ui.parts.buttons import menu_button, push_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.menu import Menu
from archivist.ui.review.asking import Answer, Asked, Asker, Waiting, key_of
from archivist.ui.review.cards import MarkedCard, PlaceCard
from archivist.ui.review.rows import QUESTION, QuestionPainter, QuestionRows
from archivist.ui.theme import px

_LIST, _MEASURE, _SIDE = 330, 880, 40
_NARROW, _NARROW_LIST, _NARROW_SIDE = 900, 240, 20
_NARROWEST = 740
"""Below this width the list goes; J leads through the questions."""

_MOST = 300
"""Proposed repairs that are listed; the next ones come when these are decided."""
_KINDS = (N_("All kinds"), N_("Annotations without a place"), N_("Proposed repairs"))
_ALL, _PLACES, _REPAIRS = range(3)


class ReviewPage(QWidget):
    closed = Signal()
    """Back to where the person was."""
    failed = Signal(object)
    """``ArchivistError``."""
    told = Signal(str)
    """An ``N_`` message: what was done, and can be undone."""

    def __init__(
        self, reviewing: ReviewingService, asker: Asker, *, is_writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._asker = asker
        self._is_writable = is_writable
        self._rows = QuestionRows(self)
        self._view = QListView()
        self._cards: list[PlaceCard] = []
        self._count = 0
        self._kind = _ALL
        self._head = words("", "panel")
        self._kinds = menu_button("", self._make_kinds())
        self._title = words("", "dialog", wraps=True)
        self._at = words("", "meta")
        self._why = words("", tone="text2", wraps=True)
        self._as_marked = words("", "group")
        self._marked = MarkedCard()
        self._may_be = words("", "group")
        self._put = push_button("", "primary")
        self._all = QCheckBox()
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
            places = self._reviewing.questions()
            repairs, count = self._reviewing.proposals(_MOST)
        except ArchivistError as error:
            self.failed.emit(error)
            return
        self._count = len(places) + count
        groups: list[tuple[str, Sequence[Waiting]]] = [
            (f"{tr(_KINDS[_PLACES])} · {len(places):,}", places if self._kind in (_ALL, _PLACES) else ()),
            (
                f"{tr(_KINDS[_REPAIRS])} · {count:,}{'+' if count == MOST_COUNTED else ''}",
                repairs if self._kind in (_ALL, _REPAIRS) else (),
            ),
        ]
        self._rows.show(groups)
        self._view.setCurrentIndex(self._rows.index(self._row_to_show(row, before)))
        has_any = bool(self._rows.places)
        self._scroll.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self._take_room()
        self._ask()

    def _row_to_show(self, row: int, before: Waiting | None) -> int:
        """The row of what was shown ``before``, or the next one to where that was; -1 without any."""
        rows = self._rows.places
        if before is not None:
            key = key_of(before)
            for each in rows:
                if key_of(self._rows.index(each).data(QUESTION)) == key:
                    return each
        return next((each for each in rows if each >= row), rows[-1] if rows else -1)

    def _chosen(self) -> Waiting | None:
        return self._view.currentIndex().data(QUESTION)

    def _ask(self, *_: object) -> None:
        """Show the question of the current row."""
        waiting = self._chosen()
        for card in self._cards:
            self._places.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        self._all.setChecked(False)
        if waiting is not None:
            try:
                self._show(self._asker.ask(waiting))
            except ArchivistError as error:
                self.failed.emit(error)
        self._set_words()

    def _show(self, asked: Asked) -> None:
        self._title.setText(asked.title)
        self._why.setText(asked.why)
        self._why.setVisible(bool(asked.why))
        self._as_marked.setText(asked.head)
        self._marked.show_passage(asked.passage, asked.about)
        self._may_be.setText(asked.offers_head)
        title = tr(N_("All {count} like this"), count=f"{asked.alike:,}")
        self._all.setText(f"{title}  L")
        self._all.setVisible(asked.alike > 1)
        for number, offer in enumerate(asked.offers, start=1):
            card = PlaceCard(number, offer)
            card.toggled.connect(self._set_words)
            self._places.addWidget(card)
            card.show()  # at once: what is hidden takes no room
            self._cards.append(card)
        if self._cards:
            self._cards[0].setChecked(True)
        self._scroll.verticalScrollBar().setValue(0)

    # --- the answers

    def _put_answer(self) -> Answer | None:
        waiting = self._chosen()
        at = next((at for at, card in enumerate(self._cards) if card.isChecked()), None)
        if waiting is None or at is None:
            return None
        return self._asker.choose(waiting, self._cards[at].offer, at + 1, for_all=self._is_for_all)

    def _keep_answer(self) -> Answer | None:
        waiting = self._chosen()
        return self._asker.keep(waiting, for_all=self._is_for_all) if waiting is not None else None

    def _trash_answer(self) -> Answer | None:
        waiting = self._chosen()
        return self._asker.trash(waiting) if waiting is not None else None

    @property
    def _is_for_all(self) -> bool:
        return self._all.isChecked() and not self._all.isHidden()

    def _give(self, answer: Answer | None) -> None:
        if not self._is_writable or answer is None:
            return
        try:
            answer.decide()
        except ArchivistError as error:
            self.failed.emit(error)
            return
        self.refresh()
        self.setFocus()
        self.told.emit(answer.done)

    def _go_on(self) -> None:
        """To the next question; behind the last, to the first."""
        if rows := self._rows.places:
            now = self._view.currentIndex().row()
            self._view.setCurrentIndex(self._rows.index(next((row for row in rows if row > now), rows[0])))

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
            self._give(self._put_answer())
        elif key == Qt.Key.Key_J:
            self._go_on()
        elif key == Qt.Key.Key_L and not self._all.isHidden():
            self._all.toggle()
        elif key == Qt.Key.Key_Delete:
            self._give(self._trash_answer())
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
        has_list = bool(self._rows.places or self._kind) and self.width() >= px(_NARROWEST)
        self._side.setVisible(has_list)
        self._line.setVisible(has_list)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    # --- parts

    def _connect(self) -> None:
        self._view.selectionModel().currentChanged.connect(self._take_row)
        self._view.installEventFilter(self)
        self._put.clicked.connect(lambda: self._give(self._put_answer()))
        self._keep.clicked.connect(lambda: self._give(self._keep_answer()))
        self._trash.clicked.connect(lambda: self._give(self._trash_answer()))
        self._later.clicked.connect(self._go_on)
        self._empty.pressed.connect(self.closed)

    def _take_row(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        if now.isValid():
            self._ask()

    def _make_kinds(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_kinds(menu))
        return menu

    def _fill_kinds(self, menu: Menu) -> None:
        menu.clear()
        for kind, name in enumerate(_KINDS):
            menu.add_choice(tr(name), kind == self._kind, lambda kind=kind: self._take_kind(kind))

    def _take_kind(self, kind: int) -> None:
        self._kind = kind
        self.refresh()
        self.setFocus()

    def _lay_out(self) -> None:
        self._view.setModel(self._rows)
        self._view.setItemDelegate(QuestionPainter(self._view))
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setProperty("kind", "reports")
        self._side = QWidget()
        self._side.setProperty("kind", "panel")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, px(12), 0, 0)
        side.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(px(16), 0, px(10), 0)
        top.addWidget(self._head, 1)
        top.addWidget(self._kinds)
        side.addLayout(top)
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
        column.addWidget(self._all)
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
        """What can be said and done of the question that is shown, with the card that is chosen."""
        rows, row = self._rows.places, self._view.currentIndex().row()
        self._view.setAccessibleName(tr(N_("Review queue")))
        name = tr(N_("Review queue"))
        self._head.setText(f"{name} · {self._count:,}")
        self._kinds.setText(tr(_KINDS[self._kind]))
        at = rows.index(row) + 1 if row in rows else 0
        self._at.setText(tr(N_("{at} of {count}"), at=f"{at:,}", count=f"{len(rows):,}"))
        answers = (self._put_answer(), self._keep_answer(), self._trash_answer())
        for button, answer in zip((self._put, self._keep, self._trash), answers, strict=True):
            button.setVisible(answer is not None)
            button.setEnabled(self._is_writable)
            button.setText(answer.title if answer is not None else "")
        self._put.setToolTip("Return")
        self._trash.setToolTip("Del")
        later = tr(N_("Later"))
        self._later.setText(f"{later}  J")
        self._later.setVisible(len(rows) > 1)
        self._empty.set_words(
            tr(N_("Nothing waits for you")),
            tr(
                N_(
                    "Annotations that lose their place when a report gets a new text, and repairs that are not sure, wait here."
                )
            ),
            tr(N_("Back to the reports")),
        )
