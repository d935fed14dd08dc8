"""Commits of Whoosh: documents put in and taken out, segments merged.

None of them counts before the manifest says so (``index``)."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from archivist.search.column import MAX_DOCUMENTS, Abandoned
from archivist.search.folder import MERGING_NAME
from archivist.search.merging import add_together, move_documents
from archivist.search.segment import Segment, View, load_view
from archivist.search.storage import Home
from archivist.search.valuecolumns import AllValues
from archivist.search.values import Indexed

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


def commit_documents(home: Home, draft: Draft, part: Mapping[UUID, Indexed], removed: Collection[UUID]) -> Draft:
    """Put documents in, instead of those under their ids, and take others out."""
    outdated = _document_numbers(draft.view, {*part, *removed})
    if not part and not outdated:
        return draft

    def fill(writer: Any) -> None:
        for number in outdated:
            writer.delete_document(number)
        _add(writer, part)

    return _committed(home, draft, fill, _living)


def commit_afresh(home: Home, draft: Draft, part: Mapping[UUID, Indexed]) -> Draft:
    """Put documents in, instead of all that there are."""
    return _committed(home, draft, lambda writer: _add(writer, part), lambda writer, segments: [])


def merge_apart(home: Home, origins: Sequence[Segment], goes_on: Callable[[], bool]) -> Merged:
    """Make one segment of ``origins``, in a folder inside that of the index. Commits may be made meanwhile.

    Raises ``Abandoned`` as soon as it does not go on."""
    apart = Home(home.folder / MERGING_NAME, home.layout)
    shutil.rmtree(apart.folder, ignore_errors=True)
    apart.folder.mkdir(mode=0o700)
    apart.storage(0).begin()

    given_up = False

    def watch() -> None:
        nonlocal given_up
        if given_up := given_up or not goes_on():
            raise Abandoned

    _commit(apart, 0, partial(move_documents, origins, watch=watch), _living)
    if given_up:
        raise Abandoned
    return Merged(apart.storage(1).segments()[0], origins)


def commit_merged(home: Home, draft: Draft, merged: Merged) -> Draft:
    """Let a merged segment take the place of its origins, without what was taken out of these since."""
    live = {segment.name: segment.live for segment in draft.view.segments}
    first = 0
    for origin in merged.origins:
        # One that is not there any more lost all its documents.
        still = live.get(origin.name, np.zeros(origin.size, np.bool_))
        for number in (np.cumsum(origin.live) - 1 + first)[origin.live & ~still].tolist():
            merged.segment.delete_document(number)
        first += origin.count
    for path in (home.folder / MERGING_NAME).glob(f"{merged.segment.segment_id()}.*"):
        path.replace(home.folder / path.name)
    gone = {origin.name for origin in merged.origins}

    def policy(writer: Any, segments: list[Any]) -> list[Any]:
        kept = [each for each in _living(writer, segments) if each.segment_id() not in gone]
        return [*kept, *_living(writer, [merged.segment])]

    return _committed(home, draft, lambda writer: None, policy)


def parts(documents: Iterable[Indexed], characters: int) -> Iterator[dict[UUID, Indexed]]:
    """The documents in parts of about so many characters; of two for one report in a part the last."""
    part: dict[UUID, Indexed] = {}
    size = 0
    for document in documents:
        if part and (size + document.characters > characters or len(part) == MAX_DOCUMENTS):
            yield part
            part, size = {}, 0
        part[document.id] = document
        size += document.characters
    if part:
        yield part


def _add(writer: Any, part: Mapping[UUID, Indexed]) -> None:
    rows = [{"key": document.id.bytes, **document.fields()} for document in part.values()]
    if rows:
        add_together(writer, {name: AllValues([row[name] for row in rows]) for name in rows[0]}, len(rows))


def _committed(home: Home, draft: Draft, fill: Callable[[Any], None], policy: MergePolicy) -> Draft:
    generation = _commit(home, draft.generation, fill, policy)
    return Draft(generation, load_view(home.storage(generation), draft.view))


def _commit(home: Home, generation: int, fill: Callable[[Any], None], policy: MergePolicy) -> int:
    """Commit what ``fill`` does with Whoosh's writer behind ``generation``; the generation of that commit."""
    # One file for each column, not one for all: each is mapped by itself.
    writer: Any = home.storage(generation).index().writer(compound=False)
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


def _document_numbers(view: View, ids: Collection[UUID]) -> list[int]:
    """The numbers, counted over all segments as Whoosh's writer does, of the documents that have these ids."""
    numbers: list[int] = []
    first = 0
    for segment, found in zip(view.segments, view.locate(b"".join(each.bytes for each in ids)), strict=True):
        numbers += (found + first).tolist()
        first += segment.size
    return numbers
