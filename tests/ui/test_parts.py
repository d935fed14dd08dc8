"""The small widgets, used as a person does."""

import sys
from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from archivist.domain import Colour
from archivist.ui.focus import FocusRing, install_focus_ring
from archivist.ui.icons import icon
from archivist.ui.parts.banner import Banner
from archivist.ui.parts.buttons import ActionButton, icon_button, menu_button, push_button
from archivist.ui.parts.choices import PanelTabs, Segmented
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import words
from archivist.ui.parts.popup_frame import PopupFrame
from archivist.ui.parts.progress_bar import ProgressBar
from archivist.ui.parts.search_field import SearchField
from archivist.ui.parts.swatches import SwatchRow
from archivist.ui.parts.tag_chip import TagChip
from archivist.ui.parts.toast import SHOWN_MS, Toast
from archivist.ui.stylesheet import apply_theme
from archivist.ui.theme import activate, load_theme

LIGHT = load_theme("light")
NAMES = {colour: colour.value.title() for colour in Colour}
Key = Qt.Key


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    apply_theme(qapp, LIGHT)
    shown = QWidget()
    QVBoxLayout(shown)
    shown.resize(600, 400)
    shown.show()
    assert QTest.qWaitForWindowActive(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    qapp.setStyleSheet("")
    activate(LIGHT, 13, "en")


W = TypeVar("W", bound=QWidget)


def add(window: QWidget, widget: W) -> W:
    window.layout().addWidget(widget)
    QGuiApplication.processEvents()
    return widget


def ring(window: QWidget) -> FocusRing | None:
    QGuiApplication.sendPostedEvents(None, 0)
    shown = [r for r in window.findChildren(FocusRing) if r.isVisible()]
    assert len(shown) <= 1
    return shown[0] if shown else None


@pytest.fixture
def ringed(qapp: QApplication, window: QWidget) -> QWidget:
    if not qapp.property("ringed"):  # as the program does it: once
        install_focus_ring(qapp)
        qapp.setProperty("ringed", True)
    return window


def test_ring_comes_with_the_keyboard_and_goes_with_the_mouse(ringed: QWidget) -> None:
    first, second = add(ringed, QPushButton("1")), add(ringed, QPushButton("2"))

    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring(ringed) is None

    QTest.keyClick(first, Key.Key_Tab)
    shown = ring(ringed)
    assert shown is not None
    assert shown.geometry().adjusted(4, 4, -4, -4) == second.geometry()

    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring(ringed) is None


def test_ring_stays_with_a_control_that_moves(ringed: QWidget) -> None:
    first, second = add(ringed, QPushButton("1")), add(ringed, QPushButton("2"))
    first.setFocus()
    QTest.keyClick(first, Key.Key_Tab)

    ringed.resize(300, 500)
    QGuiApplication.processEvents()

    shown = ring(ringed)
    assert shown is not None
    assert shown.geometry().center() == second.geometry().center()


def test_fields_need_no_ring(ringed: QWidget) -> None:
    first = add(ringed, QPushButton("1"))
    add(ringed, QLineEdit())
    first.setFocus()

    QTest.keyClick(first, Key.Key_Tab)

    assert ring(ringed) is None


def test_ring_leaves_with_a_control_that_is_scrolled_away(ringed: QWidget) -> None:
    area = add(ringed, QScrollArea())
    content = QWidget()
    content.resize(200, 3000)
    area.setWidget(content)
    first, second = QPushButton("1", content), QPushButton("2", content)
    second.move(0, 40)
    first.show()
    second.show()
    first.setFocus()
    QTest.keyClick(first, Key.Key_Tab)
    assert ring(ringed) is not None

    area.verticalScrollBar().setValue(2000)
    QGuiApplication.processEvents()

    assert ring(ringed) is None


def test_ring_survives_the_end_of_its_window(ringed: QWidget) -> None:
    other = QWidget()
    row = QVBoxLayout(other)
    one, two = QPushButton("1"), QPushButton("2")
    row.addWidget(one)
    row.addWidget(two)
    other.show()
    assert QTest.qWaitForWindowActive(other)
    one.setFocus()
    QTest.keyClick(one, Key.Key_Tab)
    two.raise_()  # Qt takes children down in their order: now the ring goes first
    other.deleteLater()
    QGuiApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete

    first, _ = add(ringed, QPushButton("1")), add(ringed, QPushButton("2"))
    ringed.activateWindow()
    assert QTest.qWaitForWindowActive(ringed)
    first.setFocus()
    QTest.keyClick(first, Key.Key_Tab)

    assert ring(ringed) is not None


@pytest.mark.parametrize("kind", [Segmented, PanelTabs])
def test_arrow_keys_choose_and_tab_leaves(window: QWidget, kind: type[Segmented | PanelTabs]) -> None:
    choice = add(window, kind("Panes", ["One", "Two", "Three"]))
    after = add(window, QPushButton("after"))
    spy = QSignalSpy(choice.chosen)
    choice.findChildren(QPushButton)[0].setFocus()

    QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)

    assert choice.current == 1
    assert [list(call) for call in (spy.at(i) for i in range(spy.count()))] == [[1]]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_choice_keeps_its_place_in_another_language(window: QWidget) -> None:
    choice = add(window, Segmented("Panes", ["One", "Two"]))
    choice.set_current(1)

    choice.set_choices(["一", "二"])

    assert choice.current == 1
    QGuiApplication.sendPostedEvents(None, 52)
    assert [button.text() for button in choice.findChildren(QPushButton)] == ["一", "二"]


def test_choosing_in_code_tells_nobody(window: QWidget) -> None:
    choice = add(window, Segmented("Panes", ["One", "Two"]))
    spy = QSignalSpy(choice.chosen)

    choice.set_current(1)

    assert spy.count() == 0


def test_escape_empties_the_search_field_once_then_is_the_windows(window: QWidget) -> None:
    field = add(window, SearchField("Search", "Clear", "Search 12 reports"))
    told: list[str] = []
    field.changed.connect(told.append)
    field.setFocus()
    QTest.keyClicks(field.edit, "ab")

    QTest.keyClick(field.edit, Key.Key_Escape)

    assert told == ["a", "ab", ""]


def test_search_field_has_an_emptying_button_only_while_there_is_something(window: QWidget) -> None:
    field = add(window, SearchField("Search", "Clear"))
    button = next(b for b in field.findChildren(QWidget) if b.accessibleName() == "Clear")
    assert not button.isVisible()

    field.set_text("产业")
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert field.text() == ""


def test_return_in_the_search_field_is_told(window: QWidget) -> None:
    field = add(window, SearchField("Search", "Clear"))
    spy = QSignalSpy(field.entered)

    QTest.keyClick(field.edit, Key.Key_Return)

    assert spy.count() == 1


def test_empty_state_says_what_is_so_and_does_what_helps(window: QWidget) -> None:
    state = add(window, EmptyState("search", "No report", "Without the filter there are 57.", "Clear filter"))
    spy = QSignalSpy(state.pressed)

    QTest.mouseClick(state.findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert spy.count() == 1
    assert state.accessibleName() == "No report"


def test_empty_state_without_a_way_out_has_no_button(window: QWidget) -> None:
    state = add(window, EmptyState("inbox", "Nothing to read"))
    assert not state.findChild(QPushButton).isVisible()


def test_empty_state_that_was_wide_can_become_narrow(window: QWidget) -> None:
    state = add(window, EmptyState("inbox", "Nothing to read", "Imported reports appear here."))
    window.resize(1600, 400)
    QGuiApplication.processEvents()

    assert state.minimumSizeHint().width() < 240


def test_toast_undoes_and_goes(window: QWidget) -> None:
    undone: list[str] = []
    toast = Toast(window, "Close")
    toast.tell("Underlined 25 characters", "Undo", "Ctrl Z", lambda: undone.append("once"))

    QTest.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert undone == ["once"]
    assert toast.isHidden()


def test_a_new_toast_takes_the_place_of_the_last(window: QWidget) -> None:
    undone: list[str] = []
    toast = Toast(window, "Close")
    toast.tell("First", "Undo", run=lambda: undone.append("first"))
    toast.tell("Second", "Undo", run=lambda: undone.append("second"))

    QTest.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert undone == ["second"]


def test_toast_goes_by_itself_after_eight_seconds(window: QWidget) -> None:
    toast = Toast(window, "Close")
    toast.tell("Saved")
    clock = toast.clock
    assert (clock.isActive(), clock.interval(), SHOWN_MS) == (True, SHOWN_MS, 8000)

    clock.timeout.emit()

    assert toast.isHidden()


def test_toast_stays_in_the_middle_of_a_window_that_grows(window: QWidget) -> None:
    toast = Toast(window, "Close")
    toast.tell("Saved")

    window.resize(900, 700)
    QGuiApplication.processEvents()

    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    assert toast.surface().translated(toast.pos()).bottom() < window.height()


def test_banner_tells_which_button(window: QWidget) -> None:
    banner = add(window, Banner())
    banner.tell("warn", "The disk has 180 MB left.", "Resume", "Cancel")
    told: list[int] = []
    banner.pressed.connect(told.append)
    buttons = {b.text(): b for b in banner.findChildren(QPushButton)}

    QTest.mouseClick(buttons["Cancel"], Qt.MouseButton.LeftButton)

    assert told == [1]


def test_banner_shows_only_the_buttons_of_its_last_words(window: QWidget) -> None:
    banner = add(window, Banner())
    banner.tell("warn", "The disk is full.", "Resume")
    banner.tell("danger", "Not read.", "Details")
    QGuiApplication.sendPostedEvents(None, 52)

    assert [b.text() for b in banner.findChildren(QPushButton)] == ["Details"]
    assert banner.grab().toImage().pixelColor(banner.width() // 2, 2) == LIGHT.danger_wash


def test_swatch_is_chosen_by_mouse_and_keyboard(window: QWidget) -> None:
    row = add(window, SwatchRow(NAMES))
    told: list[Colour] = []
    row.chosen.connect(told.append)
    swatches = {b.accessibleName(): b for b in row.findChildren(QWidget) if b.accessibleName()}

    QTest.mouseClick(swatches["Green"], Qt.MouseButton.LeftButton)
    QTest.keyClick(swatches["Green"], Key.Key_Right)

    assert told == [Colour.GREEN, Colour.BLUE]
    assert row.current == Colour.BLUE


def test_swatches_wear_the_hues_of_the_theme(window: QWidget, qapp: QApplication) -> None:
    row = add(window, SwatchRow(NAMES))
    swatch = next(b for b in row.findChildren(QWidget) if b.accessibleName() == "Red")
    apply_theme(qapp, load_theme("dark"))

    assert swatch.grab().toImage().pixelColor(7, 16) == load_theme("dark").highlights[Colour.RED].hue


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace, Key.Key_Space])
def test_tag_is_taken_away_with_the_keyboard(window: QWidget, key: Qt.Key) -> None:
    chip = add(window, TagChip("产业", remove="Remove the tag"))
    spy = QSignalSpy(chip.removed)

    QTest.keyClick(chip, key)

    assert spy.count() == 1


def test_tag_that_cannot_be_removed_ignores_delete(window: QWidget) -> None:
    chip = add(window, TagChip("产业"))
    spy = QSignalSpy(chip.removed)

    QTest.keyClick(chip, Key.Key_Delete)

    assert (chip.text(), spy.count()) == ("#产业", 0)


def test_progress_is_as_long_as_it_is(window: QWidget) -> None:
    bar = ProgressBar("Import")
    bar.setRange(0, 4)
    bar.setValue(3)
    bar.resize(200, 20)
    image = bar.grab().toImage()

    assert image.pixelColor(140, 10) == LIGHT.accent
    assert image.pixelColor(160, 10) == LIGHT.line_strong


def test_popup_paints_its_surface_and_fades_out_around_it(window: QWidget) -> None:
    frame = PopupFrame(window)
    frame.resize(300, 200)
    picture = frame.grab().toImage()
    surface = frame.surface().toRect()

    assert picture.pixelColor(surface.center()) == LIGHT.raised
    below = [picture.pixelColor(surface.center().x(), surface.bottom() + d).lightness() for d in (2, 12, 22, 34)]
    assert below == sorted(below)
    assert below[0] < below[-1]


def test_button_without_words_says_them_and_its_keys(window: QWidget) -> None:
    button = add(window, icon_button("search", "Find", "Ctrl+F"))

    assert (button.accessibleName(), button.toolTip()) == ("Find", "Find (Ctrl+F)")
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_action_button_shows_its_words_where_there_is_room(window: QWidget) -> None:
    button = add(window, ActionButton(QAction(icon("download"), "Import", window), shows_words=True))
    wide = button.sizeHint().width()

    button.show_words(False)

    assert button.sizeHint().width() < wide


def test_menu_of_a_button_lives_as_long_as_the_button(window: QWidget) -> None:
    button = add(window, menu_button("Newest", QMenu()))
    assert button.menu() is not None


def test_label_shows_a_file_name_as_it_is(window: QWidget) -> None:
    label = add(window, words("<b>a</b>.txt"))
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("font_px", [13, 16, 20])
def test_controls_grow_with_the_font(window: QWidget, qapp: QApplication, font_px: int) -> None:
    button = add(window, push_button("Pause", icon_name="pause"))
    field = add(window, SearchField("Search", "Clear"))

    apply_theme(qapp, LIGHT, font_px=font_px)

    assert abs(button.sizeHint().height() - 30 * font_px / 13) < 2  # the border stays a hairline
    assert abs(field.height() - 32 * font_px / 13) <= 1
    assert button.iconSize().height() == round(16 * font_px / 13)


def test_qt_does_not_eat_references_to_none(window: QWidget) -> None:
    """Some PySide6 releases lose one with most void calls, until Python aborts."""
    widget = add(window, QWidget())
    before = sys.getrefcount(None)

    for size in range(1000):
        widget.resize(size, 10)
        widget.move(QPoint(size, 0))

    assert abs(sys.getrefcount(None) - before) < 100
