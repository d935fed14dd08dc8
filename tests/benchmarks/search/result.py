"""What each engine is asked for."""

from typing import NamedTuple


class Result(NamedTuple):
    """The exact number of reports, the numbers of the best twenty, and in how many years reports were found."""

    count: int
    top: list[int]
    years: int
