"""The focus ring: one overlay for all controls, shown only while the keyboard moves the focus.

Fields, lists and the reader show their focus themselves (border, row); so does any widget with the property
``ownFocus``."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QLineEdit, QMenu, QMenuBar, QWidget

from archivist.ui.theme import active_theme

_GAP, _WIDTH, _RADIUS = 2, 2, 8
_SHOW_IT_THEMSELVES = (QLineEdit, QAbstractSpinBox, QAbstractScrollArea, QMenu, QMenuBar)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)


def install_focus_ring(app: QApplication) -> None:
    """Give the application its focus ring."""
    _Follower(app)


class FocusRing(QWidget):
    """A frame around ``target``, over everything else in its window, that lets the mouse through."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target.window())
        self.target = target
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._followed = [target, *_ancestors(target)]
        for widget in self._followed:
            widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        place = QRect(self.target.mapTo(self.window(), QPoint()), self.target.size())
        margin = _GAP + _WIDTH
        self.setGeometry(place.adjusted(-margin, -margin, margin, margin))
        # A control that is scrolled away takes its ring along.
        seen = self.window().rect()
        for area in _ancestors(self.target):
            if isinstance(area.parentWidget(), QAbstractScrollArea):
                seen &= QRect(area.mapTo(self.window(), QPoint()), area.size())
        self.setVisible(self.target.isVisible() and seen.intersects(place))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(active_theme().focus, _WIDTH))
        inset = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


class _Follower(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = FocusRing(now) if now is not None and _wants_ring(now) else None


def _wants_ring(widget: QWidget) -> bool:
    # Qt sets this attribute when Tab, Backtab or a shortcut moved the focus, and takes it back when the mouse did.
    by_keyboard = widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    shows_it = widget.isWindow() or isinstance(widget, _SHOW_IT_THEMSELVES) or bool(widget.property("ownFocus"))
    return by_keyboard and not shows_it


def _ancestors(widget: QWidget) -> list[QWidget]:
    """The widgets around ``widget`` up to its window, nearest first."""
    found: list[QWidget] = []
    while not widget.isWindow() and (parent := widget.parentWidget()) is not None:
        found.append(widget := parent)
    return found
