"""Jobs: long work on threads of its own, watched, paused and cancelled from another.

A job is a function of a ``Progress``. It knows neither threads nor windows; who watches a job gets frozen values."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import Any

from archivist.domain import ArchivistError, JobCancelled, Progress, ReportId
from archivist.domain.errors import DiskFull

log = logging.getLogger(__name__)

Work = Callable[[Progress], Any]
Title = Callable[[], str]
"""Says what a job is in the language of the moment: a job may outlive a change of language."""

_TELL_EVERY_SECONDS = 0.1
_RATE_OVER_SECONDS = 10.0


class Status(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What can be said of a file that was read: ``repairs`` counts those that were made by their kind, ``proposed`` those
    that wait for a person."""

    bytes: int = 0
    characters: int = 0
    encoding: str = ""
    repairs: tuple[tuple[str, int], ...] = ()
    proposed: int = 0


@dataclass(frozen=True, slots=True)
class LogLine:
    """What became of one item: ``result`` is a word such as imported or failed; ``error`` says why, and what to do."""

    item: str
    result: str
    report: ReportId | None = None
    error: ArchivistError | None = None
    facts: ItemFacts | None = None


@dataclass(frozen=True, slots=True)
class JobState:
    """A job at one moment. ``total`` is None where it is unknown; ``rate`` counts steps a second; ``error`` is an
    ``ArchivistError``, or what was not expected. ``counts`` are of the log's results."""

    id: int
    title: Title
    status: Status = Status.RUNNING
    done: int = 0
    total: int | None = None
    current: str = ""
    rate: float = 0.0
    seconds_left: float | None = None
    seconds: float = 0.0
    error: Exception | None = None
    result: Any = None
    counts: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def is_over(self) -> bool:
        return self.status not in (Status.RUNNING, Status.PAUSED)


Watcher = Callable[[JobState], object]


class Job:
    """One piece of work. It is its own ``Progress``; ``note`` adds to its log."""

    def __init__(self, id: int, title: Title, work: Work, tell: Watcher) -> None:
        self._state = JobState(id, title)
        self._work = work
        self._tell = tell
        self._lock = threading.Lock()
        self._log: list[LogLine] = []
        self._counts: dict[str, int] = {}
        self._may_run = threading.Event()
        self._may_run.set()
        self._is_cancelled = False
        self._started = time.monotonic()
        self._told = 0.0
        self._steps: deque[tuple[float, int]] = deque()
        self._thread = threading.Thread(target=self._run, name=f"job {id}", daemon=True)

    @property
    def state(self) -> JobState:
        with self._lock:
            return self._state

    def log_lines(self, start: int = 0) -> list[LogLine]:
        """The log from line ``start`` on."""
        with self._lock:
            return self._log[start:]

    def pause(self) -> None:
        """Stop before the next step; until ``resume``."""
        self._may_run.clear()
        self._set(status=Status.PAUSED, rate=0.0, seconds_left=None, is_news=True)

    def resume(self) -> None:
        self._steps.clear()
        self._set(status=Status.RUNNING, error=None, is_news=True)
        self._may_run.set()

    def cancel(self) -> None:
        """Ask the job to stop; what it finished stays."""
        self._is_cancelled = True
        self._may_run.set()

    def wait(self, seconds: float | None = None) -> None:
        """Until the job is over, or ``seconds`` have passed."""
        if self._thread is not threading.current_thread():
            self._thread.join(seconds)

    def note(self, line: LogLine) -> None:
        """Add to the log."""
        with self._lock:
            self._log.append(line)
            self._counts[line.result] = self._counts.get(line.result, 0) + 1

    # --- Progress, called by the work

    def expect(self, total: int | None) -> None:
        self._set(total=total)

    def step(self, done: str, count: int = 1) -> None:
        self.check()
        now = time.monotonic()
        self._steps.append((now, count))
        while self._steps and now - self._steps[0][0] > _RATE_OVER_SECONDS:
            self._steps.popleft()
        state = self.state
        number = state.done + count
        past = now - max(self._started, now - _RATE_OVER_SECONDS)
        rate = sum(each for _, each in self._steps) / past if past > 0 else 0.0
        left = (state.total - number) / rate if state.total is not None and rate > 0 else None
        self._set(done=number, current=done, rate=rate, seconds_left=left)

    def failed(self, item: str, error: ArchivistError) -> None:
        self.note(LogLine(item, "failed", error=error))

    def wait_for_room(self, error: DiskFull) -> None:
        """Pause, with ``error`` to be seen; until ``resume``. Raises ``JobCancelled`` when asked to stop."""
        self._may_run.clear()
        self._set(status=Status.PAUSED, rate=0.0, seconds_left=None, error=error, is_news=True)
        self.check()

    def check(self) -> None:
        """Wait while paused. Raises ``JobCancelled`` when asked to stop."""
        self._may_run.wait()
        if self._is_cancelled:
            raise JobCancelled

    # --- the thread

    def start(self) -> None:
        self._tell(self.state)
        self._thread.start()

    def _run(self) -> None:
        try:
            result = self._work(self)
            self._set(status=Status.DONE, result=result, is_news=True)
        except JobCancelled:
            self._set(status=Status.CANCELLED, is_news=True)
        except ArchivistError as error:
            self._set(status=Status.FAILED, error=error, is_news=True)
        except Exception as error:  # the job runner: whatever happens to a job is its result
            log.exception("job %s failed", self._state.title())
            self._set(status=Status.FAILED, error=error, is_news=True)

    def _set(self, *, is_news: bool = False, **values: Any) -> None:
        """Change the state, and tell it where it is news or nothing was told for some time."""
        now = time.monotonic()
        with self._lock:
            if self._state.is_over:  # a pause that came too late
                return
            seconds = now - self._started
            self._state = replace(self._state, seconds=seconds, counts=dict(self._counts), **values)
            state = self._state
            if not is_news and now - self._told < _TELL_EVERY_SECONDS:
                return
            self._told = now
        self._tell(state)


class JobRunner:
    """Runs jobs and keeps those of this session. Watchers are called on the jobs' threads, about ten times a second."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._jobs: list[Job] = []
        self._watchers: list[Watcher] = []

    def start(self, title: Title, work: Callable[[Job], Any]) -> Job:
        """Run ``work`` on a thread."""
        job = Job(next(self._numbers), title, work, self._tell)  # type: ignore[arg-type]  # a job is a Progress
        self._jobs.append(job)
        job.start()
        return job

    def watch(self, watcher: Watcher) -> None:
        self._watchers.append(watcher)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All of this session, the newest first."""
        return tuple(reversed(self._jobs))

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs if not job.state.is_over)

    @property
    def count(self) -> int:
        return len(self._jobs)

    def pause_all(self) -> list[Job]:
        """Pause all jobs that run, and return these."""
        running = [job for job in self.running if job.state.status is Status.RUNNING]
        for job in running:
            job.pause()
        return running

    def stop_all(self, seconds: float = 30.0) -> None:
        """Ask all jobs to stop, and wait until they have."""
        running = self.running
        for job in running:
            job.cancel()
        for job in running:
            job.wait(seconds)

    close = stop_all

    def _tell(self, state: JobState) -> None:
        for watcher in tuple(self._watchers):
            watcher(state)
