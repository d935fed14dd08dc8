"""What is exported, how, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archivist.app.services.exporting import ExportService
from archivist.app.services.marking import MarkingService
from archivist.app.services.reading import ReadingService
from archivist.domain import N_, ReportId, Script
from archivist.exporting.registry import ExportFormat, export_formats
from archivist.exporting.selection import scripts_to_show
from archivist.text.conversion import Style
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import SCRIPT_NAMES
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.reader import ReaderView
from archivist.ui.reader.values import Pane
from archivist.ui.theme import px

_SIZE = (1120, 700)
_LEAST_FOR_PREVIEW = 820


class Targets(Protocol):
    """Asks a person where the result is to go."""

    def open_folder(self, window: QWidget, title: str) -> Path | None: ...
    def save_file(self, window: QWidget, title: str, name: str, kinds: str) -> Path | None: ...


@dataclass(frozen=True)
class ExportChoice:
    """``out`` is a folder where several files are written. ``script`` None: as the format usually shows a report."""

    reports: tuple[ReportId, ...]
    format_key: str
    script: Script | None
    out: Path


class ExportDialog(QDialog):
    chosen = Signal(object)
    """``ExportChoice``."""

    def __init__(
        self,
        exporting: ExportService,
        reading: ReadingService,
        marking: MarkingService,
        reports: Sequence[ReportId],
        targets: Targets,
        style: Style,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._exporting = exporting
        self._reading = reading
        self._reports = tuple(reports)
        self._targets = targets
        self._style = style
        self._first = reading.text(self._reports[0])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._formats = QListWidget()
        self._formats.setProperty("kind", "cards")
        for form in export_formats():
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, form)
            self._formats.addItem(item)
        self._script = QComboBox()
        for script in (None, *Script):
            self._script.addItem("", script)
        self._about = words("", "meta", wraps=True)
        self._preview_text = ReaderView(translate=tr)
        self._preview_text.set_repairs_shown(False)
        self._preview_data = QPlainTextEdit(readOnly=True)
        self._preview = QStackedWidget()
        self._preview.addWidget(self._preview_text)
        self._preview.addWidget(self._preview_data)
        self._annotations = marking.list_annotations(report=self._reports[0])
        self._lay_out()
        self._set_words()
        self._formats.currentRowChanged.connect(self._show)
        self._script.currentIndexChanged.connect(self._show)
        self._formats.setCurrentRow(0)
        self._formats.setFocus()
        room = parent.size() if parent else None
        self.resize(
            *(
                min(px(side), room_side - px(24))
                for side, room_side in zip(_SIZE, room.toTuple() if room else (4000, 3000), strict=True)
            )
        )

    @property
    def _format(self) -> ExportFormat:
        return self._formats.currentItem().data(Qt.ItemDataRole.UserRole)

    def _show(self) -> None:
        form = self._format
        self._script.setEnabled(form.columns > 0)
        self._about.setText(self._describe(form))
        if form.columns == 0:
            self._preview.setCurrentWidget(self._preview_data)
            self._preview_data.setPlainText(self._exporting.preview(self._reports[0], form.key, tr))
            return
        self._preview.setCurrentWidget(self._preview_text)
        report = self._first.report
        scripts = scripts_to_show(report.script, columns=form.columns, wanted=self._script.currentData())
        panes = [Pane(script, self._reading.render(self._first, script, self._style)) for script in scripts]
        self._preview_text.show_text(self._first, panes)
        self._preview_text.set_marks(self._annotations)

    def _describe(self, form: ExportFormat) -> str:
        parts = [
            tr(N_("Annotations go with it.")) if form.keeps_annotations else tr(N_("Annotations are left out.")),
            tr(N_("All reports in one file."))
            if form.many_in_one
            else tr_n("One file.", "One file for each of {count} reports, in a folder.", len(self._reports)),
        ]
        return " ".join(parts)

    def _go(self) -> None:
        form = self._format
        if form.many_in_one or len(self._reports) == 1:
            name = self._exporting.file_name(self._reports[0], form.key)
            out = self._targets.save_file(self, tr(N_("Export")), name, f"{tr(form.title)} (*{form.suffix})")
        else:
            out = self._targets.open_folder(self, tr(N_("Folder for the files")))
        if out is not None:
            self.chosen.emit(ExportChoice(self._reports, form.key, self._script.currentData(), out))
            self.accept()

    def _lay_out(self) -> None:
        self._formats.setFixedWidth(px(210))
        options = QWidget()
        options.setFixedWidth(px(240))
        column = QVBoxLayout(options)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        self._reports_name, self._count = words("", "panel"), words("", tone="text2")
        self._script_name = words("", "panel")
        column.addWidget(self._reports_name)
        column.addWidget(self._count)
        column.addSpacing(px(8))
        column.addWidget(self._script_name)
        column.addWidget(self._script)
        column.addSpacing(px(8))
        column.addWidget(self._about)
        column.addStretch()
        self._preview_side = QWidget()
        side = QVBoxLayout(self._preview_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._preview_name = words("", "meta")
        self._preview_name.setContentsMargins(px(16), px(10), 0, px(10))
        side.addWidget(self._preview_name)
        side.addWidget(self._preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for widget in (self._formats, hairline(Qt.Orientation.Vertical), options, hairline(Qt.Orientation.Vertical)):
            middle.addWidget(widget)
        middle.addWidget(self._preview_side, 1)
        buttons = QDialogButtonBox()
        self._export = push_button("", "primary", density="dialog")
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.ActionRole)
        self._cancel = buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._cancel.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._export.clicked.connect(self._go)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), px(12), px(20), px(12))
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(hairline())
        whole.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._preview_side.setVisible(self.width() >= px(_LEAST_FOR_PREVIEW))

    def _set_words(self) -> None:
        self.setWindowTitle(tr(N_("Export")))
        self._formats.setAccessibleName(tr(N_("Format")))
        for row in range(self._formats.count()):
            item = self._formats.item(row)
            form: ExportFormat = item.data(Qt.ItemDataRole.UserRole)
            item.setText(f"{tr(form.title)}\n{form.suffix}")
        for place, name in enumerate((N_("As the format shows it"), *SCRIPT_NAMES.values())):
            self._script.setItemText(place, tr(name))
        self._script.setAccessibleName(tr(N_("Script")))
        self._reports_name.setText(tr(N_("Reports")))
        self._count.setText(tr_n("{count} report", "{count} reports", len(self._reports)))
        self._script_name.setText(tr(N_("Script")))
        self._preview_name.setText(tr(N_("Preview, first report")))
        self._preview_data.setAccessibleName(tr(N_("Preview")))
        self._export.setText(tr_n("Export {count} report…", "Export {count} reports…", len(self._reports)))
        self._cancel.setText(tr(N_("Cancel")))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
            self._show()
