"""The figures above a log, each of which shows only its lines."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from archivist.ui.fonts import interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.jobs.words import CATEGORY_ICONS, CATEGORY_NAMES
from archivist.ui.language import tr
from archivist.ui.theme import active_theme, px

_HEIGHT, _SIDE = 62, 18


class Tiles(QWidget):
    chosen = Signal(str)
    """A category, or nothing where the one that was chosen is chosen no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = {name: _Tile(name, self) for name in CATEGORY_NAMES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, tile in self._tiles.items():
            tile.clicked.connect(lambda _=False, name=name: self._choose(name))
            row.addWidget(tile)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, tile in self._tiles.items():
            tile.set_count(counts.get(name, 0))

    def set_current(self, category: str) -> None:
        for name, tile in self._tiles.items():
            tile.setChecked(name == category)

    def _choose(self, name: str) -> None:
        category = name if self._tiles[name].isChecked() else ""
        self.set_current(category)
        self.chosen.emit(category)


class _Tile(QAbstractButton):
    def __init__(self, category: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._category = category
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_words()

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self._set_words()

    def _set_words(self) -> None:
        name = tr(CATEGORY_NAMES[self._category])
        self.setText(name)
        self.setAccessibleName(f"{name}: {self._count:,}")
        self.setToolTip(name)
        self.setEnabled(self._count > 0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = active_theme(), QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.accent_wash)
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.hover)
        painter.setPen(theme.line)
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        icon_name, tone = CATEGORY_ICONS[self._category]
        is_loud = self._count and tone in ("warn", "danger")
        room = self.rect().adjusted(px(_SIDE), px(8), -px(6), -px(9))
        painter.setFont(interface_font(px(20), 600, is_tabular=True))
        painter.setPen(getattr(theme, tone) if is_loud else theme.text if self._count else theme.text3)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, f"{self._count:,}")
        size = px(14)
        place = room.adjusted(0, room.height() - size - px(1), 0, 0)
        place.setSize(QSize(size, size))
        paint_icon(painter, icon_name, place.toRectF(), getattr(theme, tone if self._count else "text3"))
        painter.setFont(interface_font(px(12)))
        painter.setPen(theme.text2 if self._count else theme.text3)
        words = room.adjusted(size + px(6), 0, 0, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
