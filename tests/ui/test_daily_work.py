"""What a person does all day: another archive, reading through the list by keys, jumping to what was found."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import SEED, Open, bring_in, open_seed, press, settle

from archivist.app.settings import PANES, REPAIRS, RUBY
from archivist.ui.window import MainWindow


def test_in_a_second_archive_everything_that_is_shown_can_be_set(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_seed(window)
    window.files.folder = tmp_path / "other"
    window.files.folder.mkdir()
    window.actions_.run("archive.new")
    bring_in(window, qtbot, [SEED])
    open_seed(window)
    settle(window, qtbot)
    assert window.workspace
    for command in ("view.ruby", "view.panes_1", "view.panes_3", "view.repairs", "view.together", "view.zoom_in"):
        window.actions_.run(command)
    reader = window.workspace.page.reader
    assert len(reader.document.panes) == 3 == window.settings.get(PANES)
    assert window.settings.get(RUBY) and not window.settings.get(REPAIRS)
    assert len(window.settings._subscribers) < 12  # those of the first archive are gone


def test_arrows_read_through_the_list(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace
    page, view = window.workspace.page, window.workspace.list._view
    window.desk.focus_list()
    press(Qt.Key.Key_Home)
    met = set()
    for _ in range(3):
        qtbot.waitUntil(lambda: list(window.workspace.list.selected()) == [page.report])
        assert QApplication.focusWidget() is view
        met.add(page.report)
        press(Qt.Key.Key_Down)
    assert len(met) == 3


def test_all_reports_are_selected_where_the_list_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    assert window.workspace
    window.desk.focus_list()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(window.workspace.selected()) == 3
    window.desk.focus_reader()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.page.reader.selection() is not None


def test_rows_keep_their_heights_while_the_list_grows(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.actions_.run("archive.new")
    assert window.workspace
    view, files = window.workspace.list._view, sorted(SEED.parent.iterdir())
    for some in (files[:3], files[3:7], files[7:]):
        bring_in(window, qtbot, some)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.list._rows.count == len(files))
    heads = set(window.workspace.list._rows.head_rows)
    heights = {view.rowHeight(row) for row in range(view.model().rowCount()) if row not in heads}
    assert heights == {75}
    assert {view.rowHeight(row) for row in heads} == {36}


@pytest.mark.parametrize("way", ["finder", "context"])
def test_what_was_found_stays_framed_until_esc(window: MainWindow, qtbot: QtBot, way: str) -> None:
    window.tool_bar.search.set_text("會議")
    finder = window.navigation.finder
    assert finder and window.workspace
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 2)
    if way == "context":
        window.navigation.show_context(["會議"])
        page = window.navigation.context_page
        assert page
        qtbot.waitUntil(lambda: page._rows.rowCount() > 0)
        page.open_current()
    else:
        finder.open_current()
    bar = window.workspace.page.find_bar
    assert bar.isVisible() and bar.count > 1
    assert QApplication.focusWidget() is window.workspace.page.reader
    before = bar._at
    qtbot.waitUntil(lambda: window.actions_.action("search.next").isEnabled())
    press(Qt.Key.Key_F3)
    assert bar._at == (before + 1) % bar.count
    press(Qt.Key.Key_Escape)
    assert not bar.isVisible()
