"""What belongs to a question besides its words: where to search, and in which script."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton

from archivist.app.services.library import Scope
from archivist.app.within import Within
from archivist.domain import N_
from archivist.ui.language import tr
from archivist.ui.parts.buttons import menu_button
from archivist.ui.parts.menu import Menu
from archivist.ui.theme import px

_WIDEST = 110
_EVERYWHERE = Scope()
_ELIDE = Qt.TextElideMode.ElideRight


class SearchChoices(QObject):
    """Two menus for a search field. ``shown_scope`` is what the library shows: besides everything, that can be searched."""

    changed = Signal()

    def __init__(self, shown_scope: Callable[[], Scope], parent: QObject) -> None:
        super().__init__(parent)
        self._shown_scope = shown_scope
        self._within = Within()
        self.scope_button = self._make_button(self._fill_scopes)
        self.script_button = self._make_button(self._fill_scripts)
        self.set_words()

    @property
    def within(self) -> Within:
        return self._within

    def reset(self) -> None:
        """Everything, in any script: another archive is opened. Without telling."""
        self._within = Within()
        self.set_words()

    def take(self, within: Within) -> None:
        """Where and in which script ``within`` searches, without telling."""
        self._within = Within(scope=within.scope, is_exact=within.is_exact)
        self.set_words()

    @property
    def chosen(self) -> tuple[bool, bool]:
        """Whether the one and the other is another than usual, so that it must be told also where there is little room."""
        return self._within.scope != _EVERYWHERE, self._within.is_exact

    def set_words(self) -> None:
        scope = scope_name(self._within.scope)
        metrics = self.scope_button.fontMetrics()
        self.scope_button.setText(metrics.elidedText(scope, _ELIDE, px(_WIDEST)))
        self.scope_button.setAccessibleName(tr(N_("Where to search: {name}"), name=scope))
        script = tr(N_("As typed")) if self._within.is_exact else tr(N_("Any script"))
        self.script_button.setText(script)
        self.script_button.setAccessibleName(tr(N_("Script to search: {name}"), name=script))
        self.script_button.setToolTip(tr(N_("Find words in either script, or only as they are typed")))

    def _make_button(self, fill: Callable[[Menu], None]) -> QToolButton:
        menu = Menu()
        menu.aboutToShow.connect(lambda: fill(menu))
        return menu_button("", menu)

    def _fill_scopes(self, menu: Menu) -> None:
        shown = self._shown_scope()
        scopes = [_EVERYWHERE, *(each for each in (shown, self._within.scope) if each.kind not in ("all", "trash"))]
        menu.clear()
        for scope in dict.fromkeys(scopes):
            self._add(menu, scope_name(scope), replace(self._within, scope=scope))

    def _fill_scripts(self, menu: Menu) -> None:
        menu.clear()
        self._add(menu, tr(N_("Any script")), replace(self._within, is_exact=False))
        self._add(menu, tr(N_("As typed")), replace(self._within, is_exact=True))

    def _add(self, menu: Menu, name: str, within: Within) -> None:
        menu.add_choice(name, within == self._within, lambda: self._choose(within))

    def _choose(self, within: Within) -> None:
        self._within = within
        self.set_words()
        self.changed.emit()


def scope_name(scope: Scope) -> str:
    """A part of the library as a person reads it."""
    match scope.kind:
        case "unread":
            return tr(N_("Unread"))
        case "tag":
            return f"#{scope.name}"
        case "collection" | "source":
            return scope.name
        case _:
            return tr(N_("All reports"))
