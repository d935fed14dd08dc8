"""The editor of one annotation: note, tags, colour. What is written is saved when it is left."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from archivist.app.commands.marking import COLOUR_NAMES
from archivist.app.services.marking import MarkingService
from archivist.domain import N_, Annotation, AnnotationId, ArchivistError, Colour, WrittenScript
from archivist.text.fold import fold
from archivist.ui.fonts import content_font
from archivist.ui.language import tr
from archivist.ui.parts.buttons import icon_button, name_button, push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.parts.swatches import SwatchRow
from archivist.ui.theme import px

_NOTE_HEIGHT = 96


class AnnotationEditor(QWidget):
    """Ctrl+Return saves and leaves, Esc leaves without, going elsewhere saves."""

    left = Signal()
    failed = Signal(object)
    """``ArchivistError``: what was written stays in the editor."""
    removed = Signal(object)

    def __init__(self, marking: MarkingService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marking = marking
        self._mark: Annotation | None = None
        self._note = QPlainTextEdit()
        self._note.setFixedHeight(px(_NOTE_HEIGHT))
        self._note.setTabChangesFocus(True)
        self._tags = _TagLine()
        self._swatches = SwatchRow(COLOUR_NAMES)
        self._swatches.chosen.connect(self._recolour)
        self._head = words("", "panel")
        self._tags_head = words("", "meta")
        self._remove = icon_button("trash-2", "")
        self._remove.clicked.connect(lambda: self._mark and self.removed.emit(self._mark.id))
        self._done = push_button("", "primary", density="dense")
        self._done.clicked.connect(self._finish)
        for field in (self._note, self._tags):
            field.setFont(content_font(WrittenScript.NEUTRAL, px(13)))
            field.installEventFilter(self)
        self._lay_out()
        self._set_words()
        self.hide()

    @property
    def mark(self) -> AnnotationId | None:
        return self._mark.id if self._mark and not self.isHidden() else None

    def edit(self, mark: Annotation, *, tags: bool = False) -> None:
        """Begin with the note, or with the tags."""
        self.save()
        self._mark = mark
        self._note.setPlainText(mark.note)
        self._tags.setText("，".join(mark.tags))
        self._tags.set_known(self._marking.tag_names())
        self._swatches.set_current(mark.colour)
        self.show()
        field = self._tags if tags else self._note
        field.setFocus()
        if not tags:
            self._note.moveCursor(self._note.textCursor().MoveOperation.End)

    def take_news(self, mark: Annotation) -> None:
        """The annotation changed elsewhere (an undo, another colour): show that, where nothing was typed."""
        if self._mark is None or mark.id != self._mark.id:
            return
        if self._note.toPlainText() == self._mark.note and mark.note != self._mark.note:
            self._note.setPlainText(mark.note)
        if self._tags.tags() == self._mark.tags and mark.tags != self._mark.tags:
            self._tags.setText("，".join(mark.tags))
        self._mark = mark
        self._swatches.set_current(mark.colour)

    def save(self) -> bool:
        """Save what was typed; False where that failed."""
        mark = self._mark
        if mark is None or self.isHidden():
            return True
        note, tags = self._note.toPlainText().rstrip(), self._tags.tags()
        if note == mark.note and tags == mark.tags:
            return True
        try:
            self._marking.change(
                mark.id, note=note if note != mark.note else None, tags=tags if tags != mark.tags else None
            )
        except ArchivistError as error:
            self.failed.emit(error)
            return False
        return True

    def leave(self) -> None:
        """Close; where the editor had the keyboard, that is told."""
        focus = self.window().focusWidget()
        had_keyboard = self.isVisible() and focus is not None and self.isAncestorOf(focus)
        self._mark = None
        self.hide()
        if had_keyboard:
            self.left.emit()

    def _finish(self) -> None:
        if self.save():
            self.leave()

    def _recolour(self, colour: Colour) -> None:
        if self._mark is not None:
            try:
                self._marking.change(self._mark.id, colour=colour)
            except ArchivistError as error:
                self.failed.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self._keeps_focus():
            self.save()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and (event.modifiers() & Qt.KeyboardModifier.ControlModifier or watched is self._tags):
            if watched is self._tags and self._tags.is_completing():
                return False
            self._finish()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False

    def _keeps_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._remove)
        foot = QHBoxLayout()
        foot.addWidget(self._swatches)
        foot.addStretch()
        foot.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        inner = QVBoxLayout()
        inner.setContentsMargins(px(12), px(6), px(12), px(10))
        inner.setSpacing(px(6))
        inner.addLayout(head)
        inner.addWidget(self._note)
        inner.addWidget(self._tags_head)
        inner.addWidget(self._tags)
        inner.addLayout(foot)
        column.addLayout(inner)

    def _set_words(self) -> None:
        self._head.setText(tr(N_("Note")))
        self._note.setAccessibleName(tr(N_("Note")))
        self._note.setPlaceholderText(tr(N_("What is to be remembered here?")))
        self._tags_head.setText(tr(N_("Tags, separated by commas")))
        self._tags.setAccessibleName(tr(N_("Tags")))
        self._swatches.set_words({colour: tr(name) for colour, name in COLOUR_NAMES.items()})
        name_button(self._remove, tr(N_("Remove annotation")))
        self._done.setText(tr(N_("Done")))
        self._done.setToolTip("Ctrl+Return")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


class _TagLine(QLineEdit):
    """Tags with commas between them; the last one is completed from those that are known, in either script."""

    def __init__(self) -> None:
        super().__init__()
        self._known: list[str] = []
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._offer)

    def set_known(self, tags: list[str]) -> None:
        self._known = tags

    def tags(self) -> tuple[str, ...]:
        parts = (part.strip().lstrip("#").strip() for part in self._with_one_comma().split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def is_completing(self) -> bool:
        return self._popup().isVisible()

    def _popup(self) -> QAbstractItemView:
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def _with_one_comma(self) -> str:
        return self.text().replace("，", ",").replace("、", ",")

    def _offer(self) -> None:
        begun = fold(self._with_one_comma().rsplit(",", 1)[-1].strip().lstrip("#"))
        fitting = [tag for tag in self._known if begun and begun in fold(tag) and tag not in self.tags()]
        self._words.setStringList(fitting[:10])
        if fitting:
            self._completer.complete()
        else:
            self._popup().hide()

    def _complete(self, tag: str) -> None:
        before = self._with_one_comma().rpartition(",")[0]
        self.setText("，".join([*(part.strip() for part in before.split(",") if part.strip()), tag]) + "，")
