"""Order and filter of the list, scripts of the panes and collections, by commands."""

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot
from ui.person import open_seed

from archivist.app.services.library import Scope, Sort
from archivist.app.settings import SCRIPTS
from archivist.domain import Script
from archivist.ui.window import MainWindow


def test_the_list_is_sorted_and_filtered_by_commands(window: MainWindow) -> None:
    assert window.workspace
    window.actions_.run("view.order_title")
    assert window.workspace.list.sort is Sort.TITLE
    window.actions_.refresh()
    assert window.actions_.action("view.order_title").isChecked()
    assert not window.actions_.action("view.order_newest").isChecked()
    window.actions_.run("view.filter_list")
    focused = QApplication.focusWidget()
    assert focused is not None and window.workspace.list.isAncestorOf(focused)
    assert focused.accessibleName() == "Filter the list"


def test_each_pane_gets_its_script_by_a_command(window: MainWindow) -> None:
    open_seed(window)
    assert window.workspace
    window.actions_.run("view.script_2_traditional-hk")
    assert window.workspace.page.scripts[1] is Script.TRADITIONAL_HK
    before = window.settings.get(SCRIPTS)
    window.actions_.run("view.script_3_simplified")  # two panes are shown
    assert window.settings.get(SCRIPTS) == before


def test_a_collection_is_renamed_emptied_and_deleted_and_each_is_undone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.session and window.workspace
    seed, library, workspace = open_seed(window), window.session.services.library, window.workspace
    library.add_to_collection("集", [seed])
    workspace.show_scope(Scope("collection", "集"))
    qtbot.waitUntil(lambda: list(workspace.list.selected()) == [seed])
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("紡織", True)))
    window.actions_.run("report.rename_collection")
    assert library.collections() == {"紡織": 1} and workspace.scope == Scope("collection", "紡織")
    qtbot.waitUntil(lambda: list(workspace.list.selected()) == [seed])
    window.actions_.run("report.uncollect")
    assert library.collections() == {"紡織": 0}
    window.actions_.run("edit.undo")
    assert library.collections() == {"紡織": 1}
    qtbot.waitUntil(lambda: window.actions_.action("report.delete_collection").isEnabled())
    qtbot.waitUntil(lambda: "紡織" in (workspace.library._numbers.collections if workspace.library._numbers else ()))
    window.actions_.run("report.delete_collection")
    assert library.collections() == {} and library.count() == 3
    qtbot.waitUntil(lambda: workspace.scope == Scope())
    window.actions_.run("edit.undo")
    assert library.collections() == {"紡織": 1}
    window.actions_.run("edit.undo")
    assert library.collections() == {"集": 1}
