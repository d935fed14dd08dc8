"""Reading a report: its text with repairs and ruby, in one script or several."""

from dataclasses import dataclass, replace

from archivist.app.settings import QUOTES, STANDARD, VOCABULARY, Settings
from archivist.domain import Doubt, Paragraph, ReportId, ReportText, Script, Span
from archivist.store import choices, reports
from archivist.store.archive import Archive
from archivist.text.conversion import USUAL, Conversion, Style, render


@dataclass(frozen=True, slots=True)
class Page:
    """A report as it is shown: ``doubts`` count the reading text, those of the repairs before those of the conversion."""

    text: ReportText
    script: Script
    rendering: Conversion
    doubts: tuple[Doubt, ...]


class ReadingService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def read(self, report: ReportId, script: Script = Script.ORIGINAL) -> Page:
        """The report in ``script``."""
        text = self.text(report)
        rendering = self.render(text, script)
        return Page(text, script, rendering, (*self.damage_doubts(text), *rendering.doubts))

    def text(self, report: ReportId) -> ReportText:
        """The report's text, in no particular script."""
        with self._archive.read() as reader:
            return reports.get_text(reader, report)

    def render(self, text: ReportText, script: Script, style: Style = USUAL) -> Conversion:
        """``text`` in ``script``, with what was chosen for it; fit for any thread."""
        if script is Script.ORIGINAL:
            return render(text.reading_text, script)
        with self._archive.read() as reader:
            known = choices.list_choices(reader, text.report.id)
        return render(text.reading_text, script, paragraphs=text.paragraphs, style=style, choices=known)

    def damage_doubts(self, text: ReportText) -> tuple[Doubt, ...]:
        """Places where a repair may be missing or wrong."""
        from archivist.text.repair import find_damage_doubts

        return find_damage_doubts(text.reading_text)


def style_of(settings: Settings) -> Style:
    """How this person wants conversions to look."""
    return Style(Script(settings.get(STANDARD)), settings.get(VOCABULARY), settings.get(QUOTES))


def as_it_came_in(text: ReportText) -> ReportText:
    """``text`` before its repairs, to be shown as a report of its own: positions count the source text."""
    from archivist.text.repair import apply_repairs

    alignment = apply_repairs(text.source_text, text.repairs).alignment
    paragraphs = tuple(_in_source(each, alignment.span_to_source(*_ends(each))) for each in text.paragraphs)
    return replace(text, reading_text=text.source_text, paragraphs=paragraphs, repairs=(), ruby=())


def _ends(paragraph: Paragraph) -> tuple[int, int]:
    return paragraph.span.start, paragraph.span.end


def _in_source(paragraph: Paragraph, ends: tuple[int, int]) -> Paragraph:
    return replace(paragraph, span=Span(*ends))
