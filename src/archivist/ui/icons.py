"""Lucide's line icons in the colours of the theme. The names are those of the files in ``resources/icons``.

A ``QIcon`` from here asks for the theme whenever it is drawn, so it never has to be replaced. The pictures are cached by
name, colour, size and device pixel ratio; a theme that is no longer shown drops out by itself."""

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archivist.resources import resource
from archivist.ui.theme import active_theme

SMALL, LARGE = 16, 20
"""The two sizes of icons beside words and alone, in logical pixels of the design."""

_STROKE_LARGE_FROM = 20


@cache
def icon(name: str, tone: str = "text2", on: str = "accent") -> QIcon:
    """An icon that follows the theme: ``tone`` and ``on`` (when checked) name colours of ``Theme``."""
    _source(name)  # a wrong name shows here, not in a paint event, where Qt cannot pass an error on
    return QIcon(_ThemeIcon(name, tone, on))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into the square ``rect`` (logical pixels), always on whole device pixels."""
    dpr = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), icon_pixmap(name, colour, round(rect.width() * dpr), dpr))


def icon_pixmap(name: str, colour: QColor, size: int, dpr: float) -> QPixmap:
    """The icon as a square picture of ``size`` device pixels."""
    return _pixmap(name, colour.rgba(), size, dpr)


def icon_svg(name: str, colour: QColor, stroke: float) -> str:
    """The icon's SVG text in one colour; ``stroke`` in units of its 24 × 24 view box."""
    tinted = _source(name).replace("currentColor", colour.name())
    return tinted.replace('stroke-width="2"', f'stroke-width="{stroke}"', 1)


def icon_file(name: str, colour: QColor) -> Path:
    """The icon as a file, for the style sheet, which can show nothing else: ``tools/make_indicators.py`` makes those that
    it names."""
    return resource(f"themes/icons/{name}-{colour.name().removeprefix('#')}.svg")


@cache
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, rgba: int, size: int, dpr: float) -> QPixmap:
    stroke = 1.5 if size / dpr >= _STROKE_LARGE_FROM else 1.75
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(icon_svg(name, QColor.fromRgba(rgba), stroke).encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


class _ThemeIcon(QIconEngine):
    """Draws one icon in the colours of the theme of the moment."""

    def __init__(self, name: str, tone: str, on: str) -> None:
        super().__init__()
        self._name, self._tone, self._on = name, tone, on

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return active_theme().disabled
        return getattr(active_theme(), self._on if state == QIcon.State.On else self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)
        paint_icon(painter, self._name, QRectF(square), self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon at the left of ``size`` (logical pixels): a wider size keeps words at a distance."""
        picture = QPixmap((size.toSizeF() * scale).toSize())
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        # Qt calls this only where somebody adds a picture to an icon. PySide does not hand the new engine over to
        # Qt, which then calls into an object that Python has freed: so it is kept.
        copy = _ThemeIcon(self._name, self._tone, self._on)
        _clones.append(copy)
        return copy


_clones: list[_ThemeIcon] = []
