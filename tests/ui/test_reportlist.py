"""The list of reports: what is chosen elsewhere is in sight."""

import pytest
from pytestqt.qtbot import QtBot
from ui.person import SEED, Open, bring_in, open_seed


@pytest.mark.parametrize("height", [480, 500, 520])
def test_the_report_that_is_opened_is_seen_whole_also_at_the_end_of_the_list(
    open_window: Open, qtbot: QtBot, height: int
) -> None:
    window = open_window()
    window.actions_.run("archive.new")
    bring_in(window, qtbot, sorted(SEED.parent.iterdir()))
    window.resize(1440, height)
    assert window.workspace
    view = window.workspace.list._view
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    open_seed(window)
    qtbot.waitUntil(lambda: view.currentIndex().row() == view.model().rowCount() - 1)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
