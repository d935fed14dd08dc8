"""A reader on the screen that does not exist."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from ui.reader.reading import Opener, a_text, panes_of

from archivist.domain import ReportText, Script
from archivist.text.conversion import Conversion
from archivist.ui.reader import Pane, ReaderView


@pytest.fixture
def open_reader(qapp: QApplication) -> Iterator[Opener]:
    """``open_reader(text, *scripts, conversions=…, size=…)``: a shown, focused reader; text or report."""
    opened: list[ReaderView] = []

    def open_it(
        text: str | ReportText,
        *scripts: Script,
        conversions: Sequence[Conversion] | None = None,
        size: tuple[int, int] = (900, 600),
    ) -> ReaderView:
        report_text = a_text(text) if isinstance(text, str) else text
        view = ReaderView()
        opened.append(view)
        view.resize(*size)
        if conversions is None:
            panes = panes_of(report_text, *(scripts or (Script.ORIGINAL, Script.SIMPLIFIED)))
        else:
            panes = [Pane(Script.SIMPLIFIED, conversion) for conversion in conversions]
        view.show_text(report_text, panes)
        view.show()
        view.activateWindow()
        view.setFocus()
        qapp.processEvents()
        return view

    yield open_it
    for view in opened:
        view.close()
        view.deleteLater()
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
