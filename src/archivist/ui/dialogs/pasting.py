"""Text from the clipboard as a new report."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from archivist.domain import N_, WrittenScript
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.labels import words
from archivist.ui.theme import px

_EDITABLE = 200_000
"""Characters that a text field takes without waiting; of more, the beginning is shown, and all of it imported."""


class PasteDialog(QDialog):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text if len(text) > _EDITABLE else None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(620), px(520))
        self._title = QLineEdit()
        self._text = QPlainTextEdit()
        self._text.setFont(content_font(WrittenScript.NEUTRAL, px(14)))
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._text.setPlainText(text[:_EDITABLE])
        self._text.setReadOnly(self._whole is not None)
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self._count)
        self._length = words("", "meta")
        self._title_name, self._text_name = words("", "panel"), words("", "panel")
        buttons = QDialogButtonBox()
        self._go: QPushButton = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setProperty("kind", "primary")
        self._cancel: QPushButton = buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(self._title_name)
        column.addWidget(self._title)
        column.addWidget(self._text_name)
        column.addWidget(self._text, 1)
        column.addWidget(self._length)
        column.addWidget(buttons)
        self._set_words()
        (self._title if text else self._text).setFocus()

    def title(self) -> str:
        return " ".join(self._title.text().split())

    def text(self) -> str:
        return self._whole if self._whole is not None else self._text.toPlainText()

    def _count(self) -> None:
        count = len(self._whole) if self._whole is not None else self._text.document().characterCount() - 1
        line = tr_n("{count} character", "{count} characters", count)
        if self._whole is not None:
            line += " · " + tr(N_("only the beginning is shown, all of it is imported"))
        self._length.setText(line)
        self._go.setEnabled(not self.text().isspace() and count > 0)

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Paste as a new report")))
        self._title_name.setText(tr(N_("Title")))
        self._title.setAccessibleName(tr(N_("Title")))
        self._title.setPlaceholderText(tr(N_("Found in the text, if left empty")))
        self._text_name.setText(tr(N_("Text")))
        self._text.setAccessibleName(tr(N_("Text")))
        self._go.setText(tr(N_("Import")))
        self._cancel.setText(tr(N_("Cancel")))
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
