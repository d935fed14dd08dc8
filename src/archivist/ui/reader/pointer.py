"""What the mouse does in the reader: selecting, words, sentences, paragraphs, marks under the pointer."""

from PySide6.QtCore import QObject, QPoint, QRectF, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from archivist.domain import AnnotationId, RenderedSpan, Span
from archivist.ui.reader.caret import sentences_around, word_around
from archivist.ui.reader.overlay import selected_area
from archivist.ui.reader.pointing import character_at, pane_at, place_at
from archivist.ui.reader.surface import Surface
from archivist.ui.reader.values import Place

_SCROLL_MS = 30
_SLOWEST_SCROLL, _FASTEST_SCROLL = 2, 60


class Pointer(QObject):
    """Follows the mouse over ``view``. Points are of its viewport."""

    def __init__(self, view: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._is_selecting = False
        self._at = QPoint()
        self._clicks = 0
        self._repeat = QTimer(self, singleShot=True)  # a click while it runs is a further one of the same place
        self._scrolling = QTimer(self, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)

    def press(self, point: QPoint, *, extends: bool) -> None:
        """The first click puts the caret, the second takes the word, the third the sentence, the fourth the paragraph."""
        caret = self._view.caret
        is_near = (point - self._at).manhattanLength() < QGuiApplication.styleHints().startDragDistance()
        self._clicks = self._clicks + 1 if self._repeat.isActive() and is_near else 1
        self._repeat.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._at = point
        self._is_selecting = True
        caret.is_shown = False
        if extends:
            caret.put(self._place(point, pane=caret.anchor.pane), keeps_anchor=True)
        elif self._clicks == 1:
            caret.put(self._place(point))
        else:
            self._is_selecting = False
            take = {2: self._word, 3: self._sentence}.get(self._clicks, self._paragraph)
            caret.select(*take(point))
        self._view.lead(caret.pane)
        self._view.tell_selection()

    def move(self, point: QPoint) -> None:
        """Select up to here; beyond the upper and lower edge the text comes along."""
        if not self._is_selecting:
            return
        if (point - self._at).manhattanLength() >= QGuiApplication.styleHints().startDragDistance():
            self._repeat.stop()
        self._at = point
        caret = self._view.caret
        caret.put(self._place(point, pane=caret.anchor.pane), keeps_anchor=True)
        self._view.tell_selection()
        if 0 <= point.y() < self._view.viewport().height():
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def release(self, point: QPoint) -> None:
        """A selection is finished, or what lies under a plain click is told."""
        self._is_selecting = False
        self._scrolling.stop()
        if self._view.caret.span:
            self._view.finish_selection()
        elif ids := self.marks_at(point):
            self._view.tell_marks(ids, self._view.on_screen(self.area_of(point)))

    @Slot()
    def _scroll_on(self) -> None:
        height = self._view.viewport().height()
        beyond = self._at.y() if self._at.y() < 0 else max(self._at.y() - height + 1, 0)
        if not beyond:
            self._scrolling.stop()
            return
        speed = min(max(abs(beyond) // 2, _SLOWEST_SCROLL), _FASTEST_SCROLL)
        self._view.scroll_by(speed if beyond > 0 else -speed)
        self.move(self._at)

    def marks_at(self, point: QPoint) -> tuple[AnnotationId, ...]:
        """All marks of the character at ``point``, the newest last."""
        found = self.reading_at(point)
        return self._view.contents.mark_ids(found[1].start, found[1].end) if found else ()

    def reading_at(self, point: QPoint) -> tuple[int, Span] | None:
        """The pane, and the stretch of the reading text behind the character at ``point``."""
        found = self._character(point)
        if found is None:
            return None
        pane, start, end = found
        return pane, self._view.document.selection(pane, start, end).span

    def area_of(self, point: QPoint) -> QRectF:
        """What the character at ``point`` covers in the viewport."""
        found = self._character(point)
        if found is None:
            return QRectF(point, point)
        pane, start, end = found
        return selected_area(self._view.page, self._view.visible_rows(pane), pane, start, end)

    def _character(self, point: QPoint) -> tuple[int, int, int] | None:
        row, y = self._row(point)
        return character_at(self._view.page, row, point.x(), point.y() - y)

    def _row(self, point: QPoint, pane: int | None = None) -> tuple[int, int]:
        """The row at ``point``, or the nearest one, with its distance from the viewport's top; as ``pane`` shows it."""
        rows = self._view.visible_rows(pane_at(self._view.page, point.x()) if pane is None else pane)
        return next((entry for entry in reversed(rows) if entry[1] <= point.y()), rows[0])

    def _place(self, point: QPoint, *, pane: int | None = None) -> Place:
        row, y = self._row(point, pane)
        return place_at(self._view.page, row, point.x(), point.y() - y, pane=pane)

    def _word(self, point: QPoint) -> tuple[int, int, int]:
        found = self._character(point)
        place = Place(*found[:2]) if found else self._place(point)
        return place.pane, *word_around(self._view.page, place)

    def _sentence(self, point: QPoint) -> tuple[int, int, int]:
        found = self._character(point)
        pane, position = found[:2] if found else self._place(point)[:2]
        return pane, *sentences_around(self._view.page, pane, RenderedSpan(position, position))

    def _paragraph(self, point: QPoint) -> tuple[int, int, int]:
        document = self._view.document
        first = last = self._row(point)[0]
        while not document.rows[first].is_first:
            first -= 1
        while not document.rows[last].is_last:
            last += 1
        pane = self._place(point).pane
        return pane, document.rendered_row(pane, first)[0], document.rendered_row(pane, last)[1]
