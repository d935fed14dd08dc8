"""One window for each person: a second start hands over what it was asked to open, and ends."""

import getpass
import hashlib
import json

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000
_MOST_BYTES = 1 << 16


class Instance(QObject):
    """Listens for later starts of the same person."""

    asked = Signal(str, str)
    """An archive's path and a report's id; empty where none was named."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name)  # what a crash left
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.waitForReadyRead(_PATIENCE_MS)
        try:
            archive, report = json.loads(bytes(socket.read(_MOST_BYTES).data()).decode())
        except (ValueError, TypeError):
            return
        finally:
            socket.disconnectFromServer()
        self.asked.emit(str(archive), str(report))


def instance_name(settings_path: str) -> str:
    """The name under which windows of this person, with these settings, find each other."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError):
        person = ""
    return "archivist-" + hashlib.sha256(f"{person}\n{settings_path}".encode()).hexdigest()[:16]


def hand_over(name: str, archive: str, report: str) -> bool:
    """Ask the window that is open to show ``archive``; False where none is open."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(json.dumps([archive, report]).encode())
    return socket.waitForBytesWritten(_PATIENCE_MS)
