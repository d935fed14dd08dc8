"""What was repaired in a report, and where something may be wrong still."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
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
from archivist.ui.notes.decisions import DecisionCard
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.theme import active_theme, px

_AROUND = 6
"""Characters shown on each side of a place."""
_MOST = 2000
"""Lines of a kind that are listed: who has decided so many of them wants all the others decided alike."""

STATE_NAMES = {
    RepairState.AUTOMATIC: N_("automatic"),
    RepairState.CONFIRMED: N_("confirmed"),
    RepairState.REFUSED: N_("refused"),
}


@dataclass(frozen=True)
class _Line:
    """``place`` None: a head or a summary. ``text`` is of the report, ``about`` of the program; ``subject`` is what can
    be decided here."""

    text: str
    about: str = ""
    state: str = ""
    place: Span | None = None
    subject: Repair | Doubt | None = None
    is_content: bool = True
    is_doubt: bool = False


class RepairsView(QWidget):
    """Return goes to the place, digits decide."""

    place_chosen = Signal(object)
    """A Span of the reading text."""
    decided = Signal(object)
    """``Decision``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text: ReportText | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._is_writable = False
        self._rows = QListWidget()
        self._rows.setItemDelegate(_LinePainter(self._rows))
        self._rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.itemActivated.connect(self._choose)
        self._rows.itemClicked.connect(self._choose)
        self._rows.currentItemChanged.connect(self._ask)
        self._rows.installEventFilter(self)
        self._card = DecisionCard()
        self._card.decided.connect(self.decided)
        self._empty = EmptyState("wrench", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rows, 1)
        column.addWidget(self._card)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._rows)

    def set_writable(self, is_writable: bool) -> None:
        self._is_writable = is_writable

    def show_report(self, text: ReportText | None, doubts: Sequence[Doubt]) -> None:
        """The place in the list stays where the report does."""
        is_same = self._text is not None and text is not None and text.report.id == self._text.report.id
        at = self._rows.currentRow() if is_same else -1
        self._text, self._doubts = text, tuple(doubts)
        lines = _lines(text, self._doubts) if text else []
        self._rows.blockSignals(True)
        self._rows.clear()
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (line.text, line.about, line.state)))
            )
            if line.place is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._rows.addItem(item)
        if at >= 0:
            self._rows.setCurrentRow(min(at, len(lines) - 1))
        self._rows.blockSignals(False)
        self._ask()
        self._rows.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._rows.setAccessibleName(tr(N_("Repairs")))
        self._empty.set_words(tr(N_("Nothing to repair")), tr(N_("The text stands as it came in.")))

    def _ask(self, *_: object) -> None:
        """Put the current line on the card."""
        item, text = self._rows.currentItem(), self._text
        line: _Line | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if text is None or line is None or line.subject is None or line.place is None:
            self._card.hide()
        elif isinstance(line.subject, Repair):
            repair = line.subject
            alike = sum((each.kind, each.state) == (repair.kind, repair.state) for each in text.repairs) - 1
            self._card.ask_repair(line.text, repair, alike, is_writable=self._is_writable)
        else:
            self._card.tell_doubt(line.text, line.subject)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._card.press(event.key() - Qt.Key.Key_0)
        return False

    def _choose(self, item: QListWidgetItem) -> None:
        line: _Line = item.data(Qt.ItemDataRole.UserRole)
        if line.place is not None:
            self.place_chosen.emit(line.place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._card.set_words()
            self.show_report(self._text, self._doubts)


def _lines(text: ReportText, doubts: Sequence[Doubt]) -> list[_Line]:
    """What is to be decided, then each kind in a line, then the repairs by paragraph."""
    places = _places(text)
    open_ones = [_line_of(text, each, place) for each, place in places if each.state is RepairState.PROPOSED]
    waiting = [*open_ones, *(_doubt_line(text, each) for each in doubts)]
    lines: list[_Line] = []
    if waiting:
        head = tr_n("{count} place may be wrong", "{count} places may be wrong", len(waiting))
        lines = [_Line(head, state=tr(N_("to decide")), is_content=False, is_doubt=True), *waiting[:_MOST]]
    kinds = Counter(each.kind for each in text.repairs if each.state.is_applied)
    for kind, count in kinds.items():
        about = tr_n(
            "{count} place, reversible; the source text is kept",
            "{count} places, reversible; the source text is kept",
            count,
        )
        lines.append(_Line(tr(title_of(kind)), about, tr(N_("automatic")), is_content=False))
    return [*lines, *_decided_lines(text, places)]


def _places(text: ReportText) -> list[tuple[Repair, Span]]:
    """Each repair with its place in the reading text."""
    alignment = apply_repairs(text.source_text, text.repairs).alignment
    return [(each, Span(*alignment.span_to_target(each.span.start, each.span.end))) for each in text.repairs]


def _doubt_line(text: ReportText, doubt: Doubt) -> _Line:
    others = " / ".join(doubt.alternatives)
    about = " · ".join(filter(None, (f"→ {others}" if others else "", tr(doubt.reason))))
    return _Line(_around(text.reading_text, doubt.span), about, place=doubt.span, subject=doubt, is_doubt=True)


def _decided_lines(text: ReportText, places: Sequence[tuple[Repair, Span]]) -> list[_Line]:
    """Under the number of its paragraph each repair that was made or refused; those of punctuation are counted only."""
    starts = [each.span.start for each in text.paragraphs]
    lines: list[_Line] = []
    before = -1
    for each, place in places:
        if each.state is RepairState.PROPOSED:
            continue
        if each.kind == flattened_punctuation.KIND and each.state is RepairState.AUTOMATIC:
            continue
        if len(lines) >= _MOST:
            break
        paragraph = bisect_right(starts, place.start) - 1
        if paragraph != before and paragraph >= 0:
            number = text.paragraphs[paragraph].number or "–"
            lines.append(_Line(tr(N_("Paragraph {number}"), number=number), is_content=False))
            before = paragraph
        lines.append(_line_of(text, each, place))
    return lines


def _line_of(text: ReportText, each: Repair, place: Span) -> _Line:
    raw = text.source_text[each.span.start : each.span.end]
    about = " · ".join(filter(None, (tr(title_of(each.kind)), each.reading or "")))
    is_open = each.state is RepairState.PROPOSED
    state = "" if is_open else tr(STATE_NAMES[each.state])
    return _Line(f"{raw} → {each.replacement or '–'}", about, state, place, each, is_doubt=is_open)


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
