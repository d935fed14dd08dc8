"""The index of one archive: a Whoosh index in a folder of its own, with a manifest that says what it stands for.

The index is a cache: where there is any doubt about it, it is emptied and its ``stamp`` is None, so that whoever keeps
it builds it again from the archive."""

import errno
import logging
import struct
import threading
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import IndexError as WhooshIndexError
from whoosh.util.filelock import try_for

from archivist.domain import N_
from archivist.domain.errors import ArchiveBusy, ArchivistError, DiskFull, WrongUse
from archivist.domain.ids import ReportId
from archivist.search.collector import Wanted, collect, report_ids
from archivist.search.column import MAX_DOCUMENTS
from archivist.search.context import Lines, LineSort
from archivist.search.folder import LOCK_NAME, make_private, require_private, sweep, unwritable
from archivist.search.manifest import (
    MANIFEST_NAME,
    Manifest,
    forget_manifest,
    has_all_files,
    holds,
    read_manifest,
    record_file,
    write_manifest,
)
from archivist.search.merging import leaving_out, move_documents, segments_to_merge
from archivist.search.occurrences import occurrences
from archivist.search.query import Query
from archivist.search.ranking import id_keys
from archivist.search.segment import Segment, View, load_view
from archivist.search.sets import ReportSets
from archivist.search.storage import CommittedStorage, toc_name
from archivist.search.trend import By, TrendCounts, count_trend
from archivist.search.values import FACETS, SORTS, IndexDamaged, IndexDocument, IndexStamp, SearchResult

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0
_TRIES = 5
"""A reader may find files gone because the writer committed meanwhile, hardly so often in a row."""

_MEMORY = 256 << 20
_BYTES_A_CHARACTER = 48
"""What inverting a text takes, at most."""

# What damaged files make Whoosh, numpy and our own readers raise.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
    WhooshIndexError,
    struct.error,
)


class _Draft(NamedTuple):
    """A commit of Whoosh's that does not count yet."""

    generation: int
    view: View


class SearchIndex:
    """One process writes (``open``), any number read (``open(read_only=True)``). Safe to use from several threads."""

    def __init__(self, folder: Path, lock: Any = None, *, memory: int = _MEMORY) -> None:
        self._folder = folder
        self._memory = memory
        self._lock = lock
        self._writing = threading.RLock()
        self._seen: Manifest | None = None
        """What the folder held last; it only counts, as ``_manifest``, where its files are sound."""
        self._manifest: Manifest | None = None
        self._view = View()

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, memory: int = _MEMORY) -> Self:
        """Open the index in ``folder``, or begin an empty one there. ``memory``: bytes that indexing may take.

        A reader never changes a file: where there is no sound index it answers with no hits, and ``stamp`` is None.
        Raises ``UnwritableTarget`` where the folder cannot be made or is somebody else's, and ``ArchiveBusy`` where
        another has the index open for writing, and goes on for some seconds."""
        if read_only:
            require_private(folder)
            index = cls(folder)
            index.refresh()
            return index
        make_private(folder)
        index = cls(folder, _locked(folder), memory=memory)
        try:
            with index._changing():
                if not index.refresh():
                    index._begin()
                index._sweep()
        except ArchivistError:
            index.close()
            raise
        return index

    @property
    def stamp(self) -> IndexStamp | None:
        """What the index stands for; None: nothing, build it anew."""
        return self._manifest.stamp if self._manifest else None

    @property
    def count(self) -> int:
        """The number of reports in the index."""
        return self._view.count

    def update(self, documents: Iterable[IndexDocument], removed: Collection[ReportId], stamp: IndexStamp) -> None:
        """Put ``documents`` in (instead of what the index has under their ids), take ``removed`` out.

        All of it counts at once and survives a crash, or none of it does. ``documents`` are read once, and held in parts
        that the memory allows. Raises ``DiskFull`` and ``UnwritableTarget``; the index is then what it was before."""
        with self._changing():
            draft = _Draft(self._generation, self._view)
            gone: Collection[ReportId] = removed
            for part in _parts(documents, self._memory // _BYTES_A_CHARACTER):
                draft = self._commit_part(draft, part, gone)
                gone = ()
            if gone:
                draft = self._commit_part(draft, {}, gone)
            self._count(draft.generation, stamp)
            self._merge()

    def tidy(self) -> None:
        """Merge segments until their number is small for what there is."""
        with self._changing():
            self._merge()

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        sets: ReportSets | None = None,
    ) -> SearchResult:
        """The reports that match, with their exact number and the counts of ``facets`` among all of them.

        ``sort`` is one of ``SORTS``, ``facets`` are some of ``FACETS``; ``limit=0`` only counts. The order is the same each
        time; where two are equal, that of their ids. Raises ``WrongUse`` for a sort or facet that does not exist, and
        ``IndexDamaged``."""
        _require(sort, SORTS, N_("There is no such order"))
        for facet in facets:
            _require(facet, FACETS, N_("There is no such facet"))
        with self._damage_told():
            return collect(self._view, query.tree, Wanted(limit, offset, sort, facets), sets).answer()

    def ids(self, query: Query, sets: ReportSets | None = None) -> tuple[ReportId, ...]:
        """All reports that match, in the order of their ids. Raises ``IndexDamaged``."""
        view = self._view
        with self._damage_told():
            keys = id_keys(view.segments, collect(view, query.tree, sets=sets).found)
            return tuple(report_ids(keys, np.lexsort(keys[::-1])))

    def lines(self, query: Query, width: int, sort: LineSort, sets: ReportSets | None = None) -> Lines:
        """What the query looks for in reading texts, each time with ``width`` code points on both sides.

        Raises ``IndexDamaged``."""
        with self._damage_told():
            return Lines(occurrences(self._view, query, sets), width, sort, self._damage_told)

    def trend(
        self, queries: Sequence[Query], by: By, within: Query | None = None, sets: ReportSets | None = None
    ) -> TrendCounts:
        """How often what each query looks for stands in reading texts, by time or source of the reports ``within``.

        Raises ``IndexDamaged``."""
        with self._damage_told():
            return count_trend(self._view, queries, by, within, sets)

    def refresh(self) -> bool:
        """In a reader: take up what the writing process has committed since; True where there was something."""
        manifest = None
        for _ in range(_TRIES):
            manifest = read_manifest(self._folder)
            if manifest == self._seen:
                return False
            view = View() if manifest is None else self._load(manifest)
            if view is not None:
                self._take(manifest, view)
                return True
            if manifest == read_manifest(self._folder):
                break  # nobody committed meanwhile, so the files are damaged
        was_something = self._manifest is not None
        self._take(None, View())
        self._seen = manifest
        return was_something

    def check(self) -> bool:
        """Compare all files with their checksums; where one differs the index is emptied (a reader only forgets it)."""
        with self._writing:
            while (manifest := self._manifest) is not None:
                if all(holds(self._folder, name, record) for name, record in manifest.files.items()):
                    return True
                if self._lock is not None:
                    self.clear()
                    return False
                if manifest == read_manifest(self._folder):
                    self._take(None, View())
                    self._seen = manifest
                    return False
                self.refresh()
            return True

    def clear(self) -> None:
        """Empty the index; ``stamp`` is None afterwards."""
        with self._changing():
            self._begin()

    def close(self) -> None:
        self._take(None, View())
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _generation(self) -> int:
        return self._manifest.generation if self._manifest else 0

    def _load(self, manifest: Manifest) -> View | None:
        """The view that ``manifest`` names; None where its files are not what it says."""
        toc = toc_name(manifest.generation)
        if not has_all_files(self._folder, manifest) or toc not in manifest.files:
            return None
        # The file that Whoosh unpickles is compared in full.
        if not holds(self._folder, toc, manifest.files[toc]):
            return None
        try:
            return load_view(CommittedStorage(self._folder, manifest.generation, readonly=True), self._view)
        except (OSError, *_DAMAGE):
            return None

    def _begin(self) -> None:
        """Make an index without documents, whatever there was."""
        forget_manifest(self._folder)
        self._take(None, View())
        self._sweep()
        CommittedStorage(self._folder, 0).begin()
        self._count(0, None)

    def _commit_part(
        self, draft: "_Draft", part: Mapping[ReportId, IndexDocument], removed: Collection[ReportId]
    ) -> "_Draft":
        """Commit some documents behind a draft; it counts only when the manifest says so."""
        outdated = _document_numbers(draft.view, {*part, *removed})
        if not part and not outdated:
            return draft

        def fill(writer: Any) -> None:
            for number in outdated:
                writer.delete_document(number)
            for document in part.values():
                writer.add_document(**_fields(document))

        generation = self._commit(draft.generation, fill)
        return _Draft(generation, load_view(CommittedStorage(self._folder, generation), draft.view))

    def _commit(self, generation: int, fill: Callable[[Any], None], instead_of: Sequence[Segment] = ()) -> int:
        """Commit what ``fill`` does with Whoosh's writer behind ``generation``, letting the segments ``instead_of`` go.

        Returns the generation of the commit."""
        storage = CommittedStorage(self._folder, generation)
        # One file for each column, not one for all: each is mapped by itself.
        writer: Any = storage.index().writer(compound=False)
        try:
            fill(writer)
            writer.commit(mergetype=leaving_out(instead_of))
        finally:
            if not writer.is_closed:
                writer.cancel()
        return generation + 1

    def _count(self, generation: int, stamp: IndexStamp | None) -> None:
        """Make a commit of Whoosh's the one that counts."""
        view = self._view
        if self._manifest is None or generation != self._generation:
            view = load_view(CommittedStorage(self._folder, generation), self._view)
        known = self._manifest.files if self._manifest else {}
        beginnings = tuple(f"{segment.name}." for segment in view.segments)
        names = [path.name for path in self._folder.iterdir() if path.name.startswith(beginnings)]
        files = {
            name: known.get(name) or record_file(self._folder / name) for name in sorted([*names, toc_name(generation)])
        }
        manifest = Manifest(generation, files, stamp)
        write_manifest(self._folder, manifest)
        self._take(manifest, view)
        self._sweep()

    def _take(self, manifest: Manifest | None, view: View) -> None:
        self._seen = self._manifest = manifest
        self._view = view

    def _merge(self) -> None:
        """Make fewer segments where there are many. What was committed counts, whatever becomes of this."""
        chosen = segments_to_merge(self._view.segments)
        if not chosen:
            return
        # What is damaged would be sound by its checksum once it is moved.
        if not all(self._is_sound(segment) for segment in chosen):
            log.warning("the index is damaged, and begun anew")
            self._begin()
            return
        try:
            generation = self._commit(self._generation, partial(move_documents, chosen), instead_of=chosen)
            self._count(generation, self.stamp)
        except OSError as error:
            log.warning("no merge of %d segments: %s", len(chosen), error)
            self._recover()
        except _DAMAGE as error:
            log.warning("the index is damaged, and begun anew: %s", error)
            self._begin()

    def _is_sound(self, segment: Segment) -> bool:
        files = self._manifest.files if self._manifest else {}
        own = {name: record for name, record in files.items() if name.startswith(f"{segment.name}.")}
        return all(holds(self._folder, name, record) for name, record in own.items())

    def _recover(self) -> None:
        """After a failed commit: take up what counts on the disk, and free the room of what does not."""
        self.refresh()
        with suppress(OSError):
            self._sweep()

    def _sweep(self) -> None:
        sweep(self._folder, {MANIFEST_NAME, *self._manifest.files} if self._manifest else ())

    @contextmanager
    def _changing(self) -> Generator[None]:
        """Around everything that writes: one thread at a time, and failures told."""
        with self._writing:
            try:
                yield
            except OSError as error:
                self._recover()
                raise _failure(self._folder, error) from error

    @contextmanager
    def _damage_told(self) -> Generator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise IndexDamaged(
                N_("The search index is damaged"),
                where=self._folder,
                hint=N_("Build it again from the archive."),
            ) from error


def _locked(folder: Path) -> Any:
    """The lock that a writer holds while it has the index open. Raises ``ArchiveBusy``."""
    lock = FileStorage(str(folder)).lock(LOCK_NAME)
    try:
        is_ours = try_for(lock.acquire, timeout=_PATIENCE_SECONDS, delay=0.02)
    except OSError as error:
        raise unwritable(folder, error) from error
    if not is_ours:
        raise ArchiveBusy(
            N_("The search index is being written already"), where=folder, hint=N_("Try again in a moment.")
        )
    return lock


def _fields(document: IndexDocument) -> dict[str, Any]:
    """What Whoosh's writer takes: a value for every column, as one that no document has a value for gets no file."""
    return {
        "key": document.id.bytes,
        "title": document.title,
        "body": document.body,
        "source": (document.source,) if document.source else (),
        "script": (document.script,),
        "person": document.persons,
        "place": document.places,
        "earliest": document.earliest or 0,
        "latest": document.latest or 0,
        "added": int(datetime.fromisoformat(document.added).timestamp()) if document.added else 0,
        "length": document.length,
    }


def _parts(documents: Iterable[IndexDocument], characters: int) -> Iterator[dict[ReportId, IndexDocument]]:
    """The documents in parts of about so many characters; of two for one report in a part the last."""
    part: dict[ReportId, IndexDocument] = {}
    size = 0
    for document in documents:
        if part and (size + len(document.body) > characters or len(part) == MAX_DOCUMENTS):
            yield part
            part, size = {}, 0
        part[document.id] = document
        size += len(document.body) + len(document.title)
    if part:
        yield part


def _document_numbers(view: View, ids: Collection[ReportId]) -> list[int]:
    """The numbers, counted over all segments as Whoosh's writer does, of the documents that have these ids."""
    numbers: list[int] = []
    first = 0
    for segment, found in zip(view.segments, view.locate(b"".join(each.bytes for each in ids)), strict=True):
        numbers += (found + first).tolist()
        first += segment.size
    return numbers


def _require(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise WrongUse(what, where=value, why="{known}", known=", ".join(known))


def _failure(folder: Path, error: OSError) -> ArchivistError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG):
        return DiskFull(
            N_("The disk is full or failing"),
            where=folder,
            why="{reason}",
            hint=N_("Nothing was changed. Make room and try again."),
            reason=error.strerror or str(error),
        )
    return unwritable(folder, error)
