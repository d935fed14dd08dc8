"""One open archive: its services, and its changes on the window's thread."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from archivist.app.following import IndexFollower
from archivist.app.rescue import Rescue, RescueState, rescue_file
from archivist.app.wiring import Services
from archivist.domain import IMPORT, Changed, Kind
from archivist.store.archive import Archive
from archivist.ui.bridge import Bridge

_REST_MS = 400
_INDEX_MS = 100
"""From an archive's opening to the index's first catching up, which loads much: the list shows first."""


class Session(QObject):
    changed = Signal(object)
    """``Changed``, after a commit of this process; those of an import are told a few at a time."""
    index_state = Signal(object)
    """``app.following.IndexState``."""
    rescue_state = Signal(object)
    """``app.rescue.RescueState``."""

    def __init__(self, archive: Archive, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_open = True
        self._waiting: list[Changed] = []
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._pass_on)
        rescue = None if archive.is_read_only else Rescue(rescue_file(archive.id), self._tell_rescue)
        self.services = Services(archive, rescue)
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

    def begin(self) -> None:
        """Take up what an earlier session could not write, and soon the index; to be called when everything listens."""
        QTimer.singleShot(_INDEX_MS, self, lambda: self._is_open and self.follower.begin())
        if self.services.rescue is not None:
            self.services.rescue.begin(self.services)

    def close(self) -> None:
        """Stop following and close the archive, which leaves one file. Jobs must have ended."""
        self._is_open = False
        if self.services.rescue is not None:
            self.services.rescue.close()
        self.follower.close()
        self.services.close()

    def _tell(self, changed: Changed) -> None:
        # Comes on the thread that committed.
        self._bridge.post(lambda: self._gather(changed))

    def _gather(self, changed: Changed) -> None:
        """What a person did is told at once, the many commits of an import a few times a second."""
        self._waiting.append(changed)
        if changed.origin != IMPORT or not self._rest.isActive():
            self._pass_on()

    def _pass_on(self) -> None:
        if not self._waiting or not self._is_open:
            return
        waiting, self._waiting = self._waiting, []
        self._rest.start()
        kinds = frozenset(kind for each in waiting for kind in each.kinds)
        ids = frozenset(id for each in waiting for id in each.ids)
        self.changed.emit(replace(waiting[-1], kinds=kinds, ids=ids))

    def _tell_rescue(self, state: RescueState) -> None:
        self._bridge.post(lambda: self._is_open and self._show_rescue(state))

    def _show_rescue(self, state: RescueState) -> None:
        self.rescue_state.emit(state)
        # What waits is no commit, yet it is to be seen.
        self.changed.emit(Changed(frozenset({Kind.ANNOTATION}), frozenset(), "", "", 0))

    def _tell_index(self, state: object) -> None:
        self._bridge.post(lambda: self._is_open and self.index_state.emit(state))
