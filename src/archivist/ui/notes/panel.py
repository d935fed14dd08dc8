"""The side panel: annotations, repairs and details of the open report."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from archivist.app.commands.marking import COLOUR_NAMES
from archivist.app.services.choosing import ChoosingService
from archivist.app.services.library import LibraryService
from archivist.app.services.marking import MarkingService
from archivist.app.services.reading import style_of
from archivist.app.settings import Settings
from archivist.domain import N_, Annotation, AnnotationId, ArchivistError, Colour, Doubt, ReportText
from archivist.ui.language import tr
from archivist.ui.notes.annotationrows import ANNOTATION, AnnotationRowPainter, AnnotationRows
from archivist.ui.notes.decisions import ChoicesTakenBack, Decision, FormChosen
from archivist.ui.notes.details import DetailsView
from archivist.ui.notes.editor import AnnotationEditor
from archivist.ui.notes.repairs import RepairsView
from archivist.ui.parts.buttons import menu_button
from archivist.ui.parts.choices import PanelTabs
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.menu import Menu
from archivist.ui.theme import px

if TYPE_CHECKING:
    from archivist.app.services.repairing import RepairingService

_ANNOTATIONS, _REPAIRS, _DETAILS = range(3)


class NotesPanel(QWidget):
    """``repairing`` is asked for when a person decides something: it loads much that a first look does not need."""

    annotation_chosen = Signal(object)
    """AnnotationId: a person went to it in the list."""
    place_chosen = Signal(object)
    """Span of the reading text."""
    menu_wanted = Signal(object, QPoint)
    remove_wanted = Signal(object)
    left = Signal()
    """The editor was left: the keyboard may go back to the text."""
    failed = Signal(object)

    def __init__(
        self,
        marking: MarkingService,
        library: LibraryService,
        repairing: "Callable[[], RepairingService]",
        choosing: ChoosingService,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._repairing = repairing
        self._choosing = choosing
        self._settings = settings
        self._text: ReportText | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._stale = set[int]()
        self._annotations: tuple[Annotation, ...] = ()
        self._colour: Colour | None = None
        self._rows = AnnotationRows(self)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(AnnotationRowPainter(self._rows, self._view))
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setResizeMode(QListView.ResizeMode.Adjust)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.setProperty("kind", "annotations")
        self._view.installEventFilter(self)
        self._empty = EmptyState("highlighter", "")
        self._pages = QStackedWidget(self)
        self._annotations_page = QWidget(self._pages)
        self._editor = AnnotationEditor(marking, self._annotations_page)
        self._repairs = RepairsView(self._pages)
        self._details = DetailsView(library, self._pages)
        self._tabs = PanelTabs("", ("", "", ""))
        self._count = words("", "meta")
        self._colours = menu_button("", self._make_colour_menu())
        self._lay_out()
        self._connect()
        self._set_words()

    # --- what is shown

    def show_report(self, text: ReportText | None, doubts: Sequence[Doubt]) -> None:
        if self._text is None or text is None or text.report.id != self._text.report.id:
            self._editor.save()
            self._editor.leave()
        self._text = text
        self._doubts = tuple(doubts)
        self._stale = {_REPAIRS, _DETAILS}
        self._fill_tab()

    def _fill_tab(self) -> None:
        """Bring the tab that shows to the report: the lists of long reports are long too."""
        tab, text = self._pages.currentIndex(), self._text
        if tab not in self._stale:
            return
        self._stale.discard(tab)
        if tab == _REPAIRS:
            self._repairs.show_report(text, self._doubts, self._choosing.choices(text.report.id) if text else ())
        else:
            self._details.show_report(text)

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        chosen = self.current()
        self._rows.show(self._text, annotations, self._colour)
        if chosen is not None:
            self._set_current(chosen)
        edited = next((each for each in annotations if each.id == self._editor.mark), None)
        if edited is not None:
            self._editor.take_news(edited)
        elif self._editor.mark is not None:
            self._editor.leave()
        is_empty = self._rows.rowCount() == 0
        self._empty.setVisible(is_empty)
        self._view.setVisible(not is_empty)
        self._count.setText(str(len(annotations)) if annotations else "")

    def set_writable(self, is_writable: bool) -> None:
        self._details.set_writable(is_writable)
        self._repairs.set_writable(is_writable)

    def current(self) -> AnnotationId | None:
        mark: Annotation | None = self._view.currentIndex().data(ANNOTATION)
        return mark.id if mark else None

    def select(self, mark: AnnotationId) -> None:
        """Make ``mark`` the current row, without telling."""
        self._show_tab(_ANNOTATIONS)
        self._set_current(mark)
        if self._editor.mark not in (None, mark):
            self._editor.save()
            self._editor.leave()

    def edit_note(self, mark: AnnotationId) -> None:
        self._edit(mark, tags=False)

    def edit_tags(self, mark: AnnotationId) -> None:
        self._edit(mark, tags=True)

    def show_repairs(self) -> None:
        self._show_tab(_REPAIRS)
        self._repairs.setFocus()

    def show_details(self) -> None:
        self._show_tab(_DETAILS)
        self._details.setFocus()

    def leave_editor(self) -> None:
        """Save what is being written."""
        self._editor.save()

    def _edit(self, mark: AnnotationId, *, tags: bool) -> None:
        found = next((each for each in self._annotations if each.id == mark), None)
        if found is not None:
            self.select(mark)
            self._editor.edit(found, tags=tags)
            place = self._rows.place_of(mark)
            if place is not None:
                self._view.scrollTo(self._rows.index(place))

    def _set_current(self, mark: AnnotationId) -> None:
        place = self._rows.place_of(mark)
        selection = self._view.selectionModel()
        selection.blockSignals(True)
        self._view.setCurrentIndex(self._rows.index(place) if place is not None else QModelIndex())
        selection.blockSignals(False)
        self._view.viewport().update()
        if place is not None:
            self._view.scrollTo(self._rows.index(place))

    def _decide(self, decision: Decision) -> None:
        text = self._text
        if text is None:
            return
        try:
            if isinstance(decision, FormChosen):
                self._choose(text, decision)
            elif isinstance(decision, ChoicesTakenBack):
                self._choosing.take_back([each.id for each in decision.choices])
            else:
                one = decision.repair
                alike = [each for each in text.repairs if (each.kind, each.state) == (one.kind, one.state)]
                self._repairing().decide(text.report.id, alike if decision.is_for_all else [one], decision.state)
        except ArchivistError as error:
            self.failed.emit(error)

    def _choose(self, text: ReportText, decision: FormChosen) -> None:
        first, *others = decision.doubts
        if first.script is None:
            return
        if others:
            places = [each.span for each in decision.doubts]
            self._choosing.choose_all(text.report.id, places, first.script, decision.chosen)
            return
        self._choosing.choose(
            text.report.id,
            first.span.start,
            first.span.end,
            first.script,
            decision.chosen,
            reach=decision.reach,
            style=style_of(self._settings),
        )

    # --- choosing

    def _moved(self, index: QModelIndex) -> None:
        mark: Annotation | None = index.data(ANNOTATION)
        if mark is not None:
            if self._editor.mark not in (None, mark.id):
                self._editor.save()
                self._editor.leave()
            self.annotation_chosen.emit(mark.id)

    def _double_clicked(self, index: QModelIndex) -> None:
        self.edit_note(index.data(ANNOTATION).id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            mark = self.current()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mark is not None:
                self.edit_note(mark)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return False

    def _ask_menu(self, place: QPoint) -> None:
        mark: Annotation | None = self._view.indexAt(place).data(ANNOTATION)
        if mark is not None:
            self.menu_wanted.emit(mark.id, self._view.viewport().mapToGlobal(place))

    # --- colours

    def _make_colour_menu(self) -> Menu:
        menu = Menu()
        menu.aboutToShow.connect(lambda: self._fill_colour_menu(menu))
        return menu

    def _fill_colour_menu(self, menu: Menu) -> None:
        menu.clear()
        for colour, name in ((None, N_("All colours")), *COLOUR_NAMES.items()):
            menu.add_choice(tr(name), colour == self._colour, lambda colour=colour: self._take_colour(colour))

    def _take_colour(self, colour: Colour | None) -> None:
        self._colour = colour
        self._set_words()
        self.show_annotations(self._annotations)

    # --- parts

    def _connect(self) -> None:
        self._view.selectionModel().currentChanged.connect(self._moved)
        self._view.clicked.connect(self._moved)
        self._view.doubleClicked.connect(self._double_clicked)
        self._view.customContextMenuRequested.connect(self._ask_menu)
        self._repairs.place_chosen.connect(self.place_chosen)
        self._repairs.decided.connect(self._decide)
        self._tabs.chosen.connect(self._show_tab)
        self._editor.left.connect(self.left)
        self._editor.failed.connect(self.failed)
        self._editor.removed.connect(self.remove_wanted)
        self._details.failed.connect(self.failed)

    def _show_tab(self, position: int) -> None:
        self._tabs.set_current(position)
        self._pages.setCurrentIndex(position)
        self._fill_tab()
        self._colours.setVisible(position == _ANNOTATIONS)
        self._count.setVisible(position == _ANNOTATIONS)

    def _lay_out(self) -> None:
        top = QWidget(self)
        top.setFixedHeight(px(48))
        head = QHBoxLayout(top)
        head.setContentsMargins(px(8), 0, px(8), 0)
        head.setSpacing(px(4))
        head.addWidget(self._tabs)
        head.addStretch()
        filters = QHBoxLayout()
        filters.setContentsMargins(px(14), 0, px(8), px(6))
        filters.addWidget(self._count)
        filters.addStretch()
        filters.addWidget(self._colours)
        column = QVBoxLayout(self._annotations_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(filters)
        column.addWidget(self._view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._editor)
        for page in (self._annotations_page, self._repairs, self._details):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addWidget(hairline())
        whole.addWidget(self._pages, 1)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self._view)

    def _set_words(self) -> None:
        self._tabs.set_choices((tr(N_("Annotations")), tr(N_("Repairs")), tr(N_("Details"))))
        self._tabs.setAccessibleName(tr(N_("Panel")))
        self._show_tab(self._pages.currentIndex())
        self._view.setAccessibleName(tr(N_("Annotations")))
        self._colours.setText(tr(COLOUR_NAMES[self._colour]) if self._colour else tr(N_("All colours")))
        self._empty.set_words(
            tr(N_("No annotations yet")), tr(N_("Select text and press H to highlight or N to write a note."))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
            self.show_annotations(self._annotations)
