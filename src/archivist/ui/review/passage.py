"""A passage with what stands around it, wrapped: as it was marked, or with the dashed frame of a place that may be it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextLine, QTextOption

from archivist.domain import Colour, WrittenScript
from archivist.ui.fonts import content_font
from archivist.ui.theme import active_theme, px

_SIZE, _LINE = 16, 30
_LONGEST = 240
_SHOWN = 100


@dataclass(frozen=True)
class Passage:
    """``colour`` is that of the mark; None where nobody knows yet that it stands here. ``is_struck``: what is to go."""

    script: WrittenScript
    before: str
    quote: str
    behind: str
    colour: Colour | None = None
    is_struck: bool = False

    @property
    def text(self) -> str:
        return _in_line(self.before) + self._quote + _in_line(self.behind)

    @property
    def _quote(self) -> str:
        """The quote, the middle of a long one left out."""
        quote = _in_line(self.quote)
        return quote if len(quote) <= _LONGEST else f"{quote[:_SHOWN]} … {quote[-_SHOWN:]}"

    def units(self) -> tuple[int, int]:
        """Where the quote begins and ends in ``text``, in UTF-16 units."""
        start = _units(_in_line(self.before))
        return start, start + _units(self._quote)


def passage_height(passage: Passage, width: int) -> int:
    _, lines = _laid_out(passage, width)
    return lines * px(_LINE)


def paint_passage(painter: QPainter, passage: Passage, rect: QRectF) -> None:
    theme = active_theme()
    layout, lines = _laid_out(passage, round(rect.width()))
    start, end = passage.units()
    at = rect.topLeft()
    frames = [_frame(layout.lineAt(row), start, end).translated(at) for row in range(lines)]
    frames = [each for each in frames if each.width() > 0]
    if passage.colour is not None:
        marked = theme.highlights[passage.colour]
        for frame in frames:
            painter.fillRect(frame, marked.wash)
            painter.fillRect(QRectF(frame.left(), frame.bottom() - 2, frame.width(), 2), marked.ink)
    for frame in frames if passage.is_struck else ():
        painter.fillRect(frame, theme.danger_wash)
    painter.setPen(theme.text)
    layout.draw(painter, at)
    if passage.is_struck:
        painter.setPen(QPen(theme.danger, 1.5))
        for frame in frames:
            painter.drawLine(QPointF(frame.left(), frame.center().y()), QPointF(frame.right(), frame.center().y()))
    elif passage.colour is None:
        pen = QPen(theme.accent, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for frame in frames:
            painter.drawRoundedRect(frame.adjusted(-2, 0, 2, 0), 4, 4)


def _laid_out(passage: Passage, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(passage.text, _font(passage.script))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, px(60)))
        line.setPosition(QPointF(0, lines * px(_LINE) + (px(_LINE) - line.height()) / 2))
        lines += 1
    layout.endLayout()
    return layout, lines


def _frame(line: QTextLine, start: int, end: int) -> QRectF:
    """What the quote takes of a line; empty where it is not in it."""
    first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
    if first >= last:
        return QRectF()
    left, right = _x(line, first), _x(line, last)
    return QRectF(left, line.y() - px(2), right - left, line.height() + px(4))


def _x(line: QTextLine, place: int) -> float:
    found: object = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]  # a pair, which the stub hides


def _font(script: WrittenScript) -> QFont:
    return content_font(script, px(_SIZE))


def _in_line(text: str) -> str:
    return text.replace("\n", " ").replace("\u2028", " ")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
