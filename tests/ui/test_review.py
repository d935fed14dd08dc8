"""The review queue, as a person goes through it: places chosen by digits, kept, thrown away, undone, left for later."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from ui.person import Open, bring_in, press

from archivist.app.services.marking import NewMark
from archivist.app.wiring import Services
from archivist.domain import ReportId
from archivist.ui.review.cards import PlaceCard
from archivist.ui.review.page import ReviewPage
from archivist.ui.window import MainWindow

TEXT = "會議指出，要勇當排頭兵。\n會議強調，要推動紡織產業。\n會議要求，要抓好落實。\n"
CHANGED = "此外。\n會議強調，要推動紡織產業。\n另有。\n會議強調，要推動紡織產業。\n完。\n"


@pytest.fixture
def window(open_window: Open, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Two marks have lost their place: one may be in two places, the other's passage is gone."""
    made = open_window()
    made.actions_.run("archive.new")
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    bring_in(made, qtbot, [file])
    services = services_of(made)
    report = only_report(made)
    services.marking.mark_quote(report, "推動紡織產業", NewMark(note="看", tags=("產業",)))
    services.marking.mark_quote(report, "勇當排頭兵", NewMark())
    services.versions.edit_text(report, CHANGED)
    return made


def services_of(window: MainWindow) -> Services:
    assert window.session
    return window.session.services


def only_report(window: MainWindow) -> ReportId:
    return services_of(window).library.list_reports()[0].id


def open_queue(window: MainWindow, qtbot: QtBot) -> ReviewPage:
    qtbot.waitUntil(window.actions_.action("annotate.review").isEnabled)
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QListView))
    return page


def shown(page: ReviewPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def cards(page: ReviewPage) -> list[PlaceCard]:
    return [each for each in page.findChildren(PlaceCard) if each.isVisible()]


def button(page: ReviewPage, words: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.isVisible() and each.text().startswith(words))


def go_to(quote: str) -> None:
    view = QApplication.focusWidget()
    assert isinstance(view, QListView)
    if view.currentIndex().data() != quote:
        press(Qt.Key.Key_J)
    assert view.currentIndex().data() == quote


def waiting(window: MainWindow) -> list[str]:
    return sorted(each.orphan.mark.anchor.exact for each in services_of(window).reviewing.questions())


def test_a_digit_and_return_put_a_mark_in_its_place_and_undo_asks_again(window: MainWindow, qtbot: QtBot) -> None:
    page = open_queue(window, qtbot)
    go_to("推動紡織產業")
    assert "2 places fit almost alike, so nothing was moved." in " ".join(shown(page))
    assert [each.accessibleName().split(",")[0] for each in cards(page)] == ["Place 1", "Place 2"]
    assert cards(page)[0].isChecked()
    press(Qt.Key.Key_2)
    assert cards(page)[1].isChecked()
    place = cards(page)[1].offer.place
    assert place is not None
    second = place.candidate.span
    assert button(page, "Put it at place 2").isEnabled()
    press(Qt.Key.Key_Return)
    assert waiting(window) == ["勇當排頭兵"]
    placed = services_of(window).marking.list_annotations(query="紡織")[0]
    assert placed.anchor.span == second
    assert window.toast.isVisible()
    qtbot.waitUntil(window.actions_.action("edit.undo").isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "2 of 2" in shown(page))
    assert waiting(window) == ["勇當排頭兵", "推動紡織產業"]


def test_what_is_gone_can_be_kept_or_thrown_away_but_not_put_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    page = open_queue(window, qtbot)
    go_to("勇當排頭兵")
    assert cards(page) == []
    assert not any(each.isVisible() and each.text().startswith("Put") for each in page.findChildren(QPushButton))
    press(Qt.Key.Key_Return)
    assert len(waiting(window)) == 2
    QTest.mouseClick(button(page, "Keep without a place"), Qt.MouseButton.LeftButton)
    assert waiting(window) == ["推動紡織產業"]
    press(Qt.Key.Key_Delete)
    assert waiting(window) == []
    assert [each.anchor.exact for each in services_of(window).marking.list_annotations()] == ["勇當排頭兵"]
    assert "Nothing waits for you" in shown(page)


def test_a_card_is_chosen_by_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    page = open_queue(window, qtbot)
    go_to("推動紡織產業")
    QTest.mouseClick(cards(page)[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(page, "Put it at place 2"), Qt.MouseButton.LeftButton)
    assert waiting(window) == ["勇當排頭兵"]


def test_escape_and_back_lead_away_and_nothing_was_decided(window: MainWindow, qtbot: QtBot) -> None:
    window.open_report(only_report(window))
    open_queue(window, qtbot)
    press(Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.workspace
    open_queue(window, qtbot)
    qtbot.waitUntil(window.actions_.action("report.back").isEnabled)
    window.actions_.run("report.back")
    assert window.pages.currentWidget() is window.workspace
    assert len(waiting(window)) == 2


def test_an_empty_queue_says_so(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    window.actions_.run("archive.new")
    window.actions_.run("annotate.review")
    page = window.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    assert "Nothing waits for you" in shown(page)
    QTest.mouseClick(button(page, "Back to the reports"), Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.workspace


def test_an_archive_open_for_reading_only_shows_the_questions_and_takes_no_answers(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.session
    window.open(window.session.path, read_only=True)
    page = open_queue(window, qtbot)
    go_to("推動紡織產業")
    assert not button(page, "Put it at place 1").isEnabled()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Delete)
    assert len(waiting(window)) == 2


def test_the_queue_fits_into_the_smallest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(640, 480)
    qtbot.waitUntil(lambda: window.width() == 640)
    window.actions_.run("annotate.review")
    page = window.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.hasFocus())
    assert not any(each.isVisible() for each in page.findChildren(QListView))
    for each in (*cards(page), *(one for one in page.findChildren(QPushButton) if one.isVisible())):
        assert each.mapTo(page, each.rect().topRight()).x() <= page.width()
    press(Qt.Key.Key_J)
    assert "2 of 2" in shown(page)


PROPOSED = "關於紡織產業的會(huì)議紀要。\n各地的會(huì)議開了三天，全縣(xiàn)都來了。\n"


def test_proposed_repairs_wait_beside_the_annotations_and_are_decided(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "proposed.txt"
    file.write_text(PROPOSED, encoding="utf-8")
    bring_in(window, qtbot, [file])
    page = open_queue(window, qtbot)
    view = QApplication.focusWidget()
    assert isinstance(view, QListView)
    rows = [view.model().index(row, 0).data() for row in range(view.model().rowCount())]
    assert [rows[0], rows[3]] == ["Annotations without a place · 2", "Proposed repairs · 3"]
    assert rows[4:] == ["會(huì) → 會", "會(huì) → 會", "縣(xiàn) → 縣"]
    for _ in range(2):
        press(Qt.Key.Key_Down)
    assert view.currentIndex().data() == "會(huì) → 會"
    assert "Is this damaged?" in shown(page) and "3 of 5" in shown(page)
    assert [each.offer.passage.text for each in cards(page)] == ["關於紡織產業的會議紀要。"]
    press(Qt.Key.Key_Return)
    services = services_of(window)
    report = next(each.id for each in services.library.list_reports() if "紡織" in each.title)
    assert services.reading.text(report).reading_text.startswith("關於紡織產業的會議紀要。\n各地的會(huì)議")
    assert view.currentIndex().data() == "會(huì) → 會"
    press(Qt.Key.Key_L)
    QTest.mouseClick(button(page, "Leave as it is"), Qt.MouseButton.LeftButton)
    assert services.reviewing.proposals(10) == ([], 0)
    window.actions_.run("edit.undo")
    qtbot.waitUntil(lambda: view.model().rowCount() == 6)
    assert services.reviewing.proposals(10)[1] == 2


def test_one_kind_alone_is_shown_on_demand(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "proposed.txt"
    file.write_text(PROPOSED, encoding="utf-8")
    bring_in(window, qtbot, [file])
    page = open_queue(window, qtbot)
    menu = next(each.menu() for each in page.findChildren(QToolButton) if each.text() == "All kinds")
    menu.aboutToShow.emit()
    next(each for each in menu.actions() if each.text() == "Proposed repairs").trigger()
    assert "Is this damaged?" in shown(page) and "1 of 3" in shown(page)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert "1 of 5" in shown(page) or "3 of 5" in shown(page)
