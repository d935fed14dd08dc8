"""Whose turn it is to write, among the threads of this program: a person before a job, else first come, first served."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class WriterTurns:
    """A fair lock with two queues. It is not reentrant: a transaction inside a transaction is a mistake."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._persons: deque[object] = deque()
        self._jobs: deque[object] = deque()
        self._holder: int | None = None

    @contextmanager
    def take(self, *, is_job: bool = False) -> Iterator[None]:
        """Wait for the turn and keep it. Raises ``RuntimeError`` in a thread that has it already."""
        me = threading.get_ident()
        ticket = object()
        queue = self._jobs if is_job else self._persons
        with self._changed:
            if self._holder == me:
                raise RuntimeError("a transaction is open in this thread already")
            queue.append(ticket)
            try:
                self._changed.wait_for(lambda: self._is_next(ticket))
                self._holder = me
            finally:
                queue.remove(ticket)
        try:
            yield
        finally:
            with self._changed:
                self._holder = None
                self._changed.notify_all()

    def _is_next(self, ticket: object) -> bool:
        first = self._persons[0] if self._persons else self._jobs[0]
        return self._holder is None and first is ticket
