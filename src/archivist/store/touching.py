"""What a changed row means: which report or mark it belongs to, what kind of thing changed, what search must follow.

One entry for each table whose rows are changed through a transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from archivist.domain import Kind

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Touch:
    """``report`` and ``mark`` name the columns that hold ids; ``event`` is what provenance calls it."""

    kinds: frozenset[Kind]
    report: str | None = None
    mark: str | None = None
    event: str = "edited"
    is_text: bool = False


_SEARCHED: Final = frozenset(
    {"title", "date", "earliest", "latest", "source", "author", "place", "script", "version", "trashed"}
)
"""Columns of a report after whose change the index must read it again."""


def _touch(*kinds: Kind, report: str | None = "report", **more: Any) -> _Touch:
    return _Touch(frozenset(kinds), report, **more)


_TOUCHES: Final[dict[str, _Touch]] = {
    "report": _touch(Kind.REPORT, report="id"),
    "report_version": _touch(Kind.TEXT, is_text=True),
    "repair": _touch(Kind.TEXT, event="repaired", is_text=True),
    "paragraph": _touch(Kind.TEXT, is_text=True),
    "page": _touch(Kind.TEXT),
    "ruby": _touch(Kind.TEXT),
    "annotation": _touch(Kind.ANNOTATION, mark="id", event="annotated"),
    "anchor": _touch(Kind.ANNOTATION, mark="annotation", event="annotated"),
    "annotation_tag": _touch(Kind.ANNOTATION, Kind.TAG, report=None, mark="annotation"),
    "tag": _touch(Kind.TAG, report=None),
    "report_tag": _touch(Kind.REPORT, Kind.TAG, event="tagged"),
    "collection": _touch(Kind.COLLECTION, report=None),
    "collection_report": _touch(Kind.COLLECTION, event="collected"),
    "saved_search": _touch(Kind.COLLECTION, report=None),
    "value_origin": _touch(Kind.REPORT),
    "report_origin": _touch(Kind.REPORT, event="met again"),
    "entity": _touch(Kind.REPORT, report=None),
    "mention": _touch(Kind.TEXT),
    "link": _touch(Kind.ANNOTATION, event="linked"),
    "translation": _touch(Kind.TEXT, event="translated"),
    "choice": _touch(Kind.CHOICE, event="decided"),
}
_UNSEEN: Final = _Touch(frozenset())


@dataclass(slots=True)
class Touched:
    """What one transaction has touched so far."""

    kinds: set[Kind] = field(default_factory=set[Kind])
    marks: set[bytes] = field(default_factory=set[bytes])
    events: dict[bytes, set[str]] = field(default_factory=dict[bytes, set[str]])
    """Per report, what happened to it."""
    texts: set[bytes] = field(default_factory=set[bytes])
    """The reports that search must read again."""

    def note(self, table: str, row: Row, columns: Collection[str] | None = None) -> None:
        """A row of ``table`` changed in ``columns`` (None: it came or went)."""
        touch = _TOUCHES.get(table, _UNSEEN)
        self.kinds |= touch.kinds
        if touch.mark is not None:
            self.marks.add(row[touch.mark])
        if touch.report is None or row[touch.report] is None:
            return
        report = row[touch.report]
        self.events.setdefault(report, set()).add(_event(touch, table, columns, row))
        if touch.is_text or (table == "report" and (columns is None or not _SEARCHED.isdisjoint(columns))):
            self.texts.add(report)

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(UUID(bytes=each) for each in {*self.events, *self.marks})


def _event(touch: _Touch, table: str, columns: Collection[str] | None, row: Row) -> str:
    if columns is not None and "trashed" in columns and table == "report":
        return "trashed" if row["trashed"] is not None else "untrashed"
    return touch.event
