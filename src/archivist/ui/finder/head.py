"""Above the results: how many there are, in context, filters, order."""

from PySide6.QtCore import QEvent, Signal

from archivist.app.services.finding import Answer
from archivist.domain import N_
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import icon_button, menu_button, name_button
from archivist.ui.parts.fitting import FittingRow, label_step, name_worded, worded_button, words_step
from archivist.ui.parts.labels import words
from archivist.ui.parts.menu import Menu
from archivist.ui.theme import px

SORT_NAMES = {
    "relevance": N_("Best match"),
    "date": N_("Newest"),
    "title": N_("Title"),
    "length": N_("Longest"),
    "added": N_("Added last"),
    "annotated": N_("Annotated last"),
}


class FinderHead(FittingRow):
    context_wanted = Signal()
    save_wanted = Signal()
    filters_wanted = Signal()
    sort_chosen = Signal(str)
    """A key of ``SORT_NAMES``."""

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._sort = "relevance"
        self._count, self._hits, self._time = words("", "panel"), words("", "meta"), words("", "meta")
        self._context, self._save = worded_button("text-quote"), worded_button("star")
        self._filters = icon_button("list-filter", "")
        self._sorts = menu_button("", self._make_sort_menu())
        self.row.setContentsMargins(px(18), px(10), px(10), px(4))
        self.row.setSpacing(px(8))
        for widget in (self._count, self._hits, self._time):
            self.row.addWidget(widget)
        self.row.addStretch()
        for widget in (self._context, self._save, self._filters, self._sorts):
            self.row.addWidget(widget)
        self.let_go(label_step(self._time), words_step(self._save), words_step(self._context), label_step(self._hits))
        self._save.clicked.connect(self.save_wanted)
        self._context.clicked.connect(self.context_wanted)
        self._filters.clicked.connect(self.filters_wanted)
        self._set_words()

    def show_answer(self, answer: Answer | None, sort: str) -> None:
        self._answer, self._sort = answer, sort
        self._set_words()

    def show_filter_button(self, is_shown: bool) -> None:
        """Where the filters have no room of their own."""
        self._filters.setVisible(is_shown)
        self.fit()

    def set_writable(self, is_writable: bool) -> None:
        """A search is saved in the archive."""
        self._save.setEnabled(is_writable)

    def _set_words(self) -> None:
        answer = self._answer
        self._count.setText(tr_n("{count} report", "{count} reports", answer.count) if answer else "")
        hits = answer.matches.count if answer and answer.matches else 0
        self._hits.setText(tr_n("{count} hit", "{count} hits", hits) if hits else "")
        self._time.setText(f"{answer.milliseconds:.0f} ms" if answer else "")
        name_worded(self._context, tr(N_("In context")), "Ctrl+Shift+K")
        name_worded(self._save, tr(N_("Save search")), "Ctrl+Shift+S")
        name_button(self._filters, tr(N_("Filters")))
        self._sorts.setText(tr(SORT_NAMES[self._sort]))
        self._sorts.setAccessibleName(tr(N_("Order of the results")))
        self.fit()

    def _make_sort_menu(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_sort_menu(menu))
        return menu

    def _fill_sort_menu(self, menu: Menu) -> None:
        menu.clear()
        for sort, name in SORT_NAMES.items():
            menu.add_choice(tr(name), sort == self._sort, lambda sort=sort: self.sort_chosen.emit(sort))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
