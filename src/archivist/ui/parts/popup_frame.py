"""Surfaces that float: they paint their border and shadow themselves."""

from PySide6.QtCore import QEvent, QMargins, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from archivist.ui.theme import active_theme, px

_DROP, _SPREAD = 10, 32
_STEPS = 16


class PopupFrame(QWidget):
    """A rounded, raised surface with room for its shadow around it; lay contents out within ``surface_margins``.

    Without ``flags`` it lies inside its parent; with them (``Qt.WindowType.Popup``, ``Tool``, ``ToolTip``) it is a
    window of its own without a frame. The shadow lets the mouse through only inside a parent."""

    def __init__(self, parent: QWidget | None = None, flags: Qt.WindowType | None = None, *, radius: int = 10) -> None:
        super().__init__(parent)
        self._radius = radius
        if flags is not None:
            self.setWindowFlags(flags | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._measure()

    def surface_margins(self) -> QMargins:
        """How far the shadow reaches on each side, in logical pixels."""
        return self.contentsMargins()

    def surface(self) -> QRectF:
        """The raised surface itself, without the shadow, in the widget's coordinates."""
        return QRectF(self.rect().marginsRemoved(self.contentsMargins()))

    def _measure(self) -> None:
        spread, drop = px(_SPREAD), px(_DROP)
        self.setContentsMargins(spread, spread - drop, spread, spread + drop)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_floating(painter, self.surface(), self._radius)


def paint_floating(painter: QPainter, surface: QRectF, radius: float) -> None:
    """Paint a raised surface with its border and the shadow that shows that it floats."""
    theme, spread = active_theme(), px(_SPREAD)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    # Many faint layers on each other come near a blur, and cost little: a popup is painted when it opens. A blurred
    # edge has half the strength of the shadow, and falls off with about the square of the distance.
    shade = QColor(theme.shadow)
    for step in range(_STEPS):
        reach = spread * (1 - step / _STEPS)
        shade.setAlphaF(theme.shadow.alphaF() / 2 * (2 * step + 1) / _STEPS**2)
        painter.setBrush(shade)
        layer = surface.translated(0, px(_DROP)).adjusted(-reach, -reach, reach, reach)
        painter.drawRoundedRect(layer, radius + reach, radius + reach)
    painter.setPen(QPen(theme.line_strong, 1))
    painter.setBrush(theme.raised)
    painter.drawRoundedRect(surface.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()
