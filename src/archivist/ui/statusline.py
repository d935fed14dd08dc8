"""The status line: the running job on the left; on the right, that all is saved, and how far the index is."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

from archivist.app.following import IndexState
from archivist.app.jobs import JobRunner
from archivist.domain import N_
from archivist.ui.bridge import Bridge
from archivist.ui.jobs.status import JobStatus
from archivist.ui.language import tr
from archivist.ui.parts.labels import IconView, words
from archivist.ui.theme import px


class StatusLine(QStatusBar):
    job_opened = Signal()

    def __init__(self, jobs: JobRunner, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._name = ""
        self._is_writable = False
        self._index: IndexState | None = None
        self._job = JobStatus(jobs, bridge)
        self._job.opened.connect(self.job_opened)
        self._tick = IconView("check", size=14)
        self._saved = words("", "meta")
        self._index_words = words("", "meta")
        self.addWidget(self._job, 1)
        for widget in (self._tick, self._saved, self._index_words):
            self.addPermanentWidget(widget)
        self.setContentsMargins(px(8), 0, px(12), 0)

    def show_archive(self, name: str, *, is_writable: bool) -> None:
        """``name`` is empty where no archive is open."""
        self._name, self._is_writable, self._index = name, is_writable, None
        self._set_words()

    def show_saved(self) -> None:
        self._set_words()

    def show_index(self, state: IndexState) -> None:
        self._index = state
        self._set_words()

    @property
    def is_index_current(self) -> bool:
        return self._index is not None and self._index.is_current

    def _set_words(self) -> None:
        for widget in (self._tick, self._saved, self._index_words):
            widget.setVisible(bool(self._name))
        self._tick.set_icon("check" if self._is_writable else "lock", "text2")
        self._saved.setText(tr(N_("Saved")) if self._is_writable else tr(N_("Read only")))
        self._index_words.setText(f"·  {self._index_state()}")

    def _index_state(self) -> str:
        state = self._index
        if state is None or state.is_current:
            return tr(N_("Index current"))
        if state.is_elsewhere:
            return tr(N_("Index kept by another program"))
        if state.error is not None:
            return tr(N_("Index not up to date"))
        if state.share is None or state.seconds_left is None:
            return tr(N_("Indexing"))
        seconds = f"{max(1, round(state.seconds_left)):,}"
        return tr(N_("Index {percent} %, {seconds} s"), percent=int(100 * state.share), seconds=seconds)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
