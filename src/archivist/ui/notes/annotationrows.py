"""The list of a report's annotations: model, and how a row looks."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archivist.domain import N_, Annotation, AnnotationId, Colour, ReportText, WrittenScript
from archivist.ui.dates import day_in_words
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.language import tr
from archivist.ui.theme import active_theme, px

ANNOTATION = Qt.ItemDataRole.UserRole
_QUOTE_LINES, _NOTE_LINES = 2, 12
_BAR, _SIDE = 4, 12


class AnnotationRows(QAbstractListModel):
    """In reading order; orphans first, since they wait for a person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text: ReportText | None = None
        self._all: tuple[Annotation, ...] = ()
        self._rows: list[Annotation] = []
        self._colour: Colour | None = None

    @property
    def script(self) -> WrittenScript:
        return self._text.report.script if self._text else WrittenScript.NEUTRAL

    @property
    def total(self) -> int:
        return len(self._all)

    def show(self, text: ReportText | None, annotations: Sequence[Annotation], colour: Colour | None) -> None:
        """``colour`` None: of all colours."""
        wanted = [each for each in annotations if colour is None or each.colour == colour]
        wanted.sort(key=lambda each: (each.anchor.span.start, each.anchor.span.end) if each.anchor.span else (-1, -1))
        self._text, self._all, self._colour = text, tuple(annotations), colour
        if [each.id for each in wanted] == [each.id for each in self._rows]:
            self._rows = wanted
            if wanted:
                self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
            return
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def place_of(self, mark: AnnotationId) -> int | None:
        return next((row for row, each in enumerate(self._rows) if each.id == mark), None)

    def place_in_text(self, mark: Annotation) -> str:
        """``¶ 2``, or that it has no place."""
        span = mark.anchor.span
        if span is None:
            return tr(N_("without a place"))
        if self._text is None:
            return ""
        number = next(
            (each.number for each in self._text.paragraphs if each.span.start <= span.start < each.span.end), None
        )
        return tr(N_("¶ {number}"), number=number) if number else ""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mark = self._rows[index.row()]
        if role == ANNOTATION:
            return mark
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.anchor.exact
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tags = " ".join(f"#{tag}" for tag in mark.tags)
            return ", ".join(filter(None, (mark.anchor.exact, mark.note, tags, self.place_in_text(mark))))
        return None


class AnnotationRowPainter(QStyledItemDelegate):
    """Bar of its colour; quote, note; tags, place and day."""

    def __init__(self, rows: AnnotationRows, view: QListView) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        mark: Annotation = index.data(ANNOTATION)
        width = self._view.viewport().width() - px(_SIDE) * 2 - px(_BAR) - px(8)
        quote = _lines(mark.anchor.exact, self._quote_font(), width, _QUOTE_LINES)
        note = _lines(mark.note, self._note_font(), width, _NOTE_LINES) if mark.note else []
        return QSize(0, px(19) * (len(quote) + len(note) + 1) + px(20))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        mark: Annotation = index.data(ANNOTATION)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.accent_wash if self._view.hasFocus() else theme.hover)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(_SIDE) + px(_BAR) + px(8), px(10), -px(_SIDE), -px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.highlights[mark.colour].hue)
        painter.drawRoundedRect(QRectF(rect.left() + px(_SIDE), inner.top(), px(_BAR), inner.height()), 2, 2)
        y = inner.top()
        quote = _lines(mark.anchor.exact, self._quote_font(), inner.width(), _QUOTE_LINES)
        note = _lines(mark.note, self._note_font(), inner.width(), _NOTE_LINES) if mark.note else []
        for lines, font, colour in ((quote, self._quote_font(), theme.text2), (note, self._note_font(), theme.text)):
            painter.setFont(font)
            painter.setPen(colour)
            for line in lines:
                painter.drawText(QRect(inner.left(), y, inner.width(), px(19)), Qt.AlignmentFlag.AlignVCenter, line)
                y += px(19)
        self._paint_foot(painter, QRect(inner.left(), y, inner.width(), px(19)), mark)
        painter.restore()

    def _paint_foot(self, painter: QPainter, line: QRect, mark: Annotation) -> None:
        theme = active_theme()
        about = " · ".join(filter(None, (self._rows.place_in_text(mark), day_in_words(mark.modified))))
        painter.setFont(interface_font(px(12)))
        painter.setPen(theme.warn if mark.anchor.span is None else theme.text3)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, about)
        room = line.width() - painter.fontMetrics().horizontalAdvance(about) - px(10)
        painter.setFont(content_font(self._rows.script, px(12)))
        painter.setPen(theme.accent)
        tags = "  ".join(f"#{tag}" for tag in mark.tags)
        shown = painter.fontMetrics().elidedText(tags, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)

    def _quote_font(self) -> QFont:
        return content_font(self._rows.script, px(13))

    def _note_font(self) -> QFont:
        return content_font(WrittenScript.NEUTRAL, px(13))


def _lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """``text`` broken into at most so many lines of ``width`` pixels; what is left out is shown by an ellipsis."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph[:2000], font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 20))
            start = line.textStart()
            lines.append(_utf16_slice(paragraph, start, start + line.textLength()))
            if len(lines) > most:
                lines[most - 1] = lines[most - 1].rstrip()[:-1] + "…"
                return lines[:most]
        layout.endLayout()
        if not paragraph:
            lines.append("")
    return lines


def _utf16_slice(text: str, start: int, end: int) -> str:
    """A piece of ``text`` by positions that Qt counts in UTF-16."""
    if text.isascii() or max(map(ord, text), default=0) < 0x10000:
        return text[start:end]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")
