"""The start page."""

import gc

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui.person import Open, press


def test_what_it_shows_outlives_a_garbage_collection(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    labels = len(window.start_page.findChildren(QLabel))
    window.actions_.run("help.palette")
    press(Qt.Key.Key_Z)
    window.palette_.close_again()
    gc.collect()
    assert len(window.start_page.findChildren(QLabel)) == labels > 0
