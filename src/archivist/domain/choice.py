"""What a person decided that a conversion shall show."""

from dataclasses import dataclass
from enum import StrEnum

from archivist.domain.ids import ChoiceId, ReportId
from archivist.domain.script import Script
from archivist.domain.span import Span


class Reach(StrEnum):
    """Where a choice counts; the nearer goes before the farther."""

    PLACE = "place"
    REPORT = "report"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the reading text has ``original``, ``script`` shows ``chosen``.

    At ``span`` only, else wherever it occurs in ``report``, else in all reports. ``created`` is UTC in ISO 8601."""

    id: ChoiceId
    script: Script
    original: str
    chosen: str
    report: ReportId | None = None
    span: Span | None = None
    author: str = ""
    created: str = ""

    @property
    def reach(self) -> Reach:
        if self.report is None:
            return Reach.ARCHIVE
        return Reach.REPORT if self.span is None else Reach.PLACE

    def counts_in(self, shown: Script) -> bool:
        """True where it is shown in that script: what was chosen for the neutral traditional one is in all of them."""
        return self.script is shown or (self.script is Script.TRADITIONAL and shown.is_traditional)
