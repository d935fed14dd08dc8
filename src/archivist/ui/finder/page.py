"""Searching the archive as one types: filters, results, and a look into the chosen one."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from archivist.app.services.finding import Answer, FindingService, Found, other_forms
from archivist.app.services.library import SavedSearch, Scope
from archivist.app.services.reading import ReadingService
from archivist.app.settings import Settings
from archivist.app.within import Within
from archivist.domain import N_, ArchivistError, Changed, Kind, ReportId
from archivist.ui.bridge import Bridge
from archivist.ui.finder.chips import Chips
from archivist.ui.finder.facetnames import FACETS
from archivist.ui.finder.filters import Filters
from archivist.ui.finder.head import FinderHead
from archivist.ui.finder.nothing import NothingFound
from archivist.ui.finder.preview import Preview, script_of
from archivist.ui.finder.results import FOUND, ResultPainter, ResultRows
from archivist.ui.language import tr
from archivist.ui.latest import Latest
from archivist.ui.parts.labels import words
from archivist.ui.theme import px

_PAGE = 30
_PREVIEW_MS = 60


class FinderPage(QWidget):
    open_wanted = Signal(object, object)
    """ReportId, and the Span of the hit (None without one)."""
    state_changed = Signal()
    """Another result is chosen, or there are others."""
    context_wanted = Signal(str)
    """The context lines of what is searched for."""
    save_wanted = Signal()
    """The search is to be saved."""
    query_wanted = Signal(str)
    """Another query, which the person chose."""
    closed = Signal()
    """Esc: back to where the person was."""

    def __init__(
        self,
        finding: FindingService,
        reading: ReadingService,
        settings: Settings,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._finding = finding
        self._settings = settings
        self._searching: Latest[tuple[Answer | ArchivistError, int]] = Latest(
            bridge, "search", lambda found: self._show(*found)
        )
        self._forming: Latest[tuple[tuple[str, str], ...]] = Latest(bridge, "forms", self._take_forms)
        self._text = self.saved = ""
        self._asked_within = Within()
        self.sort = "relevance"
        self._answer: Answer | None = None
        self._forms: tuple[tuple[str, str], ...] = ()
        self._filters = Filters()
        self._head, self._chips = FinderHead(), Chips()
        self._rows = ResultRows(self)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(ResultPainter(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setProperty("kind", "reports")
        self._view.installEventFilter(self)
        self._problems = words("", "meta", "warn", wraps=True)
        self._empty = NothingFound()
        self._preview = Preview(reading, settings)
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
            self.saved = ""
        self._text = text
        self._ask()

    def open_saved(self, saved: SavedSearch) -> None:
        """Search as it was saved; its name is ``saved`` until another search is made of it."""
        within = saved.within
        self._text, self.sort, self.saved = saved.query, saved.sort, saved.name
        self._asked_within = Within(scope=within.scope, is_exact=within.is_exact)
        self._filters.reset(replace(within, scope=Scope(), is_exact=False))
        self._ask()

    def narrow(self, within: Within) -> None:
        """Filter what is found, as if it had been chosen in the filters."""
        self._filters.take(within)

    def set_writable(self, is_writable: bool) -> None:
        self._head.set_writable(is_writable)

    def refresh(self, changed: Changed) -> None:
        """What a search finds may be another; texts follow when they are indexed (``search_again``)."""
        if changed.kinds & {Kind.REPORT, Kind.TAG, Kind.COLLECTION, Kind.ANNOTATION}:
            self.search_again()

    def search_again(self) -> None:
        if self.isVisible() and self._text:
            self._ask()

    @property
    def within(self) -> Within:
        """All that the search is narrowed to."""
        asked = self._asked_within
        return replace(self._filters.within, scope=asked.scope, is_exact=asked.is_exact)

    def _ask(self, *_: object) -> None:
        self._ask_from(0)

    def _ask_from(self, offset: int) -> None:
        text, sort, within = self._text, self.sort, self.within
        key = object()

        def search() -> tuple[Answer | ArchivistError, int]:
            try:
                answer = self._finding.search(
                    text,
                    limit=_PAGE,
                    offset=offset,
                    sort=sort,
                    facets=() if offset else FACETS,
                    within=within,
                    counts_matches=not offset,
                    script_of=lambda written: script_of(self._settings, written),
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
        return self._searching.is_answered and self._forming.is_answered and not self._preview_soon.isActive()

    def close_down(self) -> None:
        """Ask nothing more: the archive is about to be closed."""
        self._searching.close()
        self._forming.close()

    def _more(self) -> None:
        """The next results, when the end of the list comes into sight."""
        bar = self._view.verticalScrollBar()
        answer = self._answer
        if answer is not None and bar.value() >= bar.maximum() - px(400) and self._rows.rowCount() < answer.count:
            self._ask_from(self._rows.rowCount())

    def _show(self, answer: Answer | ArchivistError, offset: int) -> None:
        if isinstance(answer, ArchivistError):
            self._rows.show(())
            self._empty.show_error(answer)
            self._show_empty(is_empty=True)
            return
        if offset:
            self._rows.add(answer.hits if offset == self._rows.rowCount() else ())
            return
        self._answer = answer
        before = self._chosen()
        self._rows.show(answer.hits)
        self._filters.show_answer(answer)
        self._empty.show_answer(answer, is_filtered=not self._filters.within.is_everything)
        self._ask_forms(answer)
        self._set_words()
        self._show_empty(is_empty=answer.count == 0)
        if answer.hits:
            ids = [each.report.id for each in answer.hits]
            row = ids.index(before.report.id) if before and before.report.id in ids else 0
            self._view.setCurrentIndex(self._rows.index(row))
            self._preview.found = None
            self._preview_soon.start()
        else:
            self._preview_soon.stop()
            self._preview.show_nothing()
        self.state_changed.emit()

    def _ask_forms(self, answer: Answer) -> None:
        """After the answer, which is not to wait for a dictionary."""
        text, is_told = self._text, answer.count > 0 and not self._asked_within.is_exact
        self._forming.ask((text, is_told), lambda: other_forms(text) if is_told else ())

    def _take_forms(self, forms: tuple[tuple[str, str], ...]) -> None:
        self._forms = forms
        self._show_chips()

    def _show_chips(self) -> None:
        self._chips.show_chips(self._forms, self._filters.within)

    def _show_empty(self, *, is_empty: bool) -> None:
        self._empty.setVisible(is_empty)
        self._view.setVisible(not is_empty)

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
        self._preview.step(by)

    def open_current(self) -> None:
        """Open the chosen report at the hit that the preview shows."""
        found = self._chosen()
        if found is not None:
            if self._preview.found != found:
                self._show_preview()
            self.open_wanted.emit(found.report.id, self._preview.hit)

    def _chosen(self) -> Found | None:
        return self._view.currentIndex().data(FOUND)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        del now, before
        self._preview_soon.start()
        self.state_changed.emit()

    def _show_preview(self) -> None:
        found = self._chosen()
        if found is None:
            self._preview.show_nothing()
            return
        try:
            self._preview.show_found(found, self._text, is_exact=self._asked_within.is_exact)
        except ArchivistError:
            return  # told where the report is opened

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

    def _take_sort(self, sort: str) -> None:
        self.sort = sort
        self._set_words()
        self._ask()

    def _connect(self) -> None:
        self._filters.changed.connect(self._ask)
        self._chips.changed.connect(self._filters.take)
        self._head.save_wanted.connect(self.save_wanted)
        self._head.context_wanted.connect(lambda: self.context_wanted.emit(self._text.strip()))
        self._head.filters_wanted.connect(lambda: self._filters.setVisible(self._filters.isHidden()))
        self._head.sort_chosen.connect(self._take_sort)
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.doubleClicked.connect(self.open_current)
        self._view.verticalScrollBar().valueChanged.connect(self._more)
        self._preview_soon.timeout.connect(self._show_preview)
        self._preview.open_wanted.connect(self.open_current)
        self._empty.query_wanted.connect(self.query_wanted)
        self._empty.all_wanted.connect(self._clear_filters)

    def _lay_out(self) -> None:
        self._problems.setContentsMargins(px(18), 0, px(18), px(8))
        results = QWidget()
        results.setProperty("kind", "panel")
        results.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        results.setMinimumWidth(px(300))
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self._problems, self._chips):
            column.addWidget(widget)
        column.addWidget(self._view, 1)
        column.addWidget(self._empty, 1)
        self._filters.setMinimumWidth(px(210))
        self._filters.setMaximumWidth(px(300))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for widget in (self._filters, results, self._preview):
            splitter.addWidget(widget)
        splitter.setSizes([px(248), px(560), px(632)])
        splitter.setStretchFactor(2, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.setFocusProxy(self._view)

    def _set_words(self) -> None:
        answer = self._answer
        self._view.setAccessibleName(tr(N_("Results")))
        self._head.show_answer(answer, self.sort)
        problems = " ".join(problem.message(tr) for problem in answer.problems) if answer else ""
        self._problems.setText(problems)
        self._problems.setVisible(bool(problems))
        self._show_chips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_filters = self.width() >= px(1100)
        self._filters.setVisible(has_filters)
        self._head.show_filter_button(not has_filters)
        self._preview.setVisible(self.width() >= px(900))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
