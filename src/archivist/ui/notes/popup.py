"""What can be done with a selection, or with a mark: beside it, with bare keys while it shows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archivist.app.commands.marking import COLOUR_NAMES
from archivist.domain import N_, Annotation, AnnotationId, Colour
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.popup_frame import PopupFrame
from archivist.ui.parts.swatches import SwatchRow
from archivist.ui.theme import px

_GAP = 8


class SelectionPopup(PopupFrame):
    """Lies on ``owner``. The keyboard stays where it is: keys come from the widget that has it, by an event filter."""

    highlight = Signal(object)
    """The chosen Colour."""
    recolour = Signal(object, object)
    """AnnotationId and Colour."""
    underline = Signal()
    note = Signal()
    tag = Signal()
    find_wanted = Signal()
    context_wanted = Signal()
    copy_citation = Signal()
    remove = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._mark: AnnotationId | None = None
        self._text: QWidget | None = None
        self._verbs: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_U: self.underline.emit,
            Qt.Key.Key_N: self.note.emit,
            Qt.Key.Key_T: self.tag.emit,
            Qt.Key.Key_F: self.find_wanted.emit,
            Qt.Key.Key_K: self.context_wanted.emit,
            Qt.Key.Key_C: self.copy_citation.emit,
        }
        self._highlight = self._button("highlighter", self._take_highlight)
        self._underline = self._button("underline", self.underline.emit)
        self._note = self._button("sticky-note", self.note.emit)
        self._tag = self._button("tag", self.tag.emit)
        self._remove = self._button("trash-2", self._take_remove)
        self._find = self._button("search", self.find_wanted.emit)
        self._lines = self._button("text-quote", self.context_wanted.emit)
        self._cite = self._button("quote", self.copy_citation.emit)
        self._swatches = SwatchRow(COLOUR_NAMES)
        self._swatches.chosen.connect(self._take_colour)
        self._colour_name = words("", "meta")
        self._swatches.hovered.connect(self._colour_name.setText)
        self._lay_out()
        self._set_words()
        self.hide()

    def show_beside(self, area: QRect, colour: Colour) -> None:
        """Show the verbs for the selection, which covers ``area`` of the screen."""
        self._mark = None
        self._swatches.set_current(colour)
        self._show(area)

    def show_for_mark(self, annotation: Annotation, area: QRect) -> None:
        """Show the verbs for a mark, which is at ``area`` of the screen."""
        self._mark = annotation.id
        self._swatches.set_current(annotation.colour)
        self._show(area)

    def _show(self, area: QRect) -> None:
        is_new = self._mark is None
        for button in (self._highlight, self._underline, self._find, self._lines, self._cite, self._line):
            button.setVisible(is_new)
        self._remove.setVisible(not is_new)
        self._swatches.tell_name(None)
        if self.parentWidget() is not self._owner.window():  # when it was made, the owner stood in no window yet
            self.setParent(self._owner.window())
        self.adjustSize()
        self.move(self._place(area))
        self._text = self.window().focusWidget()  # the keyboard stays there while the popup shows
        self.show()
        self.raise_()
        if (application := QGuiApplication.instance()) is not None:
            application.installEventFilter(self)

    def hideEvent(self, event: object) -> None:
        if (application := QGuiApplication.instance()) is not None:
            application.removeEventFilter(self)
        super().hideEvent(event)  # type: ignore[arg-type]

    def _place(self, area: QRect) -> QPoint:
        """Under ``area``, above it where there is no room, never over it; inside the owner."""
        parent = self._owner.window()
        inside = QRect(parent.mapFromGlobal(area.topLeft()), area.size())
        room = QRect(self._owner.mapTo(parent, QPoint(0, 0)), self._owner.size())
        margins, gap = self.surface_margins(), px(_GAP)
        width = self.width() - margins.left() - margins.right()
        height = self.height() - margins.top() - margins.bottom()
        x = max(room.left() + gap, min(inside.left(), room.right() - width - gap))
        y = inside.bottom() + gap
        if y + height > room.bottom() - gap:
            above = inside.top() - gap - height
            y = above if above >= room.top() else max(room.top(), room.bottom() - height - gap)
        return QPoint(x - margins.left(), y - margins.top())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn) and isinstance(watched, QWidget):
            is_ours = watched is self or self.isAncestorOf(watched)
            if not is_ours and (event.type() == QEvent.Type.MouseButtonPress or watched is not self._text):
                self.hide()
            return False
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            return False
        verb = self._verb(event)
        if verb is None:
            if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not self._has_keyboard():
                self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the window's shortcut for the same key takes it
        else:
            verb()
        return verb is not None

    def _verb(self, event: QKeyEvent) -> Callable[[], object] | None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if key == Qt.Key.Key_Escape:
            return self.hide
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_8:
            colour = list(Colour)[key - Qt.Key.Key_1]
            return lambda: self._take_colour(colour)
        if self._mark is None and key == Qt.Key.Key_H:
            return self._take_highlight
        if self._mark is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self._take_remove
        if self._mark is not None and key not in (Qt.Key.Key_N, Qt.Key.Key_T):
            return None
        verb = self._verbs.get(key)
        return None if verb is None else lambda: (self.hide(), verb())

    def _has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _take_highlight(self) -> None:
        colour = self._swatches.current or Colour.YELLOW
        self.hide()
        self.highlight.emit(colour)

    def _take_colour(self, colour: Colour) -> None:
        mark = self._mark
        self.hide()
        if mark is None:
            self.highlight.emit(colour)
        else:
            self.recolour.emit(mark, colour)

    def _take_remove(self) -> None:
        mark = self._mark
        self.hide()
        self.remove.emit(mark)

    def _button(self, icon_name: str, act: Callable[[], object]) -> QPushButton:
        button = push_button("", "flat", icon_name=icon_name, density="dense")
        button.clicked.connect(lambda: (self.hide(), act()))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        self._line = hairline()
        rows = (
            (self._highlight, self._underline, self._note, self._tag, self._remove),
            (self._swatches, self._colour_name),
            (self._line,),
            (self._find, self._lines, self._cite),
        )
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(px(4))
            for widget in widgets:
                row.addWidget(widget)
            if self._line not in widgets:
                row.addStretch()
            column.addLayout(row)

    def _set_words(self) -> None:
        self._swatches.set_words({colour: tr(name) for colour, name in COLOUR_NAMES.items()})
        named = (
            (self._highlight, N_("Highlight"), "H"),
            (self._underline, N_("Underline"), "U"),
            (self._note, N_("Note"), "N"),
            (self._tag, N_("Tag"), "T"),
            (self._remove, N_("Remove"), "Del"),
            (self._find, N_("Find in archive"), "F"),
            (self._lines, N_("In context"), "K"),
            (self._cite, N_("Copy with citation"), "C"),
        )
        for button, name, key in named:
            button.setText(f"{tr(name)}  {key}")
            button.setAccessibleName(tr(name))
        self._swatches.tell_name(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
