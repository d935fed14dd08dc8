"""Making repairs: from source text to reading text, and back by refusing them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archivist.domain import Repair, RepairState, Ruby, Span
from archivist.text.spanmap import SpanMap


@dataclass(frozen=True, slots=True)
class Repaired:
    """A reading text, the map from its source text to it, and the readings that were taken out of it."""

    text: str
    alignment: SpanMap
    ruby: tuple[Ruby, ...]


def apply_repairs(source_text: str, repairs: Iterable[Repair]) -> Repaired:
    """Make those of ``repairs`` whose state says so, in one pass.

    Raises ``ValueError`` where they overlap or reach beyond the text. With all of them refused the text is
    the source text."""
    applied = sorted((repair for repair in repairs if repair.state.is_applied), key=lambda repair: repair.span.start)
    if not applied:
        return Repaired(source_text, SpanMap.identity(len(source_text)), ())
    text, alignment = changed_text(source_text, applied)
    ruby: list[Ruby] = []
    shift = 0
    for repair in applied:
        start, end = repair.span.start, repair.span.end
        length = len(repair.replacement)
        if repair.reading and length:
            ruby.append(Ruby(Span(start + shift, start + shift + length), repair.reading))
        shift += length - (end - start)
    return Repaired(text, alignment, tuple(ruby))


def changed_text(source_text: str, repairs: Iterable[Repair]) -> tuple[str, SpanMap]:
    """The text with all of ``repairs`` made, whatever their state, and the map to it. They must be sorted.

    Raises ``ValueError`` where they overlap or reach beyond the text."""
    pieces: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    position = shift = 0
    for repair in repairs:
        start, end, replacement = repair.span.start, repair.span.end, repair.replacement
        if start < position:
            raise ValueError(f"repairs overlap at {start}")
        pieces += source_text[position:start], replacement
        target_end = start + shift + len(replacement)
        if end - start != len(replacement) or len(replacement) > 1:
            changes.append((start, end, start + shift, target_end))
        position, shift = end, target_end - end
    if position > len(source_text):
        raise ValueError(f"a repair reaches beyond the text: {position} of {len(source_text)}")
    if not pieces:
        return source_text, SpanMap.identity(len(source_text))
    text = "".join([*pieces, source_text[position:]])
    return text, SpanMap(changes, len(source_text), len(text))


def accept_proposed(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """The same repairs with the proposed ones confirmed: what a person does who accepts all."""
    return tuple(
        replace(repair, state=RepairState.CONFIRMED) if repair.state is RepairState.PROPOSED else repair
        for repair in repairs
    )
