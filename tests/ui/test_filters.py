"""Filters beside the results: every facet narrows, and what is chosen stays in sight and can be taken away."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot
from ui.person import await_index, drag_over, open_seed, press, settle

from archivist.ui.finder.histogram import YearHistogram
from archivist.ui.finder.page import FinderPage
from archivist.ui.window import MainWindow


def boxes(finder: FinderPage) -> dict[str, QCheckBox]:
    found = finder._filters.findChildren(QCheckBox)
    return {each.objectName(): each for each in found if not each.parentWidget().isHidden()}


def chips(finder: FinderPage) -> list[QPushButton]:
    return [each for each in finder._chips.findChildren(QPushButton) if not each.isHidden()]


def search(window: MainWindow, qtbot: QtBot, words: str) -> FinderPage:
    window.tool_bar.search.set_text(words)
    settle(window, qtbot)
    finder = window.navigation.finder
    assert finder and finder._answer
    return finder


def count(finder: FinderPage) -> int:
    assert finder._answer
    return finder._answer.count


def test_every_facet_narrows_and_is_taken_away_again(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session
    library = window.session.services.library
    seed = open_seed(window)
    other = next(each.id for each in library.list_reports() if each.id != seed and "工作报告" in each.title)
    library.tag_reports([seed], ["产业"])
    library.add_to_collection("纺织业", [seed])
    library.set_metadata(other, source="国务院", place="北京、上海", author="李克强；温家宝")
    drag_over(window, 0, "會議")
    window.actions_.run("annotate.purple")
    await_index(window, qtbot)
    finder = search(window, qtbot, "会议")
    assert count(finder) == 2
    wanted = ("tag:产业", "collection:纺织业", "colour:purple", "script:traditional", "source:国务院")
    for name in (*wanted, "place:北京", "place:上海", "person:李克强", "person:温家宝"):
        boxes(finder)[name].click()
        settle(window, qtbot)
        assert count(finder) == 1, name
        assert boxes(finder)[name].isChecked()
        qtbot.waitUntil(lambda: len(chips(finder)) == 1)  # Qt shows it a moment after it was added
        (chip,) = chips(finder)
        chip.setFocus()
        press(Qt.Key.Key_Delete)
        settle(window, qtbot)
        assert count(finder) == 2 and not boxes(finder)[name].isChecked(), name
    assert boxes(finder)["colour:purple"].text() == "Purple"


def test_filters_are_chosen_and_cleared_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    finder = search(window, qtbot, "会议")
    box = boxes(finder)["script:simplified"]
    box.setFocus()
    press(Qt.Key.Key_Space)
    settle(window, qtbot)
    assert count(finder) == 1
    assert boxes(finder)["script:simplified"].hasFocus()  # another box of that name: the numbers are others
    years = finder._filters._years
    years.setFocus()
    press(Qt.Key.Key_Left)
    settle(window, qtbot)
    assert finder._filters.within.years == (2014, 2014)
    assert [chip.text().strip() for chip in chips(finder)] == ["2014", "Simplified"]
    clear = finder._filters._clear
    clear.setFocus()
    press(Qt.Key.Key_Space)
    settle(window, qtbot)
    assert count(finder) == 2
    assert not chips(finder) and not clear.isEnabled()


def test_a_group_is_closed_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    finder = search(window, qtbot, "会议")
    for is_open in (False, True):
        (head,) = [
            each for each in finder._filters.findChildren(QPushButton, "script") if not each.parentWidget().isHidden()
        ]
        QTest.mouseClick(head, Qt.MouseButton.LeftButton)
        settle(window, qtbot)
        assert ("script:simplified" in boxes(finder)) == is_open


def test_hits_are_counted_in_all_and_by_year(window: MainWindow, qtbot: QtBot) -> None:
    finder = search(window, qtbot, "会议")
    assert finder._answer and finder._answer.matches
    assert finder._answer.matches.count == sum(found.matches for found in finder._answer.hits)
    assert finder._head._hits.text() == f"{finder._answer.matches.count} hits"
    assert finder._filters._years._counts == {2014: finder._answer.matches.by_year["2014"]}
    assert finder._filters._undated.text() == "1 report undated"


def test_more_values_of_a_facet_can_be_chosen(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session
    library = window.session.services.library
    for number, report in enumerate(library.list_reports()):
        library.set_metadata(report.id, source="甲乙丙"[number], date=f"{2001 + 4 * number}-05")
    await_index(window, qtbot)
    finder = search(window, qtbot, "的")
    every = finder._answer and finder._answer.facets["source"]
    assert every and set(every) == set("甲乙丙")
    for number, source in enumerate("甲乙", 1):
        boxes(finder)[f"source:{source}"].click()
        settle(window, qtbot)
        assert count(finder) == number
        assert finder._answer and finder._answer.facets["source"] == every
        assert sum(finder._answer.facets["year"].values()) == number  # of what the sources leave
    finder._filters._clear.click()
    settle(window, qtbot)
    years = finder._filters._years
    everything = dict(years._counts)
    assert sorted(everything) == [2001, 2005, 2009]
    drag(years, 2001, 2004)
    settle(window, qtbot)
    assert (count(finder), years._counts) == (1, everything)
    drag(years, 2005, 2009)  # by the handle at the end, which stands where 2005 begins
    settle(window, qtbot)
    assert (count(finder), finder._filters.within.years) == (3, (2001, 2009))
    years.setFocus()
    press(Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert finder._filters.within.years is None


def drag(years: YearHistogram, first: int, last: int) -> None:
    """From where a year begins to the middle of another."""
    slot, y = years._slot(), years.height() // 3
    start = QPoint(round((first - years._years[0]) * slot) + 1, y)
    QTest.mousePress(years, Qt.MouseButton.LeftButton, pos=start)
    end = QPoint(round((last - years._years[0] + 0.5) * slot), y)
    QTest.mouseMove(years, end)
    QTest.mouseRelease(years, Qt.MouseButton.LeftButton, pos=end)
