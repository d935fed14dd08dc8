"""The window, off screen: start, opening a report, searching as one types, marking, each until it is painted."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QTextBrowser

from archivist.app.settings import Settings
from archivist.app.wiring import create_archive, open_services
from archivist.domain import ReportId, Span
from archivist.ui.application import Looks, make_application
from archivist.ui.window import MainWindow
from tests.benchmarks.documents import documents, write_files
from tests.benchmarks.measuring import median, report, seconds

_REPORTS = 1000
_EMPTY = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
application.processEvents()
window.grab()
print(time.time())
"""
_OURS = """
import gc
import sys
import time
gc.disable()
from pathlib import Path
from archivist.app.settings import Settings
from archivist.ui.application import Looks, make_application
from archivist.ui.window import MainWindow
application = make_application()
settings = Settings(Path(sys.argv[2]))
looks = Looks(application, settings)
window = MainWindow(settings)
window.resize(1440, 900)
window.show()
window.open(Path(sys.argv[1]))
gc.enable()
while not window.workspace.list._rows.rowCount():
    application.processEvents()
window.grab()
print(time.time())
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = str(folder / "home")
        _measure_start(folder)
        _measure_work(folder)


def _measure_start(folder: Path) -> None:
    sample = folder / "sample.archivist"
    create_archive(sample, with_sample=True)
    ours = [sys.executable, "-c", _OURS, str(sample), str(folder / "start.json")]
    pairs = [(_process(ours), _process([sys.executable, "-c", _EMPTY])) for _ in range(5)]
    took, peer = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    report(
        "start to usable window",
        f"{took * 1000:.0f} ms",
        f"an empty PySide6 window: {peer * 1000:.0f} ms",
        took / peer,
        "at most 4",
    )


def _process(command: list[str]) -> float:
    """Seconds until it says when it was done; what ending takes nobody waits for."""
    # As on a person's machine, where the second start finds compiled modules.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.time()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings)
    return float(done.stdout) - started


def _measure_work(folder: Path) -> None:
    archive = folder / "many.archivist"
    create_archive(archive)
    (folder / "in").mkdir()
    texts = documents(_REPORTS)
    write_files(folder / "in", texts)
    with open_services(archive) as services:
        reports = [
            outcome.report for outcome in services.importing.import_paths([folder / "in"]) if outcome.report is not None
        ]
        services.finding.catch_up()
    application = make_application()
    settings = Settings(folder / "settings.json")
    looks = Looks(application, settings)
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.show()
    window.open(archive)
    _wait(lambda: window.status.is_index_current)
    _measure_opening(window, reports)
    _measure_marking(window)
    _measure_searching(window, texts)
    window.close()
    del looks


def _measure_opening(window: MainWindow, reports: list[ReportId]) -> None:
    assert window.workspace
    viewport = window.workspace.page.reader.viewport()
    browser = QTextBrowser()
    browser.resize(900, 700)
    browser.show()

    def open_report(each: ReportId) -> None:
        window.open_report(each)
        viewport.repaint()

    def show_plainly() -> None:
        assert window.workspace and window.workspace.page.text
        browser.setPlainText(window.workspace.page.text.reading_text)
        browser.viewport().repaint()

    open_report(reports[0])
    ours, peer = [], []
    for each in reports[1:40]:
        ours += seconds(lambda each=each: open_report(each))
        peer += seconds(show_plainly)
        QApplication.processEvents()
    _report("opening a report to painted", ours, "QTextBrowser.setPlainText of the same text", peer, "30 ms")


def _measure_marking(window: MainWindow) -> None:
    assert window.workspace
    reader = window.workspace.page.reader

    def mark(start: int) -> None:
        reader.select(Span(start, start + 5))
        window.actions_.run("annotate.highlight")
        reader.viewport().repaint()

    ours, peer = [], []
    for number in range(30):
        ours += seconds(lambda number=number: mark(7 * number))
        peer += seconds(reader.viewport().repaint)
        QApplication.processEvents()
    _report("a new mark to painted", ours, "painting the reader alone", peer, "30 ms")


def _measure_searching(window: MainWindow, texts: list[str]) -> None:
    field = window.tool_bar.search
    field.set_text("报告")  # the first search makes the page and loads the engine
    finder = window.navigation.finder
    assert finder
    _wait(lambda: finder._answer is not None)
    ours, peer = [], []
    for word in ("经济", "工作", "发展", "会议", "管理", "条例", "规定", "人民", "政府", "部门"):
        for length in (1, 2):
            typed = word[:length]
            before = finder._answer
            started = time.perf_counter()
            field.set_text(typed)
            _wait(lambda before=before: finder._answer is not before)
            finder.repaint()
            ours.append(time.perf_counter() - started)
            peer += seconds(lambda typed=typed: [text.count(typed) for text in texts])
    _report("key press to results, 1,000 reports", ours, "counting the word in all texts in memory", peer, "60 ms")


def _report(name: str, ours: list[float], baseline: str, peer: list[float], goal: str) -> None:
    took, other = median(ours), median(peer)
    figure = f"{took * 1000:.1f} (worst {max(ours) * 1000:.0f}) ms"
    report(name, figure, f"{baseline}: {other * 1000:.1f} ms", took / other, goal)


def _wait(holds: Callable[[], bool]) -> None:
    while not holds():
        QApplication.processEvents()
