"""Merging of segments, so that their number stays small however often something changes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

import numpy as np

from archivist.search.column import MovedText
from archivist.search.segment import Segment

_FAN = 8
"""So many segments of about one size become one: a text is moved once for each factor of 8 that the index grows by."""

_LARGEST = 16_000_000
"""Code points of a merged segment, about 20,000 reports: merging takes some 40 bytes of memory for each."""

MergePolicy = Callable[[Any, list[Any]], list[Any]]
"""Takes Whoosh's writer and its segments, and returns the segments that stay."""


def segments_to_merge(segments: Sequence[Segment]) -> list[Segment]:
    """Those that are worth merging now; none where all is well."""
    if wasteful := [segment for segment in segments if 2 * segment.count < segment.size]:
        return wasteful[:1]
    tiers: dict[int, list[Segment]] = {}
    for segment in sorted(segments, key=lambda each: each.characters):
        tier, size = 0, segment.characters
        while size >= _FAN:
            tier, size = tier + 1, size // _FAN
        tiers.setdefault(tier, []).append(segment)
    for members in tiers.values():
        chosen = _that_fit(members)
        if len(members) >= _FAN and len(chosen) > 1:
            return chosen
    return []


def move_documents(segments: Sequence[Segment], writer: Any) -> None:
    """Add the living documents of ``segments`` to a Whoosh writer."""
    for segment in segments:
        for fields in _documents(segment):
            writer.add_document(**fields)


def leaving_out(segments: Sequence[Segment]) -> MergePolicy:
    """The policy that lets go of ``segments``, and of any whose documents are all deleted; merging itself is done before."""
    names = {segment.name for segment in segments}

    def merge(writer: Any, present: list[Any]) -> list[Any]:
        del writer
        living = (each for each in present if each.deleted_count() < each.doc_count_all())
        return [each for each in living if each.segment_id() not in names]

    return merge


def _that_fit(segments: Sequence[Segment]) -> list[Segment]:
    chosen: list[Segment] = []
    room = _LARGEST
    for segment in segments:
        room -= segment.characters
        if room < 0:
            break
        chosen.append(segment)
    return chosen


def _documents(segment: Segment) -> Iterator[dict[str, Any]]:
    """The fields of each living document."""
    columns = segment.columns
    numbers = np.flatnonzero(segment.live)
    texts = [reader.texts(numbers) for reader in columns.texts.values()]
    for number, *found in zip(numbers.tolist(), *texts, strict=True):
        key = columns.keys[number]
        yield {
            "id": UUID(bytes=key).hex,
            "key": key,
            **{
                field: MovedText(text, reader, number)
                for (field, reader), text in zip(columns.texts.items(), found, strict=True)
            },
            **{field: reader[number] for field, reader in columns.words.items()},
            **{field: int(values[number]) for field, values in columns.numbers.items()},
        }
