"""The palette: commands and reports, by letters of their names and by their sound."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot
from ui.person import Open, press

from archivist.app.settings import LANGUAGE
from archivist.ui.application import Looks
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import active_theme
from archivist.ui.window import MainWindow


@pytest.fixture
def speak(qapp: QApplication, open_window: Open) -> Iterator[MainWindow]:
    """A window in simplified Chinese."""
    window = open_window()
    looks = Looks(qapp, window.settings)
    window.settings.set(LANGUAGE, "zh_Hans")
    yield window
    window.settings.set(LANGUAGE, "en")
    apply_theme(qapp, active_theme(), language="en")
    del looks


def offered(window: MainWindow, typed: str) -> list[str]:
    window.actions_.run("help.palette")
    for letter in typed:
        press(Qt.Key(ord(letter.upper())))
    rows = window.palette_.findChild(QListWidget)
    assert isinstance(rows, QListWidget)
    found = [rows.item(row).text() for row in range(rows.count())]
    window.palette_.close_again()
    return found


@pytest.mark.parametrize("typed", ["zzms", "zhuanzhu", "zhuanzms"])
def test_a_chinese_command_is_found_by_initials_and_sounds(speak: MainWindow, typed: str) -> None:
    assert "专注模式" in offered(speak, typed)
    assert "双栏" not in offered(speak, typed)


def test_reports_are_found_by_the_sound_of_their_titles(window: MainWindow, qtbot: QtBot) -> None:
    assert any("區委常委會" in title for title in offered(window, "qwcwh"))
