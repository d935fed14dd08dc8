"""The model of the list: groups, places, and rows that are fetched when they are in sight."""

from array import array
from datetime import date
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from archivist.app.services.library import ListRow, Roll, Sort
from archivist.domain import ReportId, WrittenScript, new_id
from archivist.ui.library.rows import ReportRows, group_by_date

FIRST = date(1949, 1, 1).toordinal()
some_days = st.lists(st.just(0) | st.integers(FIRST, FIRST + 2000), max_size=60)


class Library:
    """Answers for any report, and notes for how many it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def rows(self, ids: list[ReportId]) -> list[ListRow]:
        self.asked.append(len(ids))
        return [ListRow(each, str(each), WrittenScript.SIMPLIFIED, None, None, True, (), "", "") for each in ids]


def a_roll(days: list[int]) -> Roll:
    return Roll(b"".join(new_id().bytes for _ in days), array("i", days))


def in_order(days: list[int], *, newest_first: bool) -> list[int]:
    return sorted(days, key=lambda day: (day == 0, -day if newest_first else day))


@given(some_days, st.booleans())
def test_groups_are_those_of_a_walk_over_all_days(days: list[int], newest_first: bool):
    days = in_order(days, newest_first=newest_first)
    newest = max((date.fromordinal(day).year for day in days if day), default=0)

    def group(day: int) -> tuple[int, int]:
        at = date.fromordinal(day) if day else None
        return (at.year, at.month if at.year == newest else 0) if at else (0, 0)

    walked = [
        (name, next(iter(places))) for name, places in groupby(range(len(days)), lambda place: group(days[place]))
    ]
    assert list(group_by_date(array("i", days), newest_first=newest_first)) == walked


@given(some_days)
def test_every_report_stands_in_the_row_that_it_is_found_in(days: list[int]):
    roll = a_roll(in_order(days, newest_first=True))
    rows = ReportRows(Library())
    rows.show(roll, Sort.NEWEST)
    shown = [rows.report_at(row) for row in range(rows.rowCount())]
    assert [each for each in shown if each is not None] == list(roll)
    assert [shown.index(each) for each in roll] == [rows.place_of(each) for each in roll]
    assert [row for row, each in enumerate(shown) if each is None] == list(rows.head_rows)
    assert rows.place_of(ReportId(new_id())) is None


def test_an_id_that_only_looks_like_two_halves_is_not_found():
    one, other = bytes(range(16)), bytes(range(100, 116))
    roll = Roll(one + other, array("i", [0, 0]))
    assert roll.place_of(ReportId(roll[0].__class__(bytes=one[8:] + other[:8]))) is None
    assert roll.place_of(roll[1]) == 1


def test_of_a_long_list_only_what_is_in_sight_is_fetched():
    library = Library()
    rows = ReportRows(library)
    rows.show(a_roll([0] * 100_000), Sort.TITLE)
    for row in range(50_000, 50_012):
        assert rows.row(row) is not None
    assert sum(library.asked) < 100
