"""Comparing: a report's text with an earlier one, or two reports. The script makes no difference, it is told apart."""

from dataclasses import dataclass

from archivist.domain import ReportId, Span
from archivist.store import reports, versions
from archivist.store.archive import Archive
from archivist.text.difference import Change, ChangeKind, Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """``changes`` hold all of both reading texts, in the order of the new one. ``respelled`` are the stretches that are the
    same but for script or width, old and new."""

    old: str
    new: str
    changes: tuple[Change, ...]
    respelled: tuple[tuple[Span, Span], ...]

    @property
    def shared(self) -> float:
        """How much of both texts is the same, from 0 to 1; 1 for two empty ones."""
        same = sum(len(each.new) for each in self.changes if each.kind in (ChangeKind.KEPT, ChangeKind.MOVED))
        return 2 * same / (len(self.old) + len(self.new)) if self.old or self.new else 1.0


class ComparingService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def versions(self, report: ReportId, number: int) -> Comparison:
        """From version ``number`` of a report's text to the present one. Raises ``WrongUse`` where there is no such version."""
        with self._archive.read() as reader:
            if number not in {each.number for each in versions.list_versions(reader, report)}:
                raise versions.unknown_version(number)
            old, new = reports.get_text(reader, report, number), reports.get_text(reader, report)
        return _compare(old.reading_text, new.reading_text)

    def reports(self, one: ReportId, other: ReportId) -> Comparison:
        """From the one to the other. Raises ``WrongUse`` for an unknown report."""
        with self._archive.read() as reader:
            texts = [reports.reading_text(reader, each) for each in (one, other)]
        return _compare(*texts)


def _compare(old: str, new: str) -> Comparison:
    difference = Difference(old, new)
    return Comparison(old, new, difference.changes, tuple(difference.respelled()))
