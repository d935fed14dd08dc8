"""What is known of a report, and where from; title, date, source, author and place can be corrected."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from archivist.app.services.library import LibraryService
from archivist.domain import N_, ArchivistError, ReportText
from archivist.ui.dates import day_in_words
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import WRITTEN_NAMES
from archivist.ui.parts.labels import words
from archivist.ui.theme import px

_FIELDS = {
    "title": N_("Title"),
    "date": N_("Date"),
    "source": N_("Source"),
    "author": N_("Author"),
    "place": N_("Place"),
}
_FACTS = (
    ("script", N_("Script")),
    ("length", N_("Length")),
    ("tags", N_("Tags")),
    ("added", N_("Added")),
    ("file", N_("File")),
    ("size", N_("Size")),
    ("sha256", N_("SHA-256")),
)
ORIGIN_NAMES = {
    "front matter": N_("from the front matter"),
    "title element": N_("from the page's title"),
    "first heading": N_("from the first heading"),
    "record field": N_("from a field of the record"),
    "first line": N_("from the first line"),
    "first sentence": N_("from the first sentence"),
    "file name": N_("from the file's name"),
    "text": N_("from the text"),
    "person": N_("entered"),
}


class DetailsView(QScrollArea):
    failed = Signal(object)
    """``ArchivistError``: what was typed cannot be taken."""

    def __init__(self, library: LibraryService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._text: ReportText | None = None
        self._fields = {name: QLineEdit() for name in _FIELDS}
        self._origins = {name: words("", "meta") for name in _FIELDS}
        self._names = {name: words("", "meta") for name in (*_FIELDS, *(name for name, _ in _FACTS))}
        self._facts = {name: _selectable() for name, _ in _FACTS}
        for name, field in self._fields.items():
            field.setObjectName(name)
            field.installEventFilter(self)
            field.editingFinished.connect(self._save)
        self._lay_out()
        self._set_words()

    def show_report(self, text: ReportText | None) -> None:
        self._text = text
        self._inside.setVisible(text is not None)
        if text is None:
            return
        report = text.report
        origins = self._library.value_origins(report.id)
        original = self._library.original(report.id)
        for name, field in self._fields.items():
            field.setFont(content_font(report.script, px(13)))
            field.setText(_value(text, name))
            field.setCursorPosition(0)
            origin = origins.get(name, "")
            self._origins[name].setText(tr(ORIGIN_NAMES.get(origin, origin)))
            self._origins[name].setVisible(bool(origin) and bool(field.text()))
        facts = {
            "script": tr(WRITTEN_NAMES[report.script]),
            "length": tr_n("{count} character", "{count} characters", report.characters),
            "tags": "，".join(report.tags),
            "added": day_in_words(report.added.removesuffix("Z")),
            "file": original.place if original else "",
            "size": tr_n("{count} byte", "{count} bytes", original.size) if original else "",
            "sha256": original.sha256 if original else "",
        }
        for name, label in self._facts.items():
            # A zero-width space lets long paths and sums wrap.
            label.setText("\u200b".join(facts[name]) if name in ("file", "sha256") else facts[name])
            label.setVisible(bool(facts[name]))
            self._names[name].setVisible(bool(facts[name]))

    def set_writable(self, is_writable: bool) -> None:
        for field in self._fields.values():
            field.setReadOnly(not is_writable)

    def _save(self) -> None:
        field = self.sender()
        if self._text is None or not isinstance(field, QLineEdit) or field.isReadOnly():
            return
        name, typed = field.objectName(), field.text().strip()
        if typed == _value(self._text, name):
            return
        try:
            self._library.set_metadata(self._text.report.id, **{name: typed or None})
        except ArchivistError as error:
            field.setText(_value(self._text, name))
            self.failed.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if isinstance(watched, QLineEdit) and self._text is not None:
                watched.setText(_value(self._text, watched.objectName()))
            return True
        return False

    def _lay_out(self) -> None:
        self._inside = inside = QWidget(self.viewport())
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(2))
        for name, field in self._fields.items():
            for part in (self._names[name], field, self._origins[name]):
                column.addWidget(part)
        for name, _ in _FACTS:
            column.addWidget(self._names[name])
            column.addWidget(self._facts[name])
        for label in self._names.values():
            label.setContentsMargins(0, px(6), 0, 0)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setProperty("kind", "panel")
        self.setFocusProxy(self._fields["title"])

    def _set_words(self) -> None:
        for name, source in (*_FIELDS.items(), *_FACTS):
            self._names[name].setText(tr(source))
        for name, field in self._fields.items():
            field.setAccessibleName(tr(_FIELDS[name]))
        self._fields["date"].setPlaceholderText("2024-02-01")
        self.show_report(self._text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()


def _selectable() -> QLabel:
    label = words("", wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _value(text: ReportText, name: str) -> str:
    value = getattr(text.report, name)
    return str(value) if value is not None else ""
