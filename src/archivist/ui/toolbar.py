"""The tool bar: menu, panels, the way back, the search field in the middle, import and export."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from archivist.app.services.library import Scope
from archivist.app.within import Within
from archivist.domain import N_
from archivist.ui.actions import Actions
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import ActionButton, icon_button, name_button
from archivist.ui.parts.search_field import SearchField
from archivist.ui.searchchoices import SearchChoices
from archivist.ui.theme import px

_SEARCH_WIDTH, _LEAST = 540, 180
_LEAST_WITH_CHOICES = 400
_SHARE = 0.42


class ToolBar(QToolBar):
    menu_wanted = Signal()
    search_typed = Signal(str)
    search_left = Signal()
    """Down or Return in the field: on to the results."""

    def __init__(self, actions: Actions, shown_scope: Callable[[], Scope], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._count: int | None = None
        self.menu_button = icon_button("menu", "")
        self.menu_button.clicked.connect(self.menu_wanted)
        self.search = SearchField("", "")
        self.search.edit.installEventFilter(self)
        self.choices = SearchChoices(shown_scope, self)
        for button in (self.choices.scope_button, self.choices.script_button):
            self.search.add_trailing(button)
        self.choices.changed.connect(lambda: self.search_typed.emit(self.search.text()))
        self.search.changed.connect(self.search_typed)
        self.search.entered.connect(self.search_left)
        self._archive_only: list[QAction] = []
        self._worded = [
            ActionButton(actions.action(id), shows_words=True) for id in ("archive.import_files", "archive.export")
        ]
        self.addWidget(self.menu_button)
        self._add(ActionButton(actions.action("view.library")))
        self._archive_only.append(self.addSeparator())
        self._add(ActionButton(actions.action("report.back")))
        self._add(ActionButton(actions.action("report.forward")))
        self.addWidget(_stretch())
        self._add(self.search)
        self.addWidget(_stretch())
        for button in self._worded:
            self._add(button)
        self._archive_only.append(self.addSeparator())
        self._add(ActionButton(actions.action("view.notes")))
        self._set_words()

    def show_words(self, has_words: bool) -> None:
        """Import and Export with their words, where there is room."""
        for button in self._worded:
            button.show_words(has_words)
        self._lay_out_again()

    def set_count(self, reports: int | None) -> None:
        """How many reports a search goes through; None: no archive is open."""
        if self._count is None or reports is None:
            self.choices.reset()
        self._count = reports
        for action in self._archive_only:
            action.setVisible(reports is not None)
        self._set_words()

    def show_search(self, query: str, within: Within) -> None:
        """Show what is searched for, without telling."""
        self.search.show_text(query)
        self.choices.take(within)

    def _add(self, widget: QWidget) -> None:
        self._archive_only.append(self.addWidget(widget))

    def _set_words(self) -> None:
        name_button(self.menu_button, tr(N_("Menu")), "Alt")
        placeholder = tr_n("Search {count} report", "Search {count} reports", self._count or 0)
        self.choices.set_words()
        self.search.set_words(tr(N_("Search the archive")), tr(N_("Empty the search")), placeholder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.search_left.emit()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A tool bar gives its expanding widgets equal shares: the field would get a third.
        width = max(px(_LEAST), min(px(_SEARCH_WIDTH), round(self.width() * _SHARE)))
        self.search.setFixedWidth(width)
        has_room = width >= px(_LEAST_WITH_CHOICES)
        self.search.show_trailing(*(has_room or is_chosen for is_chosen in self.choices.chosen))
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        """What a tool bar has hidden for want of room does not come back by itself when it becomes smaller."""
        if (layout := self.layout()) is not None:
            layout.invalidate()
            layout.activate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _stretch() -> QWidget:
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return space
