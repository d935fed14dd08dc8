"""Which rows are seen: a row and an offset hold the place while estimated heights become true ones."""

from collections.abc import Callable

from archivist.ui.reader.heights import Heights

_FAR = 3
"""Beyond so many windows a move is a jump: the rows between are not laid out."""


class Scroller:
    """``row`` is the first visible one, ``offset`` how many of its pixels are above the window.

    ``measure`` lays out a row and corrects its height in ``heights``."""

    def __init__(self, heights: Heights, measure: Callable[[int], int]) -> None:
        self.heights = heights
        self._measure = measure
        self.row = 0
        self.offset = 0

    @property
    def value(self) -> int:
        return self.heights.top(self.row) + self.offset

    def move_to(self, value: int, window: int) -> None:
        """Go to a distance from the top. A near place is reached pixel by pixel whatever the estimates say."""
        distance = value - self.value
        if abs(distance) <= _FAR * window:
            self.move_by(distance)
        else:
            self.row = self.heights.row_at(max(value, 0))
            estimated = self.heights[self.row]
            inside = min(max(value - self.heights.top(self.row), 0), estimated)
            height = self._measure(self.row)
            self.offset = inside * height // max(estimated, 1)
        self.settle(window)

    def move_by(self, distance: int) -> None:
        """Go on by ``distance`` true pixels, down where it is positive."""
        self.offset += distance
        while self.offset < 0 and self.row > 0:
            self.row -= 1
            self.offset += self._measure(self.row)
        self.offset = max(self.offset, 0)
        while self.row < len(self.heights) - 1 and self.offset >= (height := self._measure(self.row)):
            self.offset -= height
            self.row += 1

    def place(self, row: int, offset: int, window: int) -> None:
        """Bring a pixel of a row to the top edge, or as near as the text's end allows."""
        self.row, self.offset = row, 0
        self.move_by(offset)
        self.settle(window)

    def settle(self, window: int) -> None:
        """Lay out what is visible; no empty room stays below the end while there is text above."""
        self.move_by(0)
        bottom = -self.offset
        row = self.row
        while row < len(self.heights) and bottom < window:
            bottom += self._measure(row)
            row += 1
        if bottom < window:
            self.move_by(bottom - window)

    def visible(self, window: int) -> list[tuple[int, int]]:
        """Each visible row with its distance from the window's top."""
        found: list[tuple[int, int]] = []
        y, row = -self.offset, self.row
        while row < len(self.heights) and y < window:
            found.append((row, y))
            y += self._measure(row)
            row += 1
        return found


class Scrollers:
    """One scroller for all panes, or one for each where they scroll apart. ``lead`` is the pane that is scrolled now."""

    def __init__(self, heights: Heights, measure: Callable[[int], int], panes: int) -> None:
        self._all = [Scroller(heights, measure) for _ in range(panes)]
        self.lead = 0

    @property
    def are_apart(self) -> bool:
        return len(self._all) > 1

    @property
    def leading(self) -> Scroller:
        return self._all[self.lead]

    def of(self, pane: int) -> Scroller:
        return self._all[pane if self.are_apart else 0]

    def follow(self, pane: int) -> None:
        """Make ``pane`` the one that is scrolled."""
        self.lead = pane if self.are_apart else 0

    def place(self, row: int, offset: int, window: int) -> None:
        """Bring all panes to one place."""
        for each in self._all:
            each.place(row, offset, window)

    def settle(self, window: int) -> None:
        for each in self._all:
            each.settle(window)

    def visible(self, window: int) -> list[list[tuple[int, int]]]:
        """The visible rows of each, with their distance from the window's top."""
        return [each.visible(window) for each in self._all]
