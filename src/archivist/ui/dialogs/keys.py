"""All commands with their keys."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from archivist.app.commands.all import COMMANDS
from archivist.app.commands.command import Menu
from archivist.domain import N_
from archivist.ui.actions import Actions
from archivist.ui.language import tr
from archivist.ui.theme import px


class KeysDialog(QDialog):
    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(680), px(560))
        self._tree = QTreeWidget()
        self._tree.setColumnCount(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree)
        self._set_words()

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Keys")))
        tree = self._tree
        tree.clear()
        tree.setAccessibleName(tr(N_("Commands and their keys")))
        tree.setHeaderLabels([tr(N_("Command")), tr(N_("Keys")), tr(N_("What it does"))])
        for menu in Menu:
            group = QTreeWidgetItem([tr(menu)])
            tree.addTopLevelItem(group)
            for each in COMMANDS:
                if each.menu == menu:
                    native = QKeySequence.SequenceFormat.NativeText
                    keys = "  ".join(key.toString(native) for key in self._actions.action(each.id).shortcuts())
                    name = " · ".join(filter(None, (tr(each.submenu), tr(each.title).rstrip("…"))))
                    QTreeWidgetItem(group, [name, keys, tr(each.help)])
        tree.expandAll()
        for column in (0, 1):
            tree.resizeColumnToContents(column)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
