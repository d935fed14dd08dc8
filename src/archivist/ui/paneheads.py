"""The heads of the panes: each names the script of its pane, and is the menu to choose another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from archivist.app.commands.arranging import SCRIPT_NAMES as SCRIPT_NAMES
from archivist.app.settings import OTHER_SCRIPT, PINYIN, RUBY, RUBY_PANES, SCRIPTS, TOGETHER, Settings
from archivist.domain import N_, Script, WrittenScript
from archivist.ui.bridge import follow_settings
from archivist.ui.icons import icon
from archivist.ui.language import tr
from archivist.ui.parts.buttons import menu_button, switch
from archivist.ui.parts.menu import Menu
from archivist.ui.reader import ReaderView
from archivist.ui.theme import px

WRITTEN_NAMES = {
    WrittenScript.SIMPLIFIED: N_("Simplified"),
    WrittenScript.TRADITIONAL: N_("Traditional"),
    WrittenScript.MIXED: N_("Mixed"),
    WrittenScript.NEUTRAL: N_("Neutral"),
}
_HEIGHT, _INSET = 32, 7
"""The words of a button begin so far inside of it: they stand above the text."""


def shown_script(value: str, written: WrittenScript) -> Script:
    """The script that a pane set to ``value`` shows of a report that is ``written`` so."""
    if value == OTHER_SCRIPT:
        return Script.TRADITIONAL if written == WrittenScript.SIMPLIFIED else Script.SIMPLIFIED
    return Script(value)


class PaneHeads(QWidget):
    """Stands above the reader and follows its columns."""

    chosen = Signal(int, str)
    """A pane and what it is to be set to: a script, or ``OTHER_SCRIPT``."""
    ruby_chosen = Signal(int)
    """A pane, whose ruby is to be shown or hidden."""

    def __init__(self, settings: Settings, reader: ReaderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._reader = reader
        self._shown: tuple[tuple[Script, ...], WrittenScript, bool] = ((), WrittenScript.NEUTRAL, False)
        self._buttons = [self._make_button(pane) for pane in range(3)]
        self._together = switch("", "lock", self)
        self._together.clicked.connect(lambda is_on: settings.set(TOGETHER, is_on))
        follow_settings(settings, self, lambda setting: self._show_together() if setting is TOGETHER else None)
        self.setFixedHeight(px(_HEIGHT))

    def show_panes(self, scripts: Sequence[Script], written: WrittenScript, *, is_source: bool = False) -> None:
        self._shown = (tuple(scripts), written, is_source)
        self._set_words()
        self.follow()

    def follow(self, _: object = None) -> None:
        """Stand where the columns of the reader are."""
        columns = self._reader.page.columns
        x = 0
        for pane, button in enumerate(self._buttons[: len(self._shown[0])]):
            left = columns.columns[min(pane, len(columns.columns) - 1)].left - px(_INSET)
            if columns.is_interlinear:
                left += x
                x += button.sizeHint().width() + px(8)
            self._place(button, left)
        self._show_together()

    def _show_together(self) -> None:
        """Whether the panes scroll as one: in words where there is room, since a lock alone is a riddle."""
        columns = self._reader.page.columns
        last = columns.columns[-1]
        name = tr(N_("Scroll together"))
        self._together.setVisible(len(self._shown[0]) > 1 and not columns.is_interlinear)
        self._together.setChecked(self._settings.get(TOGETHER))
        self._together.setIcon(icon("lock" if self._together.isChecked() else "lock-open"))
        self._together.setAccessibleName(name)
        self._together.setToolTip(name)
        self._together.setText(name)
        right = last.left + last.width
        if right - self._together.sizeHint().width() < self._buttons[len(self._shown[0]) - 1].geometry().right() + px(
            8
        ):
            self._together.setText("")
        self._place(self._together, right - self._together.sizeHint().width() + px(_INSET))

    def _place(self, button: QWidget, left: int) -> None:
        button.setGeometry(left, (self.height() - button.sizeHint().height()) // 2, *button.sizeHint().toTuple())

    def _make_button(self, pane: int) -> QToolButton:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill(menu, pane))
        return menu_button("", menu, self)

    def _fill(self, menu: Menu, pane: int) -> None:
        menu.clear()
        now = self._settings.get(SCRIPTS)[pane]
        choices = [(OTHER_SCRIPT, N_("The other script")), *((each.value, SCRIPT_NAMES[each]) for each in Script)]
        for value, name in choices:
            menu.add_choice(tr(name), value == now, lambda value=value: self.chosen.emit(pane, value))
        menu.addSeparator()
        has_ruby = self._settings.get(RUBY) and pane in self._settings.get(RUBY_PANES)
        menu.add_choice(tr(N_("Ruby in this pane")), has_ruby, lambda: self.ruby_chosen.emit(pane))
        has_pinyin = self._settings.get(PINYIN)
        pinyin = menu.add_choice(
            tr(N_("Pinyin of every character")), has_pinyin, lambda: self._settings.set(PINYIN, not has_pinyin)
        )
        pinyin.setEnabled(has_ruby)

    def _set_words(self) -> None:
        scripts, written, is_source = self._shown
        for pane, button in enumerate(self._buttons):
            button.setVisible(pane < len(scripts))
            if pane >= len(scripts):
                continue
            name = tr(SCRIPT_NAMES[scripts[pane]])
            if is_source:
                name = tr(N_("As it came in"))
            elif scripts[pane] == Script.ORIGINAL:
                name = f"{name} · {tr(WRITTEN_NAMES[written])}"
            button.setText(name)
            button.setEnabled(not is_source)
            button.setAccessibleName(tr(N_("Script of pane {number}: {name}"), number=pane + 1, name=name))
            button.setToolTip(tr(N_("Choose the script of this pane")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_buttons"):
            self.setFixedHeight(px(_HEIGHT))
            self._set_words()
            self.follow()
