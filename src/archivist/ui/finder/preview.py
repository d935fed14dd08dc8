"""A look into the chosen report: its hits, one after the other, and the way to open it there."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from archivist.app.services.finding import Found, find_in
from archivist.app.services.reading import ReadingService, style_of
from archivist.app.settings import SCRIPTS, Settings
from archivist.domain import N_, Report, Script, Span, WrittenScript
from archivist.ui.dates import date_in_words
from archivist.ui.fonts import content_font
from archivist.ui.language import tr, tr_n
from archivist.ui.paneheads import shown_script
from archivist.ui.parts.buttons import icon_button, name_button, push_button
from archivist.ui.parts.labels import IconView, hairline, words
from archivist.ui.reader import ReaderView
from archivist.ui.reader.values import Pane
from archivist.ui.theme import px


def script_of(settings: Settings, written: WrittenScript) -> Script:
    """The script of the first pane, in which this person reads a report that is ``written`` so."""
    return shown_script(settings.get(SCRIPTS)[0], written)


class Preview(QWidget):
    open_wanted = Signal()

    def __init__(self, reading: ReadingService, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading, self._settings = reading, settings
        self.found: Found | None = None
        """The result that is shown."""
        self.hits: tuple[Span, ...] = ()
        self._at = 0
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._place = words("", "meta")
        self._previous = icon_button("chevron-up", "")
        self._next = icon_button("chevron-down", "")
        self._open = push_button("")
        self._facts = [(IconView(name, "text3"), words("", "meta")) for name in ("calendar", "building-2")]
        self._length = words("", "meta")
        self.reader = ReaderView(translate=tr)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._open.clicked.connect(self.open_wanted)
        self._lay_out()
        self._set_words()

    @property
    def hit(self) -> Span | None:
        """The hit that it is at."""
        return self.hits[self._at] if self.hits else None

    def show_found(self, found: Found, query: str, *, is_exact: bool) -> None:
        """Raises what reading raises."""
        text = self._reading.text(found.report.id)
        self.found = found
        self.hits = find_in(text.reading_text, query, is_exact=is_exact)
        start = found.snippet.span.start
        self._at = next((place for place, hit in enumerate(self.hits) if hit.start >= start), 0)
        self._content.show()
        self._set_words()
        script = script_of(self._settings, found.report.script)
        self.reader.show_text(text, [Pane(script, self._reading.render(text, script, style_of(self._settings)))])
        self._follow_column()
        self._show_hit()

    def show_nothing(self) -> None:
        self.found, self.hits = None, ()
        self._content.hide()

    def step(self, by: int) -> None:
        """To the next hit; round at the ends."""
        if self.hits:
            self._at = (self._at + by) % len(self.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self.reader.set_hits(self.hits, self._at if self.hits else None)
        if (hit := self.hit) is not None:
            self.reader.go_to(hit)
        self._set_place()

    def _set_place(self) -> None:
        count = len(self.hits)
        self._place.setText(tr(N_("{at} of {count}"), at=f"{self._at + 1:,}", count=f"{count:,}") if count else "")
        for button in (self._previous, self._next):
            button.setEnabled(count > 1)

    def _set_words(self) -> None:
        name_button(self._previous, tr(N_("Previous hit")), "Shift+F3")
        name_button(self._next, tr(N_("Next hit")), "F3")
        self._open.setText(tr(N_("Open at hit")) + "  Enter")
        self._set_facts(self.found.report if self.found else None)
        self._set_place()

    def _set_facts(self, report: Report | None) -> None:
        facts = (date_in_words(report.date) if report and report.date else "", (report.source if report else "") or "")
        for (picture, label), fact in zip(self._facts, facts, strict=True):
            label.setText(fact)
            label.setVisible(bool(fact))
            picture.setVisible(bool(fact))
        self._length.setText(tr_n("{count} character", "{count} characters", report.characters) if report else "")
        if report is not None:
            self._title.setFont(content_font(report.script, px(14), 600, is_title=True))
        self._elide()

    def _follow_column(self) -> None:
        """The facts stand above the text, wherever that is."""
        margins = self._facts_row.contentsMargins()
        left = self.reader.page.columns.columns[0].left
        if left != margins.left():
            margins.setLeft(left)
            self._facts_row.setContentsMargins(margins)

    def _elide(self) -> None:
        title = self.found.report.title if self.found else ""
        room = max(px(60), self._title.width())
        self._title.setText(self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room))
        self._title.setToolTip(title)

    def _lay_out(self) -> None:
        self.setProperty("kind", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # elided to its room
        self._title.installEventFilter(self)
        self.reader.viewport().installEventFilter(self)
        top = QHBoxLayout()
        top.setContentsMargins(px(20), px(8), px(10), px(8))
        top.setSpacing(px(6))
        top.addWidget(self._title, 1)
        for widget in (self._place, self._previous, self._next, self._open):
            top.addWidget(widget)
        self._facts_row = facts = QHBoxLayout()
        facts.setContentsMargins(px(44), px(12), px(20), px(2))
        facts.setSpacing(px(6))
        for picture, label in self._facts:
            facts.addWidget(picture)
            facts.addWidget(label)
            facts.addSpacing(px(8))
        facts.addWidget(self._length)
        facts.addStretch()
        self._content = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._content)
        side = QVBoxLayout(self._content)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(top)
        side.addWidget(hairline())
        side.addLayout(facts)
        side.addWidget(self.reader, 1)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._elide() if watched is self._title else self._follow_column()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_words()
