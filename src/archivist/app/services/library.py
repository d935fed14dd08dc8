"""The library: which reports there are, the trash, undo and redo."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from archivist.domain import N_, Report, ReportId
from archivist.domain.errors import WrongUse
from archivist.store import annotations, reports, statistics
from archivist.store.archive import Archive


class LibraryService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def report_id(self, text: str) -> ReportId:
        """The report that ``text`` names: a whole id, or eight or more of its first characters. Raises ``WrongUse``."""
        with self._archive.read() as reader:
            found = reports.resolve_id(reader, text)
            if found is None:
                raise _no_such_id(text)
            return found

    def list_reports(self, *, ids: Sequence[ReportId] | None = None, limit: int | None = None) -> list[Report]:
        """Reports outside the trash: in the order of ``ids``, or in the order in which they were added."""
        with self._archive.read() as reader:
            return reports.list_reports(reader, ids=ids, limit=limit)

    def report_ids(self, *, collection: str | None = None) -> list[ReportId]:
        """All reports outside the trash, or those of one collection. Raises ``WrongUse`` for an unknown one."""
        with self._archive.read() as reader:
            return reports.report_ids(reader, collection=collection)

    def trash(self, ids: Iterable[str]) -> list[UUID]:
        """Move reports and annotations to the trash, as one step; all of them or, with an unknown id, none."""
        return self._move(ids, into_trash=True)

    def untrash(self, ids: Iterable[str]) -> list[UUID]:
        return self._move(ids, into_trash=False)

    def _move(self, ids: Iterable[str], *, into_trash: bool) -> list[UUID]:
        with self._archive.read() as reader:
            found = [(text, reports.resolve_id(reader, text), annotations.resolve_id(reader, text)) for text in ids]
        if unknown := [text for text, report, annotation in found if report is None and annotation is None]:
            raise _no_such_id(", ".join(unknown))
        report_ids = [report for _, report, _ in found if report is not None]
        annotation_ids = [annotation for _, _, annotation in found if annotation is not None]
        label = N_("Move to the trash") if into_trash else N_("Bring back from the trash")
        with self._archive.write(label) as tx:
            if into_trash:
                reports.trash(tx, report_ids)
                annotations.trash(tx, annotation_ids)
            else:
                reports.untrash(tx, report_ids)
                annotations.untrash(tx, annotation_ids)
        return [*report_ids, *annotation_ids]

    def undo(self) -> str | None:
        """Take back the archive's last change and return its label; None where there is none."""
        return self._archive.undo()

    def redo(self) -> str | None:
        return self._archive.redo()

    def stats(self) -> dict[str, object]:
        """Counts, sizes in bytes and versions, by name."""
        with self._archive.read() as reader:
            return statistics.stats(reader)


def _no_such_id(text: str) -> WrongUse:
    return WrongUse(
        N_("No such id in this archive"), where=text, hint=N_("`archivist list` and `archivist annotations` show them.")
    )
