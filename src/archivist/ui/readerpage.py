"""The page of one report: what it is, the heads of its panes, and the reader."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from archivist.app.services.reading import ReadingService, as_it_came_in, style_of
from archivist.app.settings import (
    PANES,
    PINYIN,
    QUOTES,
    REPAIRS,
    RUBY,
    RUBY_PANES,
    SCRIPTS,
    STANDARD,
    TOGETHER,
    TONES,
    VOCABULARY,
    ZOOM,
    Setting,
    Settings,
)
from archivist.domain import N_, Annotation, Doubt, Report, ReportId, ReportText, Script, Span, WrittenScript
from archivist.ui.actions import Actions
from archivist.ui.bridge import Bridge, follow_settings
from archivist.ui.dates import date_in_words
from archivist.ui.finder.findbar import FindBar
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.latest import Latest
from archivist.ui.paneheads import PaneHeads, shown_script
from archivist.ui.parts.buttons import ActionButton
from archivist.ui.parts.choices import Segmented
from archivist.ui.parts.empty_state import EmptyState
from archivist.ui.parts.labels import IconView, hairline, words
from archivist.ui.reader import ReaderView
from archivist.ui.reader.values import Position
from archivist.ui.ready import LONG, Ready, make_ready, make_source_ready
from archivist.ui.theme import px

_TITLE_PX = 22
_LEAST_FOR_TITLE = 520
"""Design pixels of height under which the title stands in the header only."""
_LEAST_FOR_WORDS = 660


class ReaderPage(QWidget):
    """Shows reports; marks are shown here and made elsewhere."""

    hits_changed = Signal()
    text_changed = Signal()
    """Another report, or another form of it, is shown."""

    def __init__(self, settings: Settings, actions: Actions, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._preparing = Latest[None](bridge, "pinyin", lambda _: self._show_pinyin())
        self._remaking = Latest[tuple[Callable[[Ready], object], Ready]](bridge, "panes", lambda made: made[0](made[1]))
        self._has_pinyin = False
        self._reading: ReadingService | None = None
        self._text: ReportText | None = None
        self._coming: Report | None = None
        """A long report whose title shows already."""
        self._annotations: tuple[Annotation, ...] = ()
        self._is_source = False
        self.doubts: tuple[Doubt, ...] = ()
        """Doubts of the repairs and of the conversions that are shown, but for words that a person wanted otherwise."""
        self.reader = ReaderView(self, translate=tr)
        self._header = QWidget(self)
        self.find_bar = FindBar(self._header)
        self._empty = EmptyState("book-open", "", parent=self)
        self._heads = PaneHeads(settings, self.reader, self)
        self._fill_header(actions)
        self._title_block = self._make_title_block()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(hairline())
        column.addWidget(self._title_block)
        column.addWidget(self._heads)
        column.addWidget(self._line_below_heads)
        column.addWidget(self.reader, 1)
        column.addWidget(self._empty, 1)
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusProxy(self.reader)
        self.reader.position_changed.connect(self._follow_columns)
        self.reader.zoom_wanted.connect(self._zoom)
        self._heads.chosen.connect(self._choose_script)
        self._heads.ruby_chosen.connect(self._switch_ruby)
        self.find_bar.hits_changed.connect(self._show_hits)
        self.find_bar.closed.connect(self._end_find)
        follow_settings(settings, self, self._take_setting)
        for setting in (ZOOM, RUBY, PINYIN, TONES, REPAIRS, TOGETHER):
            self._take_setting(setting)
        self.show_nothing()
        self._set_words()

    # --- what is shown

    @property
    def report(self) -> ReportId | None:
        return self._text.report.id if self._text else None

    @property
    def shown_title(self) -> str:
        return self._title.text()

    @property
    def text(self) -> ReportText | None:
        return self._text

    @property
    def is_source(self) -> bool:
        """True while the text is shown as it came in; positions are then not those of the reading text."""
        return self._is_source

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The script of each pane."""
        if self._text is None or self._is_source:
            return (Script.ORIGINAL,)
        return self._scripts_of(self._text.report.script)

    def _scripts_of(self, written: WrittenScript) -> tuple[Script, ...]:
        count = int(self._settings.get(PANES))
        return tuple(shown_script(each, written) for each in self._settings.get(SCRIPTS)[:count])

    def make_ready(self, reading: ReadingService, text: ReportText) -> Ready:
        """For ``show_report``; on any thread."""
        return make_ready(reading, text, self._scripts_of(text.report.script), style_of(self._settings))

    def show_coming(self, report: Report) -> None:
        """Show what is known of a report before its text is there."""
        self._remaking.forget()
        self._text, self._coming = None, report
        self._is_source = False
        self.find_bar.set_text("")
        self._set_shown(is_empty=False)
        self._set_report_words()
        self.doubts = ()
        self.reader.show_blank()
        self._heads.show_panes((), report.script)
        self.text_changed.emit()

    def show_report(
        self, reading: ReadingService, ready: Ready, annotations: Sequence[Annotation], position: Position | None
    ) -> None:
        """Show a report from ``position`` on, or from its beginning."""
        self._remaking.forget()
        self._reading, self._text, self._coming = reading, ready.text, None
        text = ready.text
        self._annotations = tuple(annotations)
        self._is_source = False
        self._set_shown(is_empty=False)
        self._set_report_words()
        self.doubts = ready.doubts
        self.reader.show_document(ready.document, ready.contents)
        self.reader.set_marks(self._annotations)
        self._heads.show_panes(self.scripts, text.report.script)
        self.find_bar.set_text(text.reading_text)
        if position is not None:
            self.reader.restore(position)
        self.text_changed.emit()

    def show_again(self, text: ReportText, annotations: Sequence[Annotation]) -> None:
        """The open report, which is no long one, changed: show what it is now where the reader is."""
        if self._reading is None:
            return
        if self._text is None or text.reading_text != self._text.reading_text or text.repairs != self._text.repairs:
            ready = self.make_ready(self._reading, text)
            self.show_report(self._reading, ready, annotations, self.reader.position)
            return
        self.show_metadata(text.report)
        self.show_annotations(annotations)

    def show_metadata(self, report: Report) -> None:
        """Title, date or source of the open report may be others."""
        if self._text is not None and self._text.report.id == report.id:
            self._text = replace(self._text, report=report)
            self._set_report_words()

    def convert_again(self) -> None:
        """Panes, scripts or what was chosen for conversions are others: show that where the reader is."""
        if self._text is not None and self._reading is not None and not self._is_source:
            self._when_ready(self._text, partial(self.make_ready, self._reading, self._text), self._take_panes)

    def _take_panes(self, ready: Ready) -> None:
        if self._text is None:
            return
        self.doubts = ready.doubts
        self.reader.set_document(ready.document, ready.contents)
        self._heads.show_panes(self.scripts, self._text.report.script)
        self.text_changed.emit()

    def _when_ready(self, text: ReportText, make: Callable[[], Ready], show: Callable[[Ready], object]) -> None:
        """Make and show, at once where that takes no time; only the newest of what is asked for comes."""
        self._remaking.forget()
        if len(text.source_text) < LONG:
            show(make())
        else:
            self._remaking.ask(object(), lambda: (show, make()))

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self._annotations = tuple(annotations)
        if not self._is_source:
            self.reader.set_marks(self._annotations)

    def show_nothing(self) -> None:
        self._remaking.forget()
        self._text = self._coming = None
        self._is_source = False
        self._set_shown(is_empty=True)
        self.find_bar.set_text("")
        self.text_changed.emit()

    def toggle_source(self) -> None:
        """Show the text as it came in, or as it reads now."""
        if (text := self._text) is None or (reading := self._reading) is None:
            return
        if self._is_source:
            self._when_ready(text, partial(self.make_ready, reading, text), partial(self._take_form, False))
        else:
            self._when_ready(text, lambda: make_source_ready(as_it_came_in(text)), partial(self._take_form, True))

    def _take_form(self, is_source: bool, ready: Ready) -> None:
        """The text as it came in, or as it reads now."""
        self._is_source = is_source
        if not is_source:
            self.doubts = ready.doubts
        self.reader.show_document(ready.document, ready.contents)
        self.reader.set_marks(() if self._is_source else self._annotations)
        self.find_bar.set_text(ready.text.reading_text)
        self._heads.show_panes(self.scripts, ready.text.report.script, is_source=self._is_source)
        self.text_changed.emit()

    def go_to(self, span: Span) -> None:
        """Show a place of the reading text and draw the eye to it."""
        if self._is_source:
            self.toggle_source()
        self.reader.go_to(span, flash=True, centre=True)

    # --- finding in the report

    def open_find_bar(self, words_to_find: str = "") -> None:
        self.find_bar.show()
        self._lay_out_header()
        self.find_bar.open(words_to_find)

    def show_found(self, query: str, hit: Span, *, is_exact: bool) -> None:
        """Frame what a search of the archive found in the report, until Esc."""
        self.find_bar.show()
        self._lay_out_header()
        self.find_bar.show_found(query, hit, is_exact=is_exact)

    def _show_hits(self, spans: Sequence[Span], current: int | None) -> None:
        self.reader.set_hits(spans, current)
        if current is not None:
            self.reader.go_to(spans[current])
        self.hits_changed.emit()

    def _end_find(self) -> None:
        self.find_bar.hide()
        self.reader.set_hits(())
        self._lay_out_header()
        self.reader.setFocus()
        self.hits_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the reader leaves: Esc ends the finding."""
        if event.key() == Qt.Key.Key_Escape and not self.find_bar.isHidden():
            self._end_find()
        else:
            super().keyPressEvent(event)

    # --- settings

    def _take_setting(self, setting: Setting[Any]) -> None:
        if setting is ZOOM:
            zoom = float(self._settings.get(ZOOM))
            self.reader.set_zoom(zoom)
            self._zoom_words.setText(f"{zoom:.0%}".replace("%", " %"))
        elif setting in (RUBY, RUBY_PANES):
            self.reader.set_ruby_shown(self._settings.get(RUBY), panes=self._settings.get(RUBY_PANES))
        elif setting is PINYIN:
            self._take_pinyin()
        elif setting is TONES:
            self.reader.set_tones_shown(self._settings.get(TONES))
        elif setting is TOGETHER:
            self.reader.set_together(self._settings.get(TOGETHER))
        elif setting is REPAIRS:
            self.reader.set_repairs_shown(self._settings.get(REPAIRS))
        elif setting in (PANES, SCRIPTS, STANDARD, VOCABULARY, QUOTES):
            self.convert_again()
        if setting is PANES:
            self._pane_count.set_current(int(self._settings.get(PANES)) - 1)

    def _take_pinyin(self) -> None:
        """The first time, its tables are loaded on another thread; till then nothing of it shows."""
        if self._settings.get(PINYIN) and not self._has_pinyin:
            from archivist.text.pinyin.context import prepare_readings

            self._preparing.ask("tables", prepare_readings)
        else:
            self.reader.set_pinyin_shown(self._settings.get(PINYIN))

    def _show_pinyin(self) -> None:
        self._has_pinyin = True
        self._take_pinyin()

    def _choose_script(self, pane: int, value: str) -> None:
        scripts = list(self._settings.get(SCRIPTS))
        scripts[pane] = value
        self._settings.set(SCRIPTS, scripts)

    def _switch_ruby(self, pane: int) -> None:
        panes = set(self._settings.get(RUBY_PANES)) if self._settings.get(RUBY) else set[int]()
        panes ^= {pane}
        self._settings.set(RUBY_PANES, sorted(panes) or [0, 1, 2])
        self._settings.set(RUBY, bool(panes))

    def _zoom(self, steps: int) -> None:
        now = float(self._settings.get(ZOOM))
        further = [each for each, _ in ZOOM.choices if (each > now if steps > 0 else each < now)]
        if further:
            self._settings.set(ZOOM, further[0] if steps > 0 else further[-1])

    # --- the parts around the reader

    def _fill_header(self, actions: Actions) -> None:
        header = self._header
        header.setFixedHeight(px(48))
        row = QHBoxLayout(header)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        self._pane_count = Segmented(tr(N_("Panes")), ("1", "2", "3"), ("square", "columns-2", "columns-3"))
        self._pane_count.set_current(int(self._settings.get(PANES)) - 1)
        self._pane_count.chosen.connect(lambda position: self._settings.set(PANES, position + 1))
        self._worded = [ActionButton(actions.action(id), shows_words=True) for id in ("view.ruby", "view.source")]
        self._small_title = QLabel()
        self._small_title.setTextFormat(Qt.TextFormat.PlainText)
        self._small_title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._zoom_words = words("", "meta")
        self._find_button = ActionButton(actions.action("search.report"))
        row.addWidget(self._pane_count, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in self._worded:
            row.addWidget(button)
        row.addWidget(self._small_title, 1)
        row.addWidget(self._zoom_words)
        row.addWidget(self.find_bar)
        row.addWidget(self._find_button)
        row.addWidget(ActionButton(actions.action("view.focus")))
        self.find_bar.hide()
        self._line_below_heads = hairline()

    def _make_title_block(self) -> QWidget:
        block = QWidget(self)
        self._title_column = column = QVBoxLayout(block)
        column.setContentsMargins(px(44), px(16), px(28), px(2))
        column.setSpacing(px(2))
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = [(IconView(name, "text3"), words("", "meta")) for name in ("calendar", "building-2", "wrench")]
        self._length = words("", "meta")
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for index, (picture, label) in enumerate(self._facts):
            if index == 2:
                row.addWidget(self._length)
                row.addSpacing(px(8))
            row.addWidget(picture)
            row.addWidget(label)
            row.addSpacing(px(8))
        row.addStretch()
        column.addWidget(self._title)
        column.addLayout(row)
        return block

    def _set_report_words(self) -> None:
        report = self._text.report if self._text else self._coming
        if report is None:
            return
        self._title.setFont(content_font(report.script, px(_TITLE_PX), 600, is_title=True))
        self._title.setText(report.title)
        self._small_title.setFont(content_font(report.script, px(13), 600, is_title=True))
        repairs = sum(each.state.is_applied for each in self._text.repairs) if self._text else 0
        self._set_facts(report, repairs)
        self._lay_out_header()

    def _set_facts(self, report: Report, repairs: int) -> None:
        facts = (
            date_in_words(report.date) if report.date else "",
            report.source or "",
            tr_n("{count} repair", "{count} repairs", repairs) if repairs else "",
        )
        for (picture, label), fact in zip(self._facts, facts, strict=True):
            label.setText(fact)
            label.setVisible(bool(fact))
            picture.setVisible(bool(fact))
        length = tr_n("{count} character", "{count} characters", report.characters)
        self._length.setText(length if self._text else " · ".join((length, tr(N_("opening…")))))

    def _set_shown(self, *, is_empty: bool) -> None:
        for widget in (self.reader, self._heads, self._line_below_heads, self._title_block, self._header):
            widget.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if not is_empty:
            self._lay_out_header()

    def _set_words(self) -> None:
        self._empty.set_words(tr(N_("No report is open")), tr(N_("Choose one in the list.")))
        self._pane_count.setAccessibleName(tr(N_("Panes")))
        self._zoom_words.setAccessibleName(tr(N_("Zoom")))
        self._set_report_words()

    def _lay_out_header(self) -> None:
        """Give room to what matters most at this size."""
        finds = not self.find_bar.isHidden()
        has_words = self.width() >= px(_LEAST_FOR_WORDS)
        report = self._text.report if self._text else self._coming
        shows_block = report is not None and self.height() >= px(_LEAST_FOR_TITLE)
        for button in self._worded:
            button.show_words(has_words and not finds)
        self._title_block.setVisible(shows_block)
        self._zoom_words.setVisible(has_words and not finds)
        self._find_button.setVisible(not finds)
        title = report.title if report and not shows_block else ""
        metrics = self._small_title.fontMetrics()
        self._small_title.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, self._small_title.width()))
        self._small_title.setToolTip(title)

    def _follow_columns(self) -> None:
        """Title and heads stand above the text, wherever that is."""
        self._heads.follow()
        margins = self._title_column.contentsMargins()
        left = self.reader.page.columns.columns[0].left
        if left != margins.left():
            margins.setLeft(left)
            self._title_column.setContentsMargins(margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_header()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "_title_block"):
            self._header.setFixedHeight(px(48))
            self._set_words()
