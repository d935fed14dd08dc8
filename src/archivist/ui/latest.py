"""Questions that are answered on a thread of their own, the newest first in line: for lists that follow what changes."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from archivist.domain import ArchivistError, JobCancelled
from archivist.ui.bridge import Bridge

Answer = TypeVar("Answer")


class Latest(Generic[Answer]):
    """One question is worked on at a time; of those that come meanwhile, only the newest is kept.

    ``show`` gets an answer on the window's thread, unless another question (another ``key``) was asked since."""

    def __init__(self, bridge: Bridge, name: str, show: Callable[[Answer], object]) -> None:
        self._bridge = bridge
        self._name = name
        self._show = show
        self._lock = threading.Lock()
        self._key: Hashable = None
        self._shown_key: Hashable = None
        self._waiting: Callable[[], Answer] | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def ask(self, key: Hashable, work: Callable[[], Answer]) -> None:
        with self._lock:
            if self._is_closed:
                return
            self._key = key
            self._waiting = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def is_newest(self, key: Hashable) -> bool:
        """False for a question that was followed by another: work on it may end with ``JobCancelled``."""
        return key == self._key

    def forget(self) -> None:
        """No answer is wanted any more."""
        with self._lock:
            self._key, self._shown_key, self._waiting = None, None, None

    @property
    def is_answered(self) -> bool:
        """True when the newest question has its answer, which is shown, or has none; or nothing was asked."""
        return self._shown_key == self._key

    @property
    def is_idle(self) -> bool:
        """True while no question is worked on."""
        return self._thread is None

    def close(self) -> None:
        """Drop what waits, wait for what is being worked on, and take no more questions."""
        with self._lock:
            self._is_closed = True
            self._key, self._waiting = None, None
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        try:
            while (question := self._next()) is not None:
                key, work = question
                try:
                    answer = work()
                except (ArchivistError, JobCancelled):
                    # What cannot be read is told where it is opened.
                    self._bridge.post(lambda key=key: self._note_shown(key))
                    continue
                self._bridge.post(lambda answer=answer, key=key: self._take(key, answer))
        finally:
            with self._lock:
                if self._thread is threading.current_thread():  # a mistake ended it
                    self._thread = None

    def _take(self, key: Hashable, answer: Answer) -> None:
        if key == self._key:
            self._show(answer)
        self._note_shown(key)

    def _note_shown(self, key: Hashable) -> None:
        if key == self._key:
            self._shown_key = key

    def _next(self) -> tuple[Hashable, Callable[[], Answer]] | None:
        with self._lock:
            work, self._waiting = self._waiting, None
            if work is None:
                self._thread = None
                return None
            return self._key, work
