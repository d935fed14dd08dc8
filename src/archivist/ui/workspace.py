"""Where a person reads: library, list, report and annotations of one archive, arranged by the room there is."""

import gc
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from archivist.app.commands.all import COMMAND_BY_ID, COMMANDS
from archivist.app.commands.command import Menu as MenuName
from archivist.app.services.library import Scope
from archivist.app.settings import LIBRARY, LIST, NOTES, PANES, SCRIPTS, WIDTHS, Setting, Settings
from archivist.domain import Annotation, AnnotationId, ArchivistError, Changed, Kind, Report, ReportId, ReportText, Span
from archivist.ui.actions import Actions
from archivist.ui.arrangement import Arrangement, Place, arrange
from archivist.ui.bridge import Bridge, follow_settings
from archivist.ui.drawer import Drawer
from archivist.ui.latest import Latest
from archivist.ui.library.panel import SEARCH, LibraryPanel
from archivist.ui.library.reportlist import ReportList
from archivist.ui.marker import Marker
from archivist.ui.notes.panel import NotesPanel
from archivist.ui.reader.values import Position
from archivist.ui.readerpage import ReaderPage
from archivist.ui.ready import LONG, Ready
from archivist.ui.session import Session
from archivist.ui.theme import px

_READ_AFTER_MS = 1500
"""A report that is only passed on the way through the list stays unread."""

_NARROWEST_READER = 528


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A report that a person wants to see, where in it, and what is to be done then."""

    report: ReportId
    span: Span | None
    position: Position | None
    then: Callable[[], object] | None


class _Fetched(NamedTuple):
    ready: Ready
    annotations: tuple[Annotation, ...]
    place: Position | None


class Workspace(QWidget):
    state_changed = Signal()
    """What is open or selected is another, so other commands may be possible."""
    visited = Signal(object, object)
    """ReportId and Position: a person went to a report."""
    failed = Signal(object)
    """``ArchivistError``."""
    search_chosen = Signal(object)
    """``SavedSearch``."""
    search_menu_wanted = Signal(str, QPoint)
    """The name of a saved search, and where on the screen."""

    def __init__(
        self, session: Session, settings: Settings, actions: Actions, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        services = session.services
        self._session = session
        self._settings = settings
        self._actions = actions
        self._arrangement = arrange(1440)
        self._is_focused = False
        # Each part is made where it stays: Qt tells every widget in it of another style when it moves.
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.library = LibraryPanel(
            services.library, lambda each: services.finding.count(each.query, each.within), bridge, self._splitter
        )
        self.list = ReportList(services.library, bridge, self._splitter)
        self.page = ReaderPage(settings, actions, bridge, self._splitter)
        self.notes = NotesPanel(
            services.marking,
            services.library,
            lambda: services.repairing,
            services.choosing,
            settings,
            self._splitter,
        )
        self.marker = Marker(self.page, self.notes, services.marking, actions, settings)
        self._coming: _Wanted | None = None
        """The long report that is being fetched."""
        self._opening = Latest[_Fetched | ArchivistError](bridge, "opening", self._take_fetched)
        self._drawers: dict[QWidget, Drawer] = {
            self.library: Drawer(self.library, self, "left"),
            self.notes: Drawer(self.notes, self, "right"),
        }
        for panel in (self.library, self.list, self.page, self.notes):
            self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(2, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self._read_soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._read_soon.timeout.connect(self._mark_read)
        self._connect()
        if state := settings.get(LIST):
            self.list.restore(state)
        self.show_scope(Scope("all"))
        self.set_arrangement(self._arrangement)

    def _connect(self) -> None:
        self.library.scope_chosen.connect(self._take_scope)
        self.library.menu_wanted.connect(self._show_library_menu)
        self.library.search_chosen.connect(self.search_chosen)
        self.list.report_chosen.connect(self.open_report)
        self.list.entered.connect(self.page.reader.setFocus)
        self.list.selection_changed.connect(self.state_changed)
        self.list.menu_wanted.connect(self._show_report_menu)
        self.page.text_changed.connect(self._show_notes)
        self.page.hits_changed.connect(self.state_changed)
        self.marker.state_changed.connect(self.state_changed)
        self.notes.failed.connect(self.failed)
        self.notes.left.connect(self.page.reader.setFocus)
        self.notes.remove_wanted.connect(self._remove_mark)
        self.notes.set_writable(self._session.is_writable)
        self.list.trash_wanted.connect(lambda: self._actions.run("report.trash"))
        self.list.import_wanted.connect(lambda: self._actions.run("archive.import_files"))
        self._session.changed.connect(self.refresh)
        follow_settings(self._settings, self, self._take_setting)
        self._splitter.splitterMoved.connect(self._keep_widths)
        for widget in (self.page, self.notes, self.list):
            self._actions.listen_in(widget)

    # --- reports

    @property
    def scope(self) -> Scope:
        return self.library.scope()

    def show_scope(self, scope: Scope) -> None:
        self.library.set_scope(scope)
        self.list.show_scope(scope)

    def _take_scope(self, scope: Scope) -> None:
        self.list.show_scope(scope)
        if self._arrangement.library is Place.DRAWER:
            self._drawers[self.library].close_again()
        if self._arrangement.list is Place.PAGE:
            self.show_list()
        self.state_changed.emit()

    def open_report(
        self,
        report: ReportId,
        span: Span | None = None,
        position: Position | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show a report: at ``span``, at ``position``, or where it was left. ``then`` is called when it shows; that is
        at once but for a long report, of which the title comes first."""
        wanted = _Wanted(report, span, position, then)
        try:
            if report != self.page.report:
                self.leave_report()
                facts = self._session.services.library.report(report)
                self.list.select(report)
                if facts.characters >= LONG:
                    self._open_soon(facts, wanted)
                    return
                self._coming = None
                self._opening.forget()
                self._show(self._fetch(report), position)
            elif position is not None:
                self.page.reader.restore(position)
            self._arrive(wanted)
        except ArchivistError as error:
            self.failed.emit(error)

    def _open_soon(self, facts: Report, wanted: _Wanted, *, is_new: bool = False) -> None:
        """Have a thread fetch a long report, and show it when it is there unless something else was wanted since. One that
        is on its way already is fetched again only where its text ``is_new``."""
        is_coming = self._coming is not None and self._coming.report == wanted.report
        self._coming = wanted
        if is_coming and not is_new:
            return
        self.page.show_coming(facts)
        self.show_reader()
        self.state_changed.emit()
        self._opening.ask(object(), lambda: self._try_to_fetch(wanted.report))

    def _try_to_fetch(self, report: ReportId) -> _Fetched | ArchivistError:
        gc.disable()  # what is made is many values and no garbage, and to look at them all stops every thread
        try:
            return self._fetch(report)
        except ArchivistError as error:
            return error
        finally:
            gc.freeze()
            gc.enable()

    def _take_fetched(self, fetched: _Fetched | ArchivistError) -> None:
        wanted, self._coming = self._coming, None
        if wanted is None:
            return
        if isinstance(fetched, ArchivistError):
            self.page.show_nothing()
            self.failed.emit(fetched)
            return
        self._show(fetched, wanted.position)
        self._arrive(wanted)

    def _fetch(self, report: ReportId) -> _Fetched:
        """All that is shown of a report; on any thread."""
        services = self._session.services
        text = services.reading.text(report)
        annotations = services.marking.list_annotations(report=report)
        place = _position(text, services.library.place(report))
        return _Fetched(self.page.make_ready(services.reading, text), tuple(annotations), place)

    def _show(self, fetched: _Fetched, position: Position | None) -> None:
        reading = self._session.services.reading
        self.page.show_report(reading, fetched.ready, fetched.annotations, position or fetched.place)

    def _arrive(self, wanted: _Wanted) -> None:
        if wanted.span is not None:
            self.page.go_to(wanted.span)
        self._read_soon.start()
        self.show_reader()
        self.visited.emit(wanted.report, self.page.reader.position)
        self.state_changed.emit()
        if wanted.then is not None:
            wanted.then()

    def leave_report(self) -> None:
        """Remember where the open report was left."""
        self.marker.leave()
        self.notes.leave_editor()
        self._read_soon.stop()
        report, position = self.page.report, self.page.reader.position
        if report is None or self.page.is_source or not self._session.is_writable:
            return
        try:
            self._session.services.library.set_place(report, _place(self.page.text, position))
        except ArchivistError as error:
            self.failed.emit(error)

    def _mark_read(self) -> None:
        if self.page.report is not None and self._session.is_writable:
            try:
                self._session.services.library.mark_read([self.page.report], is_read=True)
            except ArchivistError as error:
                self.failed.emit(error)

    def _remove_mark(self, mark: AnnotationId) -> None:
        self.marker.choose(mark)
        self._actions.run("annotate.remove")

    def selected(self) -> tuple[ReportId, ...]:
        """What a command on reports is about: the selected rows, or else the open report."""
        chosen = tuple(self.list.selected())
        if chosen:
            return chosen
        return (self.page.report,) if self.page.report else ()

    def select_all(self) -> None:
        """All reports of the list where that has the keyboard, otherwise the whole report."""
        focus = self.window().focusWidget()
        if focus is not None and self.list.isAncestorOf(focus):
            self.list.select_all()
        elif self.page.report is not None:
            self.page.reader.select_all()

    def refresh(self, changed: Changed) -> None:
        """Show what a commit made of the archive."""
        self.library.refresh(changed)
        self.list.refresh(changed)
        report, coming = self.page.report, self._coming
        if coming is not None and coming.report in changed.ids and Kind.TEXT in changed.kinds:
            self._open_again(coming)
        if Kind.CHOICE in changed.kinds:
            self.page.convert_again()
        if report is not None and changed.kinds & {Kind.REPORT, Kind.TEXT, Kind.ANNOTATION, Kind.TAG}:
            try:
                self._refresh_report(report, changed)
            except ArchivistError:
                self.page.show_nothing()  # it is in the archive no more
        self.state_changed.emit()

    def _open_again(self, coming: _Wanted) -> None:
        """What was fetched of it so far is not its text any more."""
        try:
            self._open_soon(self._session.services.library.report(coming.report), coming, is_new=True)
        except ArchivistError:
            self._coming = None
            self._opening.forget()
            self.page.show_nothing()

    def _refresh_report(self, report: ReportId, changed: Changed) -> None:
        services = self._session.services
        annotations = services.marking.list_annotations(report=report)
        if report in changed.ids and changed.kinds & {Kind.REPORT, Kind.TEXT}:
            facts = services.library.report(report)
            if facts.trashed and self.scope.kind != "trash":
                self.page.show_nothing()
            elif Kind.TEXT not in changed.kinds:
                self.page.show_metadata(facts)
                self.page.show_annotations(annotations)
            elif facts.characters < LONG:
                self.page.show_again(services.reading.text(report), annotations)
            else:
                self._open_soon(facts, _Wanted(report, None, self.page.reader.position, None), is_new=True)
        else:
            self.page.show_annotations(annotations)
        self.marker.show(annotations)

    def _show_notes(self) -> None:
        self.notes.show_report(self.page.text, self.page.doubts)
        self._show_marks()
        self.state_changed.emit()

    def _show_marks(self) -> None:
        """Those of the open report as they are now, before the news of the last change comes round."""
        report = self.page.report
        annotations = self._session.services.marking.list_annotations(report=report) if report else ()
        self.page.show_annotations(annotations)
        self.marker.show(annotations)

    def _show_report_menu(self, place: QPoint) -> None:
        wanted = [each for each in COMMANDS if each.menu == MenuName.REPORT and not each.is_bare and each.section > 0]
        export = [each for each in COMMANDS if each.id == "archive.export"]
        self._actions.refresh()
        self._actions.menu([*export, *wanted], parent=self).popup(place)

    def _show_library_menu(self, scope: Scope, place: QPoint) -> None:
        if scope.kind == SEARCH:
            self.search_menu_wanted.emit(scope.name, place)
            return
        if scope.kind == "collection":
            wanted = ("report.rename_collection", "report.delete_collection", "report.new_collection")
        else:
            wanted = ("report.new_collection",)
        self._actions.refresh()
        self._actions.menu([COMMAND_BY_ID[each] for each in wanted], parent=self).popup(place)

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = arrange(round(self.width() * 13 / px(13)))
        if wanted != self._arrangement:
            self.set_arrangement(wanted)
        for drawer in self._drawers.values():
            drawer.place()

    def set_arrangement(self, wanted: Arrangement) -> None:
        self._arrangement = wanted
        self._put(self.library, wanted.library, 0)
        self._put(self.notes, wanted.notes, 3)
        self.library.set_rail(wanted.library is Place.RAIL)
        self.list.setMinimumWidth(px(min(240, wanted.list_width)))
        self.list.setMaximumWidth(px(480) if wanted.list is Place.COLUMN else 1 << 23)
        self.notes.setMinimumWidth(px(240))
        self.notes.setMaximumWidth(px(420))
        self.library.setMinimumWidth(px(wanted.library_width if wanted.library is Place.RAIL else 160))
        self.library.setMaximumWidth(px(wanted.library_width if wanted.library is Place.RAIL else 320))
        widths = self._settings.get(WIDTHS)
        if wanted.library is not Place.COLUMN or len(widths) != 4:
            widths = [px(wanted.library_width), px(wanted.list_width), 0, px(wanted.notes_width)]
        rest = self.width() - sum(widths) + widths[2]
        self._splitter.setSizes([widths[0], widths[1], max(rest, px(_NARROWEST_READER)), widths[3]])
        self._show_panels()
        self.state_changed.emit()

    def _put(self, panel: QWidget, place: Place, index: int) -> None:
        """Let ``panel`` stand in the row of columns, or over them in its drawer."""
        drawer = self._drawers[panel]
        if place is Place.DRAWER:
            drawer.take_in()
        elif drawer.holds():
            drawer.let_go()
            self._splitter.insertWidget(index, panel)

    def _show_panels(self) -> None:
        wants = {self.library: self._settings.get(LIBRARY), self.notes: self._settings.get(NOTES)}
        for panel, wanted in wants.items():
            drawer = self._drawers[panel]
            if drawer.holds():
                panel.show()
                drawer.setVisible(drawer.is_wanted and not self._is_focused)
            else:
                panel.setVisible(wanted and not self._is_focused)
        if self._arrangement.list is Place.PAGE:
            shows_list = self._shows_list or self.page.report is None
            self.list.setVisible(shows_list and not self._is_focused)
            self.page.setVisible(not shows_list or self._is_focused)
        else:
            self.list.setVisible(not self._is_focused)
            self.page.show()

    _shows_list = True

    def show_list(self) -> None:
        """Where list and report take turns: the list."""
        self._shows_list = True
        self._show_panels()

    def show_reader(self) -> None:
        self._shows_list = False
        self._show_panels()

    @property
    def hides_list(self) -> bool:
        """True where list and report take turns, and it is the report's."""
        return self._arrangement.list is Place.PAGE and self.list.isHidden() and not self._is_focused

    def toggle(self, panel: QWidget) -> None:
        """Show or hide the library or the notes."""
        drawer = self._drawers[panel]
        if drawer.holds():
            drawer.is_wanted = not drawer.is_wanted
            self._show_panels()
            if drawer.is_wanted:
                panel.setFocus()
        else:
            setting = LIBRARY if panel is self.library else NOTES
            self._settings.set(setting, not self._settings.get(setting))
        self.state_changed.emit()

    def choose_mark(self, mark: AnnotationId) -> None:
        """Make ``mark`` the one that commands are about."""
        self._show_marks()
        self.marker.choose(mark)

    def edit_note(self, mark: AnnotationId) -> None:
        self._show_marks()
        self.reveal(self.notes)
        self.notes.edit_note(mark)

    def edit_tags(self, mark: AnnotationId) -> None:
        self._show_marks()
        self.reveal(self.notes)
        self.notes.edit_tags(mark)

    def reveal(self, panel: QWidget) -> None:
        """Show the library or the notes, wherever they stand."""
        drawer = self._drawers[panel]
        if drawer.holds():
            drawer.is_wanted = True
        else:
            self._settings.set(LIBRARY if panel is self.library else NOTES, True)
        self._show_panels()

    def shows(self, panel: QWidget) -> bool:
        drawer = self._drawers[panel]
        return drawer.is_wanted if drawer.holds() else not panel.isHidden()

    @property
    def is_focused(self) -> bool:
        """True while the report is shown alone."""
        return self._is_focused

    def set_focused(self, is_focused: bool) -> None:
        self._is_focused = is_focused
        self._show_panels()
        self.page.reader.setFocus()
        self.state_changed.emit()

    def _take_setting(self, setting: Setting[Any]) -> None:
        if setting in (LIBRARY, NOTES):
            self._show_panels()
        if setting in (PANES, SCRIPTS):
            self.state_changed.emit()

    def _keep_widths(self) -> None:
        if self._arrangement.library is Place.COLUMN and not self._is_focused:
            self._settings.set(WIDTHS, self._splitter.sizes())

    def close_down(self) -> None:
        """The archive is about to be closed: keep what is to be as it was at the next start."""
        self.leave_report()
        self._opening.close()
        self.list.close_down()
        self.library.close_down()
        self._settings.set(LIST, self.list.state())


def _place(text: ReportText | None, position: Position) -> int:
    """Where ``position`` is in the reading text."""
    paragraphs = text.paragraphs if text else ()
    start = paragraphs[position.paragraph].span.start if position.paragraph < len(paragraphs) else 0
    return start + position.offset


def _position(text: ReportText, place: int | None) -> Position | None:
    if place is None:
        return None
    starts = [each.span.start for each in text.paragraphs]
    paragraph = max(bisect_right(starts, place) - 1, 0)
    return Position(paragraph, max(place - starts[paragraph], 0)) if starts else None
