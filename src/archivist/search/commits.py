"""Commits of Whoosh: documents put in and taken out, segments merged.

None of them counts before the manifest says so (``index``)."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from archivist.domain.ids import ReportId
from archivist.search.column import MAX_DOCUMENTS, Abandoned
from archivist.search.folder import MERGING_NAME
from archivist.search.merging import move_documents
from archivist.search.segment import Segment, View, load_view
from archivist.search.storage import CommittedStorage
from archivist.search.values import IndexDocument

MergePolicy = Callable[[Any, list[Any]], list[Any]]
"""Takes Whoosh's writer and its segments, and returns the segments that stay."""


class Draft(NamedTuple):
    """A commit that does not count yet."""

    generation: int
    view: View


class Merged(NamedTuple):
    """A segment of Whoosh that lies apart, made of all documents that lived in ``origins`` when it was begun."""

    segment: Any
    origins: Sequence[Segment]


def commit_documents(
    folder: Path, draft: Draft, part: Mapping[ReportId, IndexDocument], removed: Collection[ReportId]
) -> Draft:
    """Put documents in, instead of those under their ids, and take others out."""
    outdated = _document_numbers(draft.view, {*part, *removed})
    if not part and not outdated:
        return draft

    def fill(writer: Any) -> None:
        for number in outdated:
            writer.delete_document(number)
        for document in part.values():
            writer.add_document(**_fields(document))

    return _committed(folder, draft, fill, _living)


def merge_apart(folder: Path, origins: Sequence[Segment], goes_on: Callable[[], bool]) -> Merged:
    """Make one segment of ``origins``, in a folder inside ``folder``. Commits may be made meanwhile.

    Raises ``Abandoned`` as soon as it does not go on."""
    apart = folder / MERGING_NAME
    shutil.rmtree(apart, ignore_errors=True)
    apart.mkdir(mode=0o700)
    storage = CommittedStorage(apart, 0)
    storage.begin()

    given_up = False

    def watch() -> None:
        nonlocal given_up
        if given_up := given_up or not goes_on():
            raise Abandoned

    _commit(apart, 0, partial(move_documents, origins, watch=watch), _living)
    if given_up:
        raise Abandoned
    return Merged(CommittedStorage(apart, 1).segments()[0], origins)


def commit_merged(folder: Path, draft: Draft, merged: Merged) -> Draft:
    """Let a merged segment take the place of its origins, without what was taken out of these since."""
    live = {segment.name: segment.live for segment in draft.view.segments}
    first = 0
    for origin in merged.origins:
        # One that is not there any more lost all its documents.
        still = live.get(origin.name, np.zeros(origin.size, np.bool_))
        for number in (np.cumsum(origin.live) - 1 + first)[origin.live & ~still].tolist():
            merged.segment.delete_document(number)
        first += origin.count
    for path in (folder / MERGING_NAME).glob(f"{merged.segment.segment_id()}.*"):
        path.replace(folder / path.name)
    gone = {origin.name for origin in merged.origins}

    def policy(writer: Any, segments: list[Any]) -> list[Any]:
        kept = [each for each in _living(writer, segments) if each.segment_id() not in gone]
        return [*kept, *_living(writer, [merged.segment])]

    return _committed(folder, draft, lambda writer: None, policy)


def parts(documents: Iterable[IndexDocument], characters: int) -> Iterator[dict[ReportId, IndexDocument]]:
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


def _committed(folder: Path, draft: Draft, fill: Callable[[Any], None], policy: MergePolicy) -> Draft:
    generation = _commit(folder, draft.generation, fill, policy)
    return Draft(generation, load_view(CommittedStorage(folder, generation), draft.view))


def _commit(folder: Path, generation: int, fill: Callable[[Any], None], policy: MergePolicy) -> int:
    """Commit what ``fill`` does with Whoosh's writer behind ``generation``; the generation of that commit."""
    # One file for each column, not one for all: each is mapped by itself.
    writer: Any = CommittedStorage(folder, generation).index().writer(compound=False)
    try:
        fill(writer)
        writer.commit(mergetype=policy)
    finally:
        if not writer.is_closed:
            writer.cancel()
    return generation + 1


def _living(writer: Any, segments: list[Any]) -> list[Any]:
    """The policy that merges nothing, and lets go of segments whose documents are all deleted."""
    del writer
    return [each for each in segments if each.deleted_count() < each.doc_count_all()]


def _document_numbers(view: View, ids: Collection[ReportId]) -> list[int]:
    """The numbers, counted over all segments as Whoosh's writer does, of the documents that have these ids."""
    numbers: list[int] = []
    first = 0
    for segment, found in zip(view.segments, view.locate(b"".join(each.bytes for each in ids)), strict=True):
        numbers += (found + first).tolist()
        first += segment.size
    return numbers


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
