"""Above the results: how many there are, in context, to save the search, filters, order."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from archivist.app.services.finding import Answer
from archivist.domain import N_
from archivist.ui.icons import icon
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import icon_button, icon_size_beside_words, menu_button, name_button
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


class FinderHead(QWidget):
    context_wanted = Signal()
    filters_wanted = Signal()
    sort_chosen = Signal(str)
    """A key of ``SORT_NAMES``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._sort = "relevance"
        self._shows_filters = True
        self._count = words("", "panel")
        self._hits = words("", "meta")
        self._time = words("", "meta")
        self._context = _worded("text-quote")
        self._filters = icon_button("list-filter", "")
        self._sorts = menu_button("", self._make_sort_menu())
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(10), px(10), px(4))
        row.setSpacing(px(8))
        for widget in (self._count, self._hits, self._time):
            row.addWidget(widget)
        row.addStretch()
        for widget in (self._context, self._filters, self._sorts):
            row.addWidget(widget)
        self._context.clicked.connect(self.context_wanted)
        self._filters.clicked.connect(self.filters_wanted)
        self._set_words()

    def show_answer(self, answer: Answer | None, sort: str) -> None:
        self._answer, self._sort = answer, sort
        self._set_words()

    def show_filter_button(self, is_shown: bool) -> None:
        """Where the filters have no room of their own."""
        self._shows_filters = not is_shown
        self._fit()

    def _set_words(self) -> None:
        answer = self._answer
        self._count.setText(tr_n("{count} report", "{count} reports", answer.count) if answer else "")
        hits = answer.matches.count if answer and answer.matches else 0
        self._hits.setText(tr_n("{count} hit", "{count} hits", hits) if hits else "")
        self._time.setText(f"{answer.milliseconds:.0f} ms" if answer else "")
        self._context.setText(tr(N_("In context")))
        self._context.setAccessibleName(tr(N_("In context")))
        self._context.setToolTip(tr(N_("In context")) + " (Ctrl+Shift+K)")
        name_button(self._filters, tr(N_("Filters")))
        self._sorts.setText(tr(SORT_NAMES[self._sort]))
        self._sorts.setAccessibleName(tr(N_("Order of the results")))
        self._fit()

    def _fit(self) -> None:
        """What can be done without goes first where there is little room: the time, then the words of buttons."""
        self._filters.setVisible(not self._shows_filters)
        self._hits.setVisible(bool(self._hits.text()))
        for shows_time, shows_words in ((True, True), (False, True), (False, False)):
            self._time.setVisible(shows_time and bool(self._time.text()))
            for button in (self._context,):
                style = Qt.ToolButtonStyle
                button.setToolButtonStyle(style.ToolButtonTextBesideIcon if shows_words else style.ToolButtonIconOnly)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break

    def minimumSizeHint(self) -> QSize:
        # What the words of its buttons need is not asked for: they can go.
        return QSize(px(200), super().minimumSizeHint().height())

    def _make_sort_menu(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_sort_menu(menu))
        return menu

    def _fill_sort_menu(self, menu: Menu) -> None:
        menu.clear()
        for sort, name in SORT_NAMES.items():
            item = menu.addAction(tr(name))
            item.setCheckable(True)
            item.setChecked(sort == self._sort)
            item.triggered.connect(lambda _=False, sort=sort: self.sort_chosen.emit(sort))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _worded(icon_name: str) -> QToolButton:
    """A button with words that can do without them."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setIconSize(icon_size_beside_words())
    button.setProperty("density", "dense")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
