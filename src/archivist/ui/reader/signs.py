"""The shapes of the signs in the text: lanes, dog-ears, dots, frames, boxes. Each knows where, none knows why."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from archivist.ui.reader.block import Block, Piece

_LANE_STEP = 4
_DOG_EAR = 7


def band(piece: Piece, part: int, parts: int, ratio: float) -> QRectF:
    """The ``part``-th of equal horizontal bands from ascent to foot, their edges on device pixels."""
    line = piece.line
    step = (line.foot - line.top) / parts
    top, bottom = (round((line.top + step * edge) * ratio) / ratio for edge in (part, part + 1))
    left, right = (round(x * ratio) / ratio for x in (piece.left, piece.right))
    return QRectF(left, top, right - left, bottom - top)


def draw_lane(painter: QPainter, piece: Piece, lane: int, *, thickness: float, scale: float, ink: QColor) -> None:
    thickness = max(round(thickness * scale), 1)
    bottom = piece.line.foot - lane * _LANE_STEP * scale
    painter.fillRect(QRectF(piece.left, bottom - thickness, piece.right - piece.left, thickness), ink)


def draw_dog_ear(painter: QPainter, piece: Piece, *, scale: float, ink: QColor) -> None:
    size = _DOG_EAR * scale
    right, top = piece.right, piece.line.top
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)]))


def draw_frame(painter: QPainter, area: QRectF, *, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 3, 3)


def draw_dot(painter: QPainter, x: float, top: float, *, scale: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, top - 0.5), 1.5 * scale, 1.5 * scale)


def draw_ring(painter: QPainter, x: float, top: float, *, scale: float, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.3 * scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, top), 2.4 * scale, 2.4 * scale)


def draw_dotted(painter: QPainter, pieces: Iterable[Piece], *, scale: float, colour: QColor) -> None:
    pen = QPen(QBrush(colour), 1.3 * scale, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.2, 1.6])
    painter.setPen(pen)
    for piece in pieces:
        y = piece.line.baseline + 4 * scale
        painter.drawLine(QPointF(piece.left, y), QPointF(piece.right, y))


def draw_missing(painter: QPainter, block: Block, *, top: float, bottom: float, colour: QColor) -> None:
    """A box with the code point for each character that no font has or that must not be obeyed."""
    em = block.style.em
    font = QFont(block.style.ruby_font)
    font.setPixelSize(max(round(em * 0.36), 5))
    for place, code in block.safe.boxed.items():
        position = block.start + place
        line = block.lines[block.line_of(position)]
        if line.bottom < top or line.top > bottom:
            continue
        left, right = line.x(block.unit(position)), line.x(block.unit(position + 1))
        width = max(right - left, em * 0.6) - 2
        # A hairline is sharp where it runs through the middles of pixels.
        area = QRectF(round(left) + 1.5, round(line.baseline - 0.86 * em) + 0.5, round(width) - 1, round(0.96 * em))
        painter.setPen(QPen(colour, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.setFont(font)
        digits = f"{code:04X}"
        half = (len(digits) + 1) // 2
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{digits[:half]}\n{digits[half:]}")


def middle_of(block: Block, start: int, end: int) -> tuple[Piece, float] | None:
    """The first line's part of a stretch of the pane's text, and the middle of its characters without gaps."""
    pieces = block.pieces(start, end)
    if not pieces:
        return None
    piece = pieces[0]
    # The space behind the last character is the line's, not the character's.
    last = piece.line.x(max(min(block.unit(end), piece.line.last) - 1, piece.line.first))
    right = min(piece.right, max(last, piece.left) + block.style.em)
    return piece, (piece.left + right) / 2
