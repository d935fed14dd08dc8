"""The keys of the reader: moving the caret, selecting, turning pages. All others are left to the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from archivist.ui.reader.caret import line_end, step, step_word, text_end
from archivist.ui.reader.pointing import line_at, spot_of
from archivist.ui.reader.surface import Surface
from archivist.ui.reader.values import Place

_Key = Qt.Key
_DIRECTIONS = {
    _Key.Key_Left: -1,
    _Key.Key_Up: -1,
    _Key.Key_Home: -1,
    _Key.Key_PageUp: -1,
    _Key.Key_Right: 1,
    _Key.Key_Down: 1,
    _Key.Key_End: 1,
    _Key.Key_PageDown: 1,
}
_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


def handle_key(view: Surface, event: QKeyEvent) -> bool:
    """Do what ``event`` asks of the reader; False where that is nothing."""
    if event.matches(QKeySequence.StandardKey.Copy):
        view.copy()
    elif event.matches(QKeySequence.StandardKey.SelectAll):
        view.select_all()
    elif event.key() == _Key.Key_Space and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        _turn_page(view, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
    elif event.key() == _Key.Key_Escape and view.caret.span:
        view.clear_selection()
    elif event.key() in (_Key.Key_Return, _Key.Key_Enter) and (ids := view.marks_at_caret()):
        view.tell_marks(ids, view.caret_area())
    elif event.key() in _DIRECTIONS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        _move(view, _Key(event.key()), event.modifiers() & _MODIFIERS)
    else:
        return False
    return True


def _move(view: Surface, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    selects = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    whole = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    direction, caret, page = _DIRECTIONS[key], view.caret, view.page
    if not selects and not caret.span:
        _bring_caret(view)
    if key in (_Key.Key_Left, _Key.Key_Right):
        move = step_word if whole else step
        caret.move(move(page, caret.head, direction), selects=selects)
    elif key in (_Key.Key_Home, _Key.Key_End):
        place = text_end(page, caret.pane, direction) if whole else line_end(page, caret.head, direction)
        caret.move(place, selects=selects)
    elif key in (_Key.Key_Up, _Key.Key_Down):
        caret.move_lines(page, direction, selects=selects)
    else:
        lines = max(view.viewport().height() // spot_of(page, caret.head).block.style.pitch - 1, 1)
        caret.move_lines(page, direction * lines, selects=selects)
    view.show_place(caret.head)
    view.tell_selection()


def _bring_caret(view: Surface) -> None:
    """A caret that was scrolled away begins again at the first line that can be seen."""
    caret = view.caret
    row_of_caret = view.document.row_of_place(caret.head)
    y = next((y for row, y in view.visible_rows(caret.pane) if row == row_of_caret), None)
    if y is not None:
        line = spot_of(view.page, caret.head).line
        if y + line.bottom > 0 and y + line.top < view.viewport().height():
            return
    row, y = view.visible_rows(caret.pane)[0]
    laid = view.page.layout(row)
    block = laid.blocks[caret.pane]
    line = next((one for one in block.lines if one.top + y >= 0), block.lines[-1])
    caret.put(Place(caret.pane, block.position(line.first)))


def _turn_page(view: Surface, direction: int) -> None:
    """On by a window less one line, which is seen again."""
    row, y = view.visible_rows()[0]
    _, line = line_at(view.page, view.page.layout(row), 0, -y)
    view.scroll_by(direction * max(view.viewport().height() - round(line.bottom - line.top) - 8, 8))
