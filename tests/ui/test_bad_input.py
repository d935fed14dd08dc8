"""What is damaged, locked, gone or enormous: said in words, and the window goes on."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from ui.person import SEED, Open, accept, bring_in, dialog_of, marks, open_seed

from archivist.app.services.upkeep import back_up_archive, verify_archive
from archivist.app.settings import RECENT
from archivist.app.wiring import create_archive, open_services
from archivist.domain import N_, ArchivistError
from archivist.domain.errors import UnwritableTarget
from archivist.ui.errors import in_the_window
from archivist.ui.window import MainWindow

_HOLDER = """
import sys
from pathlib import Path
from archivist.store.archive import Archive
with Archive.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def answered() -> Iterator[Callable[[str], list[str]]]:
    """``answered(button)``: press that button of the next question; gives what was asked, once it was."""
    timers: list[QTimer] = []

    def answer(name: str) -> list[str]:
        asked: list[str] = []
        timer = QTimer(interval=10)

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                timer.stop()
                asked.extend((box.text(), box.informativeText()))
                next(each for each in box.buttons() if each.text() == name).click()

        timer.timeout.connect(look)
        timer.start()
        timers.append(timer)
        return asked

    yield answer
    for timer in timers:
        timer.stop()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    create_archive(path)
    with open_services(path) as services:
        assert [each.status for each in services.importing.import_paths([SEED])] == ["imported"]
    return path


def test_an_archive_that_is_open_elsewhere_is_offered_for_reading(
    archive: Path, open_window: Open, qtbot: QtBot, answered: Callable[[str], list[str]]
) -> None:
    window = open_window()
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(archive)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout and holder.stdin
    try:
        assert holder.stdout.readline() == b"open\n"
        asked = answered("Open for reading")
        assert window.open(archive)
        assert str(archive) in asked[1]
        assert "since today, " in asked[1] or "since yesterday, " in asked[1]
        assert "process" not in asked[1]
        is_read_and_not_written(window, qtbot)
    finally:
        holder.communicate(timeout=20)


def test_an_archive_on_a_medium_that_cannot_be_written_is_offered_for_reading(
    archive: Path,
    open_window: Open,
    qtbot: QtBot,
    answered: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from archivist.ui import window as module

    open_really = module.open_archive

    def open_archive(path: Path, *, read_only: bool = False):
        if not read_only:
            raise UnwritableTarget(N_("This folder cannot be written"), where=path)
        return open_really(path, read_only=True)

    monkeypatch.setattr(module, "open_archive", open_archive)
    window = open_window()
    asked = answered("Open for reading")
    assert window.open(archive)
    assert asked[0] == "This folder cannot be written"
    is_read_and_not_written(window, qtbot)


def is_read_and_not_written(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    assert window.session and not window.session.is_writable
    qtbot.waitUntil(window.banner.isVisible)
    window.actions_.refresh()
    assert not window.actions_.action("archive.import_files").isEnabled()
    assert not window.actions_.action("annotate.highlight").isEnabled()


@pytest.mark.parametrize("harm", ["torn", "overwritten", "other"])
def test_a_damaged_archive_is_told_and_nothing_is_lost(
    archive: Path, open_window: Open, answered: Callable[[str], list[str]], harm: str
) -> None:
    whole = archive.read_bytes()
    damaged = {
        "torn": whole[: len(whole) // 3],
        "overwritten": whole[:100] + bytes(4000) + whole[4100:],
        "other": b"PK\x03\x04" + whole[4:],
    }[harm]
    archive.write_bytes(damaged)
    window = open_window()
    asked = answered("Close")
    assert not window.open(archive)
    assert str(archive) in asked[1]
    assert window.pages.currentWidget() is window.start_page
    assert archive.read_bytes() == damaged


def test_a_backup_takes_the_place_of_a_damaged_archive(
    archive: Path, open_window: Open, qtbot: QtBot, answered: Callable[[str], list[str]]
) -> None:
    backup = archive.with_name("backup.archivist")
    back_up_archive(archive, backup)
    whole = archive.read_bytes()
    damaged = whole[:100] + bytes(4000) + whole[4100:]
    archive.write_bytes(damaged)
    window = open_window()
    window.files.files = [backup]
    asked = answered("Restore a backup…")
    assert not window.open(archive)
    assert "archivist verify" not in asked[1]
    qtbot.waitUntil(lambda: window.session is not None, timeout=10_000)
    assert window.session and window.session.path == archive and window.session.is_writable
    open_seed(window)
    assert damaged in [each.read_bytes() for each in archive.parent.iterdir() if each.is_file()]


def test_what_can_be_read_of_a_damaged_archive_is_saved(
    archive: Path, open_window: Open, qtbot: QtBot, answered: Callable[[str], list[str]]
) -> None:
    whole = archive.read_bytes()
    torn = whole[: len(whole) - len(whole) // 3 // 16384 * 16384]
    archive.write_bytes(torn)
    window = open_window()
    answered("Save what can be read…")
    if window.open(archive):  # what is torn off was not looked at yet
        window.actions_.run("archive.salvage")
    saved = archive.with_stem(f"{archive.stem} (saved)")
    qtbot.waitUntil(lambda: bool(window.jobs.jobs) and not window.jobs.running, timeout=20_000)
    qtbot.waitUntil(lambda: window.session is not None and window.session.path == saved, timeout=20_000)
    assert all(each.kind != "database" for each in verify_archive(saved))
    assert archive.read_bytes() == torn


def test_a_backup_takes_the_place_of_the_open_archive(archive: Path, open_window: Open, qtbot: QtBot) -> None:
    backup = archive.with_name("backup.archivist")
    back_up_archive(archive, backup)
    window = open_window()
    assert window.open(archive) and window.session
    [seed] = window.session.services.library.find_titles("區委常委會", 1)
    window.session.services.library.trash_reports([seed.id])
    window.files.files = [backup]
    window.actions_.run("archive.restore")
    qtbot.waitUntil(lambda: bool(window.jobs.jobs) and not window.jobs.running, timeout=20_000)
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    assert window.session and window.session.path == archive
    assert window.session.services.library.find_titles("區委常委會", 1)


def test_errors_in_the_window_do_not_point_to_the_terminal() -> None:
    catalogue = (Path(__file__).parents[2] / "resources/translations/archivist.pot").read_text(encoding="utf-8")
    messages = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)', catalogue, re.MULTILINE)
    said = ["".join(re.findall(r'"(.*)"', each)) for each in messages]
    hints = [each for each in said if re.search(r"[“`]archivist ", each)]
    assert hints
    for each in hints:
        shown = in_the_window(ArchivistError("", hint=each, id="")).message()
        assert "archivist" not in shown


def test_a_file_that_is_gone_leaves_the_recent_ones(
    archive: Path, open_window: Open, answered: Callable[[str], list[str]]
) -> None:
    window = open_window()
    assert window.open(archive)
    window.actions_.run("archive.close")
    archive.unlink()
    asked = answered("Close")
    assert not window.open(archive)
    assert str(archive) in asked[1]
    assert window.settings.get(RECENT) == []


def test_ten_thousand_dropped_files_and_a_window_closed_meanwhile(
    window: MainWindow, open_window: Open, qtbot: QtBot, tmp_path: Path, answered: Callable[[str], list[str]]
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    files = [folder / f"{number}.txt" for number in range(10_000)]
    for number, file in enumerate(files):
        file.write_text(f"关于第{number}号产业的报告\n产业升级，第{number}号。\n", encoding="utf-8")
    assert window.session
    path = window.session.path
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    accept(window, qtbot)
    qtbot.waitUntil(lambda: bool(window.jobs.running) and window.jobs.running[0].state.done > 20, timeout=20_000)
    asked = answered("Go on")
    assert not window.close()
    assert asked and window.jobs.running
    answered("Stop it")
    assert window.close()
    with open_services(path) as services:
        reports = services.library.list_reports()
        assert 20 < len(reports) < 10_003
    assert verify_archive(path) == []
    again = open_window()
    assert again.open(path)


def test_five_megabytes_are_pasted_and_read(window: MainWindow, qtbot: QtBot) -> None:
    text = "產業升級，推動高質量發展。" * 130_000
    assert len(text.encode()) > 5_000_000
    QGuiApplication.clipboard().setText(text)
    window.actions_.run("archive.paste")
    accept(window, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=60_000)
    assert window.session
    longest = max(window.session.services.library.list_reports(), key=lambda each: each.characters)
    assert longest.characters == len(text)
    window.open_report(longest.id)
    workspace = window.workspace
    assert workspace
    qtbot.waitUntil(lambda: workspace.page.report == longest.id, timeout=60_000)


@pytest.mark.parametrize("text", ["", " \n\t ", "\u3000\u3000"])
def test_a_paste_of_nothing_cannot_be_imported(window: MainWindow, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.actions_.run("archive.paste")
    qtbot.waitUntil(lambda: dialog_of(window) is not None)
    dialog = dialog_of(window)
    assert dialog
    (go,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Import"]
    assert not go.isEnabled()
    dialog.findChildren(QPlainTextEdit)[0].setPlainText("產業")
    assert go.isEnabled()
    dialog.reject()


def test_a_report_without_a_character_is_opened(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    window.actions_.run("archive.new")
    empty = tmp_path / "empty.html"
    empty.write_text("<html><head><title>空</title></head><body></body></html>", encoding="utf-8")
    bring_in(window, qtbot, [empty, SEED])
    assert window.session
    for each in window.session.services.library.list_reports():
        window.open_report(each.id)
        window.actions_.run("edit.select_all")
    assert marks(window) == []
