"""The model of the list: the ids of all rows in order, with what is shown of them fetched for the rows in sight."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from archivist.app.services.library import LibraryService, ListRow, Sort
from archivist.domain import N_, ArchivistError, EdtfDate, ReportId
from archivist.ui.dates import date_in_words
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


Listed = Sequence[tuple[ReportId, int | None]]


class ReportRows(QAbstractListModel):
    def __init__(self, library: LibraryService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._rows: list[ReportId | Head] = []
        self._place: dict[ReportId, int] = {}
        self._fetched: OrderedDict[ReportId, ListRow] = OrderedDict()
        self.count = 0
        """Reports, without the heads."""

    def show(self, listed: Listed, sort: Sort) -> None:
        """Show these reports in this order; in groups where they are sorted by date."""
        self.beginResetModel()
        self._rows = list(_grouped(listed, sort))
        self._place = {row: place for place, row in enumerate(self._rows) if not isinstance(row, Head)}
        self.count = len(listed)
        self._fetched.clear()
        self.endResetModel()

    def forget(self, ids: Sequence[ReportId]) -> None:
        """These reports changed: fetch them again when they are in sight."""
        for each in ids:
            self._fetched.pop(each, None)
            if (place := self._place.get(each)) is not None:
                self.dataChanged.emit(self.index(place), self.index(place))

    def holds(self, listed: Listed) -> bool:
        """True where the list shows just these, in this order."""
        return [row for row in self._rows if not isinstance(row, Head)] == [report for report, _ in listed]

    def report_at(self, row: int) -> ReportId | None:
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(found, Head) else found

    def head_at(self, row: int) -> Head | None:
        found = self._rows[row]
        return found if isinstance(found, Head) else None

    def place_of(self, report: ReportId) -> int | None:
        return self._place.get(report)

    def step_from(self, row: int, by: int) -> int | None:
        """The next row with a report in that direction."""
        row += by
        while 0 <= row < len(self._rows):
            if not isinstance(self._rows[row], Head):
                return row
            row += 1 if by > 0 else -1
        return None

    def row(self, place: int) -> ListRow | None:
        """What is shown of a report; None where it cannot be read."""
        report = self.report_at(place)
        if report is None:
            return None
        if report not in self._fetched:
            self._fetch(place)
        return self._fetched.get(report)

    def _fetch(self, place: int) -> None:
        around = self._rows[max(place - _AHEAD // 2, 0) : place + _AHEAD]
        wanted = [row for row in around if not isinstance(row, Head) and row not in self._fetched]
        try:
            for found in self._library.rows(wanted):
                self._fetched[found.id] = found
        except ArchivistError:
            return
        while len(self._fetched) > _KEPT:
            self._fetched.popitem(last=False)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

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
            return ", ".join(filter(None, (state, row.title, str(row.date or ""), row.source or "")))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.head_at(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _grouped(listed: Listed, sort: Sort) -> Sequence[ReportId | Head]:
    if sort not in (Sort.NEWEST, Sort.OLDEST):
        return [report for report, _ in listed]
    rows: list[ReportId | Head] = []
    group: tuple[int, int] | None = None
    newest_year = max((date.fromordinal(day).year for _, day in listed if day), default=0)
    for report, day in listed:
        found = (0, 0)
        if day:
            at = date.fromordinal(day)
            # The newest year by month: it is where most of what is being read lies.
            found = (at.year, at.month if at.year == newest_year else 0)
        if found != group:
            group = found
            rows.append(Head(_name(*found)))
        rows.append(report)
    return rows


def _name(year: int, month: int) -> str:
    if not year:
        return tr(N_("Undated"))
    return date_in_words(EdtfDate.of(year, month or None))
