"""The view of a long list: rows of one height and heads of another, so that a hundred thousand cost no more than ten."""

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from archivist.ui.library.rows import ReportRows
from archivist.ui.theme import px

_ROW, _COMPACT, _HEAD = 75, 55, 36


class RowsView(QTableView):
    """A table of one column. ``QListView`` asks for the height of every row, a table only for those that differ."""

    def __init__(self, rows: ReportRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._is_compact = False
        self._measured: set[int] = set()
        self.setModel(rows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(px(_HEAD))
        rows.modelReset.connect(self.measure)

    @property
    def is_compact(self) -> bool:
        return self._is_compact

    def set_compact(self, is_compact: bool) -> None:
        """Without the line of text."""
        self._is_compact = is_compact
        self.measure()

    def measure(self) -> None:
        """Give rows and heads their heights, at first and when these may have changed."""
        header = self.verticalHeader()
        height = px(_COMPACT if self._is_compact else _ROW)
        header.setDefaultSectionSize(height)
        heads = set(self._rows.head_rows)
        for row in self._measured - heads:  # a head before, a report now
            header.resizeSection(row, height)
        for row in heads:
            header.resizeSection(row, px(_HEAD))
        self._measured = heads
        self.verticalScrollBar().setSingleStep(px(_ROW) // 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a table these go to the ends of a row.
        to = {
            Qt.Key.Key_Home: self._rows.step_from(-1, 1),
            Qt.Key.Key_End: self._rows.step_from(self._rows.rowCount(), -1),
        }
        row = to.get(Qt.Key(event.key()))
        if row is None:
            super().keyPressEvent(event)
            return
        index: QModelIndex = self._rows.index(row)
        self.selectionModel().setCurrentIndex(index, self.selectionCommand(index, event))
        if event.key() == Qt.Key.Key_Home:
            self.scrollToTop()  # with the head above the first row
