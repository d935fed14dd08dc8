"""What was repaired in a report, what was chosen in its conversions, and where something may be wrong still."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from archivist.domain import N_, Choice, Doubt, Repair, ReportText
from archivist.ui.language import tr
from archivist.ui.notes.decisions import DecisionCard
from archivist.ui.notes.repairlines import Line, make_lines, step_among_alike
from archivist.ui.notes.repairpainter import LinePainter, line_height
from archivist.ui.parts.empty_state import EmptyState

_LINE = Qt.ItemDataRole.UserRole


class RepairsView(QWidget):
    """Return goes to the place, digits decide. The card with the answers lies over the current line."""

    place_chosen = Signal(object)
    """A Span of the reading text."""
    decided = Signal(object)
    """``Decision``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: ReportText | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._choices: tuple[Choice, ...] = ()
        self._is_writable = False
        self._rows = QListWidget()
        self._rows.setItemDelegate(LinePainter(self._rows, self._is_covered))
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._rows.itemActivated.connect(self._choose)
        self._rows.itemClicked.connect(self._choose)
        self._rows.currentItemChanged.connect(self._ask)
        self._rows.currentItemChanged.connect(self._lead)
        self._rows.installEventFilter(self)
        self._rows.viewport().installEventFilter(self)
        self._card = DecisionCard(self._rows.viewport())
        self._card.decided.connect(self.decided)
        self._card.step_wanted.connect(self._step)
        self._covered: QListWidgetItem | None = None
        self._place_soon = QTimer(self, singleShot=True, interval=0)
        self._place_soon.timeout.connect(self._place_card)
        self._rows.verticalScrollBar().valueChanged.connect(self._follow_row)
        self._empty = EmptyState("wrench", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rows, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._rows)

    def set_writable(self, is_writable: bool) -> None:
        self._is_writable = is_writable

    def show_report(self, text: ReportText | None, doubts: Sequence[Doubt], choices: Sequence[Choice] = ()) -> None:
        """The place in the list stays where the report does, else it is the first that is to be decided."""
        is_same = self._text is not None and text is not None and text.report.id == self._text.report.id
        at = self._rows.currentRow() if is_same else -1
        was_on_head = is_same and self._covered is None and at >= 0
        self._text, self._doubts, self._choices = text, tuple(doubts), tuple(choices)
        lines = make_lines(text, self._doubts, self._choices) if text else []
        self._rows.blockSignals(True)
        self._covered = None
        self._rows.clear()
        for line in lines:
            item = QListWidgetItem()
            _show(item, line)
            item.setSizeHint(QSize(0, line_height(line)))
            if line.place is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._rows.addItem(item)
        self._rows.setCurrentRow(min(at, len(lines) - 1) if was_on_head else _nearest(lines, at))
        self._rows.blockSignals(False)
        self._ask()
        if is_same:
            self._lead()
        self._rows.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._rows.setAccessibleName(tr(N_("Repairs")))
        self._empty.set_words(tr(N_("Nothing to repair")), tr(N_("The text stands as it came in.")))

    def _lead(self, *_: object) -> None:
        """While a person goes through the list by keys, the text shows what each line is about."""
        if self._rows.hasFocus() and (item := self._rows.currentItem()) is not None:
            self._choose(item)

    # --- the card

    def _ask(self, *_: object) -> None:
        """Put the current line on the card."""
        item, text = self._rows.currentItem(), self._text
        line: Line | None = item.data(_LINE) if item else None
        if text is None or line is None or line.subject is None:
            self._card.hide()
        elif isinstance(line.subject, Repair):
            repair = line.subject
            alike = sum((each.kind, each.state) == (repair.kind, repair.state) for each in text.repairs)
            self._card.ask_repair(line, repair, alike, is_writable=self._is_writable)
        elif isinstance(line.subject, Doubt):
            self._card.ask_doubt(line, line.subject, is_writable=self._is_writable)
        else:
            self._card.ask_choice(line, line.subject, is_writable=self._is_writable)
        self._place_card()

    def _step(self, by: int) -> None:
        """To another place that asks the same, in the list and in the text."""
        if (item := self._rows.currentItem()) is not None:
            self._rows.blockSignals(True)
            _show(item, step_among_alike(item.data(_LINE), by))
            self._rows.blockSignals(False)
            self._ask()
            self._choose(item)

    def _is_covered(self, row: int) -> bool:
        return not self._card.isHidden() and row == self._rows.currentRow()

    def _place_card(self) -> None:
        """Give the current line the room that the card needs, and lay the card over it."""
        item = None if self._card.isHidden() else self._rows.currentItem()
        if self._covered is not None and self._covered is not item:
            self._covered.setSizeHint(QSize(0, line_height(self._covered.data(_LINE))))
        self._covered = item
        if item is None:
            return
        height = self._card.height_for(self._rows.viewport().width())
        if item.sizeHint().height() != height:
            item.setSizeHint(QSize(0, height))
            self._rows.doItemsLayout()
        self._rows.scrollToItem(item)
        self._follow_row()

    def _follow_row(self, *_: object) -> None:
        if self._covered is not None:
            self._card.setGeometry(self._rows.visualItemRect(self._covered))

    # --- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._rows.viewport():
            self._place_soon.start()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._rows:
            return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._card.press(event.key())
        return False

    def _choose(self, item: QListWidgetItem) -> None:
        line: Line = item.data(_LINE)
        if line.place is not None:
            self.place_chosen.emit(line.place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._card.set_words()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_empty"):
            self.show_report(self._text, self._doubts, self._choices)


def _show(item: QListWidgetItem, line: Line) -> None:
    item.setText(line.text)
    item.setData(_LINE, line)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)


def _nearest(lines: Sequence[Line], at: int) -> int:
    """The line at ``at``, or the next one that can be decided; -1 where nothing can. Without a place (-1) the first that
    waits."""
    if at < 0:
        return next((row for row, line in enumerate(lines) if line.is_waiting and line.subject), -1)
    rows = [row for row, line in enumerate(lines) if line.subject]
    return next((row for row in rows if row >= at), rows[-1] if rows else -1)
