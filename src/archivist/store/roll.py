"""The reports of a list in their order, as small as can be: a list of a million is 20 MB and has no objects in it."""

from array import array
from collections.abc import Collection
from dataclasses import dataclass, field

from archivist.domain import ReportId
from archivist.store.codec import id_from

_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Roll:
    """``ids`` are of 16 bytes each; ``days`` the first day of each report's date (proleptic ordinal), 0 without one."""

    ids: bytes = b""
    days: "array[int]" = field(default_factory=lambda: array("i"))

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, place: int) -> ReportId:
        if not 0 <= place < len(self.days):
            raise IndexError(place)
        return ReportId(id_from(self.ids[place * _WIDTH : (place + 1) * _WIDTH]))

    def place_of(self, report: ReportId) -> int | None:
        """Where ``report`` stands; None where it is not in the list."""
        at = self.ids.find(report.bytes)
        while at % _WIDTH and at >= 0:  # the end of one id and the beginning of the next may look like it
            at = self.ids.find(report.bytes, at + 1)
        return at // _WIDTH if at >= 0 else None

    def keeping(self, wanted: Collection[bytes]) -> "Roll":
        """Those of ``wanted`` keys only, in the same order."""
        ids, days = self.ids, self.days
        places = [place for place in range(len(days)) if ids[place * _WIDTH : (place + 1) * _WIDTH] in wanted]
        kept = b"".join(ids[place * _WIDTH : (place + 1) * _WIDTH] for place in places)
        return Roll(kept, array("i", (days[place] for place in places)))
