"""A report made ready to be shown: all of it that takes time and needs no widget, so that a thread can do it for a long one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archivist.app.services.reading import ReadingService
from archivist.domain import Doubt, ReportText, Script
from archivist.text.conversion import REGIONAL, Conversion, Style
from archivist.ui.reader.contents import Contents
from archivist.ui.reader.document import Document
from archivist.ui.reader.values import Pane

LONG = 60_000
"""Code points from which a report is made ready on a thread; with fewer it takes a few hundredths of a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """``doubts`` are those of the repairs and of the conversions that are shown, but for words that a person wanted
    otherwise."""

    text: ReportText
    doubts: tuple[Doubt, ...]
    document: Document
    contents: Contents


def make_ready(reading: ReadingService, text: ReportText, scripts: Sequence[Script], style: Style) -> Ready:
    """``text`` in panes of ``scripts``; fit for any thread."""
    damage = reading.damage_doubts(text)
    panes = [Pane(script, reading.render(text, script, style)) for script in scripts]
    doubts = (*damage, *(each for each in _doubts_of(panes) if each.kind != REGIONAL))
    document = Document(text, panes)
    return Ready(text, doubts, document, Contents(document, damage))


def make_source_ready(text: ReportText) -> Ready:
    """``text``, which is as it came in, in one pane and without doubts."""
    pane = Pane(Script.ORIGINAL, Conversion.unchanged(text.reading_text))
    document = Document(text, [pane])
    return Ready(text, (), document, Contents(document))


def _doubts_of(panes: Sequence[Pane]) -> Iterator[Doubt]:
    """The doubts of what the panes show, in reading order; one of the neutral traditional script stands for the same one
    in the others."""
    found = {(doubt.span, pane.script): doubt for pane in panes for doubt in pane.conversion.doubts}
    for span, script in sorted(found):
        if script is Script.TRADITIONAL or not script.is_traditional or (span, Script.TRADITIONAL) not in found:
            yield found[span, script]
