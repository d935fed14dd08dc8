"""The order in which Tab goes through a window: that of reading, as the controls stand on the screen.

Qt's own chain is the order in which widgets were made, and loses those beside one that hands its focus on.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next control, or the one before; from the last to the first. False: there is none."""
    stops = tab_stops(window)
    if not stops:
        return False
    now, step = QApplication.focusWidget(), 1 if forward else -1
    start = stops.index(now) if now in stops else -1 if forward else 0
    target = stops[(start + step) % len(stops)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Every control inside ``widget`` that is seen, enabled and takes Tab: line by line, columns from left to right."""
    inside = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    stops = {each: [each] * _takes_tab(each) + tab_stops(each) for each in inside if _is_there(each)}
    # What holds no control, such as the focus ring, may lie across lines and columns.
    ordered = in_reading_order([each for each, found in stops.items() if found])
    return [stop for each in ordered for stop in stops[each]]


def in_reading_order(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Widgets of one parent, cut into lines where nothing crosses the cut, a line into columns, a column into lines."""
    for start, end in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        parts = _cut(widgets, start, end)
        if len(parts) > 1:
            return [each for part in parts for each in in_reading_order(part)]
    return list(widgets) if len(widgets) < 2 else sorted(widgets, key=lambda each: (each.y(), each.x()))


def _cut(widgets: Sequence[QWidget], start: Callable[[QRect], int], end: Callable[[QRect], int]) -> list[list[QWidget]]:
    parts: list[list[QWidget]] = []
    reached = 0
    for each in sorted(widgets, key=lambda one: start(one.geometry())):
        if not parts or start(each.geometry()) > reached:
            parts.append([])
            reached = end(each.geometry())
        parts[-1].append(each)
        reached = max(reached, end(each.geometry()))
    return parts


def _takes_tab(widget: QWidget) -> bool:
    if widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        return widget is group.checkedButton()  # one of several: the arrow keys lead to the others
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _is_there(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.isWindow() and not widget.rect().isEmpty()


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
