"""The tour in the window: the main job on the sample reports, pictured in both themes and all languages."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from archivist.app.jobs import Status
from archivist.app.language import LANGUAGES
from archivist.app.settings import LANGUAGE, NOTES, RECENT, THEME, Settings
from archivist.app.wiring import create_archive
from archivist.app.within import Within
from archivist.domain import N_, Annotation, ReportId, Span
from archivist.domain.errors import UnreadableFile
from archivist.resources import resource
from archivist.ui.application import Looks, make_application
from archivist.ui.window import MainWindow

_LARGE, _MIDDLE, _SMALL, _SMALLEST = (1440, 900), (1180, 760), (900, 650), (640, 480)
_PATIENCE_MS = 30_000
_NOTE = "Keqiao calls itself the city of textiles; see also ¶ 4."
_QUOTES = (
    ("高質量發展", "annotate.highlight"),
    ("新時代膽劍篇", "annotate.purple"),
    ("會議強調", "annotate.underline"),
)


def take_pictures(folder: Path) -> list[Path]:
    """Do the main job in a window and leave its pictures, and what it made, in ``folder``."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    shutil.rmtree(folder / "pictures", ignore_errors=True)
    (folder / "pictures").mkdir(parents=True)
    archive = folder / "sample.archivist"
    archive.unlink(missing_ok=True)
    (folder / "settings.json").unlink(missing_ok=True)
    tour = _Tour(application, folder)
    tour.work(archive)
    tour.start_again(archive)
    tour.picture_all()
    tour.window.close()
    return tour.files


class _Tour:
    def __init__(self, application: QApplication, folder: Path) -> None:
        self.files: list[Path] = []
        self._application = application
        self._folder = folder
        self._seed: ReportId | None = None
        self._start()

    def _start(self) -> None:
        """As the program starts: with what the settings' file says."""
        self._settings = Settings(self._folder / "settings.json")
        self._looks = Looks(self._application, self._settings)
        self.window = MainWindow(self._settings)
        self.window.resize(*_LARGE)
        self.window.show()

    def work(self, archive: Path) -> None:
        """The main job: an archive, an import, marks in both scripts, a note, a search."""
        window = self.window
        create_archive(archive)
        window.open(archive)
        self._import(archive)
        assert window.session
        self._seed = window.session.services.library.find_titles("區委常委會召開擴大會議", 1)[0].id
        window.open_report(self._seed)
        for quote, command in _QUOTES:
            self._select(quote)
            window.actions_.run(command)
        self._select("紡都", pane=1)
        window.actions_.run("annotate.note")
        self._settle()
        field = window.focusWidget()
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(_NOTE)
        window.desk.focus_reader()
        self._settle()
        for command in ("edit.undo", "edit.redo"):
            window.actions_.run(command)
            self._settle()

    def _import(self, archive: Path) -> None:
        window = self.window
        window.work.import_now([resource("sample") / "reports"])
        self._until(lambda: bool(window.jobs.jobs) and not window.jobs.running)
        if window.jobs.jobs[0].state.status is not Status.DONE:
            raise UnreadableFile(N_("The sample reports could not be imported"), where=archive)
        self._until(lambda: window.status.is_index_current)

    def start_again(self, archive: Path) -> None:
        """Close the window and open another: all is where it was left, and nothing comes in twice."""
        before = self._marks()
        self.window.close()
        self.window.deleteLater()
        self._start()
        self.window.open(archive)
        self._settle()
        assert self.window.workspace
        if self.window.workspace.page.report != self._seed or self._marks() != before:
            raise UnreadableFile(N_("The window did not find again what it left"), where=archive)
        self._import(archive)
        self.window.toast.hide()

    def _marks(self) -> list[Annotation]:
        assert self.window.session
        return self.window.session.services.marking.list_annotations()

    def picture_all(self) -> None:
        for theme in ("light", "dark"):
            for language in LANGUAGES:
                self._settings.set(THEME, theme)
                self._settings.set(LANGUAGE, language)
                for name, show in self._scenes():
                    show()
                    self._settle()
                    self._keep(self.window, f"{name}-{theme}-{language}")
                self.window.actions_.run("edit.undo")
                self._picture_dialogs(f"{theme}-{language}")

    def _scenes(self) -> Iterator[tuple[str, Callable[[], object]]]:
        window = self.window
        yield "main", lambda: (window.resize(*_LARGE), self._open_seed())
        yield "selection", lambda: self._select("學習貫徹", shows_popup=True)
        yield "ruby", lambda: (self._end_selection(), window.actions_.run("view.ruby"), window.desk.find_in_report())
        yield (
            "palette",
            lambda: (window.actions_.run("view.ruby"), self._end_find(), window.actions_.run("help.palette")),
        )
        yield "repairs", lambda: (window.palette_.close_again(), window.actions_.run("report.repairs"))
        yield "pinyin", lambda: window.actions_.run("view.pinyin")
        yield "finder", lambda: (window.actions_.run("view.pinyin"), window.tool_bar.search.set_text("会议"))
        yield "finder-filtered", self._filter
        yield "nothing-found", lambda: window.tool_bar.search.set_text("高质量发站")
        yield "context", lambda: window.navigation.show_context(["产业", "会议"])
        yield "jobs", lambda: (window.tool_bar.search.set_text(""), window.navigation.show_jobs())
        yield "middle", lambda: (self._open_seed(), window.resize(*_MIDDLE))
        yield "small", lambda: window.resize(*_SMALL)
        yield "smallest", lambda: window.resize(*_SMALLEST)
        yield "smallest-finder", lambda: window.tool_bar.search.set_text("會議")
        yield "smallest-context", lambda: window.navigation.show_context(["产业"])
        yield (
            "details",
            lambda: (
                window.tool_bar.search.set_text(""),
                window.resize(*_LARGE),
                window.actions_.run("report.details"),
            ),
        )
        yield "review", self._lose_places

    def _filter(self) -> None:
        """Narrow what was found to the simplified reports of some years."""
        finder = self.window.navigation.finder
        assert finder
        finder.narrow(Within(years=(2002, 2014), scripts=("simplified",)))

    def _lose_places(self) -> None:
        """Show the review queue, after the report got each of its paragraphs twice: its marks may be in either."""
        assert self.window.session and self._seed
        services = self.window.session.services
        lines = services.reading.text(self._seed).source_text.split("\n")
        services.versions.edit_text(self._seed, "\n".join(line for each in lines for line in (each, each)))
        self._settle()
        self.window.navigation.show_review()

    def _picture_dialogs(self, suffix: str) -> None:
        window = self.window
        assert self._seed
        window.work.export_reports([self._seed])
        self._picture_dialog(f"export-{suffix}")
        window.work.take_files([resource("sample") / "reports"])
        self._picture_dialog(f"import-{suffix}")
        window.actions_.run("help.keys")
        self._picture_dialog(f"keys-{suffix}")
        window.actions_.run("edit.preferences")
        self._picture_dialog(f"preferences-{suffix}")
        window.start_page.resize(window.pages.size())
        window.start_page.show_recent(self._settings.get(RECENT))
        self._keep(window.start_page, f"start-{suffix}")

    def _picture_dialog(self, name: str) -> None:
        self._settle()
        dialog = next((each for each in self.window.findChildren(QDialog) if each.isVisible()), None)
        if dialog is not None:
            self._keep(dialog, name)
            dialog.reject()
            dialog.deleteLater()
            self._settle()

    def _open_seed(self) -> None:
        assert self._seed
        self._settings.set(NOTES, True)
        self.window.open_report(self._seed)

    def _end_selection(self) -> None:
        """As a click into the text does; what lies beside the selection goes with it."""
        if self.window.workspace is not None:
            self.window.workspace.page.reader.clear_selection()

    def _end_find(self) -> None:
        if self.window.workspace is not None:
            self.window.workspace.page.find_bar.closed.emit()

    def _select(self, quote: str, *, pane: int = 0, shows_popup: bool = False) -> None:
        """Select ``quote``, of the reading text, in ``pane``."""
        workspace = self.window.workspace
        assert workspace and workspace.page.text
        start = workspace.page.text.reading_text.find(quote)
        reader = workspace.page.reader
        reader.setFocus()
        reader.go_to(Span(start, start + len(quote)))
        reader.select(Span(start, start + len(quote)), pane)
        self.window.actions_.refresh()
        if shows_popup:
            reader.finish_selection()

    def _keep(self, widget: QWidget, name: str) -> None:
        file = self._folder / "pictures" / f"{name}.png"
        widget.grab().save(str(file))
        self.files.append(file)

    def _settle(self, milliseconds: int = 250) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _until(self, holds: Callable[[], bool]) -> None:
        for _ in range(_PATIENCE_MS // 20):
            if holds():
                return
            self._settle(20)
        raise UnreadableFile(N_("The tour waited too long"))
