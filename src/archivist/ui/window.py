"""The main window: tool bar, one page at a time, status line. It knows which archive is open and passes on what its
parts tell each other; what commands ask of it is in ``desk``."""

import base64
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from archivist.app.commands.context import Context
from archivist.app.jobs import Job, JobRunner, JobState
from archivist.app.services.library import Scope
from archivist.app.settings import GEOMETRY, KNOWN, MENU_BAR, PLACES, RECENT, Setting, Settings
from archivist.app.wiring import open_archive
from archivist.domain import N_, ArchivistError, Changed, Report, ReportId, Span
from archivist.domain.errors import ArchiveBusy, ArchiveDamaged, DiskFull, UnwritableTarget
from archivist.ui.actions import Actions
from archivist.ui.alerts import Alerts
from archivist.ui.arrangement import arrange
from archivist.ui.bridge import Bridge
from archivist.ui.dates import now
from archivist.ui.desk import WindowDesk
from archivist.ui.errors import show_error
from archivist.ui.files import FileChoice
from archivist.ui.jobs.work import WindowWork
from archivist.ui.language import tr
from archivist.ui.menubar import MenuBar
from archivist.ui.navigation import Navigation
from archivist.ui.palette import CommandPalette
from archivist.ui.parts.banner import Banner
from archivist.ui.parts.toast import Toast
from archivist.ui.reading_order import move_focus
from archivist.ui.session import Session
from archivist.ui.start.page import StartPage
from archivist.ui.statusline import StatusLine
from archivist.ui.theme import px
from archivist.ui.toolbar import ToolBar
from archivist.ui.workspace import Workspace

_RECENT = 10
_SMALLEST = (640, 480)
_USUAL = (1440, 900)


class MainWindow(QMainWindow):
    """``files`` are the file dialogs, which tests replace. The window opens no archive by itself."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.bridge = Bridge(self)
        self.jobs = JobRunner()
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self.navigation = Navigation(self)
        self._awaited: dict[int, Callable[[JobState], object]] = {}
        self._undo_labels: tuple[str | None, str | None] | None = None
        self.files = FileChoice()
        self.desk = WindowDesk(self)
        self.work = WindowWork(self)
        self.actions_ = Actions(self, self.context, self.fail)
        self.tool_bar = ToolBar(self.actions_, lambda: self.workspace.scope if self.workspace else Scope())
        self.addToolBar(self.tool_bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        middle = QWidget(self)
        self.banner = Banner(middle)
        self.pages = QStackedWidget(middle)
        self.start_page = StartPage(settings, self.pages)
        self.pages.addWidget(self.start_page)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(middle)
        self.alerts = Alerts(self.banner, self.jobs, self)
        self._menu_bar = MenuBar(self, self.actions_, settings)
        self.status = StatusLine(self.jobs, self.bridge)
        self.setStatusBar(self.status)
        self.toast = Toast(self, tr(N_("Close")))
        self.palette_ = CommandPalette(self, self.actions_, self._find_reports)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self._connect()
        self._restore_geometry()
        self._set_words()
        self.show_start()

    def _connect(self) -> None:
        self.tool_bar.menu_wanted.connect(lambda: self._menu_bar.pop_up(self.tool_bar.menu_button))
        self.tool_bar.search_typed.connect(self.navigation.search)
        self.tool_bar.search_left.connect(self.navigation.to_results)
        self.palette_.report_chosen.connect(lambda report: self.open_report(report))
        self.status.job_opened.connect(self.navigation.show_jobs)
        self.start_page.open_wanted.connect(lambda path: self.open(Path(path)))
        self.start_page.new_wanted.connect(self.desk.new_archive)
        self.start_page.browse_wanted.connect(self.desk.open_archive)
        self.start_page.sample_wanted.connect(self.desk.open_sample)
        self.alerts.retry_wanted.connect(self._write_what_waits)
        self.alerts.all_written.connect(lambda: self.desk.tell(N_("All changes are written")))
        self.settings.subscribe(self._take_setting)
        self.jobs.watch(lambda state: self.bridge.post(lambda: self._take_job(state)))

    # --- archives

    def open(self, path: Path, *, read_only: bool = False, report: ReportId | None = None) -> bool:
        """Open the archive at ``path`` in place of the one that is open, and go on where the person was. False, after
        saying why, where that cannot be."""
        path = path.absolute()
        if self.session is not None and self.session.path == path and not read_only:
            if report is not None:
                self.open_report(report)
            return True
        try:
            archive = open_archive(path, read_only=read_only)
        except ArchiveBusy as error:
            return self._offer(path, error, N_("Open for reading"), report)
        except UnwritableTarget as error:
            return self._offer(path, error, N_("Open for reading"), report)
        except ArchiveDamaged as error:
            self.desk.offer_rescue(path, error)
            return False
        except ArchivistError as error:
            self._forget(path)
            self.fail(error)
            return False
        self.close_archive()
        self._take_in(Session(archive, self.bridge, self), report)
        return True

    def _offer(self, path: Path, error: ArchivistError, button: str, report: ReportId | None) -> bool:
        """Say why an archive cannot be written, and open it for reading where the person wants that."""
        if show_error(error, self, tr(button)) == 0:
            return self.open(path, read_only=True, report=report)
        return False

    def _take_in(self, session: Session, report: ReportId | None) -> None:
        self.session = session
        self.workspace = Workspace(session, self.settings, self.actions_, self.bridge, self.pages)
        self.pages.addWidget(self.workspace)
        self.workspace.state_changed.connect(self.actions_.refresh_soon)
        self.workspace.visited.connect(self.navigation.visit)
        self.workspace.failed.connect(self.fail)
        self.workspace.search_chosen.connect(self.navigation.open_search)
        self.workspace.search_menu_wanted.connect(self.desk.show_search_menu)
        self.workspace.library.counted.connect(self.tool_bar.set_count)
        self.tool_bar.set_count(0)
        session.changed.connect(self._forget_undo_labels)
        session.changed.connect(self._take_change)
        session.index_state.connect(self.status.show_index)
        session.index_state.connect(self.navigation.take_index)
        self.status.show_archive(session.name, is_writable=session.is_writable)
        self._remember(session.path)
        self._forget_undo_labels()
        self._take_change(None)
        self._set_words()
        self.alerts.show_archive(is_read_only=not session.is_writable)
        session.rescue_state.connect(self.alerts.take_rescue)
        self.show_page(self.workspace)
        self._go_on(report)
        session.begin()
        # What is there now stays. A full collection stops all threads for as long as it looks at that: 0.1 s.
        gc.freeze()

    def _go_on(self, report: ReportId | None) -> None:
        """Open ``report``, or the one that was open last."""
        assert self.session and self.workspace
        if report is None and (last := self.settings.get(PLACES).get(str(self.session.path))):
            try:
                report = self.session.services.library.report_id(last)
            except ArchivistError:
                report = None
        if report is not None:
            self.workspace.open_report(report)
        self.workspace.list.setFocus()

    def close_archive(self) -> None:
        """Back to the start page; everything is saved already. Jobs of the archive are asked to stop, and end whole."""
        if self.session is None or self.workspace is None:
            return
        self.workspace.close_down()
        if report := self.workspace.page.report:
            self.settings.set(PLACES, self.settings.get(PLACES) | {str(self.session.path): str(report)})
        self.jobs.stop_all()
        self._note_totals(self.session)
        gc.unfreeze()
        session, self.session = self.session, None
        self.navigation.close()
        self.pages.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.workspace = None
        session.close()
        session.deleteLater()
        self.tool_bar.search.set_text("")
        self.alerts.show_archive(is_read_only=False)
        self.show_start()

    def _remember(self, path: Path) -> None:
        recent = [str(path), *(each for each in self.settings.get(RECENT) if each != str(path))]
        self.settings.set(RECENT, recent[:_RECENT])
        self.note_of(path, opened=now())

    def note_of(self, path: Path, **facts: Any) -> None:
        """Keep what the start page says of an archive."""
        recent, known = self.settings.get(RECENT), self.settings.get(KNOWN)
        kept = {name: value for name, value in known.items() if name in recent}
        self.settings.set(KNOWN, kept | {str(path): known.get(str(path), {}) | facts})

    def _note_totals(self, session: Session) -> None:
        try:
            reports, annotations = session.services.library.totals()
        except ArchivistError:
            return  # what is damaged or gone is told where it is opened
        self.note_of(session.path, reports=reports, annotations=annotations)

    def _forget(self, path: Path) -> None:
        if not path.exists():
            self.settings.set(RECENT, [each for each in self.settings.get(RECENT) if each != str(path)])
            self.start_page.show_recent(self.settings.get(RECENT))

    # --- jobs

    def await_job(self, job: Job, end: Callable[[JobState], object]) -> None:
        """Call ``end``, on this thread, when ``job`` is over."""
        self._awaited[job.state.id] = end

    def _take_job(self, state: JobState) -> None:
        self.alerts.take_job(state)
        if state.is_over and (end := self._awaited.pop(state.id, None)) is not None:
            end(state)
            self.actions_.refresh_soon()

    # --- pages

    def show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.actions_.refresh_soon()

    def show_start(self) -> None:
        self.start_page.show_recent(self.settings.get(RECENT))
        self.tool_bar.set_count(None)
        self.status.show_archive("", is_writable=False)
        self._set_words()
        self.show_page(self.start_page)
        self.start_page.setFocus()

    def open_report(self, report: ReportId, span: Span | None = None, then: Callable[[], object] | None = None) -> None:
        if self.workspace is None:
            return
        self.navigation.note_place()
        self.show_page(self.workspace)
        self.workspace.open_report(report, span, then=then)
        self.workspace.page.reader.setFocus()

    # --- state

    def context(self) -> Context:
        """What commands see now."""
        session, workspace = self.session, self.workspace
        if session is None or workspace is None:
            return Context(self.desk, self.work, self.settings, shows=self._shown(), jobs=self.jobs.count)
        page, is_reading = workspace.page, self.pages.currentWidget() is workspace
        finder = self.navigation.finder if self.navigation.is_in_finder else None
        if self._undo_labels is None:
            self._undo_labels = session.services.library.labels()
        undo, redo = self._undo_labels
        return Context(
            self.desk,
            self.work,
            self.settings,
            services=session.services,
            is_writable=session.is_writable,
            report=page.report if is_reading else None,
            reports=workspace.selected() if is_reading else finder.selected() if finder else (),
            is_trash=workspace.scope.kind == "trash",
            collection=workspace.scope.name if is_reading and workspace.scope.kind == "collection" else "",
            query=finder.query.strip() if finder else "",
            saved_search=finder.saved if finder else "",
            order=workspace.list.sort,
            selection=workspace.marker.selection if is_reading else None,
            selected_text=workspace.marker.selected_text,
            mark=workspace.marker.mark if is_reading else None,
            undo=undo,
            redo=redo,
            can_go_back=self.navigation.can_go_back,
            can_go_forward=self.navigation.can_go_forward,
            hits=page.find_bar.count if is_reading else 1 if finder else 0,
            jobs=self.jobs.count,
            shows=self._shown(),
        )

    def _shown(self) -> frozenset[str]:
        workspace = self.workspace
        states = {
            "full screen": self.isFullScreen(),
            "library": workspace is not None and workspace.shows(workspace.library),
            "notes": workspace is not None and workspace.shows(workspace.notes),
            "focus": workspace is not None and workspace.is_focused,
            "source": workspace is not None and workspace.page.is_source,
        }
        return frozenset(name for name, is_shown in states.items() if is_shown)

    def _take_change(self, changed: Changed | None) -> None:
        if self.session is None:
            return
        if changed is not None:
            self.navigation.refresh(changed)
            self.status.show_saved()
        self.actions_.refresh_soon()

    def _forget_undo_labels(self) -> None:
        self._undo_labels = None
        self.actions_.refresh_soon()

    def fail(self, error: ArchivistError) -> None:
        """Tell a person of an error: a full disk in the banner, until there is room again; all else in a dialog."""
        if isinstance(error, DiskFull):
            self.alerts.tell_no_room(error)
        else:
            show_error(error, self)

    def _write_what_waits(self) -> None:
        if self.session is not None and self.session.services.rescue is not None:
            self.session.services.rescue.retry()

    def _find_reports(self, typed: str, limit: int) -> list[Report]:
        return self.session.services.library.find_titles(typed, limit) if self.session else []

    def _take_setting(self, setting: Setting[Any]) -> None:
        if setting is MENU_BAR:
            self._menu_bar.show()
        self.actions_.refresh_soon()

    # --- the window itself

    def _restore_geometry(self) -> None:
        kept = base64.b64decode(self.settings.get(GEOMETRY) or "", validate=False)
        if not kept or not self.restoreGeometry(QByteArray(kept)):
            self.resize(*_USUAL)

    def _set_words(self) -> None:
        self.setWindowTitle(f"{self.session.name} — Archivist" if self.session else "Archivist")
        self.toast.set_words(tr(N_("Close")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tool_bar.show_words(arrange(round(self.width() * 13 / px(13))).has_words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "toast"):
            self._set_words()
            self._menu_bar.show()
            self.toast.hide()  # what it says was said in the language of before
            self.alerts.show()

    def focusNextPrevChild(self, next: bool) -> bool:
        return move_focus(self, forward=next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # After the drop has ended, or a dialog would keep the other program waiting.
        QTimer.singleShot(0, lambda: self.work.take_files(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.desk.may_close():
            event.ignore()
            return
        self.settings.set(GEOMETRY, base64.b64encode(self.saveGeometry().data()).decode())
        self.close_archive()
        self.jobs.close()
        super().closeEvent(event)
