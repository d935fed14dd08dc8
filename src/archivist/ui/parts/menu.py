"""The menu of the design: round corners."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


class Menu(QMenu):
    """A ``QMenu`` whose corners are round, for which Qt needs a window that one can see through."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setToolTipsVisible(True)

    def add_choice(self, name: str, is_chosen: bool, choose: Callable[[], object]) -> QAction:
        """An entry with a tick where it ``is_chosen``."""
        item = self.addAction(name)
        item.setCheckable(True)
        item.setChecked(is_chosen)
        item.triggered.connect(lambda: choose())
        return item
