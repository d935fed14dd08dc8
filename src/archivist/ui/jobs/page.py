"""What runs and what ran: the jobs of this session, and the log of the chosen one, beside what came in."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from archivist.app.jobs import Job, JobRunner, JobState, LogLine, Status
from archivist.app.services.reading import ReadingService
from archivist.domain import N_, ArchivistError
from archivist.ui.bridge import Bridge
from archivist.ui.errors import in_the_window
from archivist.ui.icons import icon
from archivist.ui.jobs.log import LogModel, LogRow
from archivist.ui.jobs.names import JobNames
from archivist.ui.jobs.preview import LogPreview
from archivist.ui.jobs.tiles import Tiles
from archivist.ui.jobs.words import progress_in_words, speed_in_words, status_in_words
from archivist.ui.language import tr
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.progress_bar import ProgressBar
from archivist.ui.theme import px

_LEAST_FOR_PREVIEW = 1000
_NAMES, _PREVIEW = 223, 380


class JobsPage(QWidget):
    """``reading`` gives the service of the archive that is open, or None."""

    report_chosen = Signal(object)
    """The ReportId of a line of the log."""
    closed = Signal()
    save_wanted = Signal(str, str)
    """What the job is called, and its log as text."""

    def __init__(
        self,
        jobs: JobRunner,
        bridge: Bridge,
        reading: Callable[[], ReadingService | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._names = JobNames()
        self._title = words("", "dialog", wraps=True)
        self._bar = ProgressBar("")
        self._progress = words("", "meta")
        self._speed = words("", "meta")
        self._why = words("", tone="danger", wraps=True)
        self._pause = push_button("", icon_name="pause")
        self._cancel = push_button("", icon_name="x")
        self._pause.clicked.connect(self._toggle)
        self._cancel.clicked.connect(lambda: self._job and self._job.cancel())
        self._tiles = Tiles()
        self._tiles.chosen.connect(self._take_category)
        self._log_head = words("", "panel")
        self._save = push_button("", "flat", icon_name="upload", density="dense")
        self._save.clicked.connect(self._ask_to_save)
        self._log = LogModel(self)
        self._rows = QListView()
        self._rows.setModel(self._log)
        self._rows.setItemDelegate(LogRow(self._rows))
        self._rows.setProperty("kind", "reports")
        self._rows.setUniformItemSizes(True)
        self._rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.activated.connect(self._open)
        self._rows.selectionModel().currentChanged.connect(self._show_line)
        self._preview = LogPreview(reading)
        self._preview.report_chosen.connect(self.report_chosen)
        self._preview.hide()
        self._empty = EmptyState("history", "")
        self._lay_out()
        self._names.job_chosen.connect(self._choose)
        self._set_words()
        jobs.watch(lambda state: bridge.post(lambda: self.refresh(state)))

    def refresh(self, state: JobState) -> None:
        """A job began, went on or ended."""
        if state.is_over or self._names.count() == 0 or not self._knows(state):
            self._list_jobs()
        else:
            self._names.say_again()
        if self._job is not None and self._job.state.id == state.id:
            self._show()

    def _knows(self, state: JobState) -> bool:
        return state.id in self._names.running

    def _list_jobs(self) -> None:
        jobs, chosen = self._jobs.jobs, self._job
        if jobs and (chosen not in jobs or (not jobs[0].state.is_over and chosen.state.is_over)):
            chosen = jobs[0]
        self._names.show_jobs(jobs, chosen)
        if chosen is not self._job:
            self._choose(chosen)
        self._show()

    def _choose(self, job: Job | None) -> None:
        self._job = job
        self._tiles.set_current("")
        self._log.clear()
        self._show()

    def _show(self) -> None:
        self._empty.setVisible(self._job is None)
        self._body.setVisible(self._job is not None)
        if self._job is None:
            return
        state = self._job.state
        self._title.setText(state.title())
        self._bar.setRange(0, max(1, state.total if state.total is not None else state.done))
        self._bar.setValue(state.done if not state.is_over or state.status is not Status.DONE else self._bar.maximum())
        parts = (status_in_words(state), progress_in_words(state))
        self._progress.setText(" · ".join(filter(None, parts)))
        self._speed.setText(speed_in_words(state) if not state.is_over else "")
        why = in_the_window(state.error).message(tr) if isinstance(state.error, ArchivistError) else ""
        if state.error is not None and not why:
            why = tr(N_("Archivist made a mistake ({kind}); nothing was lost."), kind=type(state.error).__name__)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        is_paused = state.status is Status.PAUSED
        self._pause.setText(tr(N_("Go on")) if is_paused else tr(N_("Pause")))
        self._pause.setIcon(icon("play" if is_paused else "pause"))
        for button in (self._pause, self._cancel):
            button.setVisible(not state.is_over)
        self._log.take(self._job)
        self._tiles.show_counts(self._log.counts)
        for part in (self._tiles, self._log_side):
            part.setVisible(self._log.total > 0)

    def _take_category(self, category: str) -> None:
        self._log.show_category(category)
        self._preview.show_line(None)

    def _show_line(self, index: QModelIndex) -> None:
        line: LogLine | None = index.data(Qt.ItemDataRole.UserRole)
        self._preview.show_line(line if self.width() >= px(_LEAST_FOR_PREVIEW) else None)

    def _toggle(self) -> None:
        if self._job is not None:
            self._job.resume() if self._job.state.status is Status.PAUSED else self._job.pause()

    def _open(self, index: QModelIndex) -> None:
        line: LogLine = index.data(Qt.ItemDataRole.UserRole)
        if line.report is not None:
            self.report_chosen.emit(line.report)

    def _ask_to_save(self) -> None:
        if self._job is not None:
            self.save_wanted.emit(self._job.state.title(), self._log.as_text())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pause)
        head.addWidget(self._cancel)
        facts = QHBoxLayout()
        facts.addWidget(self._progress, 1)
        facts.addWidget(self._speed)
        top = QVBoxLayout()
        top.setContentsMargins(px(18), px(16), px(18), px(12))
        top.setSpacing(px(8))
        top.addLayout(head)
        top.addWidget(self._bar)
        top.addLayout(facts)
        top.addWidget(self._why)
        self._log_side = QWidget()
        log = QVBoxLayout(self._log_side)
        log.setContentsMargins(0, 0, 0, 0)
        log.setSpacing(0)
        log_head = QHBoxLayout()
        log_head.setContentsMargins(px(18), px(6), px(12), px(6))
        log_head.addWidget(self._log_head, 1)
        log_head.addWidget(self._save)
        for part in (hairline(), self._tiles, hairline()):
            log.addWidget(part)
        log.addLayout(log_head)
        log.addWidget(hairline())
        log.addWidget(self._rows, 1)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(top)
        body.addWidget(self._log_side, 1)
        body.addStretch()
        self._set_side()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.setFocusProxy(self._names)

    def _set_side(self) -> None:
        side, middle = QWidget(), QWidget()
        side.setProperty("kind", "panel")
        middle.setProperty("kind", "paper")
        for part in (side, middle):
            part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side_head = words("", "panel")
        self._side_head.setContentsMargins(px(10), 0, 0, px(4))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(6), px(14), px(6), px(6))
        column.addWidget(self._side_head)
        column.addWidget(self._names, 1)
        side.setMinimumWidth(px(180))
        side.setMaximumWidth(px(320))
        right = QVBoxLayout(middle)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._body, 1)
        right.addWidget(self._empty, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (side, middle, self._preview):
            self._splitter.addWidget(part)
        self._preview.setMinimumWidth(px(280))
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([px(_NAMES), px(800), px(_PREVIEW)])

    def _set_words(self) -> None:
        self._side_head.setText(tr(N_("Jobs")))
        self._names.setAccessibleName(tr(N_("Jobs")))
        self._rows.setAccessibleName(tr(N_("Log")))
        self._log_head.setText(tr(N_("Log")))
        self._save.setText(tr(N_("Save log…")))
        self._cancel.setText(tr(N_("Cancel")))
        self._empty.set_words(
            tr(N_("Nothing has run yet")),
            tr(N_("Imports, exports, backups and checks are shown here, with their logs.")),
        )
        self._list_jobs()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() < px(_LEAST_FOR_PREVIEW):
            self._preview.show_line(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
