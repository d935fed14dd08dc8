"""The Repairs tab, by keyboard alone: repairs and doubts are gone through, decided, taken back, and undone."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot
from ui.person import bring_in, open_seed, press

from archivist.app.settings import QUOTES, SCRIPTS, STANDARD, VOCABULARY
from archivist.domain import Doubt, RepairState
from archivist.ui.window import MainWindow


def applied(window: MainWindow) -> int:
    assert window.workspace and window.workspace.page.text
    return sum(each.state.is_applied for each in window.workspace.page.text.repairs)


def go_to_first_repair(window: MainWindow, qtbot: QtBot) -> None:
    open_seed(window)
    qtbot.waitUntil(window.actions_.action("report.repairs").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rows = QApplication.focusWidget()
    for _ in range(20):
        press(Qt.Key.Key_Down)
        if rows.currentItem().text().startswith("會(huì)"):
            return
    raise AssertionError("no repair of 會 in the list")


def test_a_repair_is_taken_back_and_brought_back(window: MainWindow, qtbot: QtBot) -> None:
    go_to_first_repair(window, qtbot)
    before = applied(window)
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: applied(window) == before - 1)
    assert window.workspace and window.workspace.page.text
    assert "會(huì)" in window.workspace.page.text.reading_text
    qtbot.waitUntil(window.actions_.action("edit.undo").isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: applied(window) == before)
    assert "會(huì)" not in window.workspace.page.text.reading_text


def test_going_through_the_list_shows_each_place_in_the_text(window: MainWindow, qtbot: QtBot) -> None:
    go_to_first_repair(window, qtbot)
    assert window.workspace
    reader, rows = window.workspace.page.reader, QApplication.focusWidget()
    for _ in range(60):
        press(Qt.Key.Key_Down)
    line = rows.currentItem().data(Qt.ItemDataRole.UserRole)
    assert line.place is not None and reader.position.paragraph > 0
    assert QApplication.focusWidget() is rows


def test_all_like_this_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    go_to_first_repair(window, qtbot)
    assert window.workspace and window.workspace.page.text
    box = next(each for each in window.workspace.notes.findChildren(QCheckBox) if each.isVisible())
    assert "196" in box.text()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: applied(window) == 47)
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: applied(window) == 243)
    states = {each.state for each in window.workspace.page.text.repairs}
    assert states == {RepairState.AUTOMATIC}


DOUBTFUL = "这个后字和那个后字，皇后说的是平面坐标。\n这里写的是另一个后字。\n"


def open_doubtful(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A report with four doubts in its second pane, and the keyboard in the Repairs tab."""
    file = tmp_path / "doubtful.txt"
    file.write_text(DOUBTFUL, encoding="utf-8")
    bring_in(window, qtbot, [file])
    window.settings.set(SCRIPTS, ["original", "traditional", "simplified"])
    assert window.session
    window.open_report(window.session.services.library.find_titles("后字", 1)[0].id)
    qtbot.waitUntil(window.actions_.action("report.repairs").isEnabled)
    window.actions_.run("report.repairs")


def shown(window: MainWindow) -> str:
    assert window.workspace
    return window.workspace.page.reader.document.panes[1].conversion.text


def doubts(window: MainWindow) -> list[Doubt]:
    """Those that are underlined in the second pane."""
    assert window.workspace
    page = window.workspace.page
    (underlined,) = (page.reader.contents.doubts[pane].between(0, 1000) for pane in (1,))
    assert [(each.start, each.end) for each in underlined] == [(each.span.start, each.span.end) for each in page.doubts]
    return list(page.doubts)


def card_texts(window: MainWindow) -> list[str]:
    assert window.workspace
    buttons = window.workspace.notes.findChildren(QPushButton)
    return [each.text() for each in buttons if each.isVisible() and each.text()[-1:].isdigit()]


def test_the_first_doubt_is_asked_and_answered_by_a_digit(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_doubtful(window, qtbot, tmp_path)
    assert len(doubts(window)) == 4
    qtbot.waitUntil(lambda: card_texts(window) == ["Keep 後  1", "Use 后  2"])
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(doubts(window)) == 3)
    assert shown(window).startswith("這個后字和那個後字，皇后")
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(doubts(window)) == 2)
    assert shown(window).startswith("這個后字和那個後字，皇后")
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: len(doubts(window)) == 3)
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: len(doubts(window)) == 4)
    assert shown(window).startswith("這個後字和那個後字，皇后")


def test_all_like_a_doubt_are_decided_in_one_step(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_doubtful(window, qtbot, tmp_path)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(doubts(window)) == 1)
    assert shown(window) == "這個后字和那個后字，皇后說的是平面座標。\n這裡寫的是另一個后字。\n"
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: len(doubts(window)) == 4)


def test_doubts_alike_are_one_line_and_are_gone_through_from_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_doubtful(window, qtbot, tmp_path)
    rows = QApplication.focusWidget()
    states = [rows.item(row).data(Qt.ItemDataRole.UserRole).state for row in range(1, 3)]
    assert states == ["3 places", ""]
    first = rows.currentItem().text()
    press(Qt.Key.Key_Right)
    assert rows.currentItem().text() != first
    press(Qt.Key.Key_2)  # the second alone
    qtbot.waitUntil(lambda: len(doubts(window)) == 3)
    assert shown(window).startswith("這個後字和那個后字，皇后")
    assert rows.currentItem().data(Qt.ItemDataRole.UserRole).state == "2 places"
    press(Qt.Key.Key_Left)  # from the first to the last
    assert "另一" in rows.currentItem().text()


def test_all_alike_here_are_decided_and_taken_back_in_one_step(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_doubtful(window, qtbot, tmp_path)
    press(Qt.Key.Key_L)
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(doubts(window)) == 1)
    assert shown(window) == "這個后字和那個后字，皇后說的是平面座標。\n這裡寫的是另一個后字。\n"
    rows = QApplication.focusWidget()
    while rows.currentItem().text() != "后 → 后":
        press(Qt.Key.Key_Down)
    assert rows.currentItem().data(Qt.ItemDataRole.UserRole).state == "chosen · 3 places"
    press(Qt.Key.Key_L)
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(doubts(window)) == 4)
    for left in (1, 4):
        window.actions_.run("edit.undo")
        qtbot.waitUntil(lambda left=left: len(doubts(window)) == left)


def test_a_decision_for_the_archive_counts_in_other_reports(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("他还说到平面坐标，这里没有别的。\n", encoding="utf-8")
    bring_in(window, qtbot, [other])
    open_doubtful(window, qtbot, tmp_path)
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card_texts(window) == ["Keep 座  1", "Use 坐  2"])
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(doubts(window)) == 3)
    assert window.session
    window.open_report(window.session.services.library.find_titles("平面坐标，", 1)[0].id)
    assert "平面坐標" in shown(window)
    assert doubts(window) == []


def test_what_was_chosen_is_listed_and_taken_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_doubtful(window, qtbot, tmp_path)
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(doubts(window)) == 3)
    rows = QApplication.focusWidget()
    while rows.currentItem().text() != "后 → 后":
        press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card_texts(window) == ["Take back  1"])
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(doubts(window)) == 4)
    assert shown(window).startswith("這個後字和那個後字")


def test_a_report_in_an_archive_that_is_only_read_offers_no_decision(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_doubtful(window, qtbot, tmp_path)
    assert window.workspace
    window.workspace.notes.set_writable(False)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_2)
    assert len(doubts(window)) == 4


def test_words_and_marks_of_the_region_are_shown_on_demand(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("这里的软件叫作“内存”，群众都知道。\n", encoding="utf-8")
    bring_in(window, qtbot, [file])
    window.settings.set(SCRIPTS, ["original", "traditional", "simplified"])
    assert window.session and window.workspace
    window.open_report(window.session.services.library.find_titles("软件", 1)[0].id)
    assert shown(window) == "這裡的軟件叫作“內存”，群眾都知道。\n"
    window.settings.set(STANDARD, "traditional-hk")
    assert shown(window) == "這裏的軟件叫作“內存”，羣眾都知道。\n"
    window.settings.set(SCRIPTS, ["original", "traditional-tw", "simplified"])
    window.settings.set(VOCABULARY, True)
    window.settings.set(QUOTES, True)
    assert shown(window) == "這裡的軟體叫作「記憶體」，群眾都知道。\n"
    page = window.workspace.page
    assert [each.start for each in page.reader.contents.doubts[1].between(0, 100)] == [3, 8]
    assert page.doubts == ()


def test_what_is_invisible_or_taken_out_is_shown_and_decided(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    lines = [f"第{number}段的内容，说明有关工作的情况和要求，请各单位遵照执行。" * 3 for number in range(12)]
    pages = [line for page in range(4) for line in (*lines[3 * page : 3 * page + 3], f"— {page + 1} —")]
    file = tmp_path / "paged.txt"
    file.write_text("关于页眉的通知草案\x07\n" + "\n".join(pages) + "\n", encoding="utf-8")
    bring_in(window, qtbot, [file])
    assert window.session and window.workspace
    window.open_report(window.session.services.library.find_titles("关于页眉", 1)[0].id)
    qtbot.waitUntil(window.actions_.action("report.repairs").isEnabled)
    window.actions_.run("report.repairs")
    rows = QApplication.focusWidget()
    found = []
    while rows.currentRow() < rows.count() - 1:
        press(Qt.Key.Key_Down)
        found.append(rows.currentItem().text())
        press(Qt.Key.Key_Return)
    assert "案U+0007 → 案" in found
    assert "— 2 —↵ → –" in found
    press(Qt.Key.Key_1)  # the last of them, taken back
    page = window.workspace.page
    qtbot.waitUntil(lambda: page.text is not None and "— 4 —" in page.text.reading_text)
    assert page.text and "— 3 —" not in page.text.reading_text
