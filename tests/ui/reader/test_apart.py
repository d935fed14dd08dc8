"""Panes that scroll together, or each alone."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.reader.reading import Opener, point_of

from archivist.domain import Span
from archivist.ui.reader import ReaderView

LONG = "\n".join(f"第{number}段。會議強調，要推動紡織產業高質量發展，對標全市。" for number in range(200))


def turn_wheel(view: ReaderView, pane: int, steps: int) -> None:
    column = view.page.columns.columns[pane]
    at = QPointF(column.left + column.width / 2, 200)
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, -120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def tops(view: ReaderView) -> list[tuple[int, int]]:
    """The first visible row of each pane, with its distance from the top."""
    return [view.visible_rows(pane)[0] for pane in range(len(view.document.panes))]


def test_panes_scroll_together_until_they_are_freed(open_reader: Opener) -> None:
    view = open_reader(LONG)
    turn_wheel(view, 1, 3)
    assert tops(view)[0] == tops(view)[1] != (0, 0)


def test_the_wheel_scrolls_the_freed_pane_under_it_alone(open_reader: Opener) -> None:
    view = open_reader(LONG)
    view.set_together(False)
    turn_wheel(view, 1, 5)
    first, second = tops(view)
    assert first == (0, 0)
    assert second != first
    turn_wheel(view, 0, 1)
    assert tops(view)[1] == second
    assert tops(view)[0] not in ((0, 0), second)


def test_a_drag_in_a_freed_pane_selects_what_is_seen_there(open_reader: Opener) -> None:
    view = open_reader(LONG)
    view.set_together(False)
    turn_wheel(view, 1, 30)
    row = view.visible_rows(1)[2][0]
    shown = f"第{row}段"
    start, end = point_of(view, 1, shown), point_of(view, 1, shown, after=True)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    selection = view.selection()
    assert selection
    assert (selection.pane, selection.shown) == (1, shown)


def test_the_keys_scroll_the_pane_of_the_caret(open_reader: Opener) -> None:
    view = open_reader(LONG)
    view.set_together(False)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
    first, second = tops(view)
    assert first == (0, 0)
    assert second[0] > 0


def test_what_is_gone_to_is_seen_in_every_pane(open_reader: Opener) -> None:
    view = open_reader(LONG)
    view.set_together(False)
    start = LONG.index("第150段")
    view.go_to(Span(start, start + 4))
    row = view.document.row_of(start)
    assert all(row in dict(view.visible_rows(pane)) for pane in range(2))


def test_panes_that_are_joined_again_follow_the_one_that_was_scrolled(open_reader: Opener) -> None:
    view = open_reader(LONG)
    view.set_together(False)
    turn_wheel(view, 1, 30)
    position = view.position
    view.set_together(True)
    assert view.position == position
    assert tops(view)[0] == tops(view)[1]
