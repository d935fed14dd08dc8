"""A phrase in its contexts: lines are sorted, opened, ticked and marked; several phrases over time."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QInputDialog
from pytestqt.qtbot import QtBot
from ui.person import drag_over, marks, open_seed, press, settle

from archivist.app.services.context import ContextLine, LineSort
from archivist.app.services.trend import By
from archivist.ui.finder.contextpage import ContextPage
from archivist.ui.finder.contextrows import LINE
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import active_theme
from archivist.ui.window import MainWindow


def lines_of(page: ContextPage) -> list[ContextLine]:
    return [page._rows.index(row).data(LINE) for row in range(page._rows.rowCount())]


def in_context(window: MainWindow, qtbot: QtBot, phrase: str) -> ContextPage:
    window.tool_bar.search.set_text(phrase)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.navigation.context_page
    assert page
    qtbot.waitUntil(lambda: page._rows.rowCount() > 0)
    assert window.pages.currentWidget() is page
    return page


def test_the_selection_is_shown_in_all_its_contexts(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    drag_over(window, 0, "會議")
    press(Qt.Key.Key_K)
    page = window.navigation.context_page
    assert page
    qtbot.waitUntil(lambda: page._rows.rowCount() > 1)
    lines = lines_of(page)
    assert {each.match for each in lines} >= {"會議", "会议"}
    assert [each.right for each in lines] == sorted((each.right for each in lines), key=_folded)
    assert page._summary.text() == f"{len(lines)} hits in {len({each.report for each in lines})} reports"


def test_a_line_is_opened_at_its_hit_and_back_leads_to_the_lines(window: MainWindow, qtbot: QtBot) -> None:
    page = in_context(window, qtbot, "产业")
    line = lines_of(page)[2]
    page._view.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert window.workspace and window.workspace.page.report == line.report
    assert window.workspace.page.text
    assert line.span.of(window.workspace.page.text.reading_text) == line.match
    window.actions_.run("report.back")
    assert window.pages.currentWidget() is page


def test_ticked_lines_are_marked_in_one_step(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = in_context(window, qtbot, "产业")
    wanted = [each.match for each in lines_of(page)[:3]]
    page._view.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
    assert page._ticked.text() == "3 lines selected"
    press(Qt.Key.Key_H)
    assert sorted(exact for _, exact, _ in marks(window)) == sorted(wanted)
    assert page._ticked.text() == ""
    window.actions_.refresh()
    assert window.session and window.session.services.library.undo() == "Highlight"
    assert marks(window) == []
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("提法，产业", True)))
    page._view.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_T)
    (mark,) = window.session.services.marking.list_annotations()
    assert mark.tags == ("提法", "产业")


def test_several_phrases_are_counted_over_time(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = in_context(window, qtbot, "产业")
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *a, **k: ("会议", True)))
    page._phrases._add.click()
    assert page.phrases == ("产业", "会议")
    chart, table = page._trend._chart, page._trend._table
    qtbot.waitUntil(lambda: len(chart._lines) == 2)
    assert "2014" in chart._buckets
    hits = [table.item(row, 3).text() for row in range(table.rowCount())]
    assert sum(map(int, hits)) == len(lines_of(page))
    for place, by in enumerate(By):
        page._trend._buckets._group.button(place).click()
        qtbot.waitUntil(lambda by=by: page._trend._trend is not None and page._trend._trend.by is by)
        assert chart._is_series == (by is not By.SOURCE)
    chip = page._phrases._group.button(1)
    chip.setFocus()
    press(Qt.Key.Key_Delete)
    assert page.phrases == ("产业",)


def test_lines_are_exported_as_a_table(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = in_context(window, qtbot, "产业")
    next(each for each in page.findChildren(QAbstractButton) if each.text() == "Export lines").click()
    file = tmp_path / "产业.csv"
    qtbot.waitUntil(file.exists, timeout=10_000)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    shown = lines_of(page)
    assert [row["match"] for row in rows] == [each.match for each in shown]
    assert [int(row["start"]) for row in rows] == [each.span.start for each in shown]
    assert all(each.right.startswith(row["right"]) for row, each in zip(rows, shown, strict=True))


def test_what_comes_in_meanwhile_is_seen_when_it_is_indexed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = in_context(window, qtbot, "产业")
    before = page._rows.rowCount()
    file = tmp_path / "more.txt"
    file.write_text("又一篇报告，谈产业与产业。\n", encoding="utf-8")
    window.work.import_now([file])
    qtbot.waitUntil(lambda: page._rows.rowCount() == before + 2, timeout=20_000)
    window.tool_bar.search.set_text("又一篇")
    finder = window.navigation.finder
    assert finder
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 1)
    file.write_text("又一篇报告，另一份。\n", encoding="utf-8")
    window.work.import_now([file])
    qtbot.waitUntil(lambda: finder._answer is not None and finder._answer.count == 2, timeout=20_000)


def test_a_phrase_that_stands_nowhere_says_so_and_esc_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    report = open_seed(window)
    window.navigation.show_context(["龘龘龘"])
    page = window.navigation.context_page
    assert page
    qtbot.waitUntil(page._empty.isVisible)
    page.setFocus()
    assert QApplication.focusWidget() is not None
    window.desk.focus_reader()
    assert window.workspace and window.workspace.page.report == report


def _folded(text: str) -> str:
    from archivist.text.fold import fold

    return fold(text)


def test_in_a_small_window_with_large_words_everything_has_room(
    window: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, active_theme(), font_px=20)
    window.navigation.show_context(["产业", "会议", "发展"])
    settle(window, qtbot)
    page = window.navigation.context_page
    assert page
    for width in (1440, 900, 700, 640):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: page.width() == window.width())
        for row in (page._head, page._bar, page._trend._head):
            assert row.row.minimumSize().width() <= row.width() or not row.isVisible(), (width, row)
    page._sorts._menu.setFocus()
    page._bar.fit()
    assert page._sorts._menu.hasFocus() or not page._sorts._menu.isVisible()
    page._sorts._menu.menu().aboutToShow.emit()
    page._sorts._menu.menu().actions()[2].trigger()
    settle(window, qtbot)
    dates = [str(each.date) for each in lines_of(page) if each.date and each.date.year]
    assert dates == sorted(dates) and page._sorts.current == 2


def test_only_years_with_hits_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    page = in_context(window, qtbot, "紡都 OR 公报")
    settle(window, qtbot)
    trend, chart = page._trend._trend, page._trend._chart
    assert trend
    hits = {bucket.name: count for bucket, count in zip(trend.buckets, trend.phrases[0].hits, strict=True) if count}
    named = sorted(name for name in hits if name)
    assert (chart._buckets[:1], chart._buckets[-1:]) == (tuple(named[:1]), tuple(named[-1:]))
    for bucket, value in zip(chart._buckets, chart._lines[0].values, strict=True):
        reports = next(each.reports for each in trend.buckets if each.name == bucket)
        assert (value is None) == (reports == 0)


def test_a_column_s_head_sorts_by_it(window: MainWindow, qtbot: QtBot) -> None:
    page = in_context(window, qtbot, "产业")
    left = page._heads._places()[LineSort.LEFT]
    QTest.mouseClick(page._heads, Qt.MouseButton.LeftButton, pos=left.center())
    settle(window, qtbot)
    assert page._painter.sort is LineSort.LEFT and page._sorts.current == 0
    endings = [_folded(each.left[::-1]) for each in lines_of(page)]
    assert endings == sorted(endings)
