"""What the banner at the top of the window says: the most urgent of what a person has to know, until it is dealt with."""

from PySide6.QtCore import QObject, Signal

from archivist.app.jobs import Job, JobRunner, JobState, Status
from archivist.app.rescue import RescueState
from archivist.domain import N_, ArchivistError
from archivist.domain.errors import DiskFull
from archivist.ui.errors import in_the_window
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.banner import Banner


class Alerts(QObject):
    """While edits wait for room on the disk, jobs are paused: they would take the room."""

    retry_wanted = Signal()
    """Write now what waits."""
    all_written = Signal()

    def __init__(self, banner: Banner, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner = banner
        self._jobs = jobs
        self._rescue = RescueState()
        self._paused: list[Job] = []
        self._stopped: Job | None = None
        self._no_room: DiskFull | None = None
        self._is_read_only = False
        banner.pressed.connect(self._answer)

    def show_archive(self, *, is_read_only: bool) -> None:
        """Another archive is open, or none."""
        self._is_read_only = is_read_only
        self._rescue, self._no_room, self._paused = RescueState(), None, []
        self.show()

    def take_rescue(self, state: RescueState) -> None:
        """Edits began to wait, or were written."""
        before, self._rescue = self._rescue, state
        if state.waiting and not before.waiting:
            self._paused = self._jobs.pause_all()
        elif before.waiting and not state.waiting:
            for job in self._paused:
                job.resume()
            self._paused = []
            self.all_written.emit()
        self.show()

    def take_job(self, state: JobState) -> None:
        """A job went on; one that waits for room on the disk is told."""
        waiting = (job for job in self._jobs.running if isinstance(job.state.error, DiskFull))
        self._stopped = next((job for job in waiting if job.state.status is Status.PAUSED), None)
        self.show()

    def tell_no_room(self, error: DiskFull) -> None:
        self._no_room = error
        self.show()

    def show(self) -> None:
        """Say it, in the present language."""
        state = self._rescue
        if state.waiting:
            self._banner.tell("danger", self._waiting_in_words(), tr(N_("Try again")))
        elif self._stopped is not None and isinstance(error := self._stopped.state.error, ArchivistError):
            words = tr(N_("“{title}” is paused."), title=self._stopped.state.title())
            self._banner.tell("warn", f"{words} {error.message(tr, with_where=False)}", tr(N_("Go on")))
        elif self._no_room is not None:
            self._banner.tell("danger", self._no_room.message(tr), tr(N_("Close")))
        elif state.refused:
            words = tr_n(
                "{count} change of an earlier session could not be made: what it was about is in the archive no more.",
                "{count} changes of an earlier session could not be made: what they were about is in the archive no more.",
                state.refused,
            )
            self._banner.tell("warn", words, tr(N_("Close")))
        elif self._is_read_only:
            words = tr(N_("This archive is open for reading only; nothing can be changed."))
            self._banner.tell("info", words, icon_name="lock")
        else:
            self._banner.hide()

    def _waiting_in_words(self) -> str:
        state = self._rescue
        kept = tr_n(
            "{count} change is kept and will be written when there is room.",
            "{count} changes are kept and will be written when there is room.",
            state.waiting,
        )
        if not state.is_on_disk:
            kept += " " + tr(N_("Keep the program open: there is no room to write them elsewhere either."))
        why = (
            in_the_window(state.error).message(tr)
            if state.error is not None and not isinstance(state.error, DiskFull)
            else ""
        ) or tr(N_("The disk is full or failing."))
        return f"{why} {kept}"

    def _answer(self, _: int) -> None:
        if self._rescue.waiting:
            self.retry_wanted.emit()
        elif self._stopped is not None:
            self._stopped.resume()
        elif self._no_room is not None:
            self._no_room = None
        else:
            self._rescue = RescueState()
        self.show()
