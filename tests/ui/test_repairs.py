"""The Repairs tab, by keyboard alone: what was repaired is gone through, taken back, and undone."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from ui.person import open_seed, press

from archivist.domain import RepairState
from archivist.ui.window import MainWindow


def applied(window: MainWindow) -> int:
    assert window.workspace and window.workspace.page.text
    return sum(each.state.is_applied for each in window.workspace.page.text.repairs)


def go_to_first_repair(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    qtbot.waitUntil(window.actions_.action("report.repairs").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rows = QApplication.focusWidget()
    for _ in range(20):
        press(Qt.Key.Key_Down)
        if rows.currentItem().text().startswith("會(huì)"):
            return
    raise AssertionError("no repair of 會 in the list")


def test_a_repair_is_taken_back_and_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    go_to_first_repair(window, qtbot)
    before = applied(window)
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: applied(window) == before - 1)
    assert window.workspace and window.workspace.page.text
    assert "會(huì)" in window.workspace.page.text.reading_text
    qtbot.waitUntil(window.actions_.action("edit.undo").isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: applied(window) == before)
    assert "會(huì)" not in window.workspace.page.text.reading_text


def test_all_like_this_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    go_to_first_repair(window, qtbot)
    assert window.workspace and window.workspace.page.text
    box = next(each for each in window.workspace.notes.findChildren(QCheckBox) if each.isVisible())
    assert "196" in box.text()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: applied(window) == 47)
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: applied(window) == 243)
    states = {each.state for each in window.workspace.page.text.repairs}
    assert states == {RepairState.AUTOMATIC}
