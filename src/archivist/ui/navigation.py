"""Where a person is in the window and was before: the pages that find or ask, and the way back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from archivist.app.following import IndexState
from archivist.app.services.library import SavedSearch
from archivist.domain import Changed, ReportId, Span
from archivist.ui.reader.values import Position
from archivist.ui.session import Session
from archivist.ui.trail import Page, Stop, Trail

if TYPE_CHECKING:
    from archivist.app.services.reading import ReadingService
    from archivist.ui.finder.contextpage import ContextPage
    from archivist.ui.finder.page import FinderPage
    from archivist.ui.jobs.page import JobsPage
    from archivist.ui.review.page import ReviewPage
    from archivist.ui.window import MainWindow


class Navigation:
    """Of a main window. The pages that find are made when they are first wanted: search loads much that the first look at
    an archive does not need."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._trail = Trail()
        self.finder: FinderPage | None = None
        self.context_page: ContextPage | None = None
        self.review_page: ReviewPage | None = None
        self.jobs_page: JobsPage | None = None

    # --- the pages that find

    def search(self, text: str) -> None:
        """Search as it is typed; without words, back to where the person was."""
        session = self._window.session
        if session is None:
            return
        if not text.strip():
            self.leave()
            return
        finder = self._make_finder(session)
        self._go_to(finder, Stop(Page.FINDER, query=text))
        finder.search(text, self._window.tool_bar.choices.within)

    def show_context(self, phrases: Sequence[str]) -> None:
        """The lines of the first phrase, and all of them over time."""
        session = self._window.session
        if session is None:
            return
        page = self._make_context_page(session)
        self._go_to(page, Stop(Page.CONTEXT, phrases=tuple(phrases)))
        page.show_phrases(phrases, self._window.tool_bar.choices.within)
        page.setFocus()

    def open_search(self, saved: SavedSearch) -> None:
        """A saved search, as if its words and filters had just been chosen."""
        session = self._window.session
        if session is None:
            return
        finder = self._make_finder(session)
        self._window.tool_bar.show_search(saved.query, saved.within)
        self._go_to(finder, Stop(Page.FINDER, query=saved.query))
        finder.open_saved(saved)
        finder.setFocus()

    def show_jobs(self) -> None:
        page = self._make_jobs_page()
        self._go_to(page, Stop(Page.JOBS))
        page.setFocus()

    def show_review(self) -> None:
        """What waits for a decision, one question after the other."""
        session = self._window.session
        if session is None:
            return
        page = self._make_review_page(session)
        page.refresh()
        self._go_to(page, Stop(Page.REVIEW))
        page.setFocus()

    @property
    def is_in_finder(self) -> bool:
        return self.finder is not None and self._present is self.finder

    def to_results(self) -> None:
        if self.finder is not None and self.is_in_finder:
            self.finder.focus_results()

    def leave(self) -> None:
        """From a page that finds or asks, to the report."""
        workspace = self._window.workspace
        if workspace is not None and self._present in (self.finder, self.context_page, self.review_page):
            self._window.show_page(workspace)
            workspace.page.setFocus()

    def refresh(self, changed: Changed) -> None:
        if self.finder is not None:
            self.finder.refresh(changed)
        if self.review_page is not None:
            self.review_page.refresh(changed)

    def take_index(self, state: IndexState) -> None:
        """What was found may be more now that the index has caught up."""
        if state.is_current:
            if self._window.workspace is not None:
                self._window.workspace.library.take_index()
            for page in filter(None, (self.finder, self.context_page)):
                page.search_again()

    def close(self) -> None:
        """The archive is being closed."""
        for page in filter(None, (self.finder, self.context_page)):
            page.close_down()
        for page in filter(None, (self.finder, self.context_page, self.review_page)):
            self._window.pages.removeWidget(page)
            page.deleteLater()
        self.finder = self.context_page = self.review_page = None
        self._trail.clear()

    def _make_finder(self, session: Session) -> "FinderPage":
        if self.finder is None:
            from archivist.ui.finder.page import FinderPage

            window = self._window
            services = session.services
            page = self.finder = FinderPage(services.finding, services.reading, window.settings, window.bridge)
            page.set_writable(session.is_writable)
            page.open_wanted.connect(lambda report, span: self._open_found(report, span, page.query))
            page.state_changed.connect(window.actions_.refresh_soon)
            page.closed.connect(self.leave)
            page.query_wanted.connect(window.tool_bar.search.set_text)
            page.save_wanted.connect(lambda: window.actions_.run("search.save"))
            page.context_wanted.connect(lambda phrase: self.show_context([phrase]))
            window.pages.addWidget(page)
        return self.finder

    def _make_context_page(self, session: Session) -> "ContextPage":
        if self.context_page is None:
            from archivist.ui.finder.contextpage import ContextPage

            window = self._window
            page = self.context_page = ContextPage(session.services.context, session.services.trend, window.bridge)
            page.open_wanted.connect(lambda report, span: self._open_found(report, span, page.phrase))
            page.results_wanted.connect(window.tool_bar.search.set_text)
            page.closed.connect(self.leave)
            page.mark_wanted.connect(window.desk.mark_passages)
            page.tag_wanted.connect(window.desk.tag_passages)
            page.export_wanted.connect(window.work.export_lines)
            window.pages.addWidget(page)
        return self.context_page

    def _make_jobs_page(self) -> "JobsPage":
        if self.jobs_page is None:
            from archivist.ui.jobs.page import JobsPage

            window = self._window
            page = self.jobs_page = JobsPage(window.jobs, window.bridge, self._reading, window.pages)
            page.report_chosen.connect(lambda report: window.open_report(report))
            page.save_wanted.connect(window.work.save_log)
            page.closed.connect(self._leave_jobs)
            window.pages.addWidget(page)
        return self.jobs_page

    def _leave_jobs(self) -> None:
        """Back to the report, or to the start page where no archive is open."""
        workspace = self._window.workspace
        if workspace is None:
            self._window.show_start()
        else:
            self._window.show_page(workspace)
            workspace.page.setFocus()

    def _reading(self) -> "ReadingService | None":
        session = self._window.session
        return session.services.reading if session is not None else None

    def _make_review_page(self, session: Session) -> "ReviewPage":
        if self.review_page is None:
            from archivist.ui.review.asking import Asker
            from archivist.ui.review.page import ReviewPage

            window, services = self._window, session.services
            asker = Asker(services.reviewing, services.marking, services.repairing)
            page = self.review_page = ReviewPage(services.reviewing, asker, is_writable=session.is_writable)
            page.closed.connect(self.leave)
            page.failed.connect(window.fail)
            page.told.connect(lambda done: window.desk.tell(done, can_undo=True))
            window.pages.addWidget(page)
        return self.review_page

    def _open_found(self, report: ReportId, hit: Span | None, query: str) -> None:
        """Open a report at a hit; the others are framed too."""
        workspace = self._window.workspace
        is_exact = self._window.tool_bar.choices.within.is_exact

        def frame() -> None:
            if hit is not None and workspace is not None:
                workspace.page.show_found(query, hit, is_exact=is_exact)

        self._window.open_report(report, hit, frame)

    # --- back and forward

    @property
    def can_go_back(self) -> bool:
        return self._trail.can_go_back or self._list_is_behind

    @property
    def can_go_forward(self) -> bool:
        return self._trail.can_go_forward

    def visit(self, report: ReportId, position: Position) -> None:
        self._trail.visit(Stop(Page.DESK, report, position))

    def note_place(self) -> None:
        """Remember where in the report the person is, before leaving it."""
        workspace = self._window.workspace
        if workspace is not None and workspace.page.report is not None:
            self._trail.note(Stop(Page.DESK, workspace.page.report, workspace.page.reader.position))

    def step(self, by: int) -> None:
        """Back or forward."""
        window, workspace = self._window, self._window.workspace
        if by < 0 and workspace is not None and self._list_is_behind:
            workspace.show_list()
            workspace.list.setFocus()
            return
        self.note_place()
        stop = self._trail.step(by)
        if stop is None or workspace is None:
            return
        if stop.page is Page.FINDER and self.finder is not None:
            window.tool_bar.show_search(stop.query, window.tool_bar.choices.within)
            self.finder.search(stop.query, window.tool_bar.choices.within)
            window.show_page(self.finder)
        elif stop.page is Page.CONTEXT and self.context_page is not None:
            self.context_page.show_phrases(stop.phrases, window.tool_bar.choices.within)
            window.show_page(self.context_page)
        elif stop.page is Page.JOBS:
            window.show_page(self._make_jobs_page())
        elif stop.page is Page.REVIEW and self.review_page is not None:
            window.show_page(self.review_page)
        elif stop.report is not None:
            window.show_page(workspace)
            workspace.open_report(stop.report, None, stop.position)
        window.actions_.refresh_soon()

    @property
    def _present(self) -> QWidget | None:
        return self._window.pages.currentWidget()

    @property
    def _list_is_behind(self) -> bool:
        """In a narrow window, where list and report take turns, Back leads from the report to the list."""
        workspace = self._window.workspace
        return workspace is not None and self._present is workspace and workspace.hides_list

    def _go_to(self, page: QWidget, stop: Stop) -> None:
        if self._present is not page:
            self.note_place()
            self._window.show_page(page)
        self._trail.visit(stop)
