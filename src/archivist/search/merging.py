"""Merging of segments, so that their number stays small however often something changes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from archivist.search.column import MAX_DOCUMENTS, MovedTexts
from archivist.search.segment import Segment
from archivist.search.valuecolumns import AllValues, merged_words

_FAN = 4
"""So many segments of about one size become one: a text is moved once for each factor of 4 that the index grows by."""

_LARGEST = 100_000_000
"""Code points of a merged segment. Usually the number of its documents ends it before."""


def segments_to_merge(segments: Sequence[Segment], largest: int | None = None) -> list[Segment]:
    """Those that are worth merging now, into one of at most ``largest`` code points; none where all is well."""
    room = _LARGEST if largest is None else largest
    for segment in segments:
        if 2 * segment.count < segment.size and segment.characters <= room:
            return [segment]
    tiers: dict[int, list[Segment]] = {}
    for segment in sorted(segments, key=lambda each: each.characters):
        tier, size = 0, segment.characters
        while size >= _FAN:
            tier, size = tier + 1, size // _FAN
        tiers.setdefault(tier, []).append(segment)
    for members in tiers.values():
        chosen = _that_fit(members, room)
        if len(members) >= _FAN and len(chosen) >= (2 if largest is None else _FAN):
            return chosen
    return []


def move_documents(segments: Sequence[Segment], writer: Any, *, watch: Callable[[], None]) -> None:
    """Add the living documents of ``segments`` to a Whoosh writer.

    ``watch`` is called now and then when the writer ends, and may raise ``column.Abandoned``."""
    kept = [segment.live for segment in segments]
    count = sum(segment.count for segment in segments)
    if not count:
        return
    layout = segments[0].layout
    values: dict[str, Any] = {}
    for name in ("key", *layout.ids):
        values[name] = AllValues(np.concatenate([segment.ids(name)[segment.live] for segment in segments]))
    for name in layout.texts:
        values[name] = MovedTexts([segment.text(name) for segment in segments], kept, watch)
    for name in layout.words:
        values[name] = AllValues(merged_words([segment.words(name) for segment in segments], kept))
    for name in (*layout.days, *layout.numbers):
        values[name] = AllValues(np.concatenate([segment.numbers(name)[segment.live] for segment in segments]))
    add_together(writer, values, count)


def add_together(writer: Any, columns: Mapping[str, Any], count: int) -> None:
    """Add ``count`` documents to a Whoosh writer: all columns whole, with the first. A value at a time takes Whoosh longer
    than inverting the texts."""
    writer.add_document(**columns)
    for _ in range(count - 1):
        writer.add_document()


def _that_fit(segments: Sequence[Segment], room: int) -> list[Segment]:
    chosen: list[Segment] = []
    places = MAX_DOCUMENTS
    for segment in segments:
        room, places = room - segment.characters, places - segment.count
        if room < 0 or places < 0:
            break
        chosen.append(segment)
    return chosen
