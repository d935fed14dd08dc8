"""The menu bar: behind the menu button, in sight for a moment after Alt, or always where a person wants that."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from archivist.app.settings import MENU_BAR, Settings
from archivist.ui.actions import Actions


class MenuBar(QObject):
    """Fills and shows the menu bar of ``window``."""

    def __init__(self, window: QMainWindow, actions: Actions, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self._is_shown_for_now = False
        self._is_alt_alone = False
        self._before: QWidget | None = None
        for each in (window, window.menuBar()):
            each.installEventFilter(self)
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._follow_focus)
        self.show()

    def show(self) -> None:
        """In the present language, where it is to be seen."""
        bar = self._window.menuBar()
        is_wanted = self._settings.get(MENU_BAR) or self._is_shown_for_now
        bar.clear()
        for menu in self._actions.menus() if is_wanted else ():
            bar.addMenu(menu)
        bar.setVisible(is_wanted)

    def pop_up(self, button: QWidget) -> QMenu:
        """All menus as one, below the menu button."""
        menu = self._actions.menu((), parent=self._window)
        for each in self._actions.menus():
            menu.addMenu(each)
        self._actions.refresh()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What nobody in the window takes comes to the window itself, and a shortcut's keys do before they are taken.
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            is_alt = event.key() == Qt.Key.Key_Alt
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                self._is_alt_alone = is_alt
                if event.key() == Qt.Key.Key_Escape and QApplication.activePopupWidget() is None:
                    QTimer.singleShot(0, self._leave)
            elif event.type() == QEvent.Type.KeyRelease and is_alt and self._is_alt_alone:
                self._is_alt_alone = False
                self._leave() if self._is_shown_for_now else self._enter()
        return False

    def _enter(self) -> None:
        if self._settings.get(MENU_BAR):
            return  # Qt's menu bar does it by itself
        self._is_shown_for_now = True
        self._before = QApplication.focusWidget()
        self.show()
        bar = self._window.menuBar()
        bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        bar.setActiveAction(bar.actions()[0])

    @Slot(QWidget, QWidget)
    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self._window.menuBar() and QApplication.activePopupWidget() is None:
            self._leave()

    def _leave(self) -> None:
        if self._is_shown_for_now:
            self._is_shown_for_now = False
            if self._window.menuBar().hasFocus() and self._before is not None:
                with suppress(RuntimeError):  # it was deleted meanwhile
                    self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self.show()
