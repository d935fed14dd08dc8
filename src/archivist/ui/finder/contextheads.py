"""What stands in the columns of context lines, above them; a click sorts by one."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget

from archivist.app.services.context import LineSort
from archivist.domain import N_
from archivist.ui.finder.contextrows import ContextPainter
from archivist.ui.fonts import interface_font
from archivist.ui.language import tr
from archivist.ui.theme import active_theme, px

_HEIGHT = 26
_NAMES = {
    LineSort.LEFT: N_("left context"),
    LineSort.RIGHT: N_("right context"),
    LineSort.DATE: N_("date"),
    LineSort.SOURCE: N_("source"),
}


class ContextHeads(QWidget):
    """The same by keys: the choice beside "Sort by"."""

    sort_chosen = Signal(object)

    def __init__(self, view: QListView, painter: ContextPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._painter = view, painter
        self._match = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_match(self, match: str) -> None:
        """What the lines' middle column holds."""
        self._match = match
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, px(_HEIGHT))

    def _places(self) -> dict[LineSort, QRect]:
        left, _, right, date, source = self._painter.columns(self._view.viewport().width(), self._match)
        columns = zip(_NAMES, (left, right, date, source), strict=True)
        return {sort: QRect(rect.left(), 0, rect.width(), self.height()) for sort, rect in columns if rect.width()}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), active_theme()
        for sort, rect in self._places().items():
            is_chosen = sort is self._painter.sort
            painter.setFont(interface_font(px(12), 500 if is_chosen else 400))
            painter.setPen(theme.text if is_chosen else theme.text3)
            side = Qt.AlignmentFlag.AlignRight if sort is LineSort.LEFT else Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(tr(_NAMES[sort]), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for sort, rect in self._places().items():
            if rect.contains(event.position().toPoint()):
                self.sort_chosen.emit(sort)
