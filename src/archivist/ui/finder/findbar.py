"""Find in the open report: a field, the number of hits, on to the next."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from archivist.domain import N_, Span
from archivist.ui.language import tr
from archivist.ui.parts.buttons import icon_button, name_button
from archivist.ui.parts.labels import words
from archivist.ui.parts.search_field import SearchField
from archivist.ui.theme import px

_LONG = 100_000
"""Code points of a text that is searched at each key; in a longer one, after a moment."""


class FindBar(QWidget):
    hits_changed = Signal(object, object)
    """Spans of the text, and which of them is the current one (None without hits)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._hits: tuple[Span, ...] = ()
        self._at = 0
        self._is_exact = False
        self._field = SearchField("", "")
        self._field.setFixedWidth(px(260))
        self._count = words("", "meta")
        self._previous = icon_button("chevron-up", "")
        self._next = icon_button("chevron-down", "")
        self._close = icon_button("x", "")
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._find)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self._field.add_trailing(self._count)
        for widget in (self._field, self._previous, self._next, self._close):
            row.addWidget(widget)
        self._field.changed.connect(self._typed)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.closed)
        self._field.edit.installEventFilter(self)
        self._set_words()

    @property
    def count(self) -> int:
        return len(self._hits)

    def set_text(self, reading_text: str) -> None:
        """Another text is to be searched for the same words."""
        self._text = reading_text
        if not self.isHidden():
            self._find(goes_on=False)

    def open(self, text: str = "") -> None:
        """Take the keyboard; ``text`` is what to find, otherwise the words of before."""
        if text and "\n" not in text:
            self._field.set_text(text)
        self._field.setFocus()
        self._field.edit.selectAll()
        self._find()

    def show_found(self, query: str, hit: Span, *, is_exact: bool) -> None:
        """Frame what a search of the archive found here, beginning with ``hit``; the keyboard stays where it is."""
        self._field.edit.blockSignals(True)
        self._field.set_text(query)
        self._field.edit.blockSignals(False)
        self._is_exact = is_exact
        self._find()
        self._at = next((place for place, each in enumerate(self._hits) if each.start >= hit.start), 0)
        self._tell()

    def step(self, by: int) -> None:
        """To the next hit or the one before; round at the ends."""
        if self._soon.isActive():
            self._soon.stop()
            self._find()
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._tell()

    def query(self) -> str:
        return self._field.text()

    def _typed(self) -> None:
        self._is_exact = False
        self._soon.start(150 if len(self._text) > _LONG else 0)

    def _find(self, *, goes_on: bool = True) -> None:
        from archivist.app.services.finding import find_in

        before = self._hits[self._at].start if goes_on and self._hits else 0
        self._hits = find_in(self._text, self._field.text(), is_exact=self._is_exact)
        self._at = next((place for place, hit in enumerate(self._hits) if hit.start >= before), 0)
        self._tell()

    def _set_count(self) -> None:
        if self._hits:
            self._count.setText(tr(N_("{at} of {count}"), at=f"{self._at + 1:,}", count=f"{len(self._hits):,}"))
        else:
            self._count.setText(tr(N_("none")) if self._field.text().strip() else "")

    def _tell(self) -> None:
        self._set_count()
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._hits))
        self.hits_changed.emit(self._hits, self._at if self._hits else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return False

    def _set_words(self) -> None:
        self._field.set_words(tr(N_("Find in report")), tr(N_("Empty")), tr(N_("Find in report")))
        name_button(self._previous, tr(N_("Previous hit")), "Shift+F3")
        name_button(self._next, tr(N_("Next hit")), "F3")
        name_button(self._close, tr(N_("Close")), "Esc")
        self._set_count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
