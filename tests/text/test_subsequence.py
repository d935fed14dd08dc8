from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.text.subsequence import Run, common_runs, likeness

SHORT = st.text(alphabet="會会議\n\ud800😀", max_size=12)


def longest(old: str, new: str) -> int:
    """The textbook table."""
    row = [0] * (len(new) + 1)
    for mine in old:
        diagonal = 0
        for place, other in enumerate(new, start=1):
            above = row[place]
            row[place] = diagonal + 1 if mine == other else max(above, row[place - 1])
            diagonal = above
    return row[-1]


@given(SHORT, SHORT)
def test_runs_are_common_in_order_and_longest(old: str, new: str) -> None:
    runs = common_runs(old, new)
    assert all(old[run.old : run.old_end] == new[run.new : run.new_end] for run in runs)
    for run, following in pairwise(runs):
        assert run.old_end <= following.old
        assert run.new_end <= following.new
        assert (run.old_end, run.new_end) != (following.old, following.new)
    assert sum(run.length for run in runs) == longest(old, new)


@given(SHORT, SHORT)
def test_likeness_is_the_share_of_the_longest_common_subsequence(old: str, new: str) -> None:
    together = len(old) + len(new)
    assert likeness(old, new) == (2 * longest(old, new) / together if together else 1.0)


@pytest.mark.parametrize(("old", "new"), [("甲" * 5, "甲" * 100_000), ("甲" * 100_000, "甲" * 5)])
def test_a_short_sequence_and_a_long_one_are_compared(old: str, new: str) -> None:
    assert sum(run.length for run in common_runs(old, new)) == 5


def test_any_sequences_can_be_compared() -> None:
    assert common_runs(["甲\n", "乙\n"], ["乙\n", "丙\n"]) == [Run(1, 0, 1)]
