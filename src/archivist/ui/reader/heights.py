"""The heights of all rows and their sums, most of them estimates that are corrected one by one."""

from collections.abc import Iterable


class Heights:
    """Row heights in logical pixels, with sums in a Fenwick tree (P. Fenwick, 1994).

    Making it costs O(n); every look-up and correction O(log n)."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._tree = [0, *self._heights]
        self.total = sum(self._heights)
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]
        self._top_bit = 1 << len(self._heights).bit_length()

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    def __setitem__(self, row: int, height: int) -> None:
        difference = height - self._heights[row]
        if not difference:
            return
        self._heights[row] = height
        self.total += difference
        index = row + 1
        while index < len(self._tree):
            self._tree[index] += difference
            index += index & -index

    def top(self, row: int) -> int:
        """Where ``row`` begins: the sum of all heights before it."""
        found = 0
        while row > 0:
            found += self._tree[row]
            row -= row & -row
        return found

    def row_at(self, y: int) -> int:
        """The row that holds ``y``; the first or last one where ``y`` lies outside. Rows without height are passed."""
        index, bit = 0, self._top_bit
        while bit:
            following = index + bit
            if following < len(self._tree) and self._tree[following] <= y:
                index = following
                y -= self._tree[following]
            bit >>= 1
        return min(index, max(len(self._heights) - 1, 0))
