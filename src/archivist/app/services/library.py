"""The library: which reports there are and in what sets, the trash, undo and redo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from archivist.app.plain import from_plain, to_plain
from archivist.app.rescue import Rescue, edit
from archivist.app.services.titles import Titles
from archivist.app.within import Within
from archivist.domain import N_, EdtfDate, Kind, Report, ReportId
from archivist.domain.errors import WrongUse
from archivist.search.values import SORTS
from archivist.store import annotations, journal, listing, originals, reports, searches, sets, statistics
from archivist.store.archive import Archive
from archivist.store.listing import Counts as Counts
from archivist.store.listing import ListRow as ListRow
from archivist.store.listing import Scope as Scope
from archivist.store.listing import Sort as Sort
from archivist.store.originals import OriginalFacts
from archivist.store.roll import Roll as Roll
from archivist.store.searches import StoredSearch


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A collection that fills itself: a query, what it is narrowed to, and the order of what it finds."""

    name: str
    query: str
    within: Within = field(default_factory=Within)
    sort: str = "relevance"


class LibraryService:
    def __init__(self, archive: Archive, *, rescue: Rescue | None = None) -> None:
        self._archive = archive
        self.rescue = rescue
        self._titles = Titles(archive)

    # --- reports

    def report_id(self, text: str) -> ReportId:
        """The report that ``text`` names: a whole id, or eight or more of its first characters. Raises ``WrongUse``."""
        with self._archive.read() as reader:
            found = reports.resolve_id(reader, text)
            if found is None:
                raise _no_such_id(text)
            return found

    def report(self, report: ReportId) -> Report:
        """What is known of a report but its text, also in the trash. Raises ``WrongUse`` for an unknown id."""
        with self._archive.read() as reader:
            return reports.get_report(reader, report)

    def list_reports(self, *, ids: Sequence[ReportId] | None = None, limit: int | None = None) -> list[Report]:
        """Reports outside the trash: in the order of ``ids``, or in the order in which they were added."""
        with self._archive.read() as reader:
            return reports.list_reports(reader, ids=ids, limit=limit)

    def report_ids(self, *, collection: str | None = None) -> list[ReportId]:
        """All reports outside the trash, or those of one collection. Raises ``WrongUse`` for an unknown one."""
        with self._archive.read() as reader:
            return reports.report_ids(reader, collection=collection)

    def listed(self, scope: Scope, sort: Sort, words: str = "") -> Roll:
        """The reports that a list of ``scope`` shows, in order.

        ``words`` keeps those in whose title or source each word occurs, in any script. Any thread."""
        with self._archive.read() as reader:
            found = listing.list_roll(reader, scope, sort)
        return found.keeping(set(self._titles.find(words))) if words.strip() else found

    def rows(self, ids: Sequence[ReportId]) -> list[ListRow]:
        """What a list shows of the reports ``ids``."""
        with self._archive.read() as reader:
            return listing.list_rows(reader, ids)

    def find_titles(self, words: str, limit: int) -> list[Report]:
        """Some reports outside the trash in whose title or source each of ``words`` occurs, in any script."""
        found = [ReportId(UUID(bytes=key)) for key in islice(self._titles.find(words), 4 * limit)]
        return self.list_reports(ids=found, limit=limit)

    # --- details

    def original(self, report: ReportId) -> OriginalFacts | None:
        """What is known of the bytes that the report came from."""
        with self._archive.read() as reader:
            return originals.describe_original(reader, report)

    def value_origins(self, report: ReportId) -> dict[str, str]:
        """Where the values of the report's fields came from, by field."""
        with self._archive.read() as reader:
            return reports.value_origins(reader, report)

    @edit
    def set_metadata(self, report: ReportId, **fields: str | None) -> None:
        """Set title, date (in any writing that imports know), source, author or place. Raises ``WrongUse``."""
        values: dict[str, Any] = {name: value.strip() or None if value else None for name, value in fields.items()}
        if "title" in values and not values["title"]:
            raise WrongUse(N_("A report needs a title"), hint=N_("Esc keeps the old one."))
        if text := fields.get("date"):
            values["date"] = _date(text)
        with self._archive.write(N_("Edit details")) as tx:
            reports.set_metadata(tx, report, **values)

    def mark_read(self, ids: Sequence[ReportId], *, is_read: bool) -> None:
        """No change for undo; a list shows it."""
        with self._archive.note([Kind.REPORT], ids) as reader:
            reports.note_read(reader, ids, is_read=is_read)

    def place(self, report: ReportId) -> int | None:
        """Where reading stopped: a code point of the reading text."""
        with self._archive.read() as reader:
            return reports.last_place(reader, report)

    def set_place(self, report: ReportId, place: int) -> None:
        """No change for undo, and nobody is told."""
        with self._archive.note() as reader:
            reports.note_place(reader, report, place)

    # --- sets

    def counts(self) -> Counts:
        with self._archive.read() as reader:
            return listing.count_reports(reader)

    def count(self) -> int:
        """The number of reports outside the trash."""
        return self.counts().all

    def totals(self) -> tuple[int, int]:
        """The reports and the annotations outside the trash."""
        with self._archive.read() as reader:
            return statistics.totals(reader)

    def collections(self) -> dict[str, int]:
        """Each collection with the number of its reports, by name."""
        with self._archive.read() as reader:
            return sets.list_collections(reader)

    def tags(self) -> dict[str, int]:
        """Each tag that a report or one of its marks has, with the number of such reports, by name."""
        with self._archive.read() as reader:
            return sets.count_tags(reader)

    @edit
    def tag_reports(self, ids: Sequence[ReportId], tags: Sequence[str]) -> None:
        with self._archive.write(N_("Tag reports")) as tx:
            sets.tag_reports(tx, ids, tags)

    @edit
    def untag_reports(self, ids: Sequence[ReportId], tags: Sequence[str]) -> None:
        with self._archive.write(N_("Untag reports")) as tx:
            sets.untag_reports(tx, ids, tags)

    @edit
    def add_to_collection(self, name: str, ids: Sequence[ReportId]) -> None:
        """Put reports into a collection, which is made where it is missing."""
        with self._archive.write(N_("Add to collection")) as tx:
            sets.add_to_collection(tx, name, ids)

    @edit
    def remove_from_collection(self, name: str, ids: Sequence[ReportId]) -> None:
        with self._archive.write(N_("Take out of collection")) as tx:
            sets.remove_from_collection(tx, name, ids)

    @edit
    def new_collection(self, name: str) -> None:
        """Make an empty collection; nothing where there is one of that name."""
        with self._archive.write(N_("New collection")) as tx:
            sets.add_to_collection(tx, name, ())

    @edit
    def rename_collection(self, name: str, new_name: str) -> None:
        """Raises ``WrongUse`` for an unknown collection, and for a name that another one has."""
        with self._archive.write(N_("Rename collection")) as tx:
            sets.rename_collection(tx, name, new_name)

    @edit
    def delete_collection(self, name: str) -> None:
        """Take a collection away; its reports stay."""
        with self._archive.write(N_("Delete collection")) as tx:
            sets.delete_collection(tx, name)

    # --- saved searches

    def searches(self) -> list[SavedSearch]:
        """In order of name; what another program's options mean that this one does not know is left out."""
        with self._archive.read() as reader:
            return [_saved(each) for each in searches.list_searches(reader)]

    @edit
    def save_search(self, name: str, query: str, within: Within, sort: str) -> None:
        """Keep a search under a name, in place of the one that has it. Raises ``WrongUse`` for an empty name."""
        options = {"within": to_plain(within), "sort": sort}
        with self._archive.write(N_("Save search")) as tx:
            searches.save_search(tx, StoredSearch(name, query, options))

    @edit
    def rename_search(self, name: str, new_name: str) -> None:
        """Raises ``WrongUse`` for an unknown search, and for a name that another one has."""
        with self._archive.write(N_("Rename saved search")) as tx:
            searches.rename_search(tx, name, new_name)

    @edit
    def delete_search(self, name: str) -> None:
        with self._archive.write(N_("Delete saved search")) as tx:
            searches.delete_search(tx, name)

    # --- the trash

    @edit
    def trash_reports(self, ids: Sequence[ReportId]) -> None:
        with self._archive.write(N_("Move to the trash")) as tx:
            reports.trash(tx, ids)

    @edit
    def untrash_reports(self, ids: Sequence[ReportId]) -> None:
        with self._archive.write(N_("Bring back from the trash")) as tx:
            reports.untrash(tx, ids)

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

    # --- the archive

    def undo(self) -> str | None:
        """Take back the archive's last change and return its label; None where there is none.

        Raises ``DiskFull`` where an earlier change still waits to be written."""
        self._write_what_waits()
        return self._archive.undo()

    def redo(self) -> str | None:
        """Do again what was taken back last. Raises what ``undo`` raises."""
        self._write_what_waits()
        return self._archive.redo()

    def labels(self) -> tuple[str | None, str | None]:
        """The labels (``N_`` messages) of what undo would take back and redo do again; None where there is nothing."""
        with self._archive.read() as reader:
            return journal.labels(reader)

    def _write_what_waits(self) -> None:
        if self.rescue is not None and not self.rescue.retry() and (error := self.rescue.state.error):
            raise error

    def stats(self) -> dict[str, object]:
        """Counts, sizes in bytes and versions, by name."""
        with self._archive.read() as reader:
            return statistics.stats(reader)


def _saved(stored: StoredSearch) -> SavedSearch:
    try:
        within = from_plain(stored.options.get("within", {}), Within)
    except (ValueError, TypeError):
        within = Within()
    sort = stored.options.get("sort")
    return SavedSearch(stored.name, stored.query, within, sort if sort in SORTS else "relevance")


def _date(text: str) -> EdtfDate:
    """The date that a person wrote. Raises ``WrongUse``."""
    try:
        return EdtfDate(text.strip())
    except ValueError:
        from archivist.text.dates import parse_date

        found = parse_date(text)
    if found is None:
        raise WrongUse(
            N_("Not a date"), where=text, hint=N_("Write 2024-02-01, 2024-02, 2024, 2024年2月1日 or 民國113年2月1日.")
        )
    return found


def _no_such_id(text: str) -> WrongUse:
    return WrongUse(
        N_("No such id in this archive"), where=text, hint=N_("`archivist list` and `archivist annotations` show them.")
    )
