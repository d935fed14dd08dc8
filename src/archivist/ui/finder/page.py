"""Searching the archive as one types: filters, results, and a look into the chosen one."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from archivist.app.services.finding import Answer, FindingService, Found, find_in
from archivist.app.services.reading import ReadingService
from archivist.app.within import Within
from archivist.domain import N_, ArchivistError, Changed, Kind, ReportId, Script, Span
from archivist.ui.bridge import Bridge
from archivist.ui.finder.filters import FACETS, Filters
from archivist.ui.finder.results import FOUND, ResultPainter, ResultRows
from archivist.ui.language import tr, tr_n
from archivist.ui.latest import Latest
from archivist.ui.parts.buttons import icon_button, menu_button, name_button, push_button
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.menu import Menu
from archivist.ui.reader import ReaderView
from archivist.ui.reader.values import Pane
from archivist.ui.theme import px

_PAGE = 30
_PREVIEW_MS = 60
SORT_NAMES = {
    "relevance": N_("Best match"),
    "date": N_("Newest"),
    "title": N_("Title"),
    "length": N_("Longest"),
    "added": N_("Added last"),
    "annotated": N_("Annotated last"),
}


class FinderPage(QWidget):
    open_wanted = Signal(object, object)
    """ReportId, and the Span of the hit (None without one)."""
    state_changed = Signal()
    """Another result is chosen, or there are others."""
    context_wanted = Signal(str)
    """The context lines of what is searched for."""
    query_wanted = Signal(str)
    """Another query, which the person chose."""
    closed = Signal()
    """Esc: back to where the person was."""

    def __init__(
        self, finding: FindingService, reading: ReadingService, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._finding = finding
        self._searching: Latest[tuple[Answer | ArchivistError, int]] = Latest(
            bridge, "search", lambda found: self._show(*found)
        )
        self._text = ""
        self._asked_within = Within()
        self._sort = "relevance"
        self._answer: Answer | None = None
        self._hits: tuple[Span, ...] = ()
        self._at = 0
        self._shown: ReportId | None = None
        self._filters = Filters()
        self._rows = ResultRows(self)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(ResultPainter(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setProperty("kind", "reports")
        self._view.installEventFilter(self)
        self._count = words("", "panel")
        self._time = words("", "meta")
        self._hint = words("", "meta", wraps=True)
        self._context_button = push_button("", "flat", icon_name="text-quote", density="dense")
        self._filter_button = icon_button("list-filter", "")
        self._sort_button = menu_button("", self._make_sort_menu())
        self._empty = EmptyState("search", "")
        self._preview_title = words("", "panel")
        self._preview_place = words("", "meta")
        self._previous = icon_button("chevron-up", "")
        self._next = icon_button("chevron-down", "")
        self._open = push_button("")
        self._preview = ReaderView(translate=tr)
        self._preview_soon = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._lay_out()
        self._connect()
        self._set_words()

    # --- searching

    def search(self, text: str, within: Within) -> None:
        """Search for what was typed so far, ``within`` what the filters narrow further; late answers are dropped."""
        self._asked_within = within
        if text.strip() != self._text.strip():
            self._filters.reset()
        self._text = text
        self._ask()

    def refresh(self, changed: Changed) -> None:
        """What a search finds may be another; texts follow when they are indexed (``search_again``)."""
        if changed.kinds & {Kind.REPORT, Kind.TAG, Kind.ANNOTATION}:
            self.search_again()

    def search_again(self) -> None:
        if self.isVisible() and self._text:
            self._ask()

    @property
    def _within(self) -> Within:
        asked = self._asked_within
        return replace(self._filters.within, scope=asked.scope, is_exact=asked.is_exact)

    def _ask(self, *_: object) -> None:
        self._ask_from(0)

    def _ask_from(self, offset: int) -> None:
        text, sort, within = self._text, self._sort, self._within
        key = object()

        def search() -> tuple[Answer | ArchivistError, int]:
            try:
                answer = self._finding.search(
                    text,
                    limit=_PAGE,
                    offset=offset,
                    sort=sort,
                    facets=FACETS,
                    within=within,
                    catches_up=False,
                    goes_on=lambda: self._searching.is_newest(key),
                )
            except ArchivistError as error:
                return error, offset
            return answer, offset

        self._searching.ask(key, search)

    @property
    def is_settled(self) -> bool:
        """True when the newest answer is shown, and what was chosen of it."""
        return self._searching.is_answered and not self._preview_soon.isActive()

    def close_down(self) -> None:
        """Ask nothing more: the archive is about to be closed."""
        self._searching.close()

    def _more(self) -> None:
        """The next results, when the end of the list comes into sight."""
        bar = self._view.verticalScrollBar()
        answer = self._answer
        if answer is not None and bar.value() >= bar.maximum() - px(400) and self._rows.rowCount() < answer.count:
            self._ask_from(self._rows.rowCount())

    def _show(self, answer: Answer | ArchivistError, offset: int) -> None:
        if isinstance(answer, ArchivistError):
            self._rows.show(())
            self._empty.set_words(tr(N_("The search failed")), answer.message(tr))
            self._show_empty(is_empty=True)
            return
        if offset:
            self._rows.add(answer.hits if offset == self._rows.rowCount() else ())
            return
        self._answer = answer
        before = self._chosen()
        self._rows.show(answer.hits)
        self._filters.show_facets(answer.facets, answer.count)
        self._set_words()
        self._show_empty(is_empty=answer.count == 0)
        if answer.hits:
            ids = [each.report.id for each in answer.hits]
            row = ids.index(before.report.id) if before and before.report.id in ids else 0
            self._view.setCurrentIndex(self._rows.index(row))
            self._shown = None
            self._preview_soon.start()
        else:
            self._show_preview()
        self.state_changed.emit()

    def _show_empty(self, *, is_empty: bool) -> None:
        self._empty.setVisible(is_empty)
        self._view.setVisible(not is_empty)
        if is_empty and self._answer is not None:
            self._empty.set_words(tr(N_("No report contains this")), *self._advice(self._answer))

    def _advice(self, answer: Answer) -> tuple[str, str]:
        """What to do where nothing was found, and what the button says."""
        if not self._filters.within.is_everything:
            return tr(N_("Take a filter away, or search for fewer words.")), tr(N_("Clear the filters"))
        missing = [part for part in answer.parts if not part.reports]
        forms = [form for part in missing for form in part.forms]
        if forms:
            words = tr(N_(", ")).join(tr(N_("“{text}”")).format(text=form.text) for form in forms)
            return tr(N_("Similar words that are there: {words}"), words=words), tr(
                N_("Search for “{text}”"), text=forms[0].query
            )
        if missing and len(missing) < len(answer.parts):
            words = tr(N_(", ")).join(tr(N_("“{text}”")).format(text=part.text) for part in missing)
            return tr(N_("Nowhere in the archive: {words}"), words=words), ""
        return tr(N_("Try fewer words, or OR between them.")), ""

    def _follow_advice(self) -> None:
        if not self._filters.within.is_everything or self._answer is None:
            self._clear_filters()
        elif forms := [form for part in self._answer.parts for form in part.forms]:
            self.query_wanted.emit(forms[0].query)

    def _clear_filters(self) -> None:
        self._filters.reset()
        self._ask()

    @property
    def query(self) -> str:
        return self._text

    # --- choosing

    def focus_results(self) -> None:
        self._view.setFocus()

    def selected(self) -> tuple[ReportId, ...]:
        found = self._chosen()
        return (found.report.id,) if found else ()

    def step(self, by: int) -> None:
        """To the next hit of the preview; round at the ends."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show_hit()

    def open_current(self) -> None:
        """Open the chosen report at the hit that the preview shows."""
        found = self._chosen()
        if found is not None:
            if self._shown != found.report.id:
                self._show_preview()
            self.open_wanted.emit(found.report.id, self._hits[self._at] if self._hits else None)

    def _chosen(self) -> Found | None:
        return self._view.currentIndex().data(FOUND)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        del now, before
        self._preview_soon.start()
        self.state_changed.emit()

    def _show_preview(self) -> None:
        found = self._chosen()
        self._preview_side.setEnabled(found is not None)
        if found is None:
            self._preview_title.setText("")
            self._hits = ()
            self._show_hit()
            return
        try:
            text = self._reading.text(found.report.id)
        except ArchivistError:
            return
        self._shown = found.report.id
        self._hits = find_in(text.reading_text, self._text, is_exact=self._asked_within.is_exact)
        start = found.snippet.span.start
        self._at = next((place for place, hit in enumerate(self._hits) if hit.start >= start), 0)
        metrics = self._preview_title.fontMetrics()
        self._preview_title.setText(metrics.elidedText(found.report.title, Qt.TextElideMode.ElideRight, px(300)))
        self._preview.show_text(text, [Pane(Script.ORIGINAL, self._reading.render(text, Script.ORIGINAL))])
        self._show_hit()

    def _show_hit(self) -> None:
        self._preview.set_hits(self._hits, self._at if self._hits else None)
        if self._hits:
            self._preview.go_to(self._hits[self._at])
        at = tr(N_("{at} of {count}"), at=f"{self._at + 1:,}", count=f"{len(self._hits):,}") if self._hits else ""
        self._preview_place.setText(at)
        for button in (self._previous, self._next):
            button.setEnabled(len(self._hits) > 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_current()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return False

    # --- parts

    def _make_sort_menu(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_sort_menu(menu))
        return menu

    def _fill_sort_menu(self, menu: Menu) -> None:
        menu.clear()
        for sort, name in SORT_NAMES.items():
            item = menu.addAction(tr(name))
            item.setCheckable(True)
            item.setChecked(sort == self._sort)
            item.triggered.connect(lambda _=False, sort=sort: self._take_sort(sort))

    def _take_sort(self, sort: str) -> None:
        self._sort = sort
        self._set_words()
        self._ask()

    def _connect(self) -> None:
        self._filters.changed.connect(self._ask)
        self._context_button.clicked.connect(lambda: self.context_wanted.emit(self._text.strip()))
        self._filter_button.clicked.connect(lambda: self._filters.setVisible(self._filters.isHidden()))
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.doubleClicked.connect(self.open_current)
        self._view.verticalScrollBar().valueChanged.connect(self._more)
        self._preview_soon.timeout.connect(self._show_preview)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._open.clicked.connect(self.open_current)
        self._empty.pressed.connect(self._follow_advice)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(18), px(10), px(10), px(4))
        head.setSpacing(px(8))
        for widget in (self._count, self._time):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self._context_button)
        head.addWidget(self._filter_button)
        head.addWidget(self._sort_button)
        self._hint.setContentsMargins(px(18), 0, px(18), px(8))
        results = QWidget()
        results.setProperty("kind", "panel")
        results.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self._view, 1)
        column.addWidget(self._empty, 1)
        self._preview_side = QWidget()
        self._preview_side.setProperty("kind", "paper")
        self._preview_side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top = QHBoxLayout()
        top.setContentsMargins(px(18), px(8), px(10), px(8))
        top.setSpacing(px(6))
        top.addWidget(self._preview_title, 1)
        for widget in (self._preview_place, self._previous, self._next, self._open):
            top.addWidget(widget)
        side = QVBoxLayout(self._preview_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(top)
        side.addWidget(hairline())
        side.addWidget(self._preview, 1)
        self._filters.setMinimumWidth(px(210))
        self._filters.setMaximumWidth(px(300))
        results.setMinimumWidth(px(300))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for widget in (self._filters, results, self._preview_side):
            splitter.addWidget(widget)
        splitter.setSizes([px(248), px(540), px(600)])
        splitter.setStretchFactor(2, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self._view)

    def _set_words(self) -> None:
        answer = self._answer
        self._view.setAccessibleName(tr(N_("Results")))
        self._sort_button.setText(tr(SORT_NAMES[self._sort]))
        self._sort_button.setAccessibleName(tr(N_("Order of the results")))
        self._context_button.setText(tr(N_("In context")))
        self._context_button.setToolTip("Ctrl+Shift+K")
        name_button(self._filter_button, tr(N_("Filters")))
        name_button(self._previous, tr(N_("Previous hit")), "Shift+F3")
        name_button(self._next, tr(N_("Next hit")), "F3")
        self._open.setText(tr(N_("Open at hit")))
        self._open.setToolTip("Return")
        self._count.setText(tr_n("{count} report", "{count} reports", answer.count) if answer else "")
        self._time.setText(f"{answer.milliseconds:.0f} ms" if answer else "")
        problems = " ".join(problem.message(tr) for problem in answer.problems) if answer else ""
        told = (
            ""
            if self._asked_within.is_exact
            else tr(N_("Traditional and simplified are one word here: either finds both."))
        )
        self._hint.setText(problems or told)
        self._hint.setVisible(bool(problems or told))
        self._hint.setProperty("tone", "warn" if problems else "text3")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_filters = self.width() >= px(1100)
        self._filters.setVisible(has_filters)
        self._filter_button.setVisible(not has_filters)
        self._preview_side.setVisible(self.width() >= px(900))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
            self._show_empty(is_empty=not self._empty.isHidden())
