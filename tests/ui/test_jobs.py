"""What ran: figures that filter the log, what came in beside it, the log as a file; and what the start page knows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot
from ui.person import SEED, Chosen, accept, await_index, press

from archivist.app.settings import KNOWN
from archivist.ui.jobs.page import JobsPage
from archivist.ui.jobs.tiles import Tiles
from archivist.ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> JobsPage:
    """The jobs page after an import of a report that is new, one that has to be repaired, one that is there, and no text."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1-new.txt").write_text("新的報告。\n會議強調高質量發展。", "utf-8")
    (folder / "2-damaged.txt").write_text(SEED.read_text("utf-8").replace("柯橋", "越城"), "utf-8")
    (folder / "3-known.txt").write_bytes(SEED.read_bytes())
    (folder / "4-nothing.txt").write_bytes(b"")
    window.work.import_now([folder])
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    await_index(window, qtbot)
    window.navigation.show_jobs()
    page = window.navigation.jobs_page
    assert page
    return page


def tile(page: JobsPage, name: str) -> QAbstractButton:
    tiles = page.findChild(Tiles)
    return next(each for each in tiles.findChildren(QAbstractButton) if each.accessibleName().startswith(name))


def lines(page: JobsPage) -> list[str]:
    model = page._log
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def test_figures_count_and_filter_the_log(page: JobsPage):
    assert [tile(page, name).accessibleName() for name in ("Imported", "of these", "Left out", "Not read")] == [
        "Imported: 2",
        "of these repaired: 1",
        "Left out, or there already: 1",
        "Not read: 1",
    ]
    assert len(lines(page)) == 4
    tile(page, "of these repaired").click()
    (line,) = lines(page)
    assert line.startswith("2-damaged.txt — Inline readings: ")
    tile(page, "of these repaired").click()
    assert len(lines(page)) == 4


def test_a_line_shows_what_came_in_and_opens_its_report(page: JobsPage, window: MainWindow):
    row = next(row for row, line in enumerate(lines(page)) if line.startswith("2-damaged"))
    page._rows.setCurrentIndex(page._log.index(row))
    preview = page._preview.findChild(QTextEdit)
    assert page._preview.isVisible()
    assert "Reading text" in preview.toPlainText()
    struck = preview.document().find("(huì)").charFormat()
    assert struck.fontStrikeOut()
    page._rows.setFocus()
    QTest.keyClick(page._rows, Qt.Key.Key_Return)
    assert window.workspace and window.pages.currentWidget() is window.workspace
    assert window.workspace.page.text and "(qū)" in window.workspace.page.text.source_text


def test_the_log_is_saved_and_escape_leads_back(page: JobsPage, window: MainWindow):
    save = next(each for each in page.findChildren(QPushButton) if each.text() == "Save log…")
    save.click()
    assert isinstance(window.files, Chosen)
    (file,) = window.files.folder.glob("*.txt")
    assert len(file.read_text("utf-8").splitlines()) == 4
    page._names.setFocus()
    press(Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.workspace


def test_what_was_pasted_is_opened(window: MainWindow, qtbot: QtBot):
    QGuiApplication.clipboard().setText("剪貼簿裡的報告。\n會議強調高質量發展。")
    window.actions_.run("archive.paste")
    accept(window, qtbot)
    workspace = window.workspace
    assert workspace
    qtbot.waitUntil(lambda: workspace.page.text is not None, timeout=10_000)
    assert workspace.page.text and "剪貼簿" in workspace.page.text.reading_text


def test_the_start_page_knows_what_an_archive_held(window: MainWindow, qtbot: QtBot):
    assert window.session
    path, count = window.session.path, window.session.services.library.count()
    window.work.check_archive()
    qtbot.waitUntil(lambda: not window.jobs.running and "verified" in window.settings.get(KNOWN)[str(path)])
    window.close_archive()
    shown = window.start_page.findChildren(QAbstractButton)
    row = next(each for each in shown if each.text() == path.stem)
    assert f"{count} reports · no annotations" in row.accessibleDescription()
    assert "verified today" in window.start_page._care.text()
