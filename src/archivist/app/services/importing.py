"""Importing: files and folders into the archive, each whole or not at all."""

import shutil
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from archivist.app.jobs import ItemFacts
from archivist.domain import (
    IMPORT,
    N_,
    ArchivistError,
    Original,
    Progress,
    RepairState,
    ReportDraft,
    ReportId,
    Silent,
    WaitsForRoom,
    new_id,
)
from archivist.domain.errors import DiskFull
from archivist.importing.pipeline import Item, read_items
from archivist.store import reports, sets
from archivist.store.archive import Archive
from archivist.store.originals import pack_original
from archivist.store.transaction import Transaction

_BATCH = 16
"""Reports in one transaction: a few milliseconds, so that a person's edit never waits long."""

PASTED = N_("Clipboard")
"""Where a pasted text came from."""

_SPARE_BYTES = 200 * 1024 * 1024
"""Room that stays free on the disk; a full disk stops more than this program."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``status`` is imported, unchanged, duplicate, skipped or failed."""

    path: Path
    status: str
    report: ReportId | None = None
    reason: ArchivistError | None = None
    repairs: int = 0
    facts: ItemFacts | None = None


class ImportService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        collection: str | None = None,
        encoding: str | None = None,
        repair: bool = True,
        progress: Progress | None = None,
    ) -> Generator[Outcome]:
        """Import files and folders; an outcome for every file that is met, after it is stored.

        All of it is one step for undo. Closing the iterator, ``JobCancelled`` and a crash leave what was stored so far,
        whole. Where the disk is almost full, a ``progress`` that can wait is asked to; otherwise raises ``DiskFull``."""
        run = _Run(self._archive, collection, progress)
        items = read_items(paths, encoding=encoding, repair=repair, progress=progress or Silent(), known=run.find_known)
        with closing(items):
            for item in items:
                yield from run.take(item)
        yield from run.flush()

    def import_text(self, title: str, text: str, *, progress: Progress | None = None) -> Iterator[Outcome]:
        """Import ``text`` as it was pasted, as one step for undo; without ``title``, the text's own is found."""
        from archivist.importing.draft import make_draft
        from archivist.importing.formats import text as plain_text
        from archivist.importing.registry import ReadHints

        watch = progress or Silent()
        watch.expect(1)
        content = text.encode("utf-8", "replace")
        original = pack_original(content, media_type=plain_text.FORMAT.media_type, place=PASTED)
        run = _Run(self._archive, None, progress)
        for source in plain_text.read(content, ReadHints(title or PASTED, "utf-8")):
            named = replace(source, title=title, origins=source.origins | {"title": "person"}) if title else source
            run.put(Item(Path(title or PASTED), "imported", make_draft(named, name=title or PASTED)), original)
        yield from run.flush()
        watch.step(title)


_Waiting = list[tuple[Item, Original | None]]


class _Run:
    """One import under way: what waits for the next transaction."""

    def __init__(self, archive: Archive, collection: str | None, progress: Progress | None) -> None:
        self._archive = archive
        self._collection = collection
        self._progress = progress
        self._step = new_id()
        self._waiting: _Waiting = []

    def find_known(self, sha256: bytes) -> bool:
        """True where these bytes are in the archive, also in its trash, so that nobody need read them again."""
        with self._archive.read() as reader:
            return bool(reports.find_by_originals(reader, [sha256]))

    def take(self, item: Item) -> Iterator[Outcome]:
        """Store ``item`` now or with the next ones."""
        self.put(item, _original_of(item))
        if len(self._waiting) >= _BATCH:
            yield from self.flush()

    def put(self, item: Item, original: Original | None) -> None:
        self._waiting.append((item, original))

    def flush(self) -> Iterator[Outcome]:
        """Store what waits, in one transaction, and tell what became of it."""
        waiting, self._waiting = self._waiting, []
        while waiting:
            try:
                outcomes = self._store_all(waiting)
            except DiskFull as error:
                if not isinstance(self._progress, WaitsForRoom):
                    raise
                self._progress.wait_for_room(error)
            else:
                yield from outcomes
                return

    def _store_all(self, waiting: _Waiting) -> list[Outcome]:
        self._check_room(waiting)
        with self._archive.write(N_("Import"), origin=IMPORT, step=self._step, is_job=True) as tx:
            outcomes = _store(tx, waiting)
            wanted = [outcome.report for outcome in outcomes if outcome.report is not None]
            if self._collection is not None and wanted:
                sets.add_to_collection(tx, self._collection, wanted)
        return outcomes

    def _check_room(self, waiting: _Waiting) -> None:
        size = sum(len(part) for _, original in waiting if original for part in original.parts)
        if shutil.disk_usage(self._archive.path.absolute().parent).free < 3 * size + _SPARE_BYTES:
            raise DiskFull(
                N_("The disk is almost full"),
                where=self._archive.path,
                why=N_("the import was stopped before it is"),
                hint=N_("Free some space and import again: what is in the archive is skipped."),
            )


def _store(tx: Transaction, waiting: _Waiting) -> list[Outcome]:
    """Add what is new and note the places of what is not; all in as few statements as for one report."""
    known = reports.find_by_originals(tx, [original.sha256 for _, original in waiting if original])
    same = reports.find_by_folds(tx, [item.draft.folded_sha256 for item, _ in waiting if item.draft])
    outcomes: list[Outcome] = []
    new: dict[ReportId, tuple[ReportDraft, Original]] = {}
    again: list[tuple[ReportId, Original]] = []
    for item, original in waiting:
        outcome = _judge(item, original, known, same)
        outcomes.append(outcome)
        if outcome.report is None or original is None:
            continue
        if outcome.status == "imported" and item.draft is not None:
            new[outcome.report] = (item.draft, original)
            known[original.sha256] = same[item.draft.folded_sha256] = reports.Met(outcome.report)
        else:
            again.append((outcome.report, original))
    reports.add_reports(tx, list(new.values()), ids=list(new))
    for report, original in again:
        reports.note_origin(tx, report, original)
    return outcomes


def _judge(
    item: Item, original: Original | None, known: Mapping[bytes, reports.Met], same: Mapping[bytes, reports.Met]
) -> Outcome:
    """What becomes of ``item``, where the archive has ``known`` by their originals and ``same`` by their texts."""
    if original is not None and (met := known.get(original.sha256)):
        facts = _facts_of(item)
        if met.is_trashed:
            return Outcome(item.path, "unchanged", reason=_in_the_trash(met.id), facts=facts)
        return Outcome(item.path, "unchanged", met.id, facts=facts)
    if original is None or item.draft is None:
        return Outcome(item.path, item.status, reason=item.reason, facts=_facts_of(item))
    if met := same.get(item.draft.folded_sha256):
        return Outcome(item.path, "duplicate", met.id, _same_text(), facts=_facts_of(item))
    applied = sum(each.state.is_applied for each in item.draft.repairs)
    return Outcome(item.path, "imported", ReportId(new_id()), item.reason, applied, _facts_of(item))


def _facts_of(item: Item) -> ItemFacts | None:
    if item.content is None and item.draft is None:
        return None
    size = len(item.content or b"")
    if (draft := item.draft) is None:
        return ItemFacts(size)
    made = Counter(each.kind for each in draft.repairs if each.state.is_applied)
    proposed = sum(each.state is RepairState.PROPOSED for each in draft.repairs)
    return ItemFacts(
        size, len(draft.reading_text), draft.extra.get("encoding", ""), tuple(made.most_common()), proposed
    )


def _original_of(item: Item) -> Original | None:
    """The bytes of ``item`` ready to be stored: packed before any transaction."""
    if item.content is None:
        return None
    return pack_original(item.content, media_type=item.media_type, place=str(item.path.absolute()))


def _in_the_trash(report: ReportId) -> ArchivistError:
    return ArchivistError(
        N_("It lies in the trash"), hint=N_("`archivist untrash ARCHIVE {id}` brings it back."), id=report
    )


def _same_text() -> ArchivistError:
    return ArchivistError(
        N_("The archive has this text already"), hint=N_("This file is noted as another place of it.")
    )
