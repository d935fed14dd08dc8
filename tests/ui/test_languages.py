"""Every page in every language: nothing is left in English, and every text has room."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ui.person import SEED as SEED_FILE
from ui.person import Open, bring_in, dialog_of, drag_over, open_seed, settle

from archivist.app.language import LANGUAGES, read_texts
from archivist.app.settings import LANGUAGE
from archivist.domain import ReportId
from archivist.resources import resource
from archivist.ui.application import Looks
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import active_theme
from archivist.ui.window import MainWindow

CHINESE = [code for code in LANGUAGES if code != "en"]
NAMES = {
    "Archivist",
    "English",
    "Word",
    "Markdown",
    "Web Annotation",
    "HTML",
    "Esc",
    "Alt",
    "Return",
    "Space",
    "Delete",
}
"""What is the same in every language: names, and keys as they stand on the keyboard."""


@dataclass(frozen=True)
class Shown:
    widget: QWidget
    text: str


@pytest.fixture
def walker(open_window: Open, qtbot: QtBot, qapp: QApplication) -> Iterator["Walker"]:
    window = open_window()
    looks = Looks(qapp, window.settings)
    window.actions_.run("archive.new")
    bring_in(window, qtbot, [SEED_FILE, SEED_FILE.with_name("政府工作报告2014.txt")])
    yield Walker(window, qtbot)
    window.settings.set(LANGUAGE, "en")
    apply_theme(qapp, active_theme(), language="en")
    del looks


class Walker:
    """Goes to every page of the window, one after another, and says where it is."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    @property
    def archive(self) -> str:
        assert self.window.session
        return self.window.session.name

    def pages(self) -> Iterator[tuple[str, QWidget]]:
        window = self.window
        report = open_seed(window)
        drag_over(window, 0, "會議")
        window.actions_.run("annotate.highlight")
        yield "reader", window
        for tab in ("report.repairs", "report.details", "view.to_notes"):
            window.actions_.run(tab)
            yield tab, window
        window.actions_.run("search.report")
        yield "find in report", window
        window.tool_bar.search.set_text("会议")
        self._qtbot.waitUntil(
            lambda: window.navigation.finder is not None and window.pages.currentWidget() is window.navigation.finder
        )
        settle(window, self._qtbot)
        yield "finder", window
        window.tool_bar.search.set_text("龘龘龘")
        settle(window, self._qtbot)
        yield "nothing found", window
        window.navigation.show_context(["会议", "产业"])
        settle(window, self._qtbot)
        yield "context", window
        window.tool_bar.search.set_text("")
        yield "review", self._with_an_orphan(report)
        window.actions_.run("edit.undo")
        window.navigation.show_jobs()
        yield "jobs", window
        window.actions_.run("help.palette")
        yield "palette", window.palette_
        window.palette_.close_again()
        for name, show in (
            ("export", lambda: window.work.export_reports([report])),
            ("import", lambda: window.work.take_files([SEED_FILE])),
            ("paste", lambda: window.actions_.run("archive.paste")),
            ("keys", lambda: window.actions_.run("help.keys")),
            ("preferences", lambda: window.actions_.run("edit.preferences")),
        ):
            show()
            self._qtbot.waitUntil(lambda: dialog_of(window) is not None)
            dialog = dialog_of(window)
            assert dialog
            yield name, dialog
            dialog.reject()
            self._qtbot.waitUntil(lambda: dialog_of(window) is None)
        for menu in window.findChildren(QMenu):
            yield "menu", menu
        window.show_start()
        yield "start", window

    def _with_an_orphan(self, report: ReportId) -> QWidget:
        """The review queue with one question: of two places, neither surely the right one."""
        assert self.window.session
        services = self.window.session.services
        first, *rest = services.reading.text(report).source_text.split("\n")
        services.versions.edit_text(report, "\n".join([first, first, *rest]))
        assert len(services.reviewing.questions()) >= 1
        self._qtbot.waitUntil(self.window.actions_.action("annotate.review").isEnabled)
        self.window.actions_.run("annotate.review")
        return self.window


def test_nothing_is_left_in_english(walker: Walker) -> None:
    for language in CHINESE:
        walker.window.settings.set(LANGUAGE, language)
        known = {english for english, text in messages(language).items() if text != english}
        left: set[tuple[str, str]] = set()
        for page, widget in walker.pages():
            texts = set(texts_of(widget)) - {walker.archive}
            left |= {(page, text) for text in texts if text in known or is_english(text)}
        assert not left, "\n".join(map(str, sorted(left)))


@pytest.mark.parametrize("font_px", [13, 16, 20])
def test_every_text_has_room(walker: Walker, qapp: QApplication, font_px: int) -> None:
    cut: set[tuple[str, str, str]] = set()
    for language in LANGUAGES:
        walker.window.settings.set(LANGUAGE, language)
        apply_theme(qapp, active_theme(), font_px=font_px, language=language)
        for page, widget in walker.pages():
            cut |= {(language, page, text) for text in cut_in(widget)}
    assert not cut, "\n".join(map(str, sorted(cut)))


def messages(language: str) -> dict[str, str]:
    """The language's messages by their English sources."""
    file = resource("translations") / language / "LC_MESSAGES" / "archivist.po"
    return read_texts(file.read_text(encoding="utf-8"))


def is_english(text: str) -> bool:
    """True where two words of Latin letters, none of them a name, follow each other."""
    for name in NAMES:
        text = text.replace(name, "")
    return re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(r"\S*[/\\@.]\S*", "", text)) is not None


def texts_of(widget: QWidget) -> Iterator[str]:
    for each in shown_in(widget):
        yield each.text
        yield each.widget.toolTip()
        yield each.widget.accessibleName()
    yield widget.windowTitle()


def shown_in(widget: QWidget) -> Iterator[Shown]:
    """Every text that a person sees in ``widget``, with the widget that shows it."""
    if isinstance(widget, QMenu):
        yield from (Shown(widget, action.text()) for action in widget.actions())
        return
    for each in [widget, *widget.findChildren(QWidget)]:
        if not each.isVisible():
            continue
        if isinstance(each, QLabel | QAbstractButton):
            yield Shown(each, each.text())
        elif isinstance(each, QLineEdit):
            yield Shown(each, each.placeholderText())
        elif isinstance(each, QComboBox):
            yield Shown(each, each.currentText())
        elif isinstance(each, QAbstractItemView):
            yield from (Shown(each, text) for text in rows_of(each))


def rows_of(view: QAbstractItemView) -> Iterator[str]:
    model, top = view.model(), QModelIndex()
    columns = view.header().count() if isinstance(view, QTreeView) else 1
    parents = [top, *(model.index(row, 0) for row in range(model.rowCount(top)))] if columns > 1 else [top]
    for parent in parents:
        for row in range(min(model.rowCount(parent), 100)):
            for column in range(columns):
                yield str(model.index(row, column, parent).data(Qt.ItemDataRole.DisplayRole) or "")


def cut_in(widget: QWidget) -> set[str]:
    """The texts that have no room once all is laid out: what changes gets its room in a later pass of events."""
    cut: set[str] = set()
    for _ in range(20):
        QApplication.processEvents()
        cut = {each.text for each in shown_in(widget) if is_cut(each)}
        if not cut:
            break
    return cut


def is_cut(shown: Shown) -> bool:
    """True where a label, a button or a field has less room than its text takes."""
    widget, text = shown.widget, shown.text
    if not text or isinstance(widget, QAbstractItemView | QMenu):  # their rows are elided by the painter
        return False
    room, metrics = widget.contentsRect(), widget.fontMetrics()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return max(metrics.horizontalAdvance(line) for line in text.split("\n")) > room.width() + 1
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return False
    if isinstance(widget, QAbstractButton):
        return widget.width() + 1 < widget.sizeHint().width()
    return metrics.horizontalAdvance(text) > room.width()
