"""The reader: a report in one to three panes, aligned by paragraph.

It shows, and tells what a person selected or clicked. It knows no services, and no commands but those of moving about;
all other keys are left to the window around it. It takes no input method, so that bare keys reach the commands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from archivist.domain import N_, Annotation, AnnotationId, Doubt, ReportText, Script, Span
from archivist.text.conversion import Conversion
from archivist.ui.reader.canvas import Canvas, Moving
from archivist.ui.reader.caret import Caret, sentences_around, text_end
from archivist.ui.reader.contents import Contents, Shown
from archivist.ui.reader.document import NO_TEXT, Document
from archivist.ui.reader.keys import handle_key
from archivist.ui.reader.overlay import selected_area
from archivist.ui.reader.page import Page
from archivist.ui.reader.places import bring_back, bring_into_view, first_visible
from archivist.ui.reader.pointer import Pointer
from archivist.ui.reader.pointing import pane_at, spot_of
from archivist.ui.reader.scroller import Scrollers
from archivist.ui.reader.tooltips import tooltip_at
from archivist.ui.reader.typography import Typography
from archivist.ui.reader.values import Pane, Place, Position, Selection
from archivist.ui.theme import Theme, active_theme

_FLASH_MS = 900
_NAME = N_("Report text")


class ReaderView(QAbstractScrollArea):
    """``translate`` turns the sources of the few texts that it shows itself (tooltips, announcements)."""

    selection_changed = Signal(object)  # Selection or None
    selection_finished = Signal(object, QRect)  # Selection, what it covers on the screen
    mark_clicked = Signal(object, QRect)  # AnnotationIds at the place, the newest last; where on the screen
    menu_wanted = Signal(object, QPoint)  # AnnotationIds at the place, where on the screen
    position_changed = Signal(object)  # Position
    zoom_wanted = Signal(int)  # steps, up where positive

    def __init__(self, parent: QWidget | None = None, *, translate: Callable[[str], str] = str) -> None:
        super().__init__(parent)
        self._translate = translate
        self._theme = active_theme()
        self._zoom = 1.0
        self._shown = Shown()
        self._is_together = True
        self._annotations: tuple[Annotation, ...] = ()
        self._flash: Span | None = None
        self._kept: Position | None = None
        self._told: Selection | None = None
        self._flash_timer = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_timer.timeout.connect(self._end_flash)
        self._pointer = Pointer(self, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate(_NAME))
        self.show_blank()

    # --- what is shown

    def show_text(self, report_text: ReportText, panes: Sequence[Pane], *, doubts: Iterable[Doubt] = ()) -> None:
        """Show another report from its beginning, without marks and hits. ``doubts`` are those of its repairs; those of
        the conversions come with ``panes``."""
        document = Document(report_text, panes)
        self.show_document(document, Contents(document, doubts))

    def show_blank(self) -> None:
        self.show_text(NO_TEXT, [Pane(Script.ORIGINAL, Conversion.unchanged(""))])

    def show_document(self, document: Document, contents: Contents) -> None:
        """What ``show_text`` shows, from its parts: to make these takes time for a long report, and needs no widget."""
        self._annotations = ()
        self._flash = None
        self.caret = Caret()
        self._kept = None
        self._load(document, contents)
        self.tell_selection()

    def set_panes(self, panes: Sequence[Pane]) -> None:
        """Show the same report in other panes; place, marks, hits and selection stay."""
        document = Document(self.document.report_text, panes)
        self.set_document(document, Contents(document, self.contents.damage))

    def set_document(self, document: Document, contents: Contents) -> None:
        """What ``set_panes`` shows, from its parts."""
        position, hits, selection = self.position, self.contents.hits, self.selection()
        self._load(document, contents)
        self.contents.set_marks(self._annotations)
        self.contents.hits = hits
        self.restore(position)
        self.caret = Caret()
        if selection:
            self.select(selection.span, min(selection.pane, len(document.panes) - 1))
        self.tell_selection()

    def set_marks(self, annotations: Iterable[Annotation]) -> None:
        self._annotations = tuple(annotations)
        self.contents.set_marks(self._annotations)
        self._refresh()

    def set_hits(self, spans: Sequence[Span], current: int | None = None) -> None:
        """Find hits of the reading text; ``current`` is the index of the one that stands out."""
        self.contents.set_hits(spans, current)
        self._refresh()

    def set_zoom(self, zoom: float) -> None:
        """1 is the size of the design; kept between its smallest and largest."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_out_anew()

    def set_ruby_shown(self, shown: bool, *, panes: Iterable[int] | None = None) -> None:
        """Show readings in all panes, or only in ``panes``."""
        wanted = frozenset(range(3) if panes is None else panes) if shown else frozenset[int]()
        self._set_shown(replace(self._shown, ruby=wanted))

    def set_pinyin_shown(self, shown: bool) -> None:
        """Where ruby is shown: computed readings of all characters too, once ``prepare_readings`` was called."""
        self._set_shown(replace(self._shown, pinyin=shown))

    def set_tones_shown(self, shown: bool) -> None:
        """Readings in the colours of their tones."""
        self._set_shown(replace(self._shown, tones=shown))

    def set_repairs_shown(self, shown: bool) -> None:
        self._set_shown(replace(self._shown, repairs=shown))

    def set_doubts_shown(self, shown: bool) -> None:
        self._set_shown(replace(self._shown, doubts=shown))

    def set_together(self, is_together: bool) -> None:
        """Scroll all panes as one, or each alone."""
        if is_together != self._is_together:
            self._is_together = is_together
            self._lay_out_anew()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._make_canvas()

    def _set_shown(self, shown: Shown) -> None:
        if shown != self._shown:
            self._shown = shown
            self._lay_out_anew()

    # --- places

    @property
    def position(self) -> Position:
        """The first visible line, of the pane that is scrolled."""
        return self._kept or first_visible(self.page, self.scrollers)

    def restore(self, position: Position) -> None:
        """Go back to a place, whatever the width and zoom are now."""
        bring_back(self.page, self.scrollers, position, self.viewport().height())
        self._kept = position
        self._scrolled()

    def go_to(self, span: Span, *, flash: bool = False, centre: bool = False) -> None:
        """Show a stretch of the reading text: where it is if it can be seen already and ``centre`` is not asked."""
        pane = self.caret.pane
        # The pane of the caret last: it is the one that leads.
        others = [each for each in range(len(self.document.panes)) if each != pane and self.scrollers.are_apart]
        for each in (*others, pane):
            self.show_place(Place(each, self.document.rendered(each, span.start, span.start)[0]), centre=centre)
        if flash:
            self._flash = span
            self._flash_timer.start()
            self.viewport().update()

    def show_place(self, place: Place, *, centre: bool = False) -> None:
        """Scroll as little as can be; what is far away comes to the upper third, with ``centre`` to the middle."""
        if bring_into_view(self.page, self.scrollers, place, self.viewport().height(), centre=centre):
            self._kept = None
            self._scrolled()

    # --- the selection

    def selection(self) -> Selection | None:
        span = self.caret.span
        return self.document.selection(self.caret.pane, span.start, span.end) if span else None

    def select(self, span: Span, pane: int = 0) -> None:
        """Select a stretch of the reading text in ``pane``; an empty one selects nothing."""
        self.caret.select(pane, *self.document.rendered(pane, span.start, span.end))
        self.tell_selection()

    def select_all(self) -> None:
        """Select all of the pane that has the caret."""
        pane = self.caret.pane
        self.caret.select(pane, text_end(self.page, pane, -1).position, text_end(self.page, pane, 1).position)
        self.tell_selection()
        self.finish_selection()

    def select_sentence(self) -> None:
        """Select the whole sentences that the selection touches, or the one with the caret."""
        pane = self.caret.pane
        self.caret.select(pane, *sentences_around(self.page, pane, self.caret.span))
        self.tell_selection()
        self.finish_selection()

    def clear_selection(self) -> None:
        self.caret.put(self.caret.head)
        self.tell_selection()

    def copy(self) -> None:
        """The selected text of the pane to the clipboard, never ruby or marks."""
        if selection := self.selection():
            QGuiApplication.clipboard().setText(selection.shown)

    def marks_at_caret(self) -> tuple[AnnotationId, ...]:
        """All marks that the selection touches, or that the character behind the caret has; the newest last."""
        span = self.caret.span
        start, end = (span.start, span.end) if span else (self.caret.head.position, self.caret.head.position + 1)
        conversion = self.document.panes[self.caret.pane].conversion
        reading = conversion.alignment.span_to_source(start, min(end, len(conversion.text)))
        return self.contents.mark_ids(*reading)

    def tell_marks(self, ids: tuple[AnnotationId, ...], where: QRect) -> None:
        """Say that a person wants to see these marks, which are at ``where`` on the screen."""
        self.mark_clicked.emit(ids, where)

    def caret_area(self) -> QRect:
        """Where the caret is on the screen."""
        spot = spot_of(self.page, self.caret.head)
        y = dict(self.visible_rows(self.caret.pane)).get(spot.laid.index, 0)
        return self.on_screen(QRectF(spot.x, y + spot.line.top, 1, spot.line.foot - spot.line.top))

    def tell_selection(self) -> None:
        self.viewport().update()
        selection = self.selection()
        if selection != self._told:
            self._told = selection
            self.selection_changed.emit(selection)

    def finish_selection(self) -> None:
        """Say that the selection is made, by mouse or key, so that verbs can be offered for it."""
        if selection := self.selection():
            self._announce(selection.shown)
            rows = self.visible_rows(selection.pane)
            area = selected_area(self.page, rows, selection.pane, selection.rendered.start, selection.rendered.end)
            self.selection_finished.emit(selection, self.on_screen(area))

    def on_screen(self, area: QRectF) -> QRect:
        """A part of the viewport in the screen's coordinates."""
        inside = area.toAlignedRect()
        return QRect(self.viewport().mapToGlobal(inside.topLeft()), inside.size())

    def _announce(self, shown: str) -> None:
        if QAccessible.isActive():
            message = self._translate(N_("Selected: {text}")).format(text=shown[:200])
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

    # --- laying out

    def _load(self, document: Document, contents: Contents) -> None:
        self.document = document
        self.contents = contents
        self._lay_out(None)

    def _lay_out_anew(self) -> None:
        self._lay_out(self.position)

    def _lay_out(self, position: Position | None) -> None:
        has_ruby = any(pane in self._shown.ruby for pane in range(len(self.document.panes)))
        written = self.document.report_text.report.script
        self.page = Page(
            self.document,
            self.contents,
            Typography(self._zoom, written, has_ruby=has_ruby),
            width=self.viewport().width(),
            ratio=self.devicePixelRatioF(),
            shown=self._shown,
        )
        is_one = self._is_together or self.page.columns.is_interlinear
        self.scrollers = Scrollers(self.page.heights, self.page.measure, 1 if is_one else len(self.document.panes))
        self._make_canvas()
        if position is None:
            self._refresh()
        else:
            self.restore(position)

    def _make_canvas(self) -> None:
        self._canvas = Canvas(self.page, self._theme)
        self.viewport().update()

    def _refresh(self) -> None:
        """The rows may have moved; the place stays."""
        self.scrollers.settle(self.viewport().height())
        self._scrolled()

    def _scrolled(self) -> None:
        """Bring the scroll bar to where the leading scroller is."""
        bar, window = self.verticalScrollBar(), self.viewport().height()
        value, total = self.scrollers.leading.value, self.page.heights.total
        bar.blockSignals(True)
        bar.setRange(0, max(total - window, value))
        bar.setPageStep(window)
        bar.setSingleStep(self.page.typography.em * 2)
        bar.setValue(value)
        bar.blockSignals(False)
        self.viewport().update()
        self.position_changed.emit(self.position)

    def visible_rows(self, pane: int | None = None) -> list[tuple[int, int]]:
        """Each visible row with its distance from the top of the window; of the pane that is scrolled where none is named."""
        scroller = self.scrollers.leading if pane is None else self.scrollers.of(pane)
        return scroller.visible(self.viewport().height())

    def lead(self, pane: int) -> None:
        """Let the scroll bar and the keys scroll ``pane``, where panes scroll apart."""
        if self.scrollers.are_apart and pane != self.scrollers.lead:
            self.scrollers.follow(pane)
            self._kept = None
            self._scrolled()

    def scroll_by(self, distance: int) -> None:
        """Scroll by pixels, down where positive."""
        self._kept = None
        self.scrollers.leading.move_by(distance)
        self.scrollers.leading.settle(self.viewport().height())
        self._scrolled()

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    # --- events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._kept = None
        self.scrollers.leading.move_to(self.verticalScrollBar().value(), self.viewport().height())
        self._scrolled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() == event.size().width():
            self._refresh()
        else:
            self._lay_out_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self._translate(_NAME))
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "page"):
            self._theme = active_theme()
            self._lay_out_anew()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out_anew()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        moving = Moving(self.caret, self.caret.is_shown and self.hasFocus(), self._flash)
        painter = QPainter(self.viewport())
        self._canvas.paint(painter, event.rect(), self.scrollers.visible(self.viewport().height()), moving)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handle_key(self, event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """What keys selected is finished when Shift is let go."""
        if event.key() == Qt.Key.Key_Shift and self.caret.is_shown:
            self.finish_selection()
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from pane to pane, and from the last one on."""
        pane = self.caret.pane + (1 if forward else -1)
        if not 0 <= pane < len(self.document.panes):
            return super().focusNextPrevChild(forward)
        self.caret.move(self.document.counterpart(self.caret.head, pane), selects=False)
        self.lead(pane)
        self.tell_selection()
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            self.lead(pane_at(self.page, event.position().x()))
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._pointer.press(event.position().toPoint(), extends=extends)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pointer.move(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pointer.release(event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.marks_at_caret(), self.caret_area().bottomLeft())
        else:
            self.menu_wanted.emit(self._pointer.marks_at(event.pos()), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tooltip_at(self, point: QPoint) -> str:
        """What is told at a point of the viewport, as HTML; empty where there is nothing to tell."""
        found = self._pointer.reading_at(point)
        if found is None:
            return ""
        return tooltip_at(self.contents, *found, shown=self._shown, translate=self._translate)
