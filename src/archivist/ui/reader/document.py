"""A report in its panes: rows, and where a position of one text is in another. No pixels here."""

from collections.abc import Sequence
from uuid import UUID

from archivist.domain import RenderedSpan, Report, ReportId, ReportText, Span, WrittenScript
from archivist.text.spanmap import Bias
from archivist.ui.reader.rows import make_rows, row_at
from archivist.ui.reader.values import Pane, Place, Selection

NO_TEXT = ReportText(Report(ReportId(UUID(int=0)), "", None, None, WrittenScript.NEUTRAL, 0, 0), 1, "", "", (), (), ())
"""What a reader shows that was given no report yet."""


class Document:
    """``rows`` cover everything that can be seen. There is at least one row, and at least one pane."""

    def __init__(self, report_text: ReportText, panes: Sequence[Pane]) -> None:
        self.report_text = report_text
        self.panes = tuple(panes)
        alignments = [pane.conversion.alignment for pane in self.panes]
        # Only a changed span can be cut in two.
        self.rows = make_rows(
            report_text.reading_text, report_text.paragraphs, [one for one in alignments if not one.is_identity]
        )
        self._starts = [row.start for row in self.rows]

    def row_of(self, position: int) -> int:
        """The row of a position of the reading text."""
        return row_at(self._starts, position)

    def rendered(self, pane: int, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the reading text is in the text of ``pane``."""
        return self.panes[pane].conversion.alignment.span_to_target(start, end)

    def rendered_row(self, pane: int, row: int) -> tuple[int, int]:
        """The part of the pane's text that ``row`` shows."""
        return self.rendered(pane, self.rows[row].start, self.rows[row].end)

    def reading(self, pane: int, position: int, bias: Bias = Bias.START) -> int:
        """Where a position of the pane's text is in the reading text."""
        return self.panes[pane].conversion.alignment.to_source(position, bias)

    def row_of_place(self, place: Place) -> int:
        """The row that shows ``place``."""
        row = self.row_of(self.reading(place.pane, place.position))
        is_before = place.is_line_end and row > 0 and place.position == self.rendered_row(place.pane, row)[0]
        return row - 1 if is_before else row

    def counterpart(self, place: Place, pane: int) -> Place:
        """The same spot in another pane."""
        position = self.reading(place.pane, place.position)
        return Place(pane, self.rendered(pane, position, position)[0])

    def selection(self, pane: int, start: int, end: int) -> Selection:
        """What ``start..end`` of the pane's text is. Changed characters count whole in the reading text."""
        conversion = self.panes[pane].conversion
        span = Span(*conversion.alignment.span_to_source(start, end))
        return Selection(pane, RenderedSpan(start, end), span, conversion.text[start:end])
