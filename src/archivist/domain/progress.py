"""All that a long piece of work ever sees of the one who watches it."""

from typing import Protocol, runtime_checkable

from archivist.domain.errors import ArchivistError, DiskFull


class Progress(Protocol):
    """Long work reports here and learns here that it should stop; it knows neither threads nor windows."""

    def expect(self, total: int | None) -> None:
        """Say how many steps there will be; None: unknown."""
        ...

    def step(self, done: str, count: int = 1) -> None:
        """Say what was finished. Raises ``JobCancelled`` when asked to stop."""
        ...

    def failed(self, item: str, error: ArchivistError) -> None:
        """Note a failed item for the log; the job goes on."""
        ...


@runtime_checkable
class WaitsForRoom(Protocol):
    """A ``Progress`` whose watcher can make room on a full disk while the work waits."""

    def wait_for_room(self, error: DiskFull) -> None:
        """Return when the work is to try again. Raises ``JobCancelled`` when asked to stop."""
        ...


class Silent:
    """A ``Progress`` for callers who do not watch."""

    def expect(self, total: int | None) -> None:
        del total

    def step(self, done: str, count: int = 1) -> None:
        del done, count

    def failed(self, item: str, error: ArchivistError) -> None:
        del item, error
