"""How files are to be imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from archivist.domain import N_
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.labels import words
from archivist.ui.theme import px

_ENCODINGS = ("utf-8", "gb18030", "big5", "big5hkscs", "utf-16", "euc-tw", "hz")
_SHOWN = 4


@dataclass(frozen=True)
class ImportChoice:
    """``encoding`` None: recognised for each file. ``collection`` may be empty."""

    paths: tuple[Path, ...]
    collection: str
    encoding: str | None
    repairs: bool


class ImportDialog(QDialog):
    def __init__(self, paths: Sequence[Path], collections: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = tuple(paths)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(460))
        self._head = words("", "dialog")
        self._names = words("", "meta", wraps=True)
        self._collection = QComboBox()
        self._collection.setEditable(True)
        self._collection.addItem("")
        self._collection.addItems(list(collections))
        self._encoding = QComboBox()
        self._encoding.addItem("", None)
        for name in _ENCODINGS:
            self._encoding.addItem(name.upper(), name)
        self._repairs = QCheckBox()
        self._repairs.setChecked(True)
        self._collection_name, self._encoding_name = words(""), words("")
        for label, field in ((self._collection_name, self._collection), (self._encoding_name, self._encoding)):
            label.setBuddy(field)
        self._buttons = QDialogButtonBox()
        self._go = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setProperty("kind", "primary")
        self._go.setDefault(True)
        self._cancel = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._set_words()

    def choice(self) -> ImportChoice:
        return ImportChoice(
            self._paths,
            self._collection.currentText().strip(),
            self._encoding.currentData(),
            self._repairs.isChecked(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(px(12))
        form.addRow(self._collection_name, self._collection)
        form.addRow(self._encoding_name, self._encoding)
        form.addRow("", self._repairs)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(14))
        column.addWidget(self._head)
        column.addWidget(self._names)
        column.addLayout(form)
        column.addSpacing(px(6))
        column.addWidget(self._buttons)

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Import")))
        if len(self._paths) == 1:
            self._head.setText(tr(N_("Import of {name}"), name=self._paths[0].name))
        else:
            self._head.setText(tr_n("{count} file or folder", "{count} files and folders", len(self._paths)))
        names = [str(path) for path in self._paths[:_SHOWN]]
        if len(self._paths) > _SHOWN:
            names.append(tr_n("and {count} more", "and {count} more", len(self._paths) - _SHOWN))
        self._names.setText("\n".join(names))
        self._collection_name.setText(tr(N_("Collection")))
        self._encoding_name.setText(tr(N_("Encoding")))
        line = self._collection.lineEdit()
        assert line
        line.setPlaceholderText(tr(N_("None")))
        self._encoding.setItemText(0, tr(N_("Recognise for each file")))
        self._repairs.setText(tr(N_("Repair what scraping broke; the source text is kept")))
        self._go.setText(tr(N_("Import")))
        self._cancel.setText(tr(N_("Cancel")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
