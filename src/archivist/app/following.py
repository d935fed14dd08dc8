"""Following: the search index catches up on a thread of its own while a person works."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from archivist.app.keeper import IndexKeeper
from archivist.domain import ArchivistError, Changed, JobCancelled
from archivist.domain.change import Kind
from archivist.store.archive import Archive

log = logging.getLogger(__name__)

_REST_SECONDS = 0.15
"""Between a commit and catching up; while further commits come in this time, as in an import, they are waited for ..."""
_LONGEST_REST_SECONDS = 3.0
"""... for so long at most: each catching up has its price, whatever there is to index."""
_TRY_AGAIN_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index is: ``behind`` reports are not in it yet; ``is_elsewhere``: another process keeps it.

    ``share`` (0 to 1) is how much of what was to do is done, and ``seconds_left`` what the rest will take; None: unknown."""

    behind: int = 0
    is_catching_up: bool = False
    share: float | None = None
    seconds_left: float | None = None
    is_elsewhere: bool = False
    error: ArchivistError | None = None

    @property
    def is_current(self) -> bool:
        return not self.behind and not self.is_catching_up and self.error is None


class IndexFollower:
    """Follows the commits of ``archive``; ``tell`` is called with each new ``IndexState``, on the follower's thread."""

    def __init__(self, archive: Archive, keeper: IndexKeeper, tell: Callable[[IndexState], object]) -> None:
        self._keeper = keeper
        self._is_read_only = archive.is_read_only
        self._tell = tell
        self._news = threading.Event()
        self._news.set()
        self._is_closed = threading.Event()
        self._telling = threading.Lock()
        self._is_current = True
        archive.subscribe(self._take)
        keeper.when_doubted = self._news.set
        self._thread = threading.Thread(target=self._follow, name="index", daemon=True)

    @property
    def is_current(self) -> bool:
        """True when all commits so far are in the index, and that was told."""
        with self._telling:
            return self._is_current and not self._news.is_set()

    def begin(self) -> None:
        """Catch up for the first time, and follow from then on."""
        self._thread.start()

    def close(self) -> None:
        """Stop, after the batch that is being indexed."""
        self._is_closed.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def _take(self, changed: Changed) -> None:
        # Without a label it is a note (read state, last place), which the index does not hold.
        if changed.label and changed.kinds & {Kind.REPORT, Kind.TEXT, Kind.ANNOTATION}:
            # A note is in the index before anybody could read that it is not.
            with self._telling:
                self._news.set()
                if self._is_current and changed.kinds & {Kind.REPORT, Kind.TEXT}:
                    self._is_current = False
                    self._tell(IndexState(is_catching_up=True))

    def _follow(self) -> None:
        wait: float | None = None
        while True:
            self._news.wait(wait)
            self._rest()
            if self._is_closed.is_set():
                return
            wait = None
            try:
                self._tell_end(self._keeper.catch_up(_Watch(self)))
                if not self._is_read_only and not self._keeper.tidy(self._has_time):
                    self._news.set()
            except JobCancelled:
                return
            except ArchivistError as error:
                log.warning("the index does not follow: %s", error)
                self._tell(IndexState(error=error))
                wait = _TRY_AGAIN_SECONDS

    def _rest(self) -> None:
        """Wait until no more changes come, but not for ever."""
        until = time.monotonic() + _LONGEST_REST_SECONDS
        while self._news.is_set() and time.monotonic() < until:
            self._news.clear()
            self._is_closed.wait(_REST_SECONDS)

    def _tell_end(self, behind: int) -> None:
        with self._telling:
            # What was committed meanwhile may not be in the index yet.
            self._is_current = not self._news.is_set()
            self._tell(IndexState(behind, is_catching_up=not self._is_current, is_elsewhere=behind > 0))

    def _has_time(self) -> bool:
        """True while nothing waits to be indexed."""
        return not self._news.is_set() and not self._is_closed.is_set()

    def tell_progress(self, state: IndexState) -> None:
        """What the keeper says while it works. Raises ``JobCancelled`` when the archive is being closed."""
        if self._is_closed.is_set():
            raise JobCancelled
        self._tell(state)


class _Watch:
    """The follower as the keeper's ``Progress``."""

    def __init__(self, follower: IndexFollower) -> None:
        self._follower = follower
        self._started = time.monotonic()
        self._done = 0
        self._total: int | None = None

    def expect(self, total: int | None) -> None:
        self._total = total

    def step(self, done: str, count: int = 1) -> None:
        del done
        self._done += count
        if not self._total:
            self._follower.tell_progress(IndexState(is_catching_up=True))
            return
        left = max(0, self._total - self._done)
        seconds = (time.monotonic() - self._started) * left / self._done
        share = min(1.0, self._done / self._total)
        self._follower.tell_progress(IndexState(left, is_catching_up=True, share=share, seconds_left=seconds))

    def failed(self, item: str, error: ArchivistError) -> None:
        del item, error
