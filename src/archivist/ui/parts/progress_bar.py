"""The progress of a job: a bar of 4 pixels. Its figures stand beside it in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from archivist.ui.theme import active_theme, px

_HEIGHT = 4


class ProgressBar(QProgressBar):
    """A ``QProgressBar`` of the design. While the length is unknown (range 0 to 0) it is dotted, and does not move."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setValue(self, value: int) -> None:
        # Qt would paint at once, and all else in the window that waits for it.
        self.setUpdatesEnabled(False)
        super().setValue(value)
        self.setUpdatesEnabled(True)

    def sizeHint(self) -> QSize:
        return QSize(px(100), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, height = active_theme(), px(_HEIGHT)
        track = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.line_strong)
        length = self.maximum() - self.minimum()
        if length <= 0:
            for left in range(0, self.width(), 2 * height):
                painter.drawEllipse(QRectF(left, track.top(), height, height))
            return
        painter.drawRoundedRect(track, height / 2, height / 2)
        done = max(0, self.value() - self.minimum()) / length
        painter.setBrush(theme.accent)
        painter.setClipRect(QRectF(0, track.top(), self.width() * done, height))
        painter.drawRoundedRect(track, height / 2, height / 2)
