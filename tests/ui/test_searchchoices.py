"""Where to search, and in which script: chosen in the field, since it belongs to the question."""

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from ui.person import Open, settle

from archivist.app.services.library import Scope
from archivist.ui.window import MainWindow


def choose(button: QToolButton, name: str) -> None:
    menu = button.menu()
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text() == name).trigger()


def names(button: QToolButton) -> list[str]:
    button.menu().aboutToShow.emit()
    return [each.text() for each in button.menu().actions()]


def count(window: MainWindow, qtbot: QtBot, expected: int) -> None:
    finder = window.navigation.finder
    assert finder
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == expected)


def test_only_what_is_typed_is_found_where_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.set_text("会议")
    count(window, qtbot, 2)
    script = window.tool_bar.choices.script_button
    choose(script, "As typed")
    assert script.text() == "As typed"
    count(window, qtbot, 1)
    window.tool_bar.search.set_text("會議")
    count(window, qtbot, 1)
    finder = window.navigation.finder
    assert finder and window.session
    qtbot.waitUntil(lambda: len(finder._preview.hits) > 1)
    assert finder._preview.found
    text = window.session.services.reading.text(finder._preview.found.report.id).reading_text
    assert {hit.of(text) for hit in finder._preview.hits} == {"會議"}
    choose(script, "Any script")
    count(window, qtbot, 2)


def test_what_the_library_shows_can_be_searched_alone(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session and window.workspace
    library = window.session.services.library
    first = library.find_titles("區委", 1)[0].id
    library.add_to_collection("纺织业", [first])
    scope = window.tool_bar.choices.scope_button
    window.tool_bar.search.set_text("会议")
    count(window, qtbot, 2)
    assert names(scope) == ["All reports"]
    window.workspace.show_scope(Scope("collection", "纺织业"))
    assert names(scope) == ["All reports", "纺织业"]
    choose(scope, "纺织业")
    assert scope.text() == "纺织业"
    count(window, qtbot, 1)
    window.workspace.show_scope(Scope("unread"))
    assert names(scope) == ["All reports", "Unread", "纺织业"]
    choose(scope, "Unread")
    library.mark_read([first], is_read=True)
    window.tool_bar.search.set_text("会议 ")
    count(window, qtbot, 1)
    choose(scope, "All reports")
    count(window, qtbot, 2)


def test_in_a_narrow_window_only_what_was_chosen_is_told(window: MainWindow, open_window: Open) -> None:
    choices = window.tool_bar.choices
    window.resize(800, 600)
    assert not choices.scope_button.isVisible() and not choices.script_button.isVisible()
    window.resize(1440, 900)
    assert choices.scope_button.isVisible()
    choose(choices.script_button, "As typed")
    window.resize(800, 600)
    assert choices.script_button.isVisible() and not choices.scope_button.isVisible()
    assert window.session
    path = window.session.path
    window.close_archive()
    assert window.open(path)
    assert choices.script_button.text() == "Any script"


def test_a_window_that_becomes_small_at_once_keeps_its_tools(window: MainWindow, qtbot: QtBot) -> None:
    window.tool_bar.search.set_text("会议")
    settle(window, qtbot)
    window.resize(640, 480)
    tools = (window.tool_bar.search, *window.tool_bar._worded)
    qtbot.waitUntil(lambda: all(each.isVisible() for each in tools))
