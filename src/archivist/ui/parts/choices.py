"""One of several, all in view: segments of one control, or the tabs of a panel. Arrow keys move, Tab leaves."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from archivist.ui.icons import icon
from archivist.ui.parts.buttons import WordButton, menu_button
from archivist.ui.parts.menu import Menu


class _Choice(QFrame):
    """Buttons of which exactly one is chosen; positions count from 0."""

    chosen = Signal(int)

    def __init__(self, name: str, kind: str, gap: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._kind = kind
        self._group = QButtonGroup(self)  # exclusive: Qt moves with the arrow keys and leaves with Tab
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._group.idClicked.connect(self.chosen)

    def set_choices(self, texts: Sequence[str], icon_names: Sequence[str] = ()) -> None:
        """Show these words, at first and again in another language, when there are as many."""
        if buttons := self._group.buttons():
            for button, text in zip(buttons, texts, strict=True):
                button.setText(text)
            return
        for position, text in enumerate(texts):
            button = WordButton(text)
            button.setCheckable(True)
            button.setProperty("kind", self._kind)
            button.setProperty("at", _at(position, len(texts)))
            if icon_names:
                button.setIcon(icon(icon_names[position]))
            self._group.addButton(button, position)
            self._row.addWidget(button)
        self.set_current(0)

    @property
    def current(self) -> int:
        """The chosen position; -1 without choices."""
        return self._group.checkedId()

    def set_current(self, position: int) -> None:
        """Choose without ``chosen``, which tells only what a person did."""
        self._group.button(position).setChecked(True)

    def set_enabled(self, position: int, is_enabled: bool, why: str = "") -> None:
        """Allow one of the choices or not; ``why`` is its tooltip."""
        self._group.button(position).setEnabled(is_enabled)
        self._group.button(position).setToolTip(why)


class Segmented(_Choice):
    """A small choice in one frame, such as one, two or three panes. ``name`` says what is chosen, for screen readers."""

    def __init__(
        self, name: str, texts: Sequence[str], icon_names: Sequence[str] = (), *, parent: QWidget | None = None
    ):
        super().__init__(name, "segment", 0, parent)
        self.setProperty("kind", "segments")
        self._menu = menu_button("", Menu())
        self._menu.menu().aboutToShow.connect(self._fill_menu)
        self._menu.hide()
        self.set_choices(texts, icon_names)
        self._row.addWidget(self._menu)
        self.chosen.connect(lambda _: self._tell_choice())

    def set_choices(self, texts: Sequence[str], icon_names: Sequence[str] = ()) -> None:
        super().set_choices(texts, icon_names)
        self._tell_choice()

    def set_current(self, position: int) -> None:
        super().set_current(position)
        self._tell_choice()

    def set_folded(self, is_folded: bool) -> None:
        """Only what is chosen, as a menu: where all of it has no room."""
        for button in self._group.buttons():
            button.setVisible(not is_folded)
        self._menu.setVisible(is_folded)
        self.updateGeometry()  # at once: a row measures it before events come

    def _tell_choice(self) -> None:
        button = self._group.checkedButton()
        self._menu.setText(button.text() if button is not None else "")
        self._menu.setAccessibleName(self.accessibleName())

    def _fill_menu(self) -> None:
        menu = self._menu.menu()
        menu.clear()
        for button in self._group.buttons():
            item = menu.addAction(button.text())
            item.setCheckable(True)
            item.setChecked(button.isChecked())
            item.triggered.connect(lambda _=False, button=button: button.click())


class PanelTabs(_Choice):
    """The tabs at the head of a panel."""

    def __init__(self, name: str, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, "tab", 2, parent)
        self.set_choices(texts)
        self._row.addStretch()


def _at(position: int, count: int) -> str:
    return "first" if position == 0 else "last" if position == count - 1 else "middle"
