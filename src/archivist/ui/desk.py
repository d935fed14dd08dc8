"""What commands ask of the window: to open a dialog, to start a job, to show another part."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from archivist import __version__
from archivist.app.jobs import Job, JobState, LogLine, Status, Title
from archivist.app.services.citing import cite_passage
from archivist.app.services.importing import Outcome
from archivist.app.services.upkeep import back_up_archive, verify_archive
from archivist.app.wiring import create_archive, sample_path
from archivist.domain import N_, AnnotationId, ArchivistError, ReportId
from archivist.domain.errors import ArchiveDamaged
from archivist.ui.dialogs.exporting import ExportChoice, ExportDialog
from archivist.ui.dialogs.importing import ImportChoice, ImportDialog
from archivist.ui.dialogs.keys import KeysDialog
from archivist.ui.dialogs.pasting import PasteDialog
from archivist.ui.errors import show_error
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import SCRIPT_NAMES

if TYPE_CHECKING:
    from archivist.ui.window import MainWindow

SUFFIX = ".archivist"


class FileChoice:
    """The system's file dialogs; a test puts another in its place."""

    def open_file(self, window: QWidget, title: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getOpenFileName(window, title, "", kinds)[0])

    def open_files(self, window: QWidget, title: str) -> list[Path]:
        return [Path(each) for each in QFileDialog.getOpenFileNames(window, title)[0]]

    def open_folder(self, window: QWidget, title: str) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(window, title))

    def save_file(self, window: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getSaveFileName(window, title, name, kinds)[0])


class WindowDesk:
    """The ``Desk`` of a main window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.files = FileChoice()

    # --- archives

    def new_archive(self) -> None:
        path = self.files.save_file(self._window, tr(N_("New archive")), tr(N_("Reports")) + SUFFIX, self._kinds())
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(SUFFIX)
        self._try(lambda: create_archive(path)) and self._window.open(path)

    def open_archive(self) -> None:
        path = self.files.open_file(self._window, tr(N_("Open archive")), self._kinds())
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

        self.run(lambda: tr(N_("Making the sample archive")), make, lambda state: self._window.open(path))

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
        """Say that an archive is damaged; what can be read of it can be looked at, and its backups are the way back."""
        if show_error(error, self._window, tr(N_("Open for reading"))):
            try:
                self._window.open(path, read_only=True)
            except ArchivistError as again:
                show_error(again, self._window)

    # --- jobs

    def run(self, title: Title, work: Callable[[Job], Any], then: Callable[[JobState], object] | None = None) -> None:
        """Run a job; ``then`` is called on the window's thread when it is done, and failures are told."""
        window = self._window

        def watched(job: Job) -> Any:
            return work(job)

        def end(state: JobState) -> None:
            if state.status is Status.DONE and then is not None:
                then(state)
            elif isinstance(state.error, ArchivistError):
                window.fail(state.error)

        job = window.jobs.start(title, watched)
        window.await_job(job, end)

    def import_files(self) -> None:
        self.take_files(self.files.open_files(self._window, tr(N_("Import files"))))

    def import_folder(self) -> None:
        folder = self.files.open_folder(self._window, tr(N_("Import a folder")))
        self.take_files([folder] if folder else [])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Import ``paths`` after asking how; an archive among them is opened instead."""
        if not paths:
            return
        if archive := next((each for each in paths if each.suffix == SUFFIX), None):
            self._window.open(archive)
            return
        session = self._window.session
        if session is None or not session.is_writable:
            return
        dialog = ImportDialog(paths, list(session.services.library.collections()), self._window)
        dialog.accepted.connect(lambda: self._start_import(dialog.choice()))
        dialog.open()

    def import_now(self, paths: Sequence[Path]) -> None:
        """Import without asking."""
        self._start_import(ImportChoice(tuple(paths), "", None, repairs=True))

    def _start_import(self, choice: ImportChoice) -> None:
        session = self._window.session
        if session is None:
            return

        def work(job: Job) -> int:
            outcomes = session.services.importing.import_paths(
                choice.paths,
                collection=choice.collection or None,
                encoding=choice.encoding,
                repair=choice.repairs,
                progress=job,
            )
            return _log_outcomes(job, outcomes)

        def title() -> str:
            return tr_n("Import of {count} file or folder", "Import of {count} files and folders", len(choice.paths))

        self.run(title, work, self._tell_import)

    def paste_report(self) -> None:
        dialog = PasteDialog(QGuiApplication.clipboard().text(), self._window)
        dialog.accepted.connect(lambda: self._start_paste(dialog.title(), dialog.text()))
        dialog.open()

    def _start_paste(self, title: str, text: str) -> None:
        session = self._window.session
        if session is None:
            return

        def work(job: Job) -> int:
            return _log_outcomes(job, session.services.importing.import_text(title, text, progress=job))

        self.run(lambda: tr(N_("Import of pasted text")), work, self._tell_import)

    def _tell_import(self, state: JobState) -> None:
        imported, failed = state.counts.get("imported", 0), state.counts.get("failed", 0)
        words = tr_n("{count} report imported", "{count} reports imported", imported)
        if failed:
            words += " · " + tr_n("{count} failed", "{count} failed", failed)
        others = sum(state.counts.values()) - imported - failed
        if others and not imported:
            words += " · " + tr_n(
                "{count} was there already or left out", "{count} were there already or left out", others
            )
        if failed:
            self._window.toast.tell(words, tr(N_("Log")), run=self._window.show_jobs)
        else:
            self._say(words, can_undo=bool(imported))

    def export_reports(self, reports: Sequence[ReportId]) -> None:
        session = self._window.session
        if session is None or not reports:
            return
        services = session.services
        try:
            dialog = ExportDialog(
                services.exporting, services.reading, services.marking, reports, self.files, self._window
            )
        except ArchivistError as error:
            self._window.fail(error)
            return
        dialog.chosen.connect(self._start_export)
        dialog.open()

    def _start_export(self, choice: ExportChoice) -> None:
        session = self._window.session
        if session is None:
            return

        def work(job: Job) -> object:
            return session.services.exporting.export(
                choice.reports,
                format_key=choice.format_key,
                out=choice.out,
                script=choice.script,
                progress=job,
                translate=tr,
            )

        count, name = len(choice.reports), choice.out.name

        def end(_: JobState) -> None:
            self._say(tr_n("{count} report exported to {name}", "{count} reports exported to {name}", count, name=name))

        self.run(lambda: tr_n("Export of {count} report", "Export of {count} reports", count), work, end)

    def back_up(self) -> None:
        session = self._window.session
        if session is None:
            return
        name = f"{session.name}-{_today()}{SUFFIX}"
        target = self.files.save_file(self._window, tr(N_("Back up")), name, self._kinds())
        if target is not None:
            path = session.path
            self.run(
                lambda: tr(N_("Backup")),
                lambda job: back_up_archive(path, target),
                lambda _: self._say(tr(N_("Backed up to {name}, and verified"), name=target.name)),
            )

    def check_archive(self) -> None:
        session = self._window.session
        if session is None:
            return
        path = session.path

        def work(job: Job) -> int:
            problems = verify_archive(path)
            for problem in problems:
                job.note(LogLine(problem.where, "failed", error=ArchivistError(problem.message, why=problem.detail)))
            return len(problems)

        self.run(lambda: tr(N_("Check of the archive")), work, self._tell_check)

    def _tell_check(self, state: JobState) -> None:
        if state.result:
            words = tr_n("{count} problem was found", "{count} problems were found", state.result)
            self._window.toast.tell(words, tr(N_("Log")), run=self._window.show_jobs)
        else:
            self.tell(N_("All is well with this archive"))

    def rebuild_index(self) -> None:
        session = self._window.session
        if session is not None:
            self.run(
                lambda: tr(N_("Building the search index")),
                lambda job: session.services.finding.reindex(job),
                lambda _: self.tell(N_("The search index was built anew")),
            )

    def show_jobs(self) -> None:
        self._window.show_jobs()

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
        KeysDialog(self._window.actions_, self._window).open()

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
        self._window.step_trail(-1)

    def go_forward(self) -> None:
        self._window.step_trail(1)

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
        tags = [each.strip() for each in words.replace("，", ",").replace("、", ",").split(",") if each.strip()]
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
            self._say(tr(N_("Added to {name}"), name=name.strip()), can_undo=True)

    def new_collection(self) -> None:
        session = self._window.session
        if session is None:
            return
        name, agreed = QInputDialog.getText(self._window, tr(N_("New collection")), tr(N_("Name:")))
        if agreed and name.strip():
            self._try(lambda: session.services.library.new_collection(name.strip()))

    def show_details(self) -> None:
        if workspace := self._window.workspace:
            workspace.reveal(workspace.notes)
            workspace.notes.show_details()

    # --- in a report

    def find_in_report(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.open_find_bar(workspace.marker.selected_text)

    def find_in_archive(self, text: str) -> None:
        self._window.tool_bar.search.set_text(f'"{text}"')

    def step_hit(self, by: int) -> None:
        window = self._window
        if window.finder is not None and window.pages.currentWidget() is window.finder:
            window.finder.step(by)
        elif window.workspace is not None:
            window.workspace.page.find_bar.step(by)

    def toggle_source_text(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.toggle_source()

    def copy(self) -> None:
        if workspace := self._window.workspace:
            workspace.page.reader.copy()

    def copy_with_citation(self) -> None:
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
            workspace.page.reader.select_all()

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
        self._say(tr(message, **{name: tr(label) for name, label in labels.items()}), can_undo=can_undo)

    def _say(self, words: str, *, can_undo: bool = False) -> None:
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

    def _kinds(self) -> str:
        return tr(N_("Archives")) + f" (*{SUFFIX})"


def _log_outcomes(job: Job, outcomes: Iterable[Outcome]) -> int:
    """Write what became of each file into the job's log; the number of new reports."""
    imported = 0
    for outcome in outcomes:
        imported += outcome.status == "imported"
        job.note(LogLine(str(outcome.path), outcome.status, outcome.report, outcome.reason))
    return imported


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
