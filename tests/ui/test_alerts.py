"""A disk without room: what the window says, keeps and does when there is room again."""

from pathlib import Path

from faults.full_disk import files_up_to
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from ui.person import Open, drag_over, keys, marks, open_seed, press

from archivist.app.jobs import Job, Status
from archivist.app.services import importing
from archivist.domain import AnnotationKind
from archivist.store import annotations
from archivist.ui.window import MainWindow

FULL = 2_000
"""Bytes that a file may have: too few for a page of the archive, enough for the rescue file."""


def banner_button(window: MainWindow) -> QPushButton:
    (button,) = (each for each in window.banner.findChildren(QPushButton) if each.isVisibleTo(window.banner))
    return button


def written(window: MainWindow) -> int:
    assert window.session
    with window.session.services.archive.read() as reader:
        return len(annotations.list_annotations(reader))


def test_a_note_on_a_full_disk_is_seen_kept_and_written_later(window: MainWindow, qtbot: QtBot):
    open_seed(window)
    workspace = window.workspace
    assert workspace and window.session
    with files_up_to(FULL):
        drag_over(window, 1, "高质量发展")
        qtbot.waitUntil(lambda: workspace.marker._popup.isVisible())
        press(Qt.Key.Key_N)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
        keys(QApplication.focusWidget(), "no room")
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(window.banner.isVisible)
        assert "2 changes are kept" in window.banner.accessibleName()
        assert marks(window) == [(AnnotationKind.HIGHLIGHT, "高質量發展", "no room")]
        qtbot.waitUntil(lambda: bool(workspace.page.reader.contents.notes))
        assert written(window) == 0
    banner_button(window).click()
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    assert written(window) == 1


def test_what_waited_when_the_program_ended_is_written_at_the_next_start(
    window: MainWindow, open_window: Open, qtbot: QtBot
):
    open_seed(window)
    assert window.session and window.workspace
    archive = window.session.path
    with files_up_to(FULL):
        drag_over(window, 0, "紡都")
        window.actions_.run("annotate.highlight")
        qtbot.waitUntil(window.banner.isVisible)
        window.close_archive()
    again = open_window()
    assert again.open(archive)
    assert written(again) == 1
    assert marks(again) == [(AnnotationKind.HIGHLIGHT, "紡都", "")]


def test_jobs_pause_while_edits_wait_and_go_on_after(window: MainWindow, qtbot: QtBot):
    open_seed(window)

    def work(job: Job) -> None:
        while not finished:
            job.step("")

    finished: list[bool] = []
    job = window.jobs.start(lambda: "A long job", work)
    with files_up_to(FULL):
        drag_over(window, 0, "紡都")
        window.actions_.run("annotate.highlight")
        qtbot.waitUntil(lambda: job.state.status is Status.PAUSED)
    banner_button(window).click()
    qtbot.waitUntil(lambda: job.state.status is Status.RUNNING)
    finished.append(True)
    qtbot.waitUntil(lambda: job.state.status is Status.DONE)


def test_an_import_that_finds_no_room_waits_for_it(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch):
    (tmp_path / "new.txt").write_text("召開一次新的會議。", encoding="utf-8")
    monkeypatch.setattr(importing, "_SPARE_BYTES", 1 << 60)
    window.work.import_now([tmp_path / "new.txt"])
    qtbot.waitUntil(window.banner.isVisible, timeout=10_000)
    assert "Import of new.txt" in window.banner.accessibleName()
    assert window.jobs.jobs[0].state.status is Status.PAUSED
    monkeypatch.undo()
    banner_button(window).click()
    qtbot.waitUntil(lambda: window.jobs.jobs[0].state.status is Status.DONE, timeout=10_000)
    assert window.jobs.jobs[0].state.counts == {"imported": 1}
    qtbot.waitUntil(lambda: not window.banner.isVisible())
