"""What was repaired in a report, and where something may be wrong still."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archivist.domain import N_, Doubt, Repair, RepairState, ReportText, Span, WrittenScript
from archivist.text.repair import apply_repairs, flattened_punctuation, title_of
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.icons import paint_icon
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.theme import active_theme, px

_AROUND = 6
"""Characters shown on each side of a place."""

STATE_NAMES = {
    RepairState.AUTOMATIC: N_("automatic"),
    RepairState.PROPOSED: N_("to decide"),
    RepairState.CONFIRMED: N_("confirmed"),
    RepairState.REFUSED: N_("refused"),
}


@dataclass(frozen=True)
class _Line:
    """``place`` None: a head or a summary. ``text`` is of the report, ``about`` of the program."""

    text: str
    about: str = ""
    state: str = ""
    place: Span | None = None
    is_content: bool = True
    is_doubt: bool = False


class RepairsView(QWidget):
    place_chosen = Signal(object)
    """A Span of the reading text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: ReportText | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._rows = QListWidget()
        self._rows.setItemDelegate(_LinePainter(self._rows))
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.itemActivated.connect(self._choose)
        self._rows.itemClicked.connect(self._choose)
        self._empty = EmptyState("wrench", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        column.addWidget(self._empty)
        self.setFocusProxy(self._rows)

    def show_report(self, text: ReportText | None, doubts: Sequence[Doubt]) -> None:
        self._text, self._doubts = text, tuple(doubts)
        self._rows.clear()
        lines = _lines(text, self._doubts) if text else []
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (line.text, line.about, line.state)))
            )
            if line.place is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._rows.addItem(item)
        self._rows.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._rows.setAccessibleName(tr(N_("Repairs")))
        self._empty.set_words(tr(N_("Nothing to repair")), tr(N_("The text stands as it came in.")))

    def _choose(self, item: QListWidgetItem) -> None:
        line: _Line = item.data(Qt.ItemDataRole.UserRole)
        if line.place is not None:
            self.place_chosen.emit(line.place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_report(self._text, self._doubts)


def _lines(text: ReportText, doubts: Sequence[Doubt]) -> list[_Line]:
    lines = [_doubt_line(text, each) for each in doubts]
    if lines:
        head = tr_n("{count} place may be wrong", "{count} places may be wrong", len(lines))
        lines.insert(0, _Line(head, state=tr(N_("to decide")), is_content=False, is_doubt=True))
    kinds = Counter(each.kind for each in text.repairs if each.state.is_applied)
    for kind, count in kinds.items():
        about = tr_n(
            "{count} place, reversible; the source text is kept",
            "{count} places, reversible; the source text is kept",
            count,
        )
        lines.append(_Line(tr(title_of(kind)), about, tr(N_("automatic")), is_content=False))
    lines += _repair_lines(text)
    return lines


def _doubt_line(text: ReportText, doubt: Doubt) -> _Line:
    others = " / ".join(doubt.alternatives)
    about = " · ".join(filter(None, (f"→ {others}" if others else "", tr(doubt.reason))))
    return _Line(_around(text.reading_text, doubt.span), about, place=doubt.span, is_doubt=True)


def _repair_lines(text: ReportText) -> list[_Line]:
    """Every repair but those of punctuation made without asking, which are counted only; under the number of its paragraph."""
    alignment = apply_repairs(text.source_text, text.repairs).alignment
    lines: list[_Line] = []
    paragraph = -1
    for each in text.repairs:
        if each.kind == flattened_punctuation.KIND and each.state is RepairState.AUTOMATIC:
            continue
        start, end = alignment.span_to_target(each.span.start, each.span.end)
        found = next((index for index, one in enumerate(text.paragraphs) if one.span.start <= start < one.span.end), -1)
        if found != paragraph and found >= 0:
            paragraph = found
            number = text.paragraphs[found].number or "–"
            lines.append(_Line(tr(N_("Paragraph {number}"), number=number), is_content=False))
        lines.append(_line_of(text, each, Span(start, end)))
    return lines


def _line_of(text: ReportText, each: Repair, place: Span) -> _Line:
    raw = text.source_text[each.span.start : each.span.end]
    about = " · ".join(filter(None, (tr(title_of(each.kind)), each.reading or "")))
    return _Line(f"{raw} → {each.replacement or '–'}", about, tr(STATE_NAMES[each.state]), place)


def _around(text: str, span: Span) -> str:
    before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
    return f"{before}[{text[span.start : span.end]}]{after}".replace("\n", " ")


class _LinePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: _Line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(0, px(56) if line.about else px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = active_theme()
        line: _Line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if line.is_doubt:
            painter.fillRect(rect, theme.warn_wash)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.accent_wash)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(14), px(7), -px(12), -px(7))
        top = QRect(inner.left(), inner.top(), inner.width(), px(20))
        self._paint_state(painter, top, line)
        painter.setFont(_font(line))
        painter.setPen(theme.text if line.is_content or line.about else theme.text3)
        room = top.width() - (painter.fontMetrics().horizontalAdvance(line.state) + px(24) if line.state else 0)
        painter.drawText(
            top,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, room),
        )
        if line.about:
            below = QRect(inner.left(), top.bottom() + 2, inner.width(), px(19))
            painter.setFont(content_font(WrittenScript.NEUTRAL, px(12)) if line.is_content else interface_font(px(12)))
            painter.setPen(theme.text3 if not line.is_doubt else theme.text2)
            painter.drawText(
                below,
                Qt.AlignmentFlag.AlignVCenter,
                painter.fontMetrics().elidedText(line.about, Qt.TextElideMode.ElideRight, below.width()),
            )
        painter.restore()

    def _paint_state(self, painter: QPainter, top: QRect, line: _Line) -> None:
        if not line.state:
            return
        theme = active_theme()
        tone = theme.warn if line.is_doubt else theme.ok if not line.is_content else theme.text3
        painter.setFont(interface_font(px(12)))
        painter.setPen(tone)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.state)
        if not line.is_content:
            width = painter.fontMetrics().horizontalAdvance(line.state)
            size = px(14)
            place = QRect(top.right() - width - size - px(5), top.center().y() - size // 2 + 1, size, size)
            paint_icon(painter, "circle-dot" if line.is_doubt else "check", place.toRectF(), tone)


def _font(line: _Line) -> QFont:
    if line.is_content:
        return content_font(WrittenScript.NEUTRAL, px(13))
    return interface_font(px(13), 600) if line.about or line.state else interface_font(px(11), 600)
