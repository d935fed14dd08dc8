"""Errors on the screen: expected ones in words with what to do; unexpected ones logged, and shown once."""

import logging
import platform
import sys
import threading
import traceback
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from archivist import __version__
from archivist.domain import N_, ArchivistError
from archivist.ui.bridge import Bridge
from archivist.ui.dates import moment_in_words
from archivist.ui.language import tr

log = logging.getLogger(__name__)


_HELD = N_("{user} on {host} has had it open since {since} (process {pid})")
_HINTS = {
    N_("Run “archivist verify” to see how far, or restore a backup with “archivist restore”."): N_(
        "Restore a backup, or save what can be read of it as a new archive."
    ),
    N_("Use another backup, or run “archivist verify” on the archive."): N_("Use another backup."),
    N_("Check the name, or make one with “archivist create”."): N_("Choose another file, or make a new archive."),
    N_("Copy it from what `archivist show` prints, in any script."): N_("Copy it from the report, in any script."),
    N_("`archivist untrash ARCHIVE {id}` brings it back."): N_("Bring it back from the trash."),
    N_("`archivist list` and `archivist annotations` show them."): "",
    N_("“archivist annotations” shows their ids."): "",
    N_("“archivist list” shows their ids."): "",
}
"""What to do at the terminal, and what to do in the window instead."""


def in_the_window(error: ArchivistError) -> ArchivistError:
    """``error`` as it is said to somebody who sits before the window, not at a terminal."""
    said = copy(error)
    said.hint = _HINTS.get(error.hint, error.hint)
    if error.why == _HELD:
        said.why = N_("{user} has had it open on {host} since {since}")
        with suppress(ValueError):  # another program's file may say anything
            said.values = error.values | {"since": moment_in_words(str(error.values["since"]))}
    return said


def show_error(error: ArchivistError, parent: QWidget | None, *offers: str) -> int:
    """Say what happened, to what, why, and what to do. Which of the ``offers``, more buttons, was taken; -1 for none."""
    error = in_the_window(error)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Archivist")
    box.setText(error.fill(error.what, tr))
    details = (error.where, error.fill(error.why, tr), error.fill(error.hint, tr))
    box.setInformativeText("\n".join(each for each in details if each))
    offered = [box.addButton(each, QMessageBox.ButtonRole.AcceptRole) for each in offers]
    box.addButton(tr(N_("Close")), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return next((place for place, each in enumerate(offered) if box.clickedButton() is each), -1)


class UnexpectedErrors:
    """Catches what nobody caught, on any thread: logs where it happened, and shows it once in a session.

    The log holds no message of the error, which could hold a report's text."""

    def __init__(self, folder: Path, bridge: Bridge) -> None:
        self._file = folder / "errors.log"
        self._bridge = bridge
        self._was_shown = False

    def install(self) -> None:
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_take_qt_message)

    def _take(self, kind: type[BaseException], error: BaseException | None, place: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        details = describe(kind, place)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(details + "\n")
        except OSError:
            log.warning("%s", details)
        if not self._was_shown:
            self._was_shown = True
            self._bridge.post(lambda: self._show(kind.__name__, details))

    def _show(self, kind: str, details: str) -> None:
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Archivist")
        box.setText(tr(N_("Archivist made a mistake ({kind}); nothing was lost."), kind=kind))
        box.setInformativeText(tr(N_("You can go on. What happened was written to {log}."), log=self._file))
        copy = box.addButton(tr(N_("Copy details")), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        box.addButton(tr(N_("Close")), QMessageBox.ButtonRole.RejectRole)
        box.exec()


def describe(kind: type[BaseException], place: TracebackType | None) -> str:
    """When, with what versions, and where an error happened."""
    versions = (
        f"Archivist {__version__}, Python {platform.python_version()}, PySide6 {pyside_version}, {platform.platform()}"
    )
    frames = "".join(traceback.format_tb(place))
    return f"{datetime.now(UTC).isoformat()} {kind.__qualname__}\n{versions}\n{frames}"


def _take_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.INFO,
    }
    logging.getLogger("qt").log(levels.get(kind, logging.ERROR), "%s", message)
