"""What commands ask of the window: to open a dialog, or to show another part."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox

from archivist import __version__
from archivist.app.jobs import Job
from archivist.app.services.library import Scope, Sort
from archivist.app.services.marking import NewMark
from archivist.app.settings import COLOUR
from archivist.app.wiring import create_archive, sample_path
from archivist.domain import N_, AnnotationId, ArchivistError, Colour, ReportId, Span
from archivist.domain.errors import ArchiveDamaged
from archivist.ui.errors import show_error
from archivist.ui.files import SUFFIX, archive_kinds
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import SCRIPT_NAMES
from archivist.ui.parts.menu import Menu

if TYPE_CHECKING:
    from archivist.ui.window import MainWindow


_FIRST_REPORT = "區委常委會召開擴大會議"
"""Of the sample archive: damaged by its page, and repaired."""


class WindowDesk:
    """The ``Desk`` of a main window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    # --- archives

    def new_archive(self) -> None:
        path = self._window.files.save_file(
            self._window, tr(N_("New archive")), tr(N_("Reports")) + SUFFIX, archive_kinds()
        )
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(SUFFIX)
        self._try(lambda: create_archive(path)) and self._window.open(path)

    def open_archive(self) -> None:
        path = self._window.files.open_file(self._window, tr(N_("Open archive")), archive_kinds())
        if path is not None:
            self._window.open(path)

    def open_sample(self) -> None:
        """Open the sample archive, made by a job where it is missing."""
        path = sample_path()
        if path.exists():
            self._window.open(path)
            return

        def make(job: Job) -> Path:
            create_archive(path, with_sample=True, progress=job)
            return path

        self._window.work.run(lambda: tr(N_("Making the sample archive")), make, lambda _: self._show_sample(path))

    def _show_sample(self, path: Path) -> None:
        """Open it at a report that has all there is to see, so that the first look is not an empty page."""
        window = self._window
        if window.open(path) and window.session is not None:
            for report in window.session.services.library.find_titles(_FIRST_REPORT, 1):
                window.open_report(report.id)

    def close_archive(self) -> None:
        if self.may_close():
            self._window.close_archive()

    def close_window(self) -> None:
        self._window.close()

    def quit(self) -> None:
        self._window.close()

    def may_close(self) -> bool:
        """True where no job runs, or the person agrees that it stops."""
        running = self._window.jobs.running
        if not running or self._window.session is None:
            return True
        question = QMessageBox(self._window)
        question.setWindowTitle("Archivist")
        question.setText(tr(N_("“{title}” is still running."), title=running[0].state.title()))
        question.setInformativeText(tr(N_("What is finished stays; the rest can be done again later.")))
        stop = question.addButton(tr(N_("Stop it")), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(tr(N_("Go on")), QMessageBox.ButtonRole.RejectRole)
        question.exec()
        return question.clickedButton() is stop

    def offer_rescue(self, path: Path, error: ArchiveDamaged) -> None:
        """Say that an archive is damaged: its backups are the way back, else what can be read of it is saved or looked
        at."""
        offers = (tr(N_("Restore a backup…")), tr(N_("Save what can be read…")), tr(N_("Open for reading")))
        answer = show_error(error, self._window, *offers)
        if answer == 0:
            self._window.work.restore(path)
        elif answer == 1:
            self._window.work.salvage(path)
        elif answer == 2:
            try:
                self._window.open(path, read_only=True)
            except ArchivistError as again:
                show_error(again, self._window)

    def show_jobs(self) -> None:
        self._window.navigation.show_jobs()

    def show_review(self) -> None:
        self._window.navigation.show_review()

    # --- moving about

    def show_palette(self) -> None:
        self._window.actions_.refresh()
        self._window.palette_.open()

    def show_about(self) -> None:
        words = tr(N_("Archives of Chinese-language reports: repaired, in both scripts, searchable, annotated."))
        licences = tr(
            N_(
                "Apache License 2.0. Fonts, icons and libraries have licences of their own, which come with the program."
            )
        )
        QMessageBox.about(self._window, "Archivist", f"<b>Archivist {__version__}</b><p>{words}</p><p>{licences}</p>")

    def show_keys(self) -> None:
        from archivist.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window.actions_, self._window).open()

    def show_preferences(self) -> None:
        from archivist.ui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._window.settings, self._window).open()

    def focus_search(self) -> None:
        field = self._window.tool_bar.search
        field.setFocus()
        field.edit.selectAll()

    def focus_list(self) -> None:
        window = self._window
        if window.workspace is not None:
            window.show_page(window.workspace)
            window.workspace.show_list()
            window.workspace.list.setFocus()

    def filter_list(self) -> None:
        self.focus_list()
        if workspace := self._window.workspace:
            workspace.list.open_filter()

    def sort_list(self, order: Sort) -> None:
        if workspace := self._window.workspace:
            workspace.list.set_sort(order)

    def focus_reader(self) -> None:
        if workspace := self._window.workspace:
            workspace.show_reader()
            workspace.page.reader.setFocus()

    def focus_notes(self) -> None:
        if workspace := self._window.workspace:
            workspace.reveal(workspace.notes)
            workspace.notes.setFocus()

    def toggle_library(self) -> None:
        if workspace := self._window.workspace:
            workspace.toggle(workspace.library)

    def toggle_notes(self) -> None:
        if workspace := self._window.workspace:
            workspace.toggle(workspace.notes)

    def toggle_focus_mode(self) -> None:
        window = self._window
        if window.workspace is not None:
            is_focused = not window.workspace.is_focused
            window.workspace.set_focused(is_focused)
            window.tool_bar.setVisible(not is_focused)
            window.status.setVisible(not is_focused)

    def toggle_full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def go_back(self) -> None:
        self._window.navigation.step(-1)

    def go_forward(self) -> None:
        self._window.navigation.step(1)

    def step_report(self, by: int) -> None:
        window = self._window
        if window.workspace is not None:
            window.show_page(window.workspace)
            window.workspace.list.step(by)

    # --- reports

    def choose_tags(self, reports: Sequence[ReportId]) -> None:
        session = self._window.session
        if session is None:
            return
        library = session.services.library
        words, agreed = QInputDialog.getText(
            self._window,
            tr(N_("Tags")),
            tr_n(
                "Tags for {count} report, separated by commas:",
                "Tags for {count} reports, separated by commas:",
                len(reports),
            ),
        )
        tags = _tags(words)
        if agreed and tags and self._try(lambda: library.tag_reports(reports, tags)):
            self.tell(N_("Tagged"), can_undo=True)

    def choose_collection(self, reports: Sequence[ReportId]) -> None:
        session = self._window.session
        if session is None:
            return
        library = session.services.library
        names = list(library.collections())
        name, agreed = QInputDialog.getItem(
            self._window, tr(N_("Add to a collection")), tr(N_("Collection, or the name of a new one:")), names, 0, True
        )
        if agreed and name.strip() and self._try(lambda: library.add_to_collection(name.strip(), reports)):
            self.say(tr(N_("Added to {name}"), name=name.strip()), can_undo=True)

    def mark_passages(self, passages: Sequence[tuple[ReportId, Span]]) -> None:
        """Highlight context lines in the last colour, in one step."""
        mark = NewMark(colour=Colour(self._window.settings.get(COLOUR)))
        self._mark_all(passages, mark, N_("Highlight"))

    def tag_passages(self, passages: Sequence[tuple[ReportId, Span]]) -> None:
        """Ask for tags and mark context lines with them, in one step."""
        words, agreed = QInputDialog.getText(
            self._window,
            tr(N_("Tag")),
            tr_n(
                "Tags for {count} line, separated by commas:",
                "Tags for {count} lines, separated by commas:",
                len(passages),
            ),
        )
        if agreed and (tags := _tags(words)):
            colour = Colour(self._window.settings.get(COLOUR))
            self._mark_all(passages, NewMark(colour=colour, tags=tags), N_("Tag"))

    def _mark_all(self, passages: Sequence[tuple[ReportId, Span]], mark: NewMark, label: str) -> None:
        session = self._window.session
        if session is None or not session.is_writable:
            return
        marking = session.services.marking
        if self._try(lambda: marking.mark_spans(passages, mark, label=label)):
            self.say(tr_n("{count} line marked", "{count} lines marked", len(passages)), can_undo=True)

    def new_collection(self) -> None:
        session = self._window.session
        if session is None:
            return
        name, agreed = QInputDialog.getText(self._window, tr(N_("New collection")), tr(N_("Name:")))
        if agreed and name.strip():
            self._try(lambda: session.services.library.new_collection(name.strip()))

    def rename_collection(self, name: str) -> None:
        window = self._window
        if window.session is None or window.workspace is None:
            return
        library = window.session.services.library
        typed, agreed = QInputDialog.getText(window, tr(N_("Rename collection")), tr(N_("Name:")), text=name)
        new_name = typed.strip()
        if agreed and new_name not in ("", name) and self._try(lambda: library.rename_collection(name, new_name)):
            window.workspace.show_scope(Scope("collection", new_name))
            self.say(tr(N_("Renamed to {name}"), name=new_name), can_undo=True)

    def save_search(self) -> None:
        """Ask for a name, which is that of the saved search that is shown, or else what is searched for."""
        window = self._window
        session, finder = window.session, window.navigation.finder
        if session is None or finder is None:
            return
        library, query = session.services.library, finder.query.strip()
        typed, agreed = QInputDialog.getText(window, tr(N_("Save search")), tr(N_("Name:")), text=finder.saved or query)
        name = typed.strip()
        if agreed and name and self._try(lambda: library.save_search(name, query, finder.within, finder.sort)):
            finder.saved = name
            self.say(tr(N_("Saved in the library as {name}"), name=name), can_undo=True)

    def rename_search(self, name: str) -> None:
        window = self._window
        if window.session is None:
            return
        library, finder = window.session.services.library, window.navigation.finder
        typed, agreed = QInputDialog.getText(window, tr(N_("Rename saved search")), tr(N_("Name:")), text=name)
        new_name = typed.strip()
        if agreed and new_name not in ("", name) and self._try(lambda: library.rename_search(name, new_name)):
            if finder is not None and finder.saved == name:
                finder.saved = new_name
            self.say(tr(N_("Renamed to {name}"), name=new_name), can_undo=True)

    def show_search_menu(self, name: str, place: QPoint) -> None:
        """What can be done with a saved search of the library."""
        session = self._window.session
        if session is None:
            return
        library, menu = session.services.library, Menu(parent=self._window)
        rename = menu.addAction(tr(N_("Rename…")))
        rename.triggered.connect(lambda: self.rename_search(name))
        delete = menu.addAction(tr(N_("Delete")))
        delete.triggered.connect(
            lambda: (
                self._try(lambda: library.delete_search(name)) and self.tell(N_("Saved search deleted"), can_undo=True)
            )
        )
        for action in (rename, delete):
            action.setEnabled(session.is_writable)
        menu.popup(place)

    def show_repairs(self) -> None:
        if workspace := self._window.workspace:
            workspace.reveal(workspace.notes)
            workspace.notes.show_repairs()

    def show_details(self) -> None:
        if workspace := self._window.workspace:
            workspace.reveal(workspace.notes)
            workspace.notes.show_details()

    # --- in a report

    def compare_reports(self, reports: Sequence[ReportId]) -> None:
        from archivist.ui.dialogs.comparing import CompareDialog
        from archivist.ui.versionchoices import choices_of

        if (session := self._window.session) is None or not reports:
            return
        try:
            title, choices = choices_of(session.services, reports)
        except ArchivistError as error:
            self._window.fail(error)
            return
        CompareDialog(title, choices, self._window.bridge, self._window).open()

    def find_in_report(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.open_find_bar(workspace.marker.selected_text)

    def find_in_archive(self, text: str) -> None:
        self._window.tool_bar.search.set_text(f'"{text}"')

    def show_context(self, text: str) -> None:
        phrase = text or self._window.tool_bar.search.text().strip()
        if not phrase:
            phrase, agreed = QInputDialog.getText(self._window, tr(N_("In context")), tr(N_("Phrase:")))
            phrase = phrase.strip() if agreed else ""
        if phrase:
            self._window.navigation.show_context([phrase])

    def step_hit(self, by: int) -> None:
        window = self._window
        navigation = window.navigation
        if navigation.finder is not None and navigation.is_in_finder:
            navigation.finder.step(by)
        elif window.workspace is not None:
            window.workspace.page.find_bar.step(by)

    def toggle_source_text(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.toggle_source()

    def copy(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.reader.copy()

    def copy_with_citation(self) -> None:
        from archivist.app.services.citing import cite_passage

        window = self._window
        if window.workspace is None or window.session is None:
            return
        page = window.workspace.page
        selection = page.reader.selection()
        if selection is None or page.text is None:
            return
        script = page.scripts[selection.pane]
        QGuiApplication.clipboard().setText(
            cite_passage(page.text, selection.span, selection.shown, window.session.name, tr(SCRIPT_NAMES[script]), tr)
        )
        self.tell(N_("Copied with citation"))

    def select_all(self) -> None:
        if workspace := self._window.workspace:
            workspace.select_all()

    def select_sentence(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.reader.select_sentence()

    def choose_mark(self, mark: AnnotationId) -> None:
        if workspace := self._window.workspace:
            workspace.choose_mark(mark)

    def edit_note(self, mark: AnnotationId) -> None:
        if workspace := self._window.workspace:
            workspace.edit_note(mark)

    def edit_tags(self, mark: AnnotationId) -> None:
        if workspace := self._window.workspace:
            workspace.edit_tags(mark)

    def step_mark(self, by: int) -> None:
        if workspace := self._window.workspace:
            workspace.marker.step(by)

    def tell(self, message: str, *, can_undo: bool = False, **labels: str) -> None:
        self.say(tr(message, **{name: tr(label) for name, label in labels.items()}), can_undo=can_undo)

    def say(self, words: str, *, can_undo: bool = False) -> None:
        actions = self._window.actions_
        if can_undo:
            self._window.toast.tell(words, tr(N_("Undo")), "Ctrl+Z", lambda: actions.run("edit.undo"))
        else:
            self._window.toast.tell(words)

    def _try(self, do: Callable[[], object]) -> bool:
        """Do it, or say why it cannot be done."""
        try:
            do()
        except ArchivistError as error:
            self._window.fail(error)
            return False
        return True


def _tags(words: str) -> tuple[str, ...]:
    """What stands between the commas."""
    return tuple(each.strip() for each in words.replace("，", ",").replace("、", ",").split(",") if each.strip())
