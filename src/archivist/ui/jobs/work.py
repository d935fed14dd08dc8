"""The jobs that a person can start: asked how where that is a question, run in the background, told when they are over."""

import gc
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from archivist.app.jobs import Job, JobState, LogLine, Status, Title
from archivist.app.services.reading import style_of
from archivist.domain import N_, ArchivistError, ReportId
from archivist.domain.errors import UnwritableTarget
from archivist.ui.dates import now
from archivist.ui.files import SUFFIX, archive_kinds
from archivist.ui.language import tr, tr_n

if TYPE_CHECKING:
    from archivist.app.services.context import LineSort
    from archivist.app.services.importing import Outcome
    from archivist.app.services.upkeep import Problem, RestoreInfo
    from archivist.app.within import Within
    from archivist.ui.dialogs.exporting import ExportChoice
    from archivist.ui.dialogs.importing import ImportChoice
    from archivist.ui.window import MainWindow


class WindowWork:
    """The ``Work`` of a main window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def run(self, title: Title, work: Callable[[Job], Any], then: Callable[[JobState], object] | None = None) -> None:
        """Run a job; ``then`` is called on the window's thread when it is done, and failures are told."""
        window = self._window

        def end(state: JobState) -> None:
            if state.status is Status.DONE and then is not None:
                then(state)
            elif isinstance(state.error, ArchivistError):
                window.fail(state.error)

        gc.freeze()  # as when an archive is opened; a job makes many objects, and with them collections
        job = window.jobs.start(title, work)
        window.await_job(job, end)

    def import_files(self) -> None:
        self.take_files(self._window.files.open_files(self._window, tr(N_("Import files"))))

    def import_folder(self) -> None:
        folder = self._window.files.open_folder(self._window, tr(N_("Import a folder")))
        self.take_files([folder] if folder else [])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Import ``paths`` after asking how; an archive among them is opened instead."""
        if not paths:
            return
        if archive := next((each for each in paths if each.suffix == SUFFIX), None):
            self._window.open(archive)
            return
        if self._window.session is None:
            self._window.desk.new_archive()  # to begin with them
        session = self._window.session
        if session is None:
            return
        if not session.is_writable:
            self._window.desk.tell(N_("This archive is open for reading only; nothing can be changed."))
            return
        from archivist.ui.dialogs.importing import ImportDialog

        dialog = ImportDialog(paths, list(session.services.library.collections()), self._window)
        dialog.accepted.connect(lambda: self._start_import(dialog.choice()))
        dialog.open()

    def import_now(self, paths: Sequence[Path]) -> None:
        """Import without asking."""
        from archivist.ui.dialogs.importing import ImportChoice

        self._start_import(ImportChoice(tuple(paths), "", None, repairs=True))

    def _start_import(self, choice: "ImportChoice") -> None:
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
            if len(choice.paths) == 1:
                return tr(N_("Import of {name}"), name=choice.paths[0].name)
            return tr_n("Import of {count} file or folder", "Import of {count} files and folders", len(choice.paths))

        self.run(title, work, self._tell_import)

    def paste_report(self) -> None:
        from archivist.ui.dialogs.pasting import PasteDialog

        dialog = PasteDialog(QGuiApplication.clipboard().text(), self._window)
        dialog.accepted.connect(lambda: self._start_paste(dialog.title(), dialog.text()))
        dialog.open()

    def _start_paste(self, title: str, text: str) -> None:
        session = self._window.session
        if session is None:
            return

        def work(job: Job) -> ReportId | None:
            outcomes = list(session.services.importing.import_text(title, text, progress=job))
            _log_outcomes(job, outcomes)
            return next((each.report for each in outcomes if each.report is not None), None)

        def end(state: JobState) -> None:
            self._tell_import(state)
            if state.result is not None:
                self._window.open_report(state.result)

        self.run(lambda: tr(N_("Import of pasted text")), work, end)

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
            self._window.toast.tell(words, tr(N_("Log")), run=self._window.navigation.show_jobs)
        else:
            self._window.desk.say(words, can_undo=bool(imported))

    def export_reports(self, reports: Sequence[ReportId]) -> None:
        session = self._window.session
        if session is None or not reports:
            return
        from archivist.ui.dialogs.exporting import ExportDialog

        services = session.services
        try:
            dialog = ExportDialog(
                services.exporting,
                services.reading,
                services.marking,
                reports,
                self._window.files,
                style_of(self._window.settings),
                self._window,
            )
        except ArchivistError as error:
            self._window.fail(error)
            return
        dialog.chosen.connect(self._start_export)
        dialog.open()

    def _start_export(self, choice: "ExportChoice") -> None:
        session = self._window.session
        if session is None:
            return

        style = style_of(self._window.settings)

        def work(job: Job) -> object:
            return session.services.exporting.export(
                choice.reports,
                format_key=choice.format_key,
                out=choice.out,
                script=choice.script,
                progress=job,
                translate=tr,
                style=style,
            )

        count, name = len(choice.reports), choice.out.name

        def end(_: JobState) -> None:
            self._window.desk.say(
                tr_n("{count} report exported to {name}", "{count} reports exported to {name}", count, name=name)
            )

        self.run(lambda: tr_n("Export of {count} report", "Export of {count} reports", count), work, end)

    def export_lines(self, phrase: str, sort: "LineSort", within: "Within") -> None:
        """Write all context lines of ``phrase`` to a table that a person chooses."""
        session = self._window.session
        if session is None:
            return
        kinds = tr(N_("Table")) + " (*.csv)"
        target = self._window.files.save_file(self._window, tr(N_("Export lines")), f"{phrase}.csv", kinds)
        if target is None:
            return

        def work(job: Job) -> int:
            return session.services.context.export(phrase, target, sort=sort, within=within, progress=job)

        self.run(
            lambda: tr(N_("Export of context lines")),
            work,
            lambda _: self._window.desk.say(tr(N_("Lines exported to {name}"), name=target.name)),
        )

    def save_log(self, title: str, log: str) -> None:
        """Write a job's log to a file that a person chooses."""
        target = self._window.files.save_file(self._window, tr(N_("Save log")), f"{title}.txt", "(*.txt)")
        if target is None:
            return
        try:
            target.write_text(log, "utf-8", "surrogateescape")
        except OSError as error:
            self._window.fail(UnwritableTarget(N_("The log cannot be written"), where=target, why=error.strerror or ""))

    def back_up(self) -> None:
        from archivist.app.services.upkeep import back_up_archive

        session = self._window.session
        if session is None:
            return
        name = f"{session.name}-{date.today().isoformat()}{SUFFIX}"
        target = self._window.files.save_file(self._window, tr(N_("Back up")), name, archive_kinds())
        if target is not None:
            path = session.path
            self.run(
                lambda: tr(N_("Backup")),
                lambda job: back_up_archive(path, target),
                lambda _: self._tell_backup(path, target),
            )

    def _tell_backup(self, path: Path, target: Path) -> None:
        self._window.note_of(path, backed_up=now())
        self._window.desk.say(tr(N_("Backed up to {name}, and verified"), name=target.name))

    def restore(self, path: Path) -> None:
        """Put a backup that a person chooses in the place of the archive at ``path``, and open it."""
        backup = self._choose_backup()
        if backup is not None:
            self._restore(backup, path)

    def restore_backup(self) -> None:
        """Put a backup in the place of the archive that is open."""
        window = self._window
        if window.session is None or (backup := self._choose_backup()) is None or not window.desk.may_close():
            return
        path = window.session.path
        window.close_archive()
        self._restore(backup, path)

    def _choose_backup(self) -> Path | None:
        return self._window.files.open_file(self._window, tr(N_("Restore a backup")), archive_kinds())

    def _restore(self, backup: Path, path: Path) -> None:
        from archivist.app.services.upkeep import restore_archive

        self.run(
            lambda: tr(N_("Restoring a backup")),
            lambda job: restore_archive(backup, path),
            lambda state: self._end_restore(path, state.result),
        )

    def _end_restore(self, path: Path, info: "RestoreInfo") -> None:
        if self._window.open(path) and info.kept_aside is not None:
            kept = tr(N_("The backup is restored. What stood there was kept as {name}"), name=info.kept_aside.name)
            self._window.desk.say(kept)

    def salvage_this(self) -> None:
        """Save what can be read of the archive that is open."""
        if self._window.session is not None:
            self.salvage(self._window.session.path)

    def salvage(self, path: Path) -> None:
        """Save what can be read of the damaged archive at ``path`` as a new one, and open that."""
        from archivist.app.services.upkeep import SalvageInfo, salvage_archive, verify_archive

        name = tr(N_("{name} (saved)"), name=path.stem) + SUFFIX
        target = self._window.files.save_file(
            self._window, tr(N_("Save what can be read")), str(path.with_name(name)), archive_kinds()
        )
        if target is None:
            return

        def work(job: Job) -> SalvageInfo:
            info = salvage_archive(path, target, job)
            for table in info.cut:
                job.note(LogLine(table, "failed", error=ArchivistError(N_("Not all of it could be read"), where=table)))
            _log_problems(job, verify_archive(target))
            return info

        def end(state: JobState) -> None:
            if self._window.open(target):
                reports = tr_n("{count} report", "{count} reports", state.result.reports)
                annotations = tr_n("{count} annotation", "{count} annotations", state.result.annotations)
                self._window.toast.tell(
                    tr(N_("Saved: {reports}, {annotations}"), reports=reports, annotations=annotations),
                    tr(N_("Log")),
                    run=self._window.navigation.show_jobs,
                )

        self.run(lambda: tr(N_("Saving what can be read")), work, end)

    def check_archive(self) -> None:
        from archivist.app.services.upkeep import verify_archive

        session = self._window.session
        if session is None:
            return
        path = session.path

        def work(job: Job) -> int:
            problems = verify_archive(path)
            _log_problems(job, problems)
            return len(problems)

        self.run(lambda: tr(N_("Check of the archive")), work, lambda state: self._tell_check(path, state))

    def _tell_check(self, path: Path, state: JobState) -> None:
        if not state.result:
            self._window.note_of(path, verified=now())
        if state.result:
            words = tr_n("{count} problem was found", "{count} problems were found", state.result)
            self._window.toast.tell(words, tr(N_("Log")), run=self._window.navigation.show_jobs)
        else:
            self._window.desk.tell(N_("All is well with this archive"))

    def rebuild_index(self) -> None:
        session = self._window.session
        if session is not None:
            self.run(
                lambda: tr(N_("Building the search index")),
                lambda job: session.services.finding.reindex(job),
                lambda _: self._window.desk.tell(N_("The search index was built anew")),
            )


def _log_problems(job: Job, problems: "Iterable[Problem]") -> None:
    for each in problems:
        job.note(LogLine(each.where, "failed", error=ArchivistError(each.message, why=each.detail)))


def _log_outcomes(job: Job, outcomes: "Iterable[Outcome]") -> int:
    """Write what became of each file into the job's log, but for what failed, which is there already; the number of new
    reports."""
    imported = 0
    for outcome in outcomes:
        imported += outcome.status == "imported"
        if outcome.status == "failed" and outcome.reason is not None:
            continue
        job.note(LogLine(str(outcome.path), outcome.status, outcome.report, outcome.reason, outcome.facts))
    return imported
