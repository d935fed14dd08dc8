"""A search that finds nothing says what is there instead, and one press searches for that."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.person import keys

from archivist.ui.window import MainWindow


def test_a_similar_word_is_one_press_away(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.edit.setFocus()
    keys(window.tool_bar.search.edit, "高志亮发展")
    finder = window.navigation.finder
    assert finder
    qtbot.waitUntil(lambda: finder._empty.isVisible() and finder._empty._button.isVisible())
    assert "“高质量发展”" in finder._empty._hint.text()
    QTest.mouseClick(finder._empty._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count > 0)
    assert window.tool_bar.search.edit.text() == "高质量发展"
