"""Buttons, made ready: kind, icon, accessible name, and a tooltip with the keys where there are no words."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from archivist.ui.icons import SMALL, icon
from archivist.ui.theme import px

ButtonKind = Literal["", "primary", "danger", "flat", "switch", "link", "filter"]
Density = Literal["", "dense", "dialog"]

_GAP = 4
_TONES = {"primary": "on_accent", "danger": "danger", "link": "accent"}


class WordButton(QPushButton):
    """A ``QPushButton`` whose icon keeps a distance from the words; Qt alone leaves four pixels."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)  # Return presses the dialog's primary button, not the one that has the focus
        self.setIconSize(icon_size_beside_words())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setIconSize(icon_size_beside_words())
        super().changeEvent(event)


def icon_size_beside_words() -> QSize:
    """The size for ``setIconSize`` of a button that shows an icon of this program before its words."""
    return QSize(px(SMALL + _GAP), px(SMALL))


def push_button(
    text: str, kind: ButtonKind = "", *, icon_name: str = "", density: Density = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with words. ``density``: 26 (dense), 30 or 32 (dialog) high."""
    button = WordButton(text, parent)
    button.setProperty("kind", kind)
    button.setProperty("density", density)
    if kind == "primary":
        button.setDefault(True)
    if icon_name:
        button.setIcon(icon(icon_name, _TONES.get(kind, "text2")))
    return button


def switch(text: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Something that is on or off, in words: accent while it is on."""
    button = push_button(text, "switch", icon_name=icon_name, density="dense", parent=parent)
    button.setCheckable(True)
    return button


def icon_button(icon_name: str, name: str, keys: str = "", parent: QWidget | None = None) -> QToolButton:
    """A button without words: ``name`` and ``keys`` (as shown, ``Ctrl+F``) stand in its tooltip."""
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt leaves tool buttons out of the tab order
    name_button(button, name, keys)
    return button


class ActionButton(QToolButton):
    """A tool button of one command: icon, words, keys and state come from its action."""

    def __init__(self, action: QAction, *, shows_words: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_words(shows_words)

    def show_words(self, shows_words: bool) -> None:
        """With its words, or alone where there is little room."""
        styles = Qt.ToolButtonStyle
        self.setToolButtonStyle(styles.ToolButtonTextBesideIcon if shows_words else styles.ToolButtonIconOnly)
        self._measure()

    def _measure(self) -> None:
        with_words = self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setIconSize(icon_size_beside_words() if with_words else QSize(px(SMALL), px(SMALL)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)


def name_button(button: QToolButton, name: str, keys: str = "") -> None:
    """Name a button without words, at first and again in another language."""
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})" if keys else name)


def menu_button(text: str, menu: QMenu | None = None, parent: QWidget | None = None) -> QToolButton:
    """A choice in words with an arrow that opens ``menu``, which belongs to the button from now on."""
    button = QToolButton(parent)
    button.setText(text)
    button.setProperty("kind", "menu")
    button.setProperty("density", "dense")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if menu is not None:
        menu.setParent(button, menu.windowFlags())
        button.setMenu(menu)
    return button
