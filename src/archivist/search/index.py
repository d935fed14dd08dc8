"""The index of one archive: a Whoosh index in a folder of its own, with a manifest that says what it stands for.

The index is a cache: where there is any doubt about it, it is emptied and its ``stamp`` is None, so that whoever keeps
it builds it again from the archive."""

import logging
import shutil
import threading
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from archivist.domain import N_
from archivist.domain.errors import ArchiveBusy, ArchivistError, WrongUse
from archivist.domain.ids import ReportId
from archivist.search.apart import Part, take_apart
from archivist.search.collector import Wanted, collect, report_ids
from archivist.search.column import Abandoned
from archivist.search.commits import Draft, commit_afresh, commit_documents, commit_merged, merge_apart, parts
from archivist.search.context import Lines, LineSort
from archivist.search.failures import DAMAGE, damage_told, failure
from archivist.search.folder import LOCK_NAME, MERGING_NAME, make_private, require_private, sweep, unwritable
from archivist.search.manifest import (
    MANIFEST_NAME,
    Manifest,
    forget_manifest,
    has_all_files,
    holds,
    present_fold,
    read_manifest,
    record_file,
    write_manifest,
)
from archivist.search.merging import segments_to_merge
from archivist.search.occurrences import occurrences
from archivist.search.postings import text_postings
from archivist.search.query import Query, Text
from archivist.search.ranking import id_keys
from archivist.search.schema import REPORTS, Layout
from archivist.search.segment import Segment, View, load_view
from archivist.search.sets import ReportSets
from archivist.search.storage import Home, toc_name
from archivist.search.trend import By, TrendCounts, count_trend
from archivist.search.values import FACETS, SORTS, Indexed, IndexStamp, SearchResult

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0
_TRIES = 5
"""A reader may find files gone because the writer committed meanwhile, hardly so often in a row."""

_MEMORY = 256 << 20
_BYTES_A_CHARACTER = 60
"""What inverting a text takes, at most."""

_QUICKLY_MERGED = 500_000
"""Code points that an update may merge at its end: a tenth of a second."""


class SearchIndex:
    """One process writes (``open``), any number read (``open(read_only=True)``). Safe to use from several threads."""

    def __init__(self, home: Home, lock: Any = None, *, memory: int = _MEMORY) -> None:
        self._home = home
        self._folder = home.folder
        self._memory = memory
        self._lock = lock
        self._writing = threading.RLock()
        self._tidying = threading.RLock()
        self._seen: Manifest | None = None
        """What the folder held last; it only counts, as ``_manifest``, where its files are sound."""
        self._manifest: Manifest | None = None
        self._view = View()

    @classmethod
    def open(cls, folder: Path, layout: Layout = REPORTS, *, read_only: bool = False, memory: int = _MEMORY) -> Self:
        """Open the index in ``folder``, or begin an empty one there. ``memory``: bytes that indexing may take.

        A reader never changes a file: where there is no sound index it answers with no hits, and ``stamp`` is None.
        Raises ``UnwritableTarget`` where the folder cannot be made or is somebody else's, and ``ArchiveBusy`` where
        another has the index open for writing, and goes on for some seconds."""
        if read_only:
            require_private(folder)
            index = cls(Home(folder, layout))
            index.refresh()
            return index
        make_private(folder)
        index = cls(Home(folder, layout), _locked(folder), memory=memory)
        try:
            with index._changing():
                shutil.rmtree(folder / MERGING_NAME, ignore_errors=True)
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
        return self._manifest.stamp if self._manifest and not self.is_outdated else None

    @property
    def is_outdated(self) -> bool:
        """True where its texts went through another fold than queries do: it answers, but is to be replaced."""
        return self._manifest is not None and self._manifest.fold != present_fold()

    @property
    def count(self) -> int:
        """The number of documents in the index."""
        return self._view.count

    @property
    def is_in_place(self) -> bool:
        """False where somebody deleted or replaced its files."""
        return read_manifest(self._folder) == self._manifest

    def update(self, documents: Iterable[Indexed], removed: Collection[UUID], stamp: IndexStamp) -> None:
        """Put ``documents`` in (instead of what the index has under their ids), take ``removed`` out.

        All of it counts at once and survives a crash, or none of it does. ``documents`` are read once, and held in parts
        that the memory allows. Raises ``DiskFull`` and ``UnwritableTarget``; the index is then what it was before."""
        with self._changing():
            draft = Draft(self._generation, self._view)
            gone: Collection[UUID] = removed
            for part in parts(documents, self._memory // _BYTES_A_CHARACTER):
                draft = commit_documents(self._home, draft, part, gone)
                gone = ()
            if gone:
                draft = commit_documents(self._home, draft, {}, gone)
            self._count(draft, stamp)
        self._merge_all(lambda: True, _QUICKLY_MERGED)

    def replace(self, documents: Iterable[Indexed], stamp: IndexStamp) -> None:
        """Put ``documents`` in instead of all that there is; the index answers as it was until all of them are in.

        As ``update`` in everything else; of documents with one id the last counts."""
        with self._changing():
            comes = parts(documents, self._memory // _BYTES_A_CHARACTER)
            draft = commit_afresh(self._home, Draft(self._generation, View()), next(comes, {}))
            for part in comes:
                draft = commit_documents(self._home, draft, part, ())
            self._count(draft, stamp)

    def tidy(self, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Merge segments until their number is small for what there is, or until it does not go on.

        Takes time (a second for some 20,000 reports), but nobody has to wait meanwhile: updates of other threads come in
        between. What was merged up to then counts."""
        self._merge_all(goes_on, None)

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        counts_matches: bool = False,
        sets: ReportSets | None = None,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> SearchResult:
        """The reports that match, with their exact number and the counts of ``facets`` among all of them.

        With ``counts_matches`` also how often what is looked for stands in their reading texts.

        ``sort`` is one of ``SORTS``, ``facets`` are some of ``FACETS``; ``limit=0`` only counts. The order is the same each
        time; where two are equal, that of their ids. Raises ``WrongUse`` for a sort or facet that does not exist,
        ``IndexDamaged``, and ``JobCancelled`` as soon as it does not go on."""
        _require(sort, SORTS, N_("There is no such order"))
        for facet in facets:
            _require(facet, FACETS, N_("There is no such facet"))
        with self._damage_told():
            wanted = Wanted(limit, offset, sort, facets, counts_matches, goes_on)
            return collect(self._view, query.tree, wanted, sets).answer()

    def ids(self, query: Query, sets: ReportSets | None = None) -> tuple[ReportId, ...]:
        """All reports that match, in the order of their ids. Raises ``IndexDamaged``."""
        view = self._view
        with self._damage_told():
            keys = id_keys(view.segments, collect(view, query.tree, sets=sets).found)
            return tuple(report_ids(keys, np.lexsort(keys[::-1])))

    def owners(self, leaf: Text) -> bytes:
        """In an index of annotations: the ids (16 bytes each) of the reports with a note in which ``leaf`` is found.

        Raises ``IndexDamaged``."""
        with self._damage_told():
            return b"".join(_owners(segment, leaf) for segment in self._view.segments)

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

    def take_apart(
        self, query: Query, sets: ReportSets | None = None, goes_on: Callable[[], bool] = lambda: True
    ) -> tuple[Part, ...]:
        """For a query that found nothing: which of its words are there, and what is instead of the others.

        Raises ``IndexDamaged``, and ``JobCancelled`` as soon as it does not go on."""
        with self._damage_told():
            return take_apart(self._view, query, sets, goes_on)

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

    def check(self, goes_on: Callable[[], bool] = lambda: True) -> bool:
        """Compare all files with their checksums; where one differs the index is emptied (a reader only forgets it).

        True where all is well, or it did not go on."""
        while (manifest := self._manifest) is not None and goes_on():
            if all(not goes_on() or holds(self._folder, name, record) for name, record in manifest.files.items()):
                return True
            with self._writing:
                if self._lock is not None:
                    if manifest == self._manifest:  # else files went because others took their place
                        self.clear()
                        return False
                elif manifest == read_manifest(self._folder):
                    self._take(None, View())
                    self._seen = manifest
                    return False
                else:
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
            return load_view(self._home.storage(manifest.generation, readonly=True), self._view)
        except (OSError, *DAMAGE):
            return None

    def _begin(self) -> None:
        """Make an index without documents, whatever there was."""
        forget_manifest(self._folder)
        self._take(None, View())
        self._sweep()
        self._home.storage(0).begin()
        self._count(Draft(0, View()), None)

    def _count(self, draft: Draft, stamp: IndexStamp | None) -> None:
        """Make a commit of Whoosh's the one that counts."""
        known = self._manifest.files if self._manifest else {}
        beginnings = tuple(f"{segment.name}." for segment in draft.view.segments)
        names = [path.name for path in self._folder.iterdir() if path.name.startswith(beginnings)]
        names.append(toc_name(draft.generation))
        files = {name: known.get(name) or record_file(self._folder / name) for name in sorted(names)}
        manifest = Manifest(draft.generation, files, stamp, present_fold())
        write_manifest(self._folder, manifest)
        self._take(manifest, draft.view)
        self._sweep()

    def _take(self, manifest: Manifest | None, view: View) -> None:
        self._seen = self._manifest = manifest
        self._view = view

    def _merge_all(self, goes_on: Callable[[], bool], largest: int | None) -> None:
        """Merge what is worth it, of no more than ``largest`` code points. What was committed counts, whatever becomes
        of this."""
        with self._tidying:
            while goes_on() and (chosen := segments_to_merge(self._view.segments, largest)):
                if not self._merge(chosen, goes_on):
                    return

    def _merge(self, chosen: Sequence[Segment], goes_on: Callable[[], bool]) -> bool:
        """True where it came to a good end."""
        manifest = self._manifest
        try:
            # What is damaged would be sound by its checksum once it is moved.
            if not all(self._is_sound(segment, manifest) for segment in chosen):
                raise ValueError("another checksum")
            merged = merge_apart(self._home, chosen, goes_on)
            with self._changing():
                draft = commit_merged(self._home, Draft(self._generation, self._view), merged)
                self._count(draft, self.stamp)
            return True
        except Abandoned:
            return False
        except (OSError, ArchivistError) as error:
            log.warning("no merge of %d segments: %s", len(chosen), error)
            return False
        except DAMAGE as error:
            log.warning("the index is damaged, and begun anew: %s", error)
            self.clear()
            return False
        finally:
            shutil.rmtree(self._folder / MERGING_NAME, ignore_errors=True)

    def _is_sound(self, segment: Segment, manifest: Manifest | None) -> bool:
        files = manifest.files if manifest else {}
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
                raise failure(self._folder, error) from error

    def _damage_told(self) -> AbstractContextManager[None]:
        return damage_told(self._folder)


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


def _owners(segment: Segment, leaf: Text) -> bytes:
    documents = text_postings(segment.text("note"), leaf.sought).documents
    return np.unique(segment.ids("report")[documents[segment.live[documents]]]).tobytes()


def _require(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise WrongUse(what, where=value, why="{known}", known=", ".join(known))
