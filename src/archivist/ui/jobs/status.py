"""The running job in the status line."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from archivist.app.jobs import Job, JobRunner, Status
from archivist.domain import N_
from archivist.ui.bridge import Bridge
from archivist.ui.icons import icon
from archivist.ui.jobs.words import progress_in_words, speed_in_words
from archivist.ui.language import tr
from archivist.ui.parts.buttons import icon_button, name_button, push_button
from archivist.ui.parts.labels import words
from archivist.ui.parts.progress_bar import ProgressBar
from archivist.ui.theme import px

_BAR = 116


class JobStatus(QWidget):
    """Name, bar, rate, time left, pause, cancel; empty while nothing runs."""

    opened = Signal()

    def __init__(self, jobs: JobRunner, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._name = push_button("", "link", density="dense")
        self._bar = ProgressBar("")
        self._bar.setFixedWidth(px(_BAR))
        self._speed = words("", "meta")
        self._pause = icon_button("pause", "")
        self._cancel = icon_button("x", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for widget in (self._name, self._bar, self._speed, self._pause, self._cancel):
            row.addWidget(widget)
        row.addStretch()
        self._parts = (self._name, self._bar, self._speed, self._pause, self._cancel)
        self._name.clicked.connect(self.opened)
        self._pause.clicked.connect(self._toggle)
        self._cancel.clicked.connect(self._stop)
        jobs.watch(lambda state: bridge.post(self.refresh))
        self.refresh()

    def refresh(self) -> None:
        job = self._job
        for widget in self._parts:
            widget.setVisible(job is not None)
        if job is None:
            return
        state = job.state
        self._name.setText(f"{state.title()}  {progress_in_words(state)}")
        self._bar.setRange(0, state.total or 0)
        self._bar.setValue(state.done)
        self._bar.setAccessibleName(state.title())
        self._speed.setText(speed_in_words(state))
        is_paused = state.status is Status.PAUSED
        self._pause.setIcon(icon("play" if is_paused else "pause"))
        name_button(self._pause, tr(N_("Go on")) if is_paused else tr(N_("Pause")))
        name_button(self._cancel, tr(N_("Cancel")))

    @property
    def _job(self) -> Job | None:
        return next(iter(self._jobs.running), None)

    def _toggle(self) -> None:
        if job := self._job:
            job.resume() if job.state.status is Status.PAUSED else job.pause()

    def _stop(self) -> None:
        if job := self._job:
            job.cancel()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
