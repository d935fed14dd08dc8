"""Nothing blocks typing: the event loop goes round while thousands of reports come in."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.heartbeat import Heartbeat
from ui.person import open_seed

from archivist.app.jobs import Status
from archivist.ui.window import MainWindow

COUNT = 2_000
GOAL_SECONDS = 0.05
GENEROUS = 10
"""Times the goal: this runs beside whatever else the machine does. The figure itself is printed."""


def test_the_window_answers_while_2000_reports_come_in(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:04}.txt").write_text(f"第{number}號報告。\n會議強調，要推動高質量發展。{number}", "utf-8")
    open_seed(window)
    assert window.workspace
    reader = window.workspace.page.reader
    reads = QTimer(interval=150)
    reads.timeout.connect(lambda: QTest.keyClick(reader, Qt.Key.Key_Down))
    reads.start()
    with Heartbeat() as heartbeat:
        window.work.import_now([folder])
        job = window.jobs.jobs[0]
        qtbot.waitUntil(lambda: job.state.is_over, timeout=300_000)
    reads.stop()
    print(f"\nwhile {COUNT:,} reports were imported: {heartbeat}")
    assert job.state.status is Status.DONE
    assert job.state.counts == {"imported": COUNT}
    assert reader.caret.head.position > 0
    assert max(heartbeat.own) < GENEROUS * GOAL_SECONDS
