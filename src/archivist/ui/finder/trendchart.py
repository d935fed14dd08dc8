"""A few phrases over time, told apart by marker, dash and label at the line's end, never by hue alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from archivist.domain import WrittenScript
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.theme import active_theme, px

MOST_LINES = 4
_HEIGHT, _LEFT, _RIGHT, _TOP, _FOOT = 196, 52, 150, 14, 26
_RADIUS = 3.5
_APART = 12
_MARKED = 18
"""Where markers would stand nearer to each other, only the guide's and the last are painted."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 3), (1, 3), (9, 4))


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A phrase with its value for each bucket: None for one without any report, which the line passes by. ``told`` says
    the same in words, shown under the pointer."""

    phrase: str
    values: tuple[float | None, ...]
    told: tuple[str, ...]

    @property
    def last(self) -> float:
        """The value at the line's end."""
        return next((value for value in reversed(self.values) if value is not None), 0.0)


class TrendChart(QWidget):
    """Left and Right move the guide that names the numbers of one bucket; Esc takes it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buckets: tuple[str, ...] = ()
        self._heads: tuple[str, ...] = ()
        self._lines: tuple[TrendLine, ...] = ()
        self._is_series = True
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(
        self, buckets: Sequence[str], heads: Sequence[str], lines: Sequence[TrendLine], *, is_series: bool = True
    ) -> None:
        """``heads`` say what each bucket holds in all. Without ``is_series`` the buckets have no order (sources), and no
        line joins them."""
        self._buckets, self._heads, self._lines = tuple(buckets), tuple(heads), tuple(lines[:MOST_LINES])
        self._is_series = is_series
        self._at = None
        self.setAccessibleDescription("; ".join(self._told(place) for place in range(len(buckets))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(_HEIGHT))

    # --- where things are

    @property
    def _field(self) -> QRectF:
        return QRectF(self.rect()).adjusted(px(_LEFT), px(_TOP), -px(_RIGHT), -px(_FOOT))

    def _x(self, place: int) -> float:
        field, count = self._field, len(self._buckets)
        if count == 1 or not self._is_series:
            return field.left() + field.width() * (place + 0.5) / count
        return field.left() + field.width() * place / (count - 1)

    def _y(self, value: float, top: float) -> float:
        field = self._field
        return field.bottom() - field.height() * value / top

    def _told(self, place: int) -> str:
        parts = (f"{line.phrase} {line.told[place]}" for line in self._lines)
        return f"{self._buckets[place]} {self._heads[place]}: {', '.join(parts)}"

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, top = _scale(max((value or 0.0 for line in self._lines for value in line.values), default=0.0))
        self._paint_scale(painter, step, top)
        if not self._buckets:
            return
        self._paint_buckets(painter)
        for place, line in reversed(tuple(enumerate(self._lines))):
            self._paint_line(painter, place, line, top)
        self._paint_labels(painter, top)
        if self._at is not None:
            self._paint_note(painter, self._at)

    def _paint_scale(self, painter: QPainter, step: float, top: float) -> None:
        theme, field = active_theme(), self._field
        painter.setFont(interface_font(px(11), is_tabular=True))
        for number in range(round(top / step) + 1):
            y = round(self._y(number * step, top)) + 0.5
            painter.setPen(theme.line if number else theme.line_strong)
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(theme.text3)
            box = QRectF(0, y - px(9), px(_LEFT) - px(8), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{number * step:,.10g}")

    def _paint_buckets(self, painter: QPainter) -> None:
        theme, field = active_theme(), self._field
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(bucket) for bucket in self._buckets) + px(12)
        room = field.width() / len(self._buckets)
        every = max(1, -(-widest // max(int(room), 1))) if self._is_series else 1
        for place, bucket in enumerate(self._buckets):
            is_current = place == self._at
            if is_current:
                painter.setPen(QPen(theme.line_strong, 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(self._x(place), field.top()), QPointF(self._x(place), field.bottom()))
            if place % every and not is_current:
                continue
            painter.setFont(interface_font(px(11), 600 if is_current else 400, is_tabular=True))
            painter.setPen(theme.text if is_current else theme.text3)
            width = widest if self._is_series else max(room, px(40))
            box = QRectF(self._x(place) - width / 2, field.bottom() + px(6), width, px(18))
            shown = painter.fontMetrics().elidedText(bucket, Qt.TextElideMode.ElideRight, round(width))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, shown)

    def _paint_line(self, painter: QPainter, number: int, line: TrendLine, top: float) -> None:
        # Sources stand side by side, the phrases beside one another on stems.
        aside = 0.0 if self._is_series else (number - (len(self._lines) - 1) / 2) * px(_APART)
        points = {
            place: QPointF(self._x(place) + aside, self._y(value, top))
            for place, value in enumerate(line.values)
            if value is not None
        }
        pen = QPen(_ink(number), 1.6)
        if _DASHES[number]:
            pen.setDashPattern(_DASHES[number])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not self._is_series:
            painter.drawLines([QLineF(QPointF(each.x(), self._field.bottom()), each) for each in points.values()])
        else:
            painter.drawPolyline(QPolygonF(list(points.values())))
        has_room = len(points) < 2 or self._field.width() / (len(points) - 1) >= px(_MARKED)
        for place, point in points.items():
            if has_room or place in (self._at, max(points)):
                paint_marker(painter, number, point)

    def _paint_labels(self, painter: QPainter, top: float) -> None:
        """The phrases at their lines' ends, pushed apart where lines end together."""
        theme, height = active_theme(), px(18)
        if self._is_series:
            ends = sorted((self._y(line.last, top), place) for place, line in enumerate(self._lines))
        else:
            ends = [(self._field.top() + height / 2, place) for place in range(len(self._lines))]
        centres = _apart([y for y, _ in ends], height, self._field.bottom())
        for centre, (_, place) in zip(centres, ends, strict=True):
            line = self._lines[place]
            box = QRectF(self._field.right() + px(14), centre - height / 2, px(_RIGHT) - px(18), height)
            painter.setFont(content_font(WrittenScript.SIMPLIFIED, px(13), 600 if place == 0 else 400))
            painter.setPen(_ink(place))
            value = f"{line.last:,.0f}" if self._is_series else ""
            room = round(box.width()) - painter.fontMetrics().horizontalAdvance(value) - px(6)
            shown = painter.fontMetrics().elidedText(line.phrase, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(shown) + px(6))
            painter.setFont(interface_font(px(12), is_tabular=True))
            painter.setPen(theme.text3)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, value)

    def _paint_note(self, painter: QPainter, place: int) -> None:
        """The numbers of one bucket, in a box beside the guide."""
        theme, row = active_theme(), px(20)
        rows = [(self._buckets[place], self._heads[place]), *((line.phrase, line.told[place]) for line in self._lines)]
        head = interface_font(px(12), 600, is_tabular=True)
        body = content_font(WrittenScript.SIMPLIFIED, px(12))
        painter.setFont(head)
        first = max(painter.fontMetrics().horizontalAdvance(name) for name, _ in rows) + px(10)
        painter.setFont(body)
        width = first + max(painter.fontMetrics().horizontalAdvance(told) for _, told in rows) + px(20)
        box = QRectF(self._x(place) + px(14), self._field.top() + px(10), width, row * len(rows) + px(12))
        if box.right() > self.width() - px(4):
            box.moveRight(self._x(place) - px(14))
        painter.setPen(theme.line_strong)
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(box, 8, 8)
        for number, (name, told) in enumerate(rows):
            line = QRectF(box.left() + px(10), box.top() + px(6) + row * number, box.width(), row)
            painter.setFont(body if number else head)
            painter.setPen(theme.text)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
            painter.setFont(interface_font(px(12), is_tabular=True))
            painter.setPen(theme.text2)
            painter.drawText(line.adjusted(first, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, told)

    # --- pointing

    def _point_at(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        nearest = min(range(len(self._buckets)), key=lambda place: abs(self._x(place) - x), default=None)
        self._point_at(nearest)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._buckets:
            last = len(self._buckets) - 1
            by = steps[Qt.Key(event.key())]
            start = (last + 1 if by < 0 else -1) if self._at is None else self._at
            self._point_at(max(0, min(start + by, last)))
        elif event.key() == Qt.Key.Key_Escape and self._at is not None:
            self._point_at(None)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


def _ink(number: int) -> QColor:
    theme = active_theme()
    return theme.accent if number == 0 else theme.text2


def paint_marker(painter: QPainter, number: int, at: QPointF) -> None:
    """● solid, □, △, ◇."""
    theme, r = active_theme(), px(_RADIUS)
    painter.save()
    painter.setPen(QPen(_ink(number), 1.6))
    painter.setBrush(theme.accent if number == 0 else theme.paper)
    if number == 0:
        painter.drawEllipse(at, r, r)
    elif number == 1:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r))
    else:
        x, y = at.x(), at.y()
        corners = [(x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)]
        if number == 3:
            corners = [(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.restore()


def _apart(wanted: Sequence[float], gap: float, last: float) -> list[float]:
    """The sorted places moved as little as makes them ``gap`` apart, none below ``last``."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + gap) if places else place)
    for number in reversed(range(len(places))):
        places[number] = min(places[number], last)
        last = places[number] - gap
    return places


def _scale(most: float) -> tuple[float, float]:
    """A round step (1, 2 or 5 times a power of ten) for three or four lines, and the top of the scale, above ``most``."""
    if most <= 0:
        return 1.0, 1.0
    power = 10.0 ** floor(log10(most / 3))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * 4 >= most)
    count = next(count for count in range(1, 6) if count * step >= most)
    return step, step * count
