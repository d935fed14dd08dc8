"""What two short sequences have in common, in order: longest common subsequences, bit by bit in whole numbers.

The algorithm is Hyyrö's ("Bit-parallel LCS-length computation revisited", AWOCA 2004). Python's whole numbers carry a
row of the table each, so that a row costs a few machine instructions for each 64 places."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """``length`` places from ``old`` on in the one sequence that are equal to those from ``new`` on in the other."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """A longest common subsequence as runs in order, none of which goes on in the next.

    Time and bits of memory are the product of the lengths: for the caller to bound."""
    if len(new) > len(old):  # bits for the shorter one: setting them up costs its square
        return [Run(run.new, run.old, run.length) for run in common_runs(new, old)]
    rows = _rows(old, new)
    runs: list[Run] = []
    i, j = len(old), len(new)
    while i and j:
        if old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
            if runs and (runs[-1].old, runs[-1].new) == (i + 1, j + 1):
                runs[-1] = Run(i, j, runs[-1].length + 1)
            else:
                runs.append(Run(i, j, 1))
        elif rows[i] >> (j - 1) & 1:
            j -= 1  # this place of the new sequence adds nothing to what the first i of the old have
        else:
            i -= 1
    return runs[::-1]


def likeness(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 1: the share of both that their longest common subsequence has.

    Time is the product of the lengths, over 64."""
    if not old and not new:
        return 1.0
    shorter, longer = sorted((old, new), key=len)
    common = len(shorter) - _rows(longer, shorter)[-1].bit_count()
    return 2 * common / (len(old) + len(new))


def _rows(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each number of places of ``old``, the bits of the places of ``new`` that add nothing to the subsequence."""
    places: dict[Hashable, int] = {}
    for position, value in enumerate(new):
        places[value] = places.get(value, 0) | 1 << position
    full = (1 << len(new)) - 1
    row = full
    rows = [row]
    for value in old:
        matches = row & places.get(value, 0)
        if matches:
            row = (row + matches | row - matches) & full
        rows.append(row)
    return rows
