"""Where a person was: what Back and Forward go through."""

from dataclasses import dataclass
from enum import Enum

from archivist.domain import ReportId
from archivist.ui.reader.values import Position

_LONGEST = 100


class Page(Enum):
    """What the window can show in its middle."""

    DESK = "desk"
    LIST = "list"
    FINDER = "finder"
    CONTEXT = "context"
    JOBS = "jobs"
    REVIEW = "review"


@dataclass(frozen=True)
class Stop:
    page: Page
    report: ReportId | None = None
    position: Position | None = None
    query: str = ""
    phrases: tuple[str, ...] = ()

    def is_same_place(self, other: "Stop") -> bool:
        return (self.page, self.report) == (other.page, other.report)


class Trail:
    """Stops in the order in which they were visited; going back keeps those ahead until another way is taken."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    def visit(self, stop: Stop) -> None:
        """Go on to ``stop``; the same place again is no new stop."""
        if self._at >= 0 and self._stops[self._at].is_same_place(stop):
            self._stops[self._at] = stop
            return
        del self._stops[self._at + 1 :]
        self._stops.append(stop)
        del self._stops[:-_LONGEST]
        self._at = len(self._stops) - 1

    def note(self, stop: Stop) -> None:
        """Remember how the present stop looked when it was left."""
        if self._at >= 0 and self._stops[self._at].is_same_place(stop):
            self._stops[self._at] = stop

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._stops)

    def step(self, by: int) -> Stop | None:
        """The stop ``by`` steps on, which is then the present one; None where there is none."""
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self._stops[self._at]

    def clear(self) -> None:
        self._stops.clear()
        self._at = -1
