"""Reading a report: its text with repairs and ruby, in one script."""

from dataclasses import dataclass

from archivist.domain import Doubt, ReportId, ReportText, Script
from archivist.store import reports
from archivist.store.archive import Archive
from archivist.text.conversion import Conversion, render
from archivist.text.repair import find_damage_doubts


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
        with self._archive.read() as reader:
            text = reports.get_text(reader, report)
        rendering = render(text.reading_text, script, paragraphs=text.paragraphs)
        return Page(text, script, rendering, (*find_damage_doubts(text.reading_text), *rendering.doubts))
