"""The model of the list: the ids of all rows in order, with what is shown of them fetched for the rows in sight."""

from array import array
from bisect import bisect_left, bisect_right
from calendar import isleap, monthrange
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from archivist.app.services.library import LibraryService, ListRow, Roll, Sort
from archivist.domain import N_, ArchivistError, EdtfDate, ReportId
from archivist.ui.dates import date_in_list, date_in_words
from archivist.ui.language import tr

_AHEAD = 24
"""Rows that are fetched together."""
_KEPT = 600

IS_HEAD = Qt.ItemDataRole.UserRole + 1
REPORT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a group, as a row of its own."""

    text: str


class ReportRows(QAbstractListModel):
    def __init__(self, library: LibraryService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._roll = Roll()
        self._heads: list[Head] = []
        self._head_rows: list[int] = []
        self._fetched: OrderedDict[ReportId, ListRow] = OrderedDict()

    @property
    def count(self) -> int:
        """Reports, without the heads."""
        return len(self._roll)

    @property
    def head_rows(self) -> Sequence[int]:
        return self._head_rows

    def show(self, roll: Roll, sort: Sort) -> None:
        """Show these reports in this order; in groups where they are sorted by date."""
        self.beginResetModel()
        self._roll = roll
        is_dated = sort in (Sort.NEWEST, Sort.OLDEST)
        groups = list(group_by_date(roll.days, newest_first=sort is Sort.NEWEST)) if is_dated else []
        self._heads = [Head(_name(*group)) for group, _ in groups]
        self._head_rows = [place + before for before, (_, place) in enumerate(groups)]
        self.endResetModel()

    def forget(self, ids: Sequence[ReportId]) -> None:
        """These reports changed: fetch them again when they are in sight."""
        for each in ids:
            if self._fetched.pop(each, None) is not None and (row := self.place_of(each)) is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    def holds(self, roll: Roll) -> bool:
        """True where the list shows just these, in this order."""
        return self._roll == roll

    def report_at(self, row: int) -> ReportId | None:
        place = self._place(row)
        return None if place is None else self._roll[place]

    def head_at(self, row: int) -> Head | None:
        number = bisect_left(self._head_rows, row)
        return self._heads[number] if number < len(self._head_rows) and self._head_rows[number] == row else None

    def place_of(self, report: ReportId) -> int | None:
        """The row of ``report``."""
        place = self._roll.place_of(report)
        if place is None:
            return None
        # The head of a group stands before the report at ``row - heads before it``.
        before = bisect_right(range(len(self._head_rows)), place, key=lambda number: self._head_rows[number] - number)
        return place + before

    def step_from(self, row: int, by: int) -> int | None:
        """The next row with a report in that direction."""
        row += by
        while 0 <= row < self.rowCount():
            if self.head_at(row) is None:
                return row
            row += 1 if by > 0 else -1
        return None

    def row(self, row: int) -> ListRow | None:
        """What is shown of a report; None where it cannot be read."""
        report = self.report_at(row)
        if report is None:
            return None
        if report not in self._fetched:
            self._fetch(row)
        return self._fetched.get(report)

    def _place(self, row: int) -> int | None:
        """Which of the reports stands in ``row``; None for a head."""
        if not 0 <= row < self.rowCount() or self.head_at(row) is not None:
            return None
        return row - bisect_right(self._head_rows, row)

    def _fetch(self, row: int) -> None:
        near = (self.report_at(each) for each in range(row - _AHEAD // 2, row + _AHEAD))
        wanted = [report for report in near if report is not None and report not in self._fetched]
        try:
            for found in self._library.rows(wanted):
                self._fetched[found.id] = found
        except ArchivistError:
            return
        while len(self._fetched) > _KEPT:
            self._fetched.popitem(last=False)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._roll) + len(self._heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        head = self.head_at(index.row())
        if role == IS_HEAD:
            return head is not None
        if role == REPORT:
            return self.report_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if head is not None:
                return head.text
            row = self.row(index.row())
            if row is None:
                return ""
            if role == Qt.ItemDataRole.DisplayRole:
                return row.title
            state = "" if row.is_read else tr(N_("unread"))
            return ", ".join(filter(None, (state, row.title, date_in_list(row.date), row.source or "")))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.head_at(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def group_by_date(days: "array[int]", *, newest_first: bool) -> Iterator[tuple[tuple[int, int], int]]:
    """Each group (year and month, 0 for all of it or none) with the place of its first; ``days`` are in that order.

    The newest year goes by month: it is where most of what is being read lies."""
    # Undated ones (0) come last in either order.
    end = bisect_left(days, 1, key=lambda day: day == 0)
    newest = date.fromordinal(days[0] if newest_first else days[end - 1]).year if end else 0
    place = 0
    while place < end:
        at = date.fromordinal(days[place])
        group = (at.year, at.month if at.year == newest else 0)
        yield group, place
        first, last = _bounds(*group)
        if newest_first:
            place = bisect_left(days, 1 - first, lo=place, hi=end, key=lambda day: -day)
        else:
            place = bisect_left(days, last + 1, lo=place, hi=end)
    if end < len(days):
        yield (0, 0), end


def _bounds(year: int, month: int) -> tuple[int, int]:
    """The first and the last day of a year, or of one month of it, as ordinals."""
    first = date(year, month or 1, 1).toordinal()
    return first, first + (monthrange(year, month)[1] if month else 365 + isleap(year)) - 1


def _name(year: int, month: int) -> str:
    if not year:
        return tr(N_("Undated"))
    return date_in_words(EdtfDate.of(year, month or None))
