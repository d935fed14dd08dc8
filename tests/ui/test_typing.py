"""Search as one types: the newest words count, and what an input method is still composing is no word yet."""

import threading

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import keys, settle

from archivist.app.services.finding import Answer, FindingService
from archivist.ui.window import MainWindow


def compose(window: MainWindow, preedit: str, commit: str = "") -> None:
    """What an input method sends while a person chooses characters."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(window.tool_bar.search.edit, event)


def test_what_is_being_composed_is_not_searched(window: MainWindow, qtbot: QtBot) -> None:
    edit = window.tool_bar.search.edit
    edit.setFocus()
    for preedit in ("h", "hu", "hui", "hui y", "hui yi"):
        compose(window, preedit)
    settle(window, qtbot)
    assert window.navigation.finder is None  # not even the page was made
    compose(window, "", commit="会议")
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder and finder.query == "会议"
    assert finder._answer and finder._answer.count == 2
    asked = finder._answer
    compose(window, "chan ye")
    settle(window, qtbot)
    assert finder._answer is asked and edit.text() == "会议"
    compose(window, "", commit="产业")
    settle(window, qtbot)
    assert finder.query == "会议产业"


def test_the_next_key_ends_a_search_and_only_the_newest_is_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = window.tool_bar.search.edit
    keys(edit, "会议")
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder
    search, begun, ended = FindingService.search, threading.Event(), []

    def search_slowly(service: FindingService, text: str, **options: object) -> Answer:
        goes_on = options["goes_on"]
        if text == "会":  # for as long as nobody asks for anything else
            begun.set()
            while goes_on():  # type: ignore[operator]
                threading.Event().wait(0.001)
            ended.append(text)
        return search(service, text, **options)  # type: ignore[arg-type]

    shown: list[str] = []
    monkeypatch.setattr(FindingService, "search", search_slowly)
    finder.state_changed.connect(lambda: shown.append(finder.query))
    edit.setText("会")
    assert begun.wait(10)
    for words in ("产", "产业", "发展"):
        edit.setText(words)
    settle(window, qtbot)
    assert ended == ["会"]
    assert finder._answer and finder._answer.understood == search(window.session.services.finding, "发展").understood  # type: ignore[union-attr]
    assert set(shown) == {"发展"}


def test_typed_latin_is_searched_at_each_key(window: MainWindow, qtbot: QtBot) -> None:
    edit = window.tool_bar.search.edit
    edit.setFocus()
    for number, key in enumerate("2014", 1):
        QTest.keyClicks(edit, key)
        settle(window, qtbot)
        finder = window.navigation.finder
        assert finder and finder.query == "2014"[:number]
        assert finder._answer and finder._answer.count > 0
