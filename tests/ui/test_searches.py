"""A search is saved with its filters, stands in the library with the number of what it finds, and is opened from there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QListWidgetItem
from pytestqt.qtbot import QtBot
from ui.person import await_index, open_seed, press, settle
from ui.test_filters import boxes

from archivist.ui.library.panel import SEARCH
from archivist.ui.window import MainWindow


def rows(window: MainWindow) -> dict[str, QListWidgetItem]:
    """The saved searches in the library."""
    assert window.workspace
    found = window.workspace.library._rows
    items = [found.item(row) for row in range(found.count())]
    kinds = [(item, item.data(Qt.ItemDataRole.UserRole)) for item in items]
    return {row.name: item for item, row in kinds if row.scope is not None and row.scope.kind == SEARCH}


def names_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: (name, True)))


def save(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search for 会议 in simplified reports, by keys."""
    window.tool_bar.search.set_text("会议")
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder
    boxes(finder)["script:simplified"].click()
    settle(window, qtbot)
    names_it(monkeypatch, "工作会议")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "工作会议" in rows(window))


def test_a_saved_search_is_opened_with_its_filters(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(window, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: rows(window)["工作会议"].data(Qt.ItemDataRole.UserRole).count == 1)
    window.tool_bar.search.set_text("产业")
    settle(window, qtbot)
    window.tool_bar.search.set_text("")
    report = open_seed(window)
    assert window.workspace and window.workspace.page.report == report
    view = window.workspace.library._rows
    view.setCurrentItem(rows(window)["工作会议"])
    assert window.pages.currentWidget() is window.workspace  # arrow keys pass it
    view.setFocus()
    press(Qt.Key.Key_Return)
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder and window.pages.currentWidget() is finder
    assert window.tool_bar.search.text() == "会议"
    assert finder._answer and finder._answer.count == 1
    assert finder.within.scripts == ("simplified",)
    assert window.context().saved_search == "工作会议"


def test_it_is_renamed_deleted_and_brought_back(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(window, qtbot, monkeypatch)
    names_it(monkeypatch, "两会")
    window.actions_.run("search.rename")
    qtbot.waitUntil(lambda: list(rows(window)) == ["两会"])
    window.actions_.run("search.delete")
    qtbot.waitUntil(lambda: not rows(window))
    window.actions_.refresh()
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: list(rows(window)) == ["两会"])


def test_what_it_finds_is_counted_again_when_there_is_more(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(window, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: rows(window)["工作会议"].data(Qt.ItemDataRole.UserRole).count == 1)
    assert window.session
    library = window.session.services.library
    library.trash_reports([each.id for each in library.list_reports()])
    await_index(window, qtbot)
    qtbot.waitUntil(lambda: rows(window)["工作会议"].data(Qt.ItemDataRole.UserRole).count == 0)
