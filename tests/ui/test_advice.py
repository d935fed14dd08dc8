"""Where nothing is found the finder says which word is nowhere, and offers what sounds or looks alike."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.person import settle

from archivist.ui.window import MainWindow


def test_a_form_that_is_there_is_offered_and_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.set_text("高质量发站")
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder and finder._empty.isVisible()
    assert "“高质量发站”" in finder._empty._state._hint.text()
    (form,) = [each for each in finder._empty.forms if each.text().startswith("高质量发展")]
    assert form.text().endswith("1 report") or form.text().endswith("reports")
    form.setFocus()
    QTest.keyClick(form, Qt.Key.Key_Space)
    assert window.tool_bar.search.text() == "高质量发展"
    settle(window, qtbot)
    assert finder._answer and finder._answer.count > 0
    assert not finder._empty.isVisible()


def test_words_that_no_report_has_together_are_told_apart(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.set_text("紡都 公债")
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder and finder._answer and finder._answer.count == 0
    missing = [part.text for part in finder._answer.parts if not part.reports]
    hint = finder._empty._state._hint.text()
    assert all(f"“{word}”" in hint for word in missing) if missing else "OR" in hint
    assert not finder._preview._content.isVisible()
