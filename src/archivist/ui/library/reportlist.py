"""The list of reports of one scope."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from archivist.app.commands.arranging import ORDER_NAMES
from archivist.app.services.library import LibraryService, Roll, Scope, Sort
from archivist.domain import N_, Changed, Kind, ReportId
from archivist.ui.bridge import Bridge
from archivist.ui.language import tr
from archivist.ui.latest import Latest
from archivist.ui.library.reportrow import ReportRowPainter
from archivist.ui.library.rows import REPORT, ReportRows
from archivist.ui.library.rowsview import RowsView
from archivist.ui.parts.buttons import icon_button, menu_button, name_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import words
from archivist.ui.parts.menu import Menu
from archivist.ui.parts.search_field import SearchField
from archivist.ui.theme import px

_CHOOSE_MS = 120
"""While the arrow keys run through the list, only the report where they rest is opened."""

SCOPE_NAMES = {"all": N_("Reports"), "unread": N_("Unread"), "trash": N_("Trash")}


class ReportList(QWidget):
    report_chosen = Signal(object)
    """ReportId: by a click, Return, or when the arrow keys rest on it."""
    entered = Signal()
    """Return or a double click: the keyboard is to go into the report."""
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    trash_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, library: LibraryService, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._loading = Latest[Roll](bridge, "list", self._show)
        self._scope = Scope()
        self._sort = Sort.NEWEST
        self._wanted: ReportId | None = None
        self._selected: tuple[ReportId, ...] | None = ()
        self._rows = ReportRows(library, self)
        self._view = RowsView(self._rows, self)
        self._view.setItemDelegate(ReportRowPainter(self._rows, self._view))
        self._view.setProperty("kind", "reports")
        self._view.installEventFilter(self)
        self._head = words("", "panel")
        self._count = words("", "meta")
        self._sort_button = menu_button("", self._make_sort_menu())
        self._filter_button = icon_button("list-filter", "")
        self._filter_button.setCheckable(True)
        self._filter = SearchField("", "")
        self._filter.hide()
        self._empty = EmptyState("inbox", "", parent=self)
        self._empty.hide()
        self._choose_soon = QTimer(self, singleShot=True, interval=_CHOOSE_MS)
        self._lay_out()
        self._connect()
        self._set_words()

    # --- what is shown

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        self._set_words()
        self._load()

    def select(self, report: ReportId) -> None:
        """Make ``report`` the current row, where it is in the list, without telling."""
        self._wanted = report
        place = self._rows.place_of(report)
        if place is None or self._current() == report:
            return
        self._choose_soon.stop()
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        selection.setCurrentIndex(self._rows.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self._forget_selected()
        self._show_row(place)
        self._view.viewport().update()
        self.selection_changed.emit()

    def _show_row(self, row: int) -> None:
        """Scroll to ``row`` where it is out of sight; no row is cut at the top, unless ``row`` is the end of the list."""
        if not self._view.viewport().rect().contains(self._view.visualRect(self._rows.index(row))):
            self._view.scrollTo(self._rows.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
            top = self._view.rowAt(0)
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + self._view.rowViewportPosition(top))
            self._view.scrollTo(self._rows.index(row))

    def select_all(self) -> None:
        self._view.selectAll()

    def step(self, by: int) -> None:
        """Open the next report of the list, or the one before."""
        now = self._view.currentIndex().row()
        place = self._rows.step_from(now, by)
        if place is not None:
            index = self._rows.index(place)
            self._view.setCurrentIndex(index)
            self._choose_now()

    def selected(self) -> Sequence[ReportId]:
        """The selected reports, in the order of the list."""
        if self._selected is None:
            ranges = sorted(
                (each.top(), each.bottom() + 1) for each in self._view.selectionModel().selection().toList()
            )
            rows = (row for first, end in ranges for row in range(first, end))
            self._selected = tuple(report for row in rows if (report := self._rows.report_at(row)) is not None)
        return self._selected

    def _forget_selected(self) -> None:
        self._selected = None

    def focus_filter(self) -> None:
        self._filter_button.setChecked(True)
        self._filter.setFocus()

    def refresh(self, changed: Changed) -> None:
        if changed.kinds & {Kind.REPORT, Kind.TEXT, Kind.TAG, Kind.COLLECTION}:
            self._load()
        if changed.kinds & {Kind.ANNOTATION, Kind.REPORT}:
            self._rows.forget([ReportId(each) for each in changed.ids])
        if changed.kinds == {Kind.ANNOTATION} or Kind.ANNOTATION in changed.kinds:
            # The ids may be those of the marks alone.
            self._rows.forget(self.selected())

    def state(self) -> dict[str, Any]:
        return {"sort": self._sort.value, "compact": self._view.is_compact}

    def restore(self, state: dict[str, Any]) -> None:
        try:
            self._sort = Sort(state.get("sort", ""))
        except ValueError:
            self._sort = Sort.NEWEST
        self._view.set_compact(state.get("compact") is True)
        self._set_words()
        self._load()

    # --- loading

    def _load(self) -> None:
        """Fetch the list on a thread of its own; what it shows stays until the answer is there."""
        scope, sort, typed = self._scope, self._sort, self._filter.text()
        self._loading.ask((scope, sort, typed), lambda: self._library.listed(scope, sort, typed))

    def close_down(self) -> None:
        """Ask nothing more: the archive is about to be closed."""
        self._loading.close()

    def _show(self, roll: Roll) -> None:
        if not self._rows.holds(roll):
            chosen = self.selected()
            top = self._view.verticalScrollBar().value()
            self._rows.show(roll, self._sort)
            if chosen:
                self._select_again(chosen)
                self._view.verticalScrollBar().setValue(top)
            elif self._wanted is not None:
                self.select(self._wanted)
        self._count.setText(f"{self._rows.count:,}")
        self._show_empty()
        self.selection_changed.emit()

    def _select_again(self, chosen: Sequence[ReportId]) -> None:
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        for each in chosen:
            if (place := self._rows.place_of(each)) is not None:
                index = self._rows.index(place)
                selection.select(index, QItemSelectionModel.SelectionFlag.Select)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.blockSignals(False)
        self._forget_selected()

    def _show_empty(self) -> None:
        is_empty = self._rows.count == 0
        self._empty.setVisible(is_empty)
        self._view.setVisible(not is_empty)
        if not is_empty:
            return
        if self._filter.text():
            self._empty.set_words(
                tr(N_("No title or source fits")), tr(N_("Search the archive to look into the texts."))
            )
        elif self._scope.kind == "all":
            self._empty.set_words(
                tr(N_("No reports yet")),
                tr(N_("Import files or a folder, or drop them here.")),
                tr(N_("Import…")),
            )
        elif self._scope.kind == "trash":
            self._empty.set_words(tr(N_("The trash is empty")), tr(N_("What you delete waits here.")))
        elif self._scope.kind == "unread":
            self._empty.set_words(tr(N_("All is read")), tr(N_("New reports are shown here until you open them.")))
        else:
            self._empty.set_words(tr(N_("Nothing here yet")), tr(N_("Add reports with their menu in another list.")))

    # --- choosing

    def _current(self) -> ReportId | None:
        return self._view.currentIndex().data(REPORT) if self._view.currentIndex().isValid() else None

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        del now, before
        self._choose_soon.start()

    def _choose_now(self) -> None:
        self._choose_soon.stop()
        if (report := self._current()) is not None and len(self.selected()) <= 1:
            self._wanted = report
            self.report_chosen.emit(report)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose_now()
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Delete and not event.modifiers():
                self.trash_wanted.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
                # Qt's own step would stop on the head of a group.
                place = self._rows.step_from(
                    self._view.currentIndex().row(), 1 if event.key() == Qt.Key.Key_Down else -1
                )
                if place is not None:
                    self._view.setCurrentIndex(self._rows.index(place))
                return True
        return False

    def _ask_menu(self, place: QPoint) -> None:
        index = self._view.indexAt(place)
        if index.isValid() and index.row() not in {each.row() for each in self._view.selectedIndexes()}:
            self._view.setCurrentIndex(index)
        if self.selected():
            self.menu_wanted.emit(self._view.viewport().mapToGlobal(place))

    # --- sorting, filtering

    def _make_sort_menu(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_sort_menu(menu))
        return menu

    def _fill_sort_menu(self, menu: Menu) -> None:
        menu.clear()
        for sort, name in ORDER_NAMES.items():
            menu.add_choice(tr(name), sort == self._sort, lambda sort=sort: self.set_sort(sort))
        menu.addSeparator()
        is_compact = self._view.is_compact
        menu.add_choice(tr(N_("Compact rows")), is_compact, lambda: self._view.set_compact(not is_compact))

    @property
    def sort(self) -> Sort:
        return self._sort

    def set_sort(self, sort: Sort) -> None:
        self._sort = sort
        self._set_words()
        self._load()

    def open_filter(self) -> None:
        self._filter_button.setChecked(True)
        self._filter.setFocus()

    def _toggle_filter(self, is_on: bool) -> None:
        self._filter.setVisible(is_on)
        if is_on:
            self._filter.setFocus()
        else:
            self._filter.set_text("")
            self._view.setFocus()

    # --- parts

    def _connect(self) -> None:
        self._view.selectionModel().currentChanged.connect(self._moved)
        # Before all others: they ask what is selected now.
        self._view.selectionModel().selectionChanged.connect(self._forget_selected)
        self._rows.modelReset.connect(self._forget_selected)
        self._view.selectionModel().selectionChanged.connect(self.selection_changed)
        self._view.clicked.connect(self._choose_now)
        self._view.doubleClicked.connect(self.entered)
        self._view.customContextMenuRequested.connect(self._ask_menu)
        self._choose_soon.timeout.connect(self._choose_now)
        self._filter_button.toggled.connect(self._toggle_filter)
        self._filter.changed.connect(self._load)
        self._empty.pressed.connect(self.import_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(8), px(8))
        head.setSpacing(px(6))
        head.addWidget(self._head)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self._sort_button)
        head.addWidget(self._filter_button)
        field = QHBoxLayout()
        field.setContentsMargins(px(10), 0, px(10), px(6))
        field.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(field)
        column.addWidget(self._view, 1)
        column.addWidget(self._empty, 1)
        self._head.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self._view)

    def _set_words(self) -> None:
        name = tr(SCOPE_NAMES[self._scope.kind]) if self._scope.kind in SCOPE_NAMES else self._scope.name
        metrics = self._head.fontMetrics()
        self._head.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, px(120)))
        self._head.setToolTip(name)
        self._view.setAccessibleName(tr(N_("Reports")))
        self._sort_button.setText(tr(ORDER_NAMES[self._sort]))
        self._sort_button.setAccessibleName(tr(N_("Order of the list")))
        name_button(self._filter_button, tr(N_("Filter the list")))
        self._filter.set_words(tr(N_("Filter the list")), tr(N_("Empty")), tr(N_("Title or source")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
            self._rows.show(Roll(), self._sort)
            self._load()
