"""The main job in the window, as a person does it: with the mouse, and again with the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from ui.person import (
    SEED,
    Open,
    accept,
    await_index,
    dialog_of,
    drag_over,
    keys,
    marks,
    open_seed,
    press,
    settle,
)

from archivist.app.commands.all import COMMANDS
from archivist.app.settings import SCRIPTS, THEME
from archivist.domain import AnnotationKind
from archivist.ui.window import MainWindow


def test_main_job_by_mouse(window: MainWindow, open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    open_seed(window)
    workspace = window.workspace
    assert workspace and window.session
    reader = workspace.page.reader

    drag_over(window, 1, "高质量发展")
    qtbot.waitUntil(lambda: workspace.marker._popup.isVisible())
    press(Qt.Key.Key_H)
    assert marks(window) == [(AnnotationKind.HIGHLIGHT, "高質量發展", "")]
    qtbot.waitUntil(lambda: bool(reader.contents.marks))

    window.tool_bar.search.edit.setFocus()
    keys(window.tool_bar.search.edit, "高质量发展")
    finder = window.navigation.finder
    assert finder
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 1)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is finder._view
    assert finder._rows.index(0).data().startswith("2月1日")
    window.actions_.run("report.back")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is workspace)

    drag_over(window, 0, "紡都")
    qtbot.waitUntil(lambda: workspace.marker._popup.isVisible())
    press(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    keys(QApplication.focusWidget(), "city of textiles")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (AnnotationKind.HIGHLIGHT, "紡都", "city of textiles") in marks(window)

    for label in ("Write a note", "Highlight"):
        qtbot.waitUntil(lambda label=label: window.context().undo == label)
        window.actions_.run("edit.undo")
    assert marks(window) == [(AnnotationKind.HIGHLIGHT, "高質量發展", "")]
    for label in ("Highlight", "Write a note"):
        qtbot.waitUntil(lambda label=label: window.context().redo == label)
        window.actions_.run("edit.redo")
    assert (AnnotationKind.HIGHLIGHT, "紡都", "city of textiles") in marks(window)

    archive = window.session.path
    window.close()
    again = open_window()
    assert again.open(archive)
    assert again.workspace and again.workspace.page.text
    assert again.workspace.page.text.report.title.startswith("2月1日")
    assert len(marks(again)) == 2

    again.actions_.run("archive.export")
    qtbot.waitUntil(lambda: dialog_of(again) is not None)
    accept(again, qtbot)
    qtbot.waitUntil(lambda: bool(again.jobs.jobs) and not again.jobs.running, timeout=20_000)
    assert [file.suffix for file in tmp_path.glob("2月1日*")] == [".docx"]


def test_main_job_by_keyboard_alone(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(window, qtbot)
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_N, ctrl | shift)
    assert window.session and window.workspace
    window.files.files = [SEED]
    qtbot.waitUntil(window.actions_.action("archive.import_files").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_I, ctrl)
    accept(window, qtbot)
    qtbot.waitUntil(lambda: window.workspace.list._rows.count == 1, timeout=20_000)
    await_index(window, qtbot)

    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    reader = window.workspace.page.reader
    qtbot.waitUntil(lambda: QApplication.focusWidget() is reader)
    for _ in range(4):
        press(Qt.Key.Key_Right, shift)
    QTest.keyRelease(reader, Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: window.workspace.marker._popup.isVisible())
    press(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: len(marks(window)) == 1)
    assert marks(window) == [(AnnotationKind.HIGHLIGHT, "2月1日", "")]
    QTest.keyClick(reader, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    keys(QApplication.focusWidget(), "which year?")
    press(Qt.Key.Key_Return, ctrl)
    assert marks(window) == [(AnnotationKind.HIGHLIGHT, "2月1日", "which year?")]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, ctrl)
    qtbot.waitUntil(lambda: marks(window)[0][2] == "")
    qtbot.waitUntil(window.actions_.action("edit.redo").isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, ctrl | shift)
    qtbot.waitUntil(lambda: marks(window)[0][2] == "which year?")

    QTest.keyClick(window, Qt.Key.Key_F, ctrl | shift)
    keys(QApplication.focusWidget(), "会议")
    qtbot.waitUntil(
        lambda: window.navigation.finder._answer is not None and window.navigation.finder._answer.count == 1
    )
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.workspace)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is reader)

    qtbot.waitUntil(window.actions_.action("search.report").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_F, ctrl)
    keys(QApplication.focusWidget(), "产业")
    qtbot.waitUntil(lambda: window.workspace.page.find_bar.count > 1)
    qtbot.waitUntil(window.actions_.action("search.next").isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F3)
    assert window.workspace.page.find_bar._at == 1
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is reader)

    QTest.keyClick(window, Qt.Key.Key_K, ctrl)
    keys(QApplication.focusWidget(), "dark")
    press(Qt.Key.Key_Return)
    assert window.settings.get(THEME) == "dark"


def test_every_command_can_be_asked_for_once(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QInputDialog, QMessageBox

    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("词", True)))
    monkeypatch.setattr(QInputDialog, "getItem", staticmethod(lambda *a, **k: ("集", True)))
    monkeypatch.setattr(QMessageBox, "about", staticmethod(lambda *a, **k: None))
    left_for_last = ("archive.close", "archive.quit", "archive.open", "archive.sample", "archive.new")
    left_for_last += ("archive.restore", "archive.salvage")  # another archive stands there then
    for command in (each for each in COMMANDS if each.id not in left_for_last):
        if command.id not in ("edit.redo", "report.untrash"):  # what was done before them took the report away
            open_seed(window)
            window.settings.set(SCRIPTS, SCRIPTS.default)  # of which commands before it may have chosen others
            drag_over(window, 0, "會議")
        window.actions_.run(command.id)
        settle(window, qtbot)
        if command.id == "report.trash":
            window.actions_.run("edit.undo")
        while (dialog := dialog_of(window)) is not None:
            dialog.reject()
            qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
        if window.palette_.isVisible():
            window.palette_.close_again()
        if window.workspace is not None and window.workspace.is_focused:
            window.actions_.run("view.focus")
        if window.workspace is not None and window.workspace.page.is_source:
            window.actions_.run("view.source")
        if window.isFullScreen():
            window.actions_.run("view.full_screen")
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    window.actions_.run("archive.close")
    assert window.session is None
    assert window.pages.currentWidget() is window.start_page


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K, Qt.Key.Key_2])
def test_the_popup_goes_when_the_keyboard_is_wanted_elsewhere(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    open_seed(window)
    drag_over(window, 0, "會議")
    assert window.workspace
    popup = window.workspace.marker._popup
    qtbot.waitUntil(popup.isVisible)
    press(key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not popup.isVisible())
    assert marks(window) == []


def test_copy_with_citation_says_that_the_pane_is_a_conversion(window: MainWindow) -> None:
    open_seed(window)
    drag_over(window, 1, "区委常委会")
    window.actions_.run("edit.copy_citation")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("区委常委会\n\n")
    assert "¶ 1" in copied
    assert "Simplified" in copied


def test_the_sample_archive_opens_at_a_repaired_report(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert window.session is None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Qt.Key.Key_Return)  # the first choice has the keyboard
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.page.report is not None, timeout=30_000)
    assert window.workspace and window.workspace.page.text
    assert window.workspace.page.text.repairs
