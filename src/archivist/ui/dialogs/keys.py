"""All commands with their keys."""

from PySide6.QtCore import Qt
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
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(N_("Keys")))
        self.resize(px(680), px(560))
        tree = QTreeWidget()
        tree.setAccessibleName(tr(N_("Commands and their keys")))
        tree.setColumnCount(3)
        tree.setHeaderLabels([tr(N_("Command")), tr(N_("Keys")), tr(N_("What it does"))])
        for menu in Menu:
            group = QTreeWidgetItem([tr(menu)])
            tree.addTopLevelItem(group)
            for each in COMMANDS:
                if each.menu == menu:
                    native = QKeySequence.SequenceFormat.NativeText
                    keys = "  ".join(key.toString(native) for key in actions.action(each.id).shortcuts())
                    name = " · ".join(filter(None, (tr(each.submenu), tr(each.title).rstrip("…"))))
                    QTreeWidgetItem(group, [name, keys, tr(each.help)])
        tree.expandAll()
        for column in (0, 1):
            tree.resizeColumnToContents(column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tree)
