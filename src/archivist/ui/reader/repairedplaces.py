"""Where repairs stand in the reading text, and which of them get a sign there."""

import unicodedata
from collections.abc import Iterable, Iterator

from archivist.domain import Repair
from archivist.ui.reader.values import RepairedPlace


def find_repaired_places(source_text: str, repairs: Iterable[Repair]) -> Iterator[RepairedPlace]:
    """The applied and the proposed of ``repairs``, in order; refused ones have no place."""
    shift = 0
    for repair in sorted(repairs, key=lambda one: one.span.start):
        start = repair.span.start + shift
        raw = repair.span.of(source_text)
        if repair.state.is_applied:
            yield RepairedPlace(start, start + len(repair.replacement), raw, repair)
            shift += len(repair.replacement) - len(raw)
        elif repair.state == "proposed":
            yield RepairedPlace(start, start + len(raw), raw, repair)


def has_sign(place: RepairedPlace) -> bool:
    """False for punctuation, of which a page may have a hundred: it is counted, not dotted."""
    return any(not unicodedata.category(character).startswith(("P", "Z")) for character in place.repair.replacement)
