"""Hits by year: bars, of which a range can be chosen by mouse or keys."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archivist.domain import N_
from archivist.ui.fonts import interface_font
from archivist.ui.language import tr, tr_n
from archivist.ui.theme import active_theme, px

_HEIGHT, _LABELS = 86, 18
_REACH = 5
"""How near to a handle it is taken."""


class YearHistogram(QWidget):
    """Arrow keys move the end of the range, with Shift its beginning; Esc takes all years again."""

    range_chosen = Signal(object)
    """(first, last) year, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self._range: tuple[int, int] | None = None
        self._is_hits = False
        self._before: tuple[int, int] | None = None
        self._from: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_years(self, counts: Mapping[int, int], chosen: tuple[int, int] | None, *, is_hits: bool) -> None:
        """``counts`` are of hits, or of reports."""
        self._counts, self._range, self._is_hits = dict(counts), chosen, is_hits
        self.setAccessibleName(tr(N_("Hits by year")) if is_hits else tr(N_("Reports by year")))
        self.setAccessibleDescription("; ".join(f"{year}: {count}" for year, count in sorted(self._counts.items())))
        self.update()

    @property
    def _years(self) -> range:
        if not self._counts:
            return range(0)
        first, last = min(self._counts), max(self._counts)
        if self._range is not None:
            first, last = min(first, self._range[0]), max(last, self._range[1])
        return range(first, last + 1)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(_HEIGHT))

    def _slot(self) -> float:
        return self.width() / max(len(self._years), 8)

    def _year_at(self, x: float) -> int | None:
        years = self._years
        if not years:
            return None
        return years[max(0, min(int(x / self._slot()), len(years) - 1))]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, years = active_theme(), self._years
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self.height() - px(_LABELS)
        painter.setPen(theme.line_strong)
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        if not years:
            return
        most = max(self._counts.values(), default=1)
        slot = self._slot()
        painter.setPen(Qt.PenStyle.NoPen)
        for place, year in enumerate(years):
            count = self._counts.get(year, 0)
            is_in = self._range is None or self._range[0] <= year <= self._range[1]
            if self._range is not None and is_in:
                painter.setBrush(theme.accent_wash)
                painter.drawRect(QRectF(place * slot, 0, slot, foot))
            if count:
                height = max(2.0, count / most * (foot - px(6)))
                painter.setBrush(theme.accent if is_in else theme.line_strong)
                bar = QRectF(place * slot + 0.5, foot - height, max(slot - 1.5, 1.0), height)
                painter.drawRoundedRect(bar, 1, 1)
        if self._range is not None:
            self._paint_handles(painter, (self._range[0] - years[0]) * slot, foot)
            self._paint_handles(painter, (self._range[1] + 1 - years[0]) * slot, foot)
        self._paint_labels(painter, foot + 2, len(years) * slot)

    def _paint_handles(self, painter: QPainter, x: float, foot: float) -> None:
        """An end of the range, where it can be taken."""
        theme, width, height = active_theme(), px(5), px(18)
        x = min(max(x, width / 2), self.width() - width / 2)
        painter.setPen(theme.accent)
        painter.drawLine(QPointF(x, 0), QPointF(x, foot))
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(QRectF(x - width / 2, (foot - height) / 2, width, height), 2, 2)

    def _paint_labels(self, painter: QPainter, top: float, width: float) -> None:
        """The first and the last year, and the one in the middle where there is room."""
        years = self._years
        painter.setFont(interface_font(px(11), is_tabular=True))
        painter.setPen(active_theme().text3)
        word = painter.fontMetrics().horizontalAdvance("0000")
        places = {0: 0.0}
        if width > 2.5 * word:
            places[len(years) - 1] = width - word
        if width > 5 * word:
            middle = len(years) // 2
            places[middle] = (middle + 0.5) * width / len(years) - word / 2
        for place, x in places.items():
            painter.drawText(QRectF(x, top, 2 * word, px(_LABELS) - 2), Qt.AlignmentFlag.AlignLeft, str(years[place]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a range, or take one end of the range by its handle."""
        x = event.position().x()
        self._from, self._before = self._year_at(x), self._range
        if self._range is not None and self._years:
            first, last = self._range
            for year, other in ((first, last), (last + 1, first)):
                if abs(x - (year - self._years[0]) * self._slot()) <= px(_REACH):
                    self._from = other

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        year = self._year_at(event.position().x())
        if year is None:
            return
        if self._from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._range = (min(self._from, year), max(self._from, year))
            self.update()
        QToolTip.showText(event.globalPosition().toPoint(), f"{year}: {self._told(year)}", self)

    def _told(self, year: int) -> str:
        count = self._counts.get(year, 0)
        if self._is_hits:
            return tr_n("{count} hit", "{count} hits", count)
        return tr_n("{count} report", "{count} reports", count)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        year = self._year_at(event.position().x())
        if self._from is None or year is None:
            return
        chosen = (min(self._from, year), max(self._from, year))
        self._from = None
        self._choose(None if chosen == self._before else chosen)  # the same again takes it away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        years = self._years
        if event.key() == Qt.Key.Key_Escape and self._range is not None:
            self._choose(None)
        elif event.key() in steps and years:
            first, last = self._range or (years[0], years[-1])
            by = steps[Qt.Key(event.key())]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                first = max(years[0], min(first + by, last))
            else:
                last = min(years[-1], max(last + by, first))
            self._choose((first, last))
        else:
            super().keyPressEvent(event)

    def _choose(self, chosen: tuple[int, int] | None) -> None:
        self._range = chosen
        self.update()
        self.range_chosen.emit(chosen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
