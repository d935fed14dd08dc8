"""Merging of segments, so that their number stays small however often something changes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from archivist.search.column import MAX_DOCUMENTS, MovedTexts
from archivist.search.schema import NUMBERS, TEXTS, WORDS
from archivist.search.segment import Segment
from archivist.search.valuecolumns import AllValues, merged_words

_FAN = 8
"""So many segments of about one size become one: a text is moved once for each factor of 8 that the index grows by."""

_LARGEST = 200_000_000
"""Code points of a merged segment. Usually the number of its documents ends it before."""

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
    """Add the living documents of ``segments`` to a Whoosh writer: all columns whole, with the first document."""
    kept = [segment.live for segment in segments]
    count = sum(segment.count for segment in segments)
    if not count:
        return
    numbers = {name: np.concatenate([segment.numbers(name)[segment.live] for segment in segments]) for name in NUMBERS}
    writer.add_document(
        key=AllValues(np.concatenate([segment.keys.ids[segment.live] for segment in segments])),
        **{name: MovedTexts([segment.text(name) for segment in segments], kept) for name in TEXTS},
        **{name: AllValues(merged_words([segment.words(name) for segment in segments], kept)) for name in WORDS},
        **{name: AllValues(values) for name, values in numbers.items()},
    )
    for _ in range(count - 1):
        writer.add_document()


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
    room, places = _LARGEST, MAX_DOCUMENTS
    for segment in segments:
        room, places = room - segment.characters, places - segment.count
        if room < 0 or places < 0:
            break
        chosen.append(segment)
    return chosen
