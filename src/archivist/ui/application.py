"""The program with a window: started, dressed, and following what the settings say of its looks."""

import gc
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from archivist.app.language import LANGUAGES, nearest_language
from archivist.app.settings import LANGUAGE, RECENT, THEME, Setting, Settings, open_settings
from archivist.domain import ArchivistError
from archivist.resources import resource
from archivist.ui.bridge import Bridge
from archivist.ui.errors import UnexpectedErrors, show_error
from archivist.ui.focus import install_focus_ring
from archivist.ui.fonts import load_fonts, system_font_px
from archivist.ui.instance import Instance, hand_over, instance_address
from archivist.ui.language import set_language
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import load_theme, system_theme
from archivist.ui.window import MainWindow


def start(archive: Path | None = None, report: str = "") -> int:
    """Open the window, on ``archive`` and ``report`` or where the person was; the exit status."""
    application = make_application()
    settings = open_settings()
    path = str(archive.absolute()) if archive else ""
    address = instance_address(str(settings.path))
    if hand_over(address, path, report):
        return 0
    from platformdirs import user_log_path

    bridge = Bridge(application)
    UnexpectedErrors(user_log_path("archivist", appauthor=False), bridge).install()
    Looks(application, settings)
    window = MainWindow(settings)
    instance = Instance(address, window)
    instance.asked.connect(lambda path, report: _show_asked(window, path, report))
    window.show()
    QTimer.singleShot(0, lambda: _open_first(window, settings, path, report))
    status = application.exec()
    instance.close()
    return status


_TURN_SECONDS = 0.0005
"""How long a busy thread goes on while the window waits for its turn. Python's 5 ms, ten times in one repaint, are seen."""


def make_application() -> QApplication:
    sys.setswitchinterval(_TURN_SECONDS)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Archivist")
    application.setDesktopFileName("archivist")
    application.setWindowIcon(QIcon(str(resource("icons") / "archivist.svg")))
    load_fonts()
    install_focus_ring(application)
    return application


class Looks:
    """Language and theme of the application, as the settings say or the system does."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        self._application = application
        self._settings = settings
        settings.subscribe(self._take)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    def _take(self, setting: Setting[Any]) -> None:
        if setting in (LANGUAGE, THEME):
            self._dress()

    def _follow_system(self) -> None:
        if self._settings.get(THEME) == "system":
            self._dress()

    def _dress(self) -> None:
        chosen = self._settings.get(LANGUAGE)
        language = chosen if chosen in LANGUAGES else nearest_language(QLocale.system().uiLanguages())
        name = self._settings.get(THEME)
        theme = load_theme(name) if name in ("light", "dark") else system_theme()
        apply_theme(self._application, theme, font_px=system_font_px(), language=language)
        set_language(language)


def _open_first(window: MainWindow, settings: Settings, path: str, report: str) -> None:
    recent = [each for each in settings.get(RECENT) if Path(each).exists()]
    if path:
        _open(window, path, report)
    elif recent:
        window.open(Path(recent[0]))
    gc.enable()


def _open(window: MainWindow, path: str, report: str) -> None:
    if window.open(Path(path)) and report and window.session is not None:
        try:
            window.open_report(window.session.services.library.report_id(report))
        except ArchivistError as error:
            show_error(error, window)


def _show_asked(window: MainWindow, path: str, report: str) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if path:
        _open(window, path, report)
