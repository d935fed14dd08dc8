"""What a person does in the window and sees there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from archivist.domain import AnnotationKind, ReportId
from archivist.resources import resource
from archivist.ui.reader.pointing import spot_of
from archivist.ui.reader.values import Place
from archivist.ui.window import MainWindow

SEED = resource("sample") / "reports" / "keqiao-2024-02-01.txt"
Open = Callable[[], MainWindow]
_PATIENCE_MS = 20_000


class Chosen:
    """File dialogs that answer what a test says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []

    def open_file(self, window: QWidget, title: str, kinds: str) -> Path | None:
        return self.files[0] if self.files else None

    def open_files(self, window: QWidget, title: str) -> list[Path]:
        return self.files

    def open_folder(self, window: QWidget, title: str) -> Path | None:
        return self.folder

    def save_file(self, window: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.folder / name


def bring_in(window: MainWindow, qtbot: QtBot, files: list[Path]) -> None:
    window.files.files = files
    window.actions_.run("archive.import_files")
    accept(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.jobs.jobs) and not window.jobs.running, timeout=20_000)
    await_index(window, qtbot)


def await_index(window: MainWindow, qtbot: QtBot) -> None:
    """Until everything that was committed can be found, and the window knows it."""
    assert window.session
    follower = window.session.follower
    qtbot.waitUntil(lambda: follower.is_current, timeout=_PATIENCE_MS)
    settle(window, qtbot)
    assert window.status.is_index_current


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Until what was told so far is shown: answers, the preview, names and states of the commands."""
    told: list[bool] = []
    window.bridge.post(lambda: told.append(True))
    qtbot.waitUntil(lambda: bool(told) and not window.actions_.is_stale, timeout=_PATIENCE_MS)
    for page in filter(None, (window.navigation.finder, window.navigation.context_page)):
        if window.pages.currentWidget() is page:
            qtbot.waitUntil(lambda page=page: page.is_settled, timeout=_PATIENCE_MS)
            qtbot.waitUntil(lambda: not window.actions_.is_stale, timeout=_PATIENCE_MS)


def accept(window: MainWindow, qtbot: QtBot) -> None:
    """Press Return in the dialog that is open."""
    qtbot.waitUntil(lambda: dialog_of(window) is not None)
    dialog = dialog_of(window)
    assert dialog is not None
    target = dialog.focusWidget() or dialog
    if isinstance(target, QComboBox):
        target = dialog
    QTest.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog_of(window) is None)
    window.activateWindow()  # which a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)


def dialog_of(window: MainWindow) -> QDialog | None:
    return next((each for each in window.findChildren(QDialog) if each.isVisible()), None)


def open_seed(window: MainWindow) -> ReportId:
    assert window.session
    report = window.session.services.library.find_titles("區委常委會", 1)[0].id
    window.open_report(report)
    return report


def place(window: MainWindow, pane: int, shown: str, *, at_end: bool = False) -> QPoint:
    """Where ``shown`` begins, or ends, in a pane on the screen."""
    assert window.workspace
    reader = window.workspace.page.reader
    position = reader.document.panes[pane].conversion.text.index(shown)
    reader.show_place(Place(pane, position))
    spot = spot_of(reader.page, Place(pane, position + len(shown) if at_end else position, at_end))
    top = dict(reader.visible_rows(pane))[spot.laid.index]
    return QPoint(round(spot.x), round(top + (spot.line.top + spot.line.bottom) / 2))


def drag_over(window: MainWindow, pane: int, shown: str) -> None:
    """Select ``shown`` with the mouse."""
    assert window.workspace
    viewport = window.workspace.page.reader.viewport()
    start, end = place(window, pane, shown), place(window, pane, shown, at_end=True)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def marks(window: MainWindow) -> list[tuple[AnnotationKind, str, str]]:
    assert window.session
    found = window.session.services.marking.list_annotations()
    return [(each.kind, each.anchor.exact, each.note) for each in found]


def keys(target: QWidget, typed: str) -> None:
    """Chinese comes from an input method, as it does for a person."""
    if typed.isascii():
        QTest.keyClicks(target, typed)
    else:
        event = QInputMethodEvent()
        event.setCommitString(typed)
        QApplication.sendEvent(target, event)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """To whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)
