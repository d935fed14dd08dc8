"""One window for each person: a second start hands over what it was asked to open, and ends.

The two speak over a socket in this user's runtime folder (a named pipe on Windows), the only one in the program."""

import hashlib
import json
import logging
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Client, Listener
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from archivist.store.runtime import runtime_folder

log = logging.getLogger(__name__)

_MOST_BYTES = 1 << 16


class Instance(QObject):
    """Listens for later starts of the same person, on a thread of its own."""

    asked = Signal(str, str)
    """An archive's path and a report's id; empty where none was named."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener: Listener | None = None
        try:
            self._listener = _listen(address)
        except OSError as error:
            log.warning("later starts will open windows of their own: %s", error)
            return
        threading.Thread(target=self._answer, args=(self._listener,), name="instance", daemon=True).start()

    def close(self) -> None:
        if self._listener is not None:
            self._listener.close()

    def _answer(self, listener: Listener) -> None:
        while True:
            try:
                connection = listener.accept()
            except OSError:  # closed
                return
            with connection, suppress(EOFError, OSError, ValueError, TypeError):
                archive, report = json.loads(connection.recv_bytes(_MOST_BYTES))
                self.asked.emit(str(archive), str(report))
                connection.send_bytes(b"ok")


def instance_address(settings_path: str) -> str:
    """Where windows of this person, with these settings, find each other. Raises ``OSError`` without a runtime folder."""
    name = hashlib.sha256(settings_path.encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\archivist-{name}"
    return str(runtime_folder() / f"{name}.socket")


def hand_over(address: str, archive: str, report: str) -> bool:
    """Ask the window that is open to show ``archive``; False where none is open."""
    try:
        with Client(address) as connection:
            connection.send_bytes(json.dumps([archive, report]).encode())
            return connection.recv_bytes(_MOST_BYTES) == b"ok"
    except (OSError, EOFError):
        return False


def _listen(address: str) -> Listener:
    if sys.platform != "win32":
        Path(address).unlink(missing_ok=True)  # nobody answered there: it is what a crash left
    return Listener(address)
