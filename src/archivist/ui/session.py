"""One open archive: its services, and its changes on the window's thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from archivist.app.following import IndexFollower
from archivist.app.wiring import Services
from archivist.domain import Changed
from archivist.store.archive import Archive
from archivist.ui.bridge import Bridge


class Session(QObject):
    changed = Signal(object)
    """``Changed``, after each commit of this process."""
    index_state = Signal(object)
    """``app.following.IndexState``."""

    def __init__(self, archive: Archive, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_open = True
        self.services = Services(archive)
        archive.subscribe(self._tell)
        self.follower = IndexFollower(archive, self.services.keeper, self._tell_index)

    @property
    def path(self) -> Path:
        return self.services.archive.path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_writable(self) -> bool:
        return not self.services.archive.is_read_only

    def close(self) -> None:
        """Stop following and close the archive, which leaves one file. Jobs must have ended."""
        self._is_open = False
        self.follower.close()
        self.services.close()

    def _tell(self, changed: Changed) -> None:
        # Comes on the thread that committed.
        self._bridge.post(lambda: self._is_open and self.changed.emit(changed))

    def _tell_index(self, state: object) -> None:
        self._bridge.post(lambda: self._is_open and self.index_state.emit(state))
