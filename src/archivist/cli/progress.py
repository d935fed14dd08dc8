"""Progress of a job on standard error: a bar where a person looks on, silence where nobody does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archivist.cli.output import Output
from archivist.domain import ArchivistError, Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars


@contextmanager
def progress_bar(output: Output) -> Iterator[Progress]:
    """A ``Progress`` for one job; ``KeyboardInterrupt`` stops the job where it stands."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    # Rich moves what is printed above the bar, and so onto its own stream: rows for a file or a pipe must not go there.
    to_screen = sys.stdout.isatty()
    with Bars(*columns, console=Console(stderr=True), redirect_stdout=to_screen, transient=True) as bars:
        yield _Bar(bars, output)


class _Bar:
    def __init__(self, bars: "Bars", output: Output) -> None:
        self._bars = bars
        self._output = output
        self._task = bars.add_task("", total=None)

    def expect(self, total: int | None) -> None:
        self._bars.remove_task(self._task)
        self._task = self._bars.add_task("", total=total)

    def step(self, done: str, count: int = 1) -> None:
        self._bars.update(self._task, advance=count, description=done)

    def failed(self, item: str, error: ArchivistError) -> None:
        del item
        if not sys.stdout.isatty():  # where the rows are on the screen too, each says what failed
            self._output.error(error)
