"""A report of a million characters opens without the window standing still."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ui.heartbeat import Heartbeat
from ui.person import await_index, open_seed

from archivist.domain import ReportId, Span
from archivist.ui.window import MainWindow

LENGTH = 1_000_000
PART = 0.4
"""The longest block, of what all of the work takes: done at once it would be the whole of it."""


@pytest.fixture
def long_report(window: MainWindow, qtbot: QtBot) -> ReportId:
    line = "會議強調，要推動高質量發展，落實區委書記的工作部署。后来他们在软件园区里开会，发展新质生产力。\n"
    assert window.session
    text = "長報告\n" + line * (LENGTH // len(line))
    [outcome] = window.session.services.importing.import_text("長報告", text)
    await_index(window, qtbot)
    assert outcome.report is not None
    return outcome.report


def test_the_window_goes_on_while_a_long_report_opens(window: MainWindow, qtbot: QtBot, long_report: ReportId):
    assert window.workspace
    page = window.workspace.page
    open_seed(window)
    with Heartbeat() as heartbeat:
        window.open_report(long_report)
        assert page.report is None
        assert "長報告" in page.shown_title
        qtbot.waitUntil(lambda: page.report == long_report, timeout=60_000)
    assert max(heartbeat.own) < PART * _seconds_at_once(window, long_report)
    print(f"\nwhile a report of {LENGTH:,} characters was opened: {heartbeat}")


def _seconds_at_once(window: MainWindow, report: ReportId) -> float:
    assert window.workspace
    started = time.thread_time()
    window.workspace._fetch(report)  # pyright: ignore[reportPrivateUsage]
    return time.thread_time() - started


def test_a_place_in_a_long_report_is_shown_when_it_is_there(window: MainWindow, qtbot: QtBot, long_report: ReportId):
    assert window.workspace
    page, place = window.workspace.page, Span(LENGTH // 2, LENGTH // 2 + 4)
    window.open_report(long_report, place)
    qtbot.waitUntil(lambda: page.report == long_report, timeout=60_000)
    shown = [page.reader.document.rows[row] for row, _ in page.reader.visible_rows()]
    assert any(row.start <= place.start < row.end for row in shown)


def test_the_last_report_that_was_asked_for_is_shown(window: MainWindow, qtbot: QtBot, long_report: ReportId):
    assert window.workspace
    page = window.workspace.page
    opening = window.workspace._opening  # pyright: ignore[reportPrivateUsage]
    window.open_report(long_report)
    seed = open_seed(window)
    assert page.report == seed
    qtbot.waitUntil(lambda: opening.is_idle, timeout=60_000)
    told: list[bool] = []
    window.bridge.post(lambda: told.append(True))
    qtbot.waitUntil(lambda: bool(told))
    assert page.report == seed


def test_panes_and_source_of_a_long_report_follow(window: MainWindow, qtbot: QtBot, long_report: ReportId):
    assert window.workspace
    page = window.workspace.page
    window.open_report(long_report)
    qtbot.waitUntil(lambda: page.report == long_report, timeout=60_000)
    window.actions_.run("view.panes_1")
    qtbot.waitUntil(lambda: len(page.reader.document.panes) == 1, timeout=60_000)
    window.actions_.run("view.source")
    qtbot.waitUntil(lambda: page.is_source, timeout=60_000)
    QTest.keyClick(page.reader, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    window.actions_.run("view.source")
    qtbot.waitUntil(lambda: not page.is_source, timeout=60_000)
    assert page.report == long_report


def test_a_long_report_that_changes_while_it_is_fetched_shows_its_new_text(
    window: MainWindow, qtbot: QtBot, long_report: ReportId
):
    assert window.workspace and window.session
    page, services = window.workspace.page, window.session.services
    window.open_report(long_report)
    window.open_report(long_report, Span(5, 9))  # a double click: it is fetched once
    services.versions.edit_text(long_report, services.reading.text(long_report).source_text.replace("软件", "軟體"))
    qtbot.waitUntil(lambda: page.text is not None and page.text.version == 2, timeout=60_000)
    assert page.report == long_report
