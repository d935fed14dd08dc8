"""Nothing was found: which word is nowhere, and what is there that sounds or looks like it, to be searched instead."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archivist.app.services.finding import Answer
from archivist.domain import N_, ArchivistError, WrittenScript
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.flow import FlowLayout
from archivist.ui.theme import px

_MOST = 6
_SIDE = 28


class NothingFound(QWidget):
    query_wanted = Signal(str)
    """Another query, which the person chose."""
    all_wanted = Signal()
    """The filters are to be cleared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | ArchivistError | None = None
        self._is_filtered = False
        self._state = EmptyState("search", "")
        self._state.pressed.connect(self.all_wanted)
        self._forms = QWidget()
        self._flow = FlowLayout(px(8), self._forms, is_centred=True)
        self._flow.setContentsMargins(px(_SIDE), 0, px(_SIDE), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._state)
        row = QHBoxLayout()
        row.addWidget(self._forms)
        column.addLayout(row)
        column.addStretch(2)

    def show_answer(self, answer: Answer, *, is_filtered: bool) -> None:
        self._answer, self._is_filtered = answer, is_filtered
        self._set_words()

    def show_error(self, error: ArchivistError) -> None:
        self._answer = error
        self._set_words()

    @property
    def forms(self) -> list[QPushButton]:
        """What can be searched instead."""
        return [each for each in self._forms.findChildren(QPushButton) if not each.isHidden()]

    def _set_words(self) -> None:
        answer = self._answer
        while item := self._flow.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if isinstance(answer, ArchivistError):
            self._state.set_words(tr(N_("The search failed")), answer.message(tr))
        elif answer is not None and not answer.count:
            self._state.set_words(tr(N_("No report contains this")), *self._advice(answer))
            if not self._is_filtered:
                self._offer(answer)
        self._forms.setVisible(self._flow.count() > 0)

    def _advice(self, answer: Answer) -> tuple[str, str]:
        """What to do, and what the button says."""
        if self._is_filtered:
            return tr(N_("Take a filter away, or search for fewer words.")), tr(N_("Clear the filters"))
        missing = [part for part in answer.parts if not part.reports]
        if missing and (len(missing) < len(answer.parts) or any(part.forms for part in missing)):
            texts = tr(N_(", ")).join(tr(N_("“{text}”")).format(text=part.text) for part in missing)
            told = tr(N_("Nowhere in the archive: {words}"), words=texts)
            has_forms = any(part.forms for part in missing)
            return "\n".join([told, tr(N_("Similar words that are there:"))] if has_forms else [told]), ""
        if answer.parts and not missing:
            return tr(N_("Each word is in the archive, but no report has them all. Try OR between them.")), ""
        return tr(N_("Try fewer words, or OR between them.")), ""

    def _offer(self, answer: Answer) -> None:
        forms = [form for part in answer.parts if not part.reports for form in part.forms][:_MOST]
        for form in forms:
            count = tr_n("{count} report", "{count} reports", form.reports)
            button = QPushButton(f"{form.text}  {count}")
            button.setProperty("kind", "filter")
            button.setAutoDefault(False)
            button.setFont(content_font(WrittenScript.NEUTRAL, px(13)))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleName(tr(N_("Search for “{text}”"), text=form.query))
            button.setToolTip(tr(N_("Search for “{text}”"), text=form.query))
            button.clicked.connect(lambda _=False, query=form.query: self.query_wanted.emit(query))
            self._flow.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
