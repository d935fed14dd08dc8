"""What is asked about, and the places that may be the answer."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from archivist.domain import WrittenScript
from archivist.ui.fonts import interface_font
from archivist.ui.icons import SMALL, paint_icon
from archivist.ui.review.asking import Offer
from archivist.ui.review.passage import Passage, paint_passage, passage_height
from archivist.ui.theme import active_theme, px

_SIDE, _TOP, _HEAD, _NOTE = 16, 12, 26, 26
_RADIO = 16


class MarkedCard(QWidget):
    """What is asked about: the passage as it was, and what is said of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage(WrittenScript.NEUTRAL, "", "", "")
        self._about = ""
        _let_height_follow(self)

    def show_passage(self, passage: Passage, about: str) -> None:
        self._passage, self._about = passage, about
        self.setAccessibleName(", ".join(filter(None, (passage.text, about))))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        note = px(_NOTE) if self._about else 0
        return passage_height(self._passage, width - 2 * px(_SIDE)) + 2 * px(_TOP) + note

    def sizeHint(self) -> QSize:
        return QSize(px(400), self.heightForWidth(px(400)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inner = QRectF(self.rect()).adjusted(px(_SIDE), px(_TOP), -px(_SIDE), -px(_TOP))
        height = passage_height(self._passage, round(inner.width()))
        paint_passage(painter, self._passage, inner)
        if self._about:
            line = QRectF(inner.left(), inner.top() + height + px(4), inner.width(), px(_NOTE) - px(4))
            icon = QRectF(line.left(), line.center().y() - px(SMALL) / 2, px(SMALL), px(SMALL))
            paint_icon(painter, "message-square", icon, theme.text2)
            painter.setFont(interface_font(px(13)))
            painter.setPen(theme.text2)
            words = line.adjusted(px(SMALL) + px(8), 0, 0, 0)
            shown = painter.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, round(words.width()))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


class PlaceCard(QAbstractButton):
    """One place that a mark may have, or one wording; of several, one is chosen."""

    def __init__(self, number: int, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.offer = offer
        self._passage = offer.passage
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _let_height_follow(self)
        self.setText(offer.title)
        self.setAccessibleName(", ".join(filter(None, (offer.title, offer.about, offer.passage.text))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return px(_HEAD) + passage_height(self._passage, width - 2 * px(_SIDE)) + 2 * px(_TOP) - px(4)

    def sizeHint(self) -> QSize:
        return QSize(px(400), self.heightForWidth(px(400)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = self.isChecked()
        painter.setPen(QPen(theme.accent, 2) if is_chosen else QPen(theme.line_strong, 1))
        painter.setBrush(theme.hover if self.underMouse() and not is_chosen else theme.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        inner = QRectF(self.rect()).adjusted(px(_SIDE), px(_TOP) - px(4), -px(_SIDE), -px(_TOP))
        head = QRectF(inner.left(), inner.top(), inner.width(), px(_HEAD))
        self._paint_head(painter, head)
        paint_passage(painter, self._passage, inner.adjusted(0, px(_HEAD), 0, 0))

    def _paint_head(self, painter: QPainter, head: QRectF) -> None:
        theme = active_theme()
        centre = QPointF(head.left() + px(_RADIO) / 2, head.center().y())
        radius = px(_RADIO) / 2 - 1
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.text3, 1.5))
        painter.setBrush(theme.accent if self.isChecked() else theme.raised)
        painter.drawEllipse(centre, radius, radius)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.on_accent)
            painter.drawEllipse(centre, radius * 0.4, radius * 0.4)
        left = head.left() + px(_RADIO) + px(8)
        painter.setFont(interface_font(px(13), 600))
        painter.setPen(theme.text)
        painter.drawText(head.adjusted(left - head.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        left += painter.fontMetrics().horizontalAdvance(self.text()) + px(10)
        key = QRectF(head.right() - px(18), head.center().y() - px(9), px(18), px(18))
        painter.setFont(interface_font(px(12), is_tabular=True))
        painter.setPen(theme.text2)
        room = QRectF(left, head.top(), key.left() - px(8) - left, head.height())
        about = painter.fontMetrics().elidedText(self.offer.about, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, about)
        painter.setFont(interface_font(px(11)))
        painter.setBrush(theme.panel)
        painter.setPen(theme.line)
        painter.drawRoundedRect(key, 4, 4)
        painter.setPen(theme.text2)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


def _let_height_follow(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
