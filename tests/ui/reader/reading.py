"""Reports to show in a reader, and where their words stand on the screen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint

from archivist.domain import (
    Paragraph,
    Repair,
    Report,
    ReportId,
    ReportText,
    Ruby,
    Script,
    Span,
    WrittenScript,
    new_id,
)
from archivist.text.conversion import render
from archivist.ui.reader import Pane, ReaderView
from archivist.ui.reader.pointing import spot_of
from archivist.ui.reader.values import Place

Opener = Callable[..., ReaderView]


def a_text(
    text: str,
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    ruby: Sequence[Ruby] = (),
    repairs: Sequence[Repair] = (),
    source_text: str = "",
) -> ReportText:
    """A report; each line of ``text`` is a paragraph where none are given."""
    if paragraphs is None:
        found, start = list[Paragraph](), 0
        for line in text.split("\n"):
            if line:
                found.append(Paragraph(Span(start, start + len(line)), number=str(len(found) + 1)))
            start += len(line) + 1
        paragraphs = found
    report = Report(ReportId(new_id()), "", None, None, WrittenScript.TRADITIONAL, len(text), 0)
    return ReportText(report, 1, source_text or text, text, tuple(paragraphs), tuple(repairs), tuple(ruby))


def panes_of(text: ReportText, *scripts: Script) -> list[Pane]:
    return [Pane(script, render(text.reading_text, script, paragraphs=text.paragraphs)) for script in scripts]


def point_of(view: ReaderView, pane: int, shown: str, *, after: bool = False) -> QPoint:
    """Where in the viewport the first ``shown`` of a pane begins, or ends with ``after``; a little inside of it."""
    position = view.document.panes[pane].conversion.text.index(shown)
    place = Place(pane, position + len(shown) if after else position, is_line_end=after)
    spot = spot_of(view.page, place)
    y = next(y for row, y in view.visible_rows(pane) if row == spot.laid.index)
    return QPoint(round(spot.x) + (-2 if after else 2), round(y + (spot.line.top + spot.line.foot) / 2))
