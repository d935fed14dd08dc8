"""Tab goes through every page as one reads it, and Shift+Tab the same way back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.person import open_seed, settle

from archivist.ui.finder.trendchart import TrendChart
from archivist.ui.window import MainWindow


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def walk(window: MainWindow, key: Qt.Key) -> list[QWidget]:
    """The controls from the search field on, until it comes again; panes of one reader count once."""
    start = window.tool_bar.search.edit
    start.setFocus()
    found: list[QWidget] = [start]
    for _ in range(100):
        QTest.keyClick(QApplication.focusWidget(), key)
        now = QApplication.focusWidget()
        if now is start:
            return found
        if now is not found[-1]:
            found.append(now)
    raise AssertionError([name(each) for each in found])


def check(window: MainWindow) -> list[str]:
    """Every control is reached, both ways alike; the names in the order of Tab, from the tool bar's first on."""
    there = walk(window, Qt.Key.Key_Tab)
    back = walk(window, Qt.Key.Key_Backtab)
    assert there == [there[0], *reversed(back[1:])]
    for each in window.findChildren(QWidget):
        if each.isVisible() and each.isEnabled() and each.focusProxy() is None and not each.isWindow():
            is_one_of_several = each.parentWidget().property("kind") == "segments" or each.property("kind") == "tab"
            if each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and not is_one_of_several:
                assert each in there, name(each)
    names = [name(each) for each in there]
    first = names.index("Menu")
    return names[first:] + names[:first]


def in_order(names: list[str], *wanted: str) -> bool:
    places = [next((place for place, each in enumerate(names) if each.startswith(one)), -1) for one in wanted]
    assert -1 not in places, (names, places)
    return places == sorted(places)


def test_tab_reads_the_workspace(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    settle(window, qtbot)
    names = check(window)
    assert in_order(names, "Menu", "Search the archive", "Import", "Order of the list", "Filter the list")
    assert names[names.index("Order of the list") - 1] == "Library"
    assert in_order(names, "Filter the list", "Reports", "2", "Ruby", "Source text", "Script of pane 1")
    assert in_order(names, "Script of pane 1", "Script of pane 2", "Report text", "All colours")


def test_tab_reads_the_finder(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.set_text("会议")
    finder = window.navigation.finder
    assert finder
    settle(window, qtbot)
    assert finder._answer and finder._answer.count > 0
    assert finder._preview.isVisible()
    names = check(window)
    assert in_order(names, "Export", "Simplified", "In context", "Order of the results", "Results", "Open at hit")


def test_tab_reads_context_lines(window: MainWindow, qtbot: QtBot) -> None:
    window.navigation.show_context(["会议"])
    page = window.navigation.context_page
    settle(window, qtbot)
    assert page and page._lines and page._lines.hits > 0
    assert page.findChild(TrendChart).isVisible()
    names = check(window)
    assert in_order(names, "In context", "会议", "Export lines", "Year", "Phrases over time", "Right", "Hits in their")
