"""How files are to be imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
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
        self.setWindowTitle(tr(N_("Import")))
        self.setMinimumWidth(px(460))
        self._collection = QComboBox()
        self._collection.setEditable(True)
        self._collection.addItem("")
        self._collection.addItems(list(collections))
        line = self._collection.lineEdit()
        assert line
        line.setPlaceholderText(tr(N_("None")))
        self._encoding = QComboBox()
        self._encoding.addItem(tr(N_("Recognise for each file")), None)
        for name in _ENCODINGS:
            self._encoding.addItem(name.upper(), name)
        self._repairs = QCheckBox(tr(N_("Repair what scraping broke; the source text is kept")))
        self._repairs.setChecked(True)
        buttons = QDialogButtonBox()
        go = buttons.addButton(tr(N_("Import")), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setProperty("kind", "primary")
        go.setDefault(True)
        buttons.addButton(tr(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setVerticalSpacing(px(12))
        form.addRow(tr(N_("Collection")), self._collection)
        form.addRow(tr(N_("Encoding")), self._encoding)
        form.addRow("", self._repairs)
        names = "\n".join(str(path) for path in self._paths[:_SHOWN])
        if len(self._paths) > _SHOWN:
            names += "\n" + tr_n("and {count} more", "and {count} more", len(self._paths) - _SHOWN)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(14))
        head = tr_n("{count} file or folder", "{count} files and folders", len(self._paths))
        column.addWidget(words(head, "dialog"))
        column.addWidget(words(names, "meta", wraps=True))
        column.addLayout(form)
        column.addSpacing(px(6))
        column.addWidget(buttons)

    def choice(self) -> ImportChoice:
        return ImportChoice(
            self._paths,
            self._collection.currentText().strip(),
            self._encoding.currentData(),
            self._repairs.isChecked(),
        )
