"""A report that came in, beside the log: what came, with what was taken out of it, and how it reads now."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from archivist.app.jobs import LogLine
from archivist.app.services.reading import ReadingService
from archivist.domain import N_, ArchivistError, ReportText
from archivist.ui.dates import date_in_words
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.jobs.log import name_of, what_in_words
from archivist.ui.language import tr, tr_n
from archivist.ui.parts.buttons import push_button
from archivist.ui.parts.labels import hairline, words
from archivist.ui.ready import LONG
from archivist.ui.theme import active_theme, px

_LENGTH = 1_500
"""Characters that are shown: the first screen."""


class LogPreview(QWidget):
    """``reading`` gives the service of the archive that is open, or None."""

    report_chosen = Signal(object)

    def __init__(self, reading: Callable[[], ReadingService | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._line: LogLine | None = None
        self._name = words("", "panel", wraps=True)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFrameShape(QTextEdit.Shape.NoFrame)
        self._text.setProperty("kind", "preview")
        self._open = push_button("")
        self._open.clicked.connect(lambda: self._line and self.report_chosen.emit(self._line.report))
        foot = QHBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), px(10))
        foot.addStretch()
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._name.setContentsMargins(px(16), px(14), px(16), px(8))
        column.addWidget(self._name)
        column.addWidget(self._text, 1)
        column.addWidget(hairline())
        column.addLayout(foot)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_line(self, line: LogLine | None) -> None:
        """Only what was imported in this archive has a text to show."""
        self._line = line
        text = self._find(line) if line else None
        self.setVisible(line is not None)
        if line is None:
            return
        self._name.setText(name_of(line))
        self._open.setText(tr(N_("Open report")))
        self._open.setVisible(line.report is not None and self._reading() is not None)
        self._text.setAccessibleName(name_of(line))
        self._text.clear()
        cursor = self._text.textCursor()
        if text is not None:
            self._write(cursor, _facts_of(text), interface_font(px(12)), "text2")
        self._write(cursor, what_in_words(line), interface_font(px(12)), "text2", gap=0)
        if text is not None:
            self._write_texts(cursor, text)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _find(self, line: LogLine) -> ReportText | None:
        reading, is_long = self._reading(), line.facts is not None and line.facts.characters >= LONG
        if reading is None or line.report is None or is_long:
            return None
        try:
            return reading.text(line.report)
        except ArchivistError:
            return None  # of another archive, or gone meanwhile

    def _write_texts(self, cursor: QTextCursor, text: ReportText) -> None:
        head, body = interface_font(px(12), 600), content_font(text.report.script, px(15))
        has_repairs = any(each.state.is_applied for each in text.repairs)
        if has_repairs:
            self._write(cursor, tr(N_("Source text")), head, "text2", gap=14)
            self._write(cursor, "", body, "text2", gap=4)
            at = 0
            for each in text.repairs:
                if each.span.start >= _LENGTH:
                    break
                self._put(cursor, text.source_text[at : each.span.start], "text2")
                if each.state.is_applied:
                    kept = (
                        len(each.replacement) if text.source_text.startswith(each.replacement, each.span.start) else 0
                    )
                    self._put(cursor, text.source_text[each.span.start : each.span.start + kept], "text2")
                    self._put(
                        cursor, text.source_text[each.span.start + kept : each.span.end], "danger", is_struck=True
                    )
                    at = each.span.end
                else:
                    at = each.span.start
            self._put(cursor, text.source_text[at : max(at, _LENGTH)], "text2")
        self._write(cursor, tr(N_("Reading text")), head, "text2", gap=14)
        self._write(cursor, text.reading_text[:_LENGTH], body, "text", gap=4)

    def _write(self, cursor: QTextCursor, words: str, font: object, tone: str, *, gap: int = 8) -> None:
        """A paragraph; plain text, whatever it holds."""
        block, form = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(px(gap))
        block.setLineHeight(140.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setFont(font)  # type: ignore[arg-type]
        form.setForeground(getattr(active_theme(), tone))
        if not cursor.document().isEmpty():
            cursor.insertBlock(block, form)
        else:
            cursor.setBlockFormat(block)
            cursor.setCharFormat(form)
        cursor.insertText(words, form)

    def _put(self, cursor: QTextCursor, words: str, tone: str, *, is_struck: bool = False) -> None:
        form = QTextCharFormat(cursor.charFormat())
        form.setForeground(getattr(active_theme(), tone))
        form.setFontStrikeOut(is_struck)
        form.setBackground(active_theme().danger_wash if is_struck else Qt.GlobalColor.transparent)
        cursor.insertText(words, form)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_open"):
            self.show_line(self._line)


def _facts_of(text: ReportText) -> str:
    report = text.report
    date = date_in_words(report.date) if report.date else ""
    length = tr_n("{count} character", "{count} characters", report.characters)
    return "\n".join(filter(None, (report.title, " · ".join(filter(None, (date, report.source or "", length))))))
