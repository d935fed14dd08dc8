"""From other threads to the one of the window, and from settings to widgets."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from archivist.app.settings import Setting, Settings


def follow_settings(settings: Settings, widget: QWidget, take: Callable[[Setting[Any]], None]) -> None:
    """Call ``take`` with each setting that changes, for as long as ``widget`` lives."""
    settings.subscribe(take)
    widget.destroyed.connect(lambda: settings.unsubscribe(take))


class Bridge(QObject):
    """Runs callables on the thread that made it, in the order in which they were posted."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], object]) -> None:
        """Have ``call`` run soon; from any thread. After the bridge is gone, nothing happens."""
        try:
            self._posted.emit(call)
        except RuntimeError:  # the window, and the bridge with it, was deleted meanwhile
            return

    @Slot(object)
    def _run(self, call: Callable[[], object]) -> None:
        call()
