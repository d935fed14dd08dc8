"""What every engine of the comparison does."""

import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measuring import seconds
from tests.benchmarks.search.corpus import Document
from tests.benchmarks.search.queries import Asked
from tests.benchmarks.search.result import Result


class Engine:
    """Indexes the reports in a folder of its own, and answers queries with the best 20, the exact number and the years."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / type(self).__name__.lower()

    def build(self, documents: Sequence[Document]) -> None:
        """Index them with title, text, source and date in the empty folder, in one process."""
        raise NotImplementedError

    def open(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def can(self, asked: Asked) -> bool:
        """Whether it can be asked that at all."""
        raise NotImplementedError

    def search(self, asked: Asked) -> Result:
        raise NotImplementedError

    def taken_to_build(self, documents: Sequence[Document]) -> tuple[float, float]:
        """Seconds, and seconds of processor time, which say more on a machine that others use."""
        before = time.process_time()
        (taken,) = seconds(lambda: self.build(documents))
        return taken, time.process_time() - before

    def taken(self, asked: Asked, times: int) -> list[float]:
        """Seconds, each time."""
        return seconds(lambda: self.search(asked), times=times)

    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.stat().st_size for each in self.folder.rglob("*") if each.is_file())
