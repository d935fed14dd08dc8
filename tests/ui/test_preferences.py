"""The preferences page: what is declared as a preference can be set there, and what is set elsewhere shows there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from ui.person import Open, dialog_of

from archivist.app.settings import LANGUAGE, PREFERENCES, RUBY, THEME, ZOOM, Settings
from archivist.ui.application import Looks
from archivist.ui.dialogs.preferences import PreferencesDialog


def test_every_preference_is_set_with_the_keyboard_and_kept(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(window)
    assert isinstance(dialog, PreferencesDialog)
    for setting in PREFERENCES:
        field = _field(dialog, setting.title)
        before = window.settings.get(setting)
        field.setFocus()
        if isinstance(field, QCheckBox):
            QTest.keyClick(field, Qt.Key.Key_Space)
        else:
            QTest.keyClick(field, Qt.Key.Key_Down if field.currentIndex() < field.count() - 1 else Qt.Key.Key_Up)
        assert window.settings.get(setting) != before, setting.key
        assert Settings(window.settings.path).get(setting) == window.settings.get(setting)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog_of(window) is None)
    window.settings.set(THEME, "light")  # the page that is gone hears nothing any more


def test_a_value_that_is_set_elsewhere_shows_on_the_open_page(open_window: Open) -> None:
    window = open_window()
    window.actions_.run("edit.preferences")
    dialog = dialog_of(window)
    assert dialog
    window.settings.set(RUBY, True)
    window.actions_.run("view.zoom_in")
    ruby, zoom = _field(dialog, RUBY.title), _field(dialog, ZOOM.title)
    assert isinstance(ruby, QCheckBox) and ruby.isChecked()
    assert isinstance(zoom, QComboBox) and zoom.currentData() == window.settings.get(ZOOM) == 1.125
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Restore defaults").click()
    assert not ruby.isChecked() and zoom.currentData() == 1.0


def test_the_page_follows_the_language_that_is_chosen_on_it(open_window: Open, qapp: object) -> None:
    window = open_window()
    looks = Looks(qapp, window.settings)  # type: ignore[arg-type]
    window.actions_.run("edit.preferences")
    dialog = dialog_of(window)
    assert dialog
    window.settings.set(LANGUAGE, "zh_Hant")
    assert dialog.windowTitle() == "偏好設定"
    window.settings.set(LANGUAGE, "en")
    assert dialog.windowTitle() == "Preferences"
    del looks


def _field(dialog: object, title: str) -> QCheckBox | QComboBox:
    assert isinstance(dialog, PreferencesDialog)
    boxes = [each for each in dialog.findChildren(QCheckBox) if each.text() == title]
    names = [each.buddy() for each in dialog.findChildren(QLabel) if each.text() == title]
    (field,) = [*boxes, *names]
    assert isinstance(field, QCheckBox | QComboBox)
    return field
