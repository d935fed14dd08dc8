"""A phrase in all its contexts, and several phrases over time."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from archivist.app.services.context import ContextLine, ContextService, InContext, LineSort
from archivist.app.services.trend import TrendService
from archivist.app.within import Within
from archivist.domain import N_, Span
from archivist.ui.bridge import Bridge
from archivist.ui.finder.contextheads import ContextHeads
from archivist.ui.finder.contextrows import LINE, ContextPainter, ContextRows
from archivist.ui.finder.phrases import Phrases
from archivist.ui.finder.trendpanel import TrendPanel
from archivist.ui.language import tr, tr_n
from archivist.ui.latest import Latest
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.choices import Segmented
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.fitting import FittingRow, label_step, name_worded, worded_button, words_step
from archivist.ui.parts.labels import hairline, words
from archivist.ui.theme import px

_WIDTH = 40
"""Code points of context on each side; more than a line shows."""
_LOW = 560
"""Below this height the chart gives room to the lines ..."""
_LOWEST = 300
"""... and below this one all of it."""
_SORTS = {
    LineSort.LEFT: N_("Left"),
    LineSort.RIGHT: N_("Right"),
    LineSort.DATE: N_("Date"),
    LineSort.SOURCE: N_("Source"),
}


class ContextPage(QWidget):
    """Return opens the report of a line, Space ticks it, H and T mark what is ticked, Esc leads back."""

    open_wanted = Signal(object, object)
    """ReportId, and the Span of the hit."""
    results_wanted = Signal(str)
    """The phrase whose reports are wanted."""
    export_wanted = Signal(str, object, object)
    """A phrase, a ``LineSort`` and a ``Within``: all its lines are to be written to a file."""
    mark_wanted = Signal(object)
    """Passages, ``(ReportId, Span)``, that are to be highlighted in the last colour."""
    tag_wanted = Signal(object)
    """Passages that are to be tagged."""
    closed = Signal()

    def __init__(self, context: ContextService, trend: TrendService, bridge: Bridge, parent: QWidget | None = None):
        super().__init__(parent)
        self._context = context
        self._sort = LineSort.RIGHT
        self._within = Within()
        self._lines: InContext | None = None
        self._loading: Latest[InContext] = Latest(bridge, "context", self._show)
        self._view_choice = Segmented("", ("", ""))
        self._phrases = Phrases()
        self._summary = words("", "meta")
        self._export = worded_button("upload")
        self._trend = TrendPanel(trend, bridge)
        self._title = words("", "dialog")
        self._ticked = words("", "meta")
        self._highlight = push_button("", icon_name="highlighter", density="dense")
        self._tag = push_button("", icon_name="tag", density="dense")
        self._sort_name = words("", "meta")
        self._sorts = Segmented("", [""] * len(_SORTS))
        self._rows = ContextRows(self)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._painter = ContextPainter(self._view)
        self._heads = ContextHeads(self._view, self._painter)
        self._head, self._bar = FittingRow(), FittingRow()
        self._below_trend = hairline()
        self._view.setItemDelegate(self._painter)
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setProperty("kind", "reports")
        self._view.installEventFilter(self)
        self._empty = EmptyState("text-quote", "")
        self._lay_out()
        self._connect()
        self._sorts.set_current(list(_SORTS).index(self._sort))
        self._set_words()
        self.setFocusProxy(self._view)

    # --- what is shown

    def show_phrases(self, phrases: Sequence[str], within: Within) -> None:
        """The first one's lines, and all of them over time; of the reports ``within``."""
        self._within = within
        self._phrases.set_phrases(phrases)
        self._head.fit()
        self._take_phrases()

    @property
    def phrase(self) -> str:
        """The one whose lines are shown."""
        return self._phrases.current

    @property
    def phrases(self) -> tuple[str, ...]:
        return self._phrases.phrases

    def search_again(self) -> None:
        """The index knows more than before."""
        if self.isVisible() and not self._rows.ticked():
            self._take_phrases()

    @property
    def is_settled(self) -> bool:
        """True when the lines and the numbers of what was asked last are shown."""
        return self._loading.is_answered and self._trend.is_settled

    def close_down(self) -> None:
        """Ask nothing more: the archive is about to be closed."""
        self._loading.close()
        self._trend.close_down()

    def _take_phrases(self) -> None:
        self._trend.show_phrases(self._phrases.phrases, self._within)
        self._load()

    def _load(self) -> None:
        phrase, sort, within = self._phrases.current, self._sort, self._within
        self._loading.ask(
            object(),
            lambda: self._context.find(phrase, width=_WIDTH, sort=sort, within=within, catches_up=False),
        )

    def _show(self, lines: InContext) -> None:
        self._lines = lines
        self._painter.sort = self._sort
        self._rows.show(lines.lines())
        shown = [self._rows.index(row).data(LINE) for row in range(self._rows.rowCount())]
        self._painter.has_sources = any(line.source for line in shown)
        self._heads.show_match(shown[0].match if shown else "")
        if shown:
            self._view.setCurrentIndex(self._rows.index(0))
        self._show_state()

    def _show_state(self) -> None:
        lines, count = self._lines, len(self._rows.ticked())
        is_empty = lines is not None and lines.hits == 0
        self._view.setVisible(not is_empty)
        self._heads.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._summary.setText("")
        if lines is not None:
            hits = tr_n("{count} hit", "{count} hits", lines.hits)
            reports = tr_n("{count} report", "{count} reports", lines.reports)
            self._summary.setText(tr(N_("{hits} in {reports}"), hits=hits, reports=reports))
        self._export.setEnabled(lines is not None and lines.hits > 0)
        self._ticked.setText(tr_n("{count} line selected", "{count} lines selected", count) if count else "")
        for button in (self._highlight, self._tag):
            button.setVisible(count > 0)
        self._head.fit()
        self._bar.fit()

    # --- acting on lines

    def current(self) -> ContextLine | None:
        return self._view.currentIndex().data(LINE)

    def open_current(self) -> None:
        if (line := self.current()) is not None:
            self.open_wanted.emit(line.report, line.span)

    def passages(self) -> list[tuple[object, Span]]:
        """Those that are ticked."""
        return [(line.report, line.span) for line in self._rows.ticked()]

    def _tick(self) -> None:
        index = self._view.currentIndex()
        self._rows.setData(index, None, Qt.ItemDataRole.CheckStateRole)

    def _mark(self) -> None:
        if passages := self.passages():
            self.mark_wanted.emit(passages)
            self._rows.untick()

    def _tag_lines(self) -> None:
        if passages := self.passages():
            self.tag_wanted.emit(passages)
            self._rows.untick()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        acts = {
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_Space: self._tick,
            Qt.Key.Key_H: self._mark,
            Qt.Key.Key_T: self._tag_lines,
            Qt.Key.Key_Escape: self.closed.emit,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            act()
        return True

    # --- parts

    def _connect(self) -> None:
        self._view_choice.chosen.connect(self._leave)
        self._phrases.changed.connect(self._take_phrases)
        self._phrases.current_changed.connect(self._load)
        self._export.clicked.connect(lambda: self.export_wanted.emit(self._phrases.current, self._sort, self._within))
        self._highlight.clicked.connect(self._mark)
        self._tag.clicked.connect(self._tag_lines)
        self._sorts.chosen.connect(self._take_sort)
        self._heads.sort_chosen.connect(self._sort_by)
        self._trend.counted.connect(self._phrases.show_counts)
        self._trend.counted.connect(lambda _: self._head.fit())
        self._view.doubleClicked.connect(self.open_current)
        self._rows.dataChanged.connect(self._show_state)

    def _leave(self) -> None:
        self._view_choice.set_current(1)
        self.results_wanted.emit(self._phrases.current)

    def _sort_by(self, sort: LineSort) -> None:
        place = list(_SORTS).index(sort)
        self._sorts.set_current(place)
        self._take_sort(place)

    def _take_sort(self, place: int) -> None:
        self._sort = list(_SORTS)[place]
        self._load()

    def _lay_out(self) -> None:
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view_choice.set_current(1)
        head = self._head
        head.row.setContentsMargins(px(18), px(10), px(14), px(10))
        head.row.setSpacing(px(10))
        head.row.addWidget(self._view_choice)
        head.row.addWidget(self._phrases, 1)
        head.row.addWidget(self._summary)
        head.row.addWidget(self._export)
        head.let_go(
            words_step(self._export),
            self._phrases.show_numbers,
            label_step(self._summary),
            lambda is_shown: self._view_choice.set_folded(not is_shown),
            self._phrases.show_words,
        )
        bar = self._bar
        bar.row.setContentsMargins(px(18), px(10), px(14), px(4))
        bar.row.setSpacing(px(10))
        for widget in (self._title, self._ticked, self._highlight, self._tag):
            bar.row.addWidget(widget)
        bar.row.addStretch()
        bar.row.addWidget(self._sort_name)
        bar.row.addWidget(self._sorts)
        bar.let_go(
            label_step(self._sort_name),
            label_step(self._title),
            self._name_acts,
            lambda is_shown: self._sorts.set_folded(not is_shown),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(hairline())
        column.addWidget(self._trend)
        column.addWidget(self._below_trend)
        column.addWidget(bar)
        column.addWidget(self._heads)
        column.addWidget(hairline())
        column.addWidget(self._view, 1)
        column.addWidget(self._empty, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._trend.set_height(is_low=self.height() < px(_LOW))
        for widget in (self._trend, self._below_trend):
            widget.setVisible(self.height() >= px(_LOWEST))

    def _set_words(self) -> None:
        self._view_choice.set_choices((tr(N_("Results")), tr(N_("In context"))))
        self._view_choice.setAccessibleName(tr(N_("Show")))
        name_worded(self._export, tr(N_("Export lines")))
        self._title.setText(tr(N_("In context")))
        self._name_acts(has_words=True)
        self._sort_name.setText(tr(N_("Sort by")))
        self._sorts.set_choices([tr(name) for name in _SORTS.values()])
        self._sorts.setAccessibleName(tr(N_("Sort by")))
        self._view.setAccessibleName(tr(N_("Hits in their contexts")))
        self._empty.set_words(tr(N_("No report contains this")), tr(N_("Take a shorter phrase.")))
        self._show_state()

    def _name_acts(self, has_words: bool) -> None:
        for button, name, key in ((self._highlight, tr(N_("Highlight")), "H"), (self._tag, tr(N_("Tag")), "T")):
            button.setText(f"{name}  {key}" if has_words else key)
            button.setToolTip(f"{name} ({key})")
            button.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
