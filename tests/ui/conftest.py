"""One application for all tests of the window, without a screen."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.person import SEED, Chosen, Open, bring_in

from archivist.app.settings import Settings
from archivist.ui.fonts import load_fonts
from archivist.ui.language import set_language
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import active_language, active_theme, load_theme, px
from archivist.ui.window import MainWindow


@pytest.fixture(scope="session", autouse=True)
def qapp() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    load_fonts()
    return application


@pytest.fixture(autouse=True)
def dressed_as_ever(qapp: QApplication) -> Iterator[None]:
    """What a test chose of language, theme and size does not last: other tests measure."""
    yield
    if (px(1000), active_language(), active_theme().name) != (1000, "en", "light"):
        apply_theme(qapp, load_theme("light"))
        set_language("en")


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    windows: list[MainWindow] = []

    def open_one() -> MainWindow:
        window = MainWindow(Settings(tmp_path / "settings.json"))
        window.files = Chosen(tmp_path)
        window.resize(1440, 900)
        window.show()
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.jobs.stop_all()
        window.close()
        window.deleteLater()
    # Now, not in the middle of a later test, which tells all windows there are of another language or style.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(open_window: Open, qtbot: QtBot) -> MainWindow:
    """A window with a new archive that holds the seed report and two more."""
    window = open_window()
    window.actions_.run("archive.new")
    others = ("政府工作报告2014.txt", "ey-gazette-14073.txt")
    bring_in(window, qtbot, [SEED, *(SEED.with_name(name) for name in others)])
    return window
