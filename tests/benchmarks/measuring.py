"""How a figure is taken and printed."""

import statistics
import time
from collections.abc import Callable


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
