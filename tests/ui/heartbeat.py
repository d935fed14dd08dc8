"""How evenly the event loop of the window goes round."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer

_EVERY_MS = 5


@dataclass
class Heartbeat:
    """Beats every 5 ms while the loop is free. A gap's ``own`` part is without the time in which one of the threads could
    run but other programs had the processors, where the system tells (Linux): the loop waits for whoever has the
    interpreter. Seconds."""

    gaps: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    def __enter__(self) -> "Heartbeat":
        self._at, self._starved = time.perf_counter(), waited_for_processor()
        self._timer = QTimer(interval=_EVERY_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        self._beat()

    def _beat(self) -> None:
        now, starved = time.perf_counter(), waited_for_processor()
        longest = max((waited - self._starved.get(thread, 0.0) for thread, waited in starved.items()), default=0.0)
        self.gaps.append(now - self._at)
        self.own.append(max(now - self._at - longest, 0.0))
        self._at, self._starved = now, starved

    def __str__(self) -> str:
        ordered, own = sorted(self.gaps), sorted(self.own)
        return (
            f"{len(ordered)} beats, median {ordered[len(ordered) // 2] * 1e3:.0f} ms; longest gap {ordered[-1] * 1e3:.0f} ms, "
            f"of its own {own[-1] * 1e3:.0f} ms; {sum(each > 0.05 for each in own)} of its own above 50 ms"
        )


def waited_for_processor() -> dict[str, float]:
    """How long each thread of this process was ready to run and did not; seconds. Empty where the system does not tell."""
    found: dict[str, float] = {}
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError, IndexError):  # a thread may end meanwhile
            found[thread.parent.name] = int(thread.read_text().split()[1]) / 1e9
    return found
