"""One ``QAction`` for each command: menus, tool bar, palette and keys are views of these. Nobody else makes one."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from archivist.app.commands.all import COMMANDS
from archivist.app.commands.command import Command
from archivist.app.commands.command import Menu as MenuName
from archivist.app.commands.context import Context
from archivist.domain import ArchivistError
from archivist.ui.icons import icon
from archivist.ui.language import tr
from archivist.ui.parts.menu import Menu


class Actions(QObject):
    """``context`` says what is open and selected now; ``failed`` tells a person of an error that a command met."""

    def __init__(
        self, window: QWidget, context: Callable[[], Context], failed: Callable[[ArchivistError], object]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._failed = failed
        self._actions = {each.id: self._make(each) for each in COMMANDS}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        window.installEventFilter(self)

    def action(self, id: str) -> QAction:
        return self._actions[id]

    def run(self, id: str) -> None:
        """Run a command as its menu item would: not at all where it cannot."""
        self.refresh()
        self._actions[id].trigger()

    def listen_in(self, widget: QWidget) -> None:
        """Make the bare keys count while the keyboard is in ``widget``."""
        widget.addActions([self._actions[each.id] for each in COMMANDS if each.is_bare])

    def refresh_soon(self) -> None:
        """Bring the actions to the present state, once, when all that happens now has happened."""
        self._soon.start()

    @property
    def is_stale(self) -> bool:
        """True while the actions are still to be brought to the present state."""
        return self._soon.isActive()

    def refresh(self) -> None:
        context = self._context()
        for each in COMMANDS:
            action = self._actions[each.id]
            self._name(action, each, context)
            action.setEnabled(each.when.holds(context))
            if each.is_on is not None:
                action.setChecked(each.is_on(context))

    def why_not(self, command: Command) -> str:
        """What is missing for ``command`` now, in words; empty where it can run."""
        return "" if command.when.holds(self._context()) else tr(command.when.why_not)

    def menus(self) -> list[Menu]:
        """The menus of the menu bar, made anew."""
        return [self.menu([each for each in COMMANDS if each.menu == name], tr(name)) for name in MenuName]

    def menu(self, commands: Iterable[Command], title: str = "", parent: QWidget | None = None) -> Menu:
        """A menu of ``commands``: a line between sections, and submenus where they are declared."""
        menu = Menu(title, parent or self._window)
        section: int | None = None
        submenus: dict[str, QMenu] = {}
        for each in commands:
            if section is not None and each.section != section:
                menu.addSeparator()
            section = each.section
            if not each.submenu:
                menu.addAction(self._actions[each.id])
                continue
            if each.submenu not in submenus:
                submenus[each.submenu] = Menu(tr(each.submenu), menu)
                menu.addMenu(submenus[each.submenu])
            submenus[each.submenu].addAction(self._actions[each.id])
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh_soon()
        return False

    def _make(self, command: Command) -> QAction:
        action = QAction(self._window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.is_on is not None)
        action.setAutoRepeat(command.id in ("report.next", "report.previous", "search.next", "search.previous"))
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.is_bare:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            self._window.addAction(action)
        action.triggered.connect(lambda _=False, command=command: self._run(command))
        return action

    def _run(self, command: Command) -> None:
        context = self._context()
        if command.when.holds(context):
            try:
                command.run(context)
            except ArchivistError as error:
                self._failed(error)
        self.refresh_soon()

    def _name(self, action: QAction, command: Command, context: Context) -> None:
        title, values = command.name(context) if command.name else (command.title, {})
        words = tr(title, **{name: tr(str(value)) for name, value in values.items()})
        if action.text() == words and action.statusTip() == tr(command.help):
            return
        action.setText(words)
        action.setIconText(words.rstrip("…"))
        keys = " ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in action.shortcuts()[:1])
        action.setToolTip(f"{words.rstrip('…')} ({keys})" if keys else words.rstrip("…"))
        action.setStatusTip(tr(command.help))
