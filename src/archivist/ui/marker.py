"""Marking: between the reader, where text is selected and marks are seen, and the notes, where they are written about."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal

from archivist.app.commands.all import COMMANDS
from archivist.app.commands.command import Menu as MenuName
from archivist.app.services.marking import MarkingService
from archivist.app.settings import COLOUR, Settings
from archivist.domain import Annotation, AnnotationId, Colour, Span
from archivist.ui.actions import Actions
from archivist.ui.notes.marklist import MarkList
from archivist.ui.notes.panel import NotesPanel
from archivist.ui.notes.popup import SelectionPopup
from archivist.ui.reader.values import Position, Selection
from archivist.ui.readerpage import ReaderPage


class Marker(QObject):
    """Knows the selection and the chosen mark; what is done with them are commands."""

    state_changed = Signal()

    def __init__(
        self, page: ReaderPage, notes: NotesPanel, marking: MarkingService, actions: Actions, settings: Settings
    ) -> None:
        super().__init__(page)
        self._page = page
        self._notes = notes
        self._marking = marking
        self._actions = actions
        self._settings = settings
        self._annotations: dict[AnnotationId, Annotation] = {}
        self.mark: AnnotationId | None = None
        """The annotation that commands on annotations are about."""
        self._seen: Position | None = None
        self._popup = SelectionPopup(page)
        self._list = MarkList(page)
        page.installEventFilter(self)
        reader = page.reader
        reader.selection_changed.connect(self._take_selection)
        reader.selection_finished.connect(self._offer)
        reader.mark_clicked.connect(self._show_marks)
        reader.menu_wanted.connect(self._show_menu)
        reader.position_changed.connect(self._follow)
        notes.annotation_chosen.connect(self.go_to)
        notes.place_chosen.connect(page.go_to)
        notes.menu_wanted.connect(self._show_menu_of)
        self._list.chosen.connect(self.choose)
        self._popup.highlight.connect(lambda colour: self._run(f"annotate.{colour.value}"))
        self._popup.underline.connect(lambda: self._run("annotate.underline"))
        self._popup.note.connect(lambda: self._run("annotate.note"))
        self._popup.tag.connect(lambda: self._run("annotate.tag"))
        self._popup.find_wanted.connect(lambda: self._run("search.selection"))
        self._popup.context_wanted.connect(lambda: self._run("search.selection_context"))
        self._popup.copy_citation.connect(lambda: self._run("edit.copy_citation"))
        self._popup.remove.connect(lambda _: self._run("annotate.remove"))
        self._popup.recolour.connect(lambda _, colour: self._run(f"annotate.{colour.value}"))

    @property
    def selection(self) -> Span | None:
        """What is selected, in the reading text; None also while the source text is shown."""
        found = self._page.reader.selection()
        return found.span if found and not self._page.is_source else None

    @property
    def selected_text(self) -> str:
        found = self._page.reader.selection()
        return found.shown if found else ""

    def show(self, annotations: Sequence[Annotation]) -> None:
        """``annotations`` are those of the open report."""
        self._annotations = {each.id: each for each in annotations}
        if self.mark not in self._annotations:
            self.mark = None
        self._notes.show_annotations(annotations)

    def choose(self, mark: AnnotationId) -> None:
        """Make ``mark`` the one that commands are about, and show it in the notes."""
        self.mark = mark
        self._page.reader.clear_selection()
        self.mark = mark
        self._notes.select(mark)
        self.state_changed.emit()

    def go_to(self, mark: AnnotationId) -> None:
        """Show ``mark`` in the text."""
        annotation = self._annotations.get(mark)
        if annotation is None:
            return
        self.mark = mark
        if annotation.anchor.span is not None:
            self._page.go_to(annotation.anchor.span)
        self.state_changed.emit()

    def step(self, by: int) -> None:
        """Go to the next mark in reading order, or the one before; round at the ends."""
        marks = sorted(
            (each for each in self._annotations.values() if each.anchor.span),
            key=lambda each: each.anchor.span or Span(0, 0),
        )
        if marks:
            at = next((index for index, each in enumerate(marks) if each.id == self.mark), -1 if by > 0 else 0)
            self.choose(marks[(at + by) % len(marks)].id)
            assert self.mark
            self.go_to(self.mark)

    def leave(self) -> None:
        """Another report comes."""
        self._popup.hide()
        self._list.hide()
        self.mark = None

    def _take_selection(self, selection: Selection | None) -> None:
        if selection is not None:
            self.mark = None
        else:
            self._popup.hide()
        self.state_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Resize):
            self._popup.hide()
            self._list.hide()
        return False

    def _follow(self, position: Position) -> None:
        """The popup stands beside its text, not where that was."""
        if position != self._seen:
            self._seen = position
            self._popup.hide()

    def _offer(self, selection: Selection, area: QRect) -> None:
        del selection
        self._actions.refresh()
        self._seen = self._page.reader.position
        if not self._page.is_source and self._actions.action("annotate.highlight").isEnabled():
            self._popup.show_beside(area, self._last_colour())

    def _show_marks(self, ids: tuple[AnnotationId, ...], area: QRect) -> None:
        marks = [self._annotations[each] for each in ids if each in self._annotations]
        if len(marks) > 1:
            self._list.show_marks(marks, area)
        elif marks:
            self.choose(marks[0].id)
            self._popup.show_for_mark(marks[0], area)

    def _show_menu(self, ids: tuple[AnnotationId, ...], place: QPoint) -> None:
        if ids and self._page.reader.selection() is None:
            self.choose(ids[-1])
        wanted = [
            each for each in COMMANDS if each.menu == MenuName.ANNOTATE and not each.id.endswith(("next", "previous"))
        ]
        others = [each for each in COMMANDS if each.id in ("search.selection", "edit.copy", "edit.copy_citation")]
        self._actions.refresh()
        self._actions.menu([*wanted, *others], parent=self._page).popup(place)

    def _show_menu_of(self, mark: AnnotationId, place: QPoint) -> None:
        self.choose(mark)
        self._show_menu((mark,), place)

    def _run(self, command: str) -> None:
        self._actions.run(command)

    def _last_colour(self) -> Colour:
        return Colour(self._settings.get(COLOUR))
