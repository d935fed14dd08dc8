"""The index keeper: makes the search index follow the archive, whatever happened in between."""

import re
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from archivist.domain import N_, Progress, Silent
from archivist.domain.errors import ArchiveBusy, ArchivistError, DiskFull, UnwritableTarget
from archivist.search.values import AnnotationDocument, IndexDocument, IndexStamp
from archivist.store import annotationtexts, reports
from archivist.store.archive import Archive
from archivist.store.lock import hold_if_free

if TYPE_CHECKING:
    from archivist.search.index import SearchIndex

_BATCH = 2_000
"""Reports in one commit of the index: some megabytes of text, and at most a second of work lost in a crash."""


_BETWEEN_NAMES = re.compile("[、，；,;/]")


@dataclass(frozen=True, slots=True)
class Indexes:
    """The index of an archive's reports and the small one of its annotations."""

    reports: "SearchIndex"
    annotations: "SearchIndex"

    @classmethod
    def open(cls, folder: Path, *, read_only: bool) -> Self:
        """Raises what ``SearchIndex.open`` raises."""
        from archivist.search.index import SearchIndex
        from archivist.search.schema import ANNOTATIONS

        reports = SearchIndex.open(folder, read_only=read_only)
        try:
            return cls(reports, SearchIndex.open(folder / "annotations", ANNOTATIONS, read_only=read_only))
        except ArchivistError:
            reports.close()
            raise

    def __iter__(self) -> "Iterator[SearchIndex]":
        return iter((self.reports, self.annotations))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> None:
        for index in self:
            index.refresh()

    def close(self) -> None:
        for index in self:
            index.close()


class IndexKeeper:
    """Keeps the index of one archive, in the user's cache folder. May be used from several threads; to be closed.

    The index stands for (archive, file, seq, token). Where the archive does not know that pair, it was restored or copied,
    and the index is built afresh. Only the process that may write to the archive writes to its index."""

    def __init__(self, archive: Archive, folder: Path | None = None) -> None:
        self._archive = archive
        self._folder = folder or _cache_folder(archive)
        self._working = threading.RLock()
        self._indexes: Indexes | None = None
        """Kept open where the archive is."""
        self._is_checked = False
        self.when_doubted: Callable[[], object] = lambda: None
        """Called when the index turned out to be damaged, by whoever it was found."""

    def doubt(self) -> None:
        """The index answered with damage: it is to be compared with its checksums."""
        self._is_checked = False
        self.when_doubted()

    def catch_up(self, progress: Progress | None = None) -> int:
        """Index what changed and return how many reports the index is still behind.

        That is 0 unless another process has the archive open for writing: the index then belongs to that process."""
        progress = progress or Silent()
        if not self._archive.is_read_only:
            with self._working:
                self._follow(self._own(), progress)
            return 0
        with hold_if_free(self._archive.path) as is_ours:
            if is_ours:
                with self.open(read_only=False) as indexes:
                    self._follow(indexes, progress)
                return 0
        return self._behind()

    def try_to_catch_up(self) -> int:
        """As ``catch_up``, but where the index cannot be written, the one that is there will do."""
        try:
            return self.catch_up()
        except (DiskFull, UnwritableTarget):
            with self.open() as indexes:
                if indexes.reports.stamp is None:
                    raise
            return self._behind()

    def tidy(self, goes_on: Callable[[], bool]) -> bool:
        """What can wait: compare the files with their checksums, once; make few segments of many.

        Ends early where it does not go on. False where the index was damaged, and has to catch up from the beginning."""
        with self._working:
            indexes = self._own()
            if not self._is_checked:
                if not all(index.check(goes_on) for index in indexes):
                    return False
                self._is_checked = goes_on()
            for index in indexes:
                index.tidy(goes_on)
            return all(index.stamp is not None for index in indexes)

    def open(self, *, read_only: bool = True) -> "Indexes":
        """The indexes as they stand, for reading or for the keeper's own writing."""
        return Indexes.open(self._folder, read_only=read_only)

    def rebuild(self, progress: Progress | None = None) -> tuple[int, float]:
        """Build the index afresh; the number of reports and the seconds. Raises ``ArchiveBusy``.

        The index as it was answers until there is a new one."""
        started = time.monotonic()
        with self._writable() as indexes:
            count = self._rebuild(indexes, progress or Silent())
        return count, time.monotonic() - started

    def mend(self, progress: Progress | None = None) -> None:
        """Compare the files of the index with their checksums, and build it again where they differ.

        Raises ``ArchiveBusy``."""
        with self._writable() as indexes:
            for index in indexes:
                index.check()
            self._follow(indexes, progress or Silent())

    def close(self) -> None:
        with self._working:
            if self._indexes is not None:
                self._indexes.close()
                self._indexes = None

    @contextmanager
    def _writable(self) -> "Generator[Indexes]":
        """The indexes, for whoever needs to write them now. Raises ``ArchiveBusy``."""
        if not self._archive.is_read_only:
            with self._working:
                yield self._own()
            return
        with hold_if_free(self._archive.path) as is_ours:
            if not is_ours:
                raise ArchiveBusy(
                    N_("The index belongs to the program that has the archive open"),
                    where=self._archive.path,
                    hint=N_("Close the archive there first."),
                )
            with self.open(read_only=False) as indexes:
                yield indexes

    def _own(self) -> "Indexes":
        if self._indexes is not None and not all(index.is_in_place for index in self._indexes):
            self.close()
        if self._indexes is None:
            self._indexes = self.open(read_only=False)
        return self._indexes

    def _rebuild(self, indexes: "Indexes", progress: Progress) -> int:
        self._replace_annotations(indexes.annotations)
        self._replace_reports(indexes.reports, progress)
        return self._follow(indexes, progress)

    def _replace_annotations(self, index: "SearchIndex") -> None:
        with self._archive.read() as reader:
            stamp = self._stamp(*reader.position())
            index.replace(map(_annotation, annotationtexts.all_texts(reader)), stamp)

    def _replace_reports(self, index: "SearchIndex", progress: Progress) -> None:
        # What changes meanwhile comes after this place, and is followed later.
        with self._archive.read() as reader:
            stamp = self._stamp(*reader.position())
            progress.expect(reports.count_changed_texts(reader, 0))
        index.replace(self._all_reports(progress), stamp)
        index.tidy()

    def _all_reports(self, progress: Progress) -> Iterator[IndexDocument]:
        after = 0
        while True:
            with self._archive.read() as reader:
                changes = list(reports.changed_texts(reader, after, _BATCH))
            yield from (_document(each) for each in changes if not each.is_removed)
            progress.step("", len(changes))
            if len(changes) < _BATCH:
                return
            after = changes[-1].text_seq

    def _follow(self, indexes: "Indexes", progress: Progress) -> int:
        """Index everything that changed since the stamps of the indexes; the number of reports afterwards."""
        self._follow_annotations(indexes.annotations)
        return self._follow_reports(indexes.reports, progress)

    def _follow_annotations(self, index: "SearchIndex") -> None:
        stamp = index.stamp if self._is_of_this_archive(index.stamp) else None
        with self._archive.read() as reader:
            position = reader.position()
            if stamp is not None and position == (stamp.seq, stamp.token):
                return
            changed = annotationtexts.changed_texts(reader, stamp.seq) if stamp is not None else None
        if changed is None:
            self._replace_annotations(index)
            return
        present, removed = changed
        index.update(map(_annotation, present), removed, self._stamp(*position))

    def _follow_reports(self, index: "SearchIndex", progress: Progress) -> int:
        if index.is_outdated:
            self._replace_reports(index, progress)
        if not self._is_of_this_archive(index.stamp):
            index.clear()
        is_told = False
        while True:
            stamp = index.stamp
            after = stamp.seq if stamp else 0
            with self._archive.read() as reader:
                changes = list(reports.changed_texts(reader, after, _BATCH))
                is_last = len(changes) < _BATCH
                position = reader.position() if is_last else reader.position(changes[-1].text_seq)
                if not is_last and not is_told:
                    progress.expect(reports.count_changed_texts(reader, after))
                    is_told = True
            if stamp is not None and position == (stamp.seq, stamp.token):
                return index.count
            documents = (_document(each) for each in changes if not each.is_removed)
            removed = [each.id for each in changes if each.is_removed]
            index.update(documents, removed, self._stamp(*position))
            if not is_last:
                # With much to come, segments would become many before anybody has time to merge them.
                index.tidy()
            progress.step("", len(changes))

    def _is_of_this_archive(self, stamp: IndexStamp | None) -> bool:
        if stamp is None:
            return False
        mine = self._stamp(stamp.seq, stamp.token)
        return stamp == mine and self._archive.knows(stamp.seq, stamp.token)

    def _behind(self) -> int:
        with self.open() as indexes, self._archive.read() as reader:
            stamp = indexes.reports.stamp
            after = stamp.seq if stamp and self._is_of_this_archive(stamp) else 0
            return reports.count_changed_texts(reader, after)

    def _stamp(self, seq: int, token: str) -> IndexStamp:
        present = self._archive.stamp()
        return IndexStamp(str(present.archive), present.file, seq, token)


def _document(change: reports.TextChange) -> IndexDocument:
    return IndexDocument(
        id=change.id,
        title=change.title,
        body=change.body,
        source=change.source,
        script=change.script.value,
        earliest=change.earliest,
        latest=change.latest,
        added=change.added,
        length=change.characters,
        persons=_names(change.author),
        places=_names(change.place),
    )


def _annotation(texts: annotationtexts.AnnotationTexts) -> AnnotationDocument:
    return AnnotationDocument(*texts)


def _names(written: str | None) -> tuple[str, ...]:
    """The names in a field of a report: 李强、王毅."""
    return tuple(name for part in _BETWEEN_NAMES.split(written or "") if (name := part.strip()))


def _cache_folder(archive: Archive) -> Path:
    """A folder for this very file: a copy of an archive has an index of its own."""
    from platformdirs import user_cache_path

    name = sha256(archive.stamp().file.encode()).hexdigest()[:12]
    return user_cache_path("archivist", appauthor=False) / "indexes" / f"{archive.id}-{name}"
