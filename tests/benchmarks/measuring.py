"""How a figure is taken and printed."""

import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self


def seconds(action: Callable[[], object], *, times: int = 1) -> list[float]:
    """How long ``action`` took, each time."""
    taken: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return taken


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    return statistics.median(values)


def report(name: str, figure: str, baseline: str, ratio: float, goal: str) -> None:
    """One line: what was measured, beside what, and what was aimed at."""
    print(f"{name:32} {figure:>18}   {baseline:44} ratio {ratio:6.2f}   goal: {goal}")


class PeakMemory:
    """Watches this process while something is done; ``grown``: by how many bytes its own memory (no mapped files) grew."""

    def __init__(self) -> None:
        self.grown = 0
        self._ends = threading.Event()

    def __enter__(self) -> Self:
        self._before = _own_memory()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ends.wait(0.02):
            self.grown = max(self.grown, _own_memory() - self._before)


def _own_memory() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon")) << 10
