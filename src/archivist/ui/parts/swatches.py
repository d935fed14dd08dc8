"""The eight colours of marks as buttons with the digits that choose them."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from archivist.domain import Colour
from archivist.ui.fonts import interface_font
from archivist.ui.theme import active_theme, load_theme, px

_SIDE, _RING, _RADIUS = 24, 4, 6
_COLOURS = tuple(Colour)


class SwatchRow(QWidget):
    """Eight swatches; the current one has the ring. Arrow keys move, Space takes, digits are for who shows the row."""

    chosen = Signal(Colour)
    hovered = Signal(str)
    """The name under the mouse or the focus, or of the current colour."""

    def __init__(self, names: Mapping[Colour, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for position, colour in enumerate(_COLOURS):
            swatch = _Swatch(colour, str(position + 1), self)
            self._group.addButton(swatch, position)
            row.addWidget(swatch)
        self.set_words(names)
        self._group.idClicked.connect(self._choose)

    def set_words(self, names: Mapping[Colour, str]) -> None:
        """Name the colours, at first and again in another language."""
        for colour, swatch in zip(_COLOURS, self._group.buttons(), strict=True):
            swatch.setAccessibleName(names[colour])
            swatch.setToolTip(f"{names[colour]} ({_COLOURS.index(colour) + 1})")

    @property
    def current(self) -> Colour | None:
        position = self._group.checkedId()
        return _COLOURS[position] if position >= 0 else None

    def set_current(self, colour: Colour) -> None:
        """Move the ring without ``chosen``, which tells only what a person did."""
        self._group.button(_COLOURS.index(colour)).setChecked(True)

    def tell_name(self, swatch: "_Swatch | None") -> None:
        shown = swatch or self._group.checkedButton()
        self.hovered.emit(shown.accessibleName() if shown else "")

    def _choose(self, position: int) -> None:
        self.chosen.emit(_COLOURS[position])


class _Swatch(QAbstractButton):
    def __init__(self, colour: Colour, digit: str, row: SwatchRow) -> None:
        super().__init__(row)
        self._colour, self._digit, self._row = colour, digit, row
        self.setCheckable(True)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = px(_SIDE) + 2 * _RING
        return QSize(side, side)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._row.tell_name(self)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._row.tell_name(None)
        elif event.type() == QEvent.Type.StyleChange:
            self.setFixedSize(self.sizeHint())
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.highlights[self._colour].hue)
        painter.drawRoundedRect(square, _RADIUS, _RADIUS)
        painter.setPen(load_theme("light").text)  # the hues are light in both themes
        painter.setFont(interface_font(px(11), 600))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._digit)
        if self.isChecked():
            painter.setPen(QPen(theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS + 3, _RADIUS + 3)
