"""Which repairs of a source text are proposed, and which are made without asking.

Recognisers find; the arbiter alone decides. Each one sees the text with the places of those before it repaired, so
that a comma behind ``議(yì)`` is judged by 議. Where two overlap, the earlier in the register wins: its damage was done
later, on top of the other."""

from collections.abc import Iterator

from archivist.domain import Repair, RepairState, SourceSpan
from archivist.text.repair import flattened_punctuation, inline_reading, torn_pairs
from archivist.text.repair.applying import changed_text
from archivist.text.repair.findings import Findings, Place, Recogniser
from archivist.text.spanmap import Bias, SpanMap

RECOGNISERS: tuple[Recogniser, ...] = (
    torn_pairs.RECOGNISER,
    inline_reading.RECOGNISER,
    flattened_punctuation.RECOGNISER,
)

_TITLES = {recogniser.kind: recogniser.title for recogniser in RECOGNISERS}


def title_of(kind: str) -> str:
    """The name of a kind of repair for a person (``N_``); the key itself where a newer program made the repair."""
    return _TITLES.get(kind, kind)


def propose_repairs(source_text: str) -> tuple[Repair, ...]:
    """All repairs that ``source_text`` seems to need, sorted and disjoint, each automatic or proposed. Linear."""
    repairs: list[Repair] = []
    for recogniser in RECOGNISERS:
        text, alignment = changed_text(source_text, repairs)
        findings = recogniser.recognise(text)
        if not findings.places:
            continue
        found = _as_repairs(recogniser, findings, alignment)
        repairs = _without_overlaps(repairs, found) if repairs else list(found)
    return tuple(repairs)


def _as_repairs(recogniser: Recogniser, findings: Findings, alignment: SpanMap) -> Iterator[Repair]:
    """The findings as repairs of the source text."""
    is_systematic = findings.evidence.reaches(recogniser.enough)
    automatic, proposed = RepairState.AUTOMATIC, RepairState.PROPOSED
    for place in findings.places:
        start, end, replacement, reason, confidence, is_certain, reading = place
        if alignment.changes:
            start, end = _in_source(place, alignment)
        state = automatic if is_systematic and is_certain else proposed
        yield Repair(SourceSpan(start, end), replacement, recogniser.kind, reason, confidence, state, reading)


def _in_source(place: Place, alignment: SpanMap) -> tuple[int, int]:
    """The span of the source that ``place`` stands for, without what was taken out just before or behind it."""
    return alignment.to_source(place.start, Bias.END), alignment.to_source(place.end, Bias.START)


def _without_overlaps(earlier: list[Repair], later: Iterator[Repair]) -> list[Repair]:
    """Both, sorted, without those of ``later`` that overlap one of ``earlier``."""
    merged: list[Repair] = []
    waiting = iter(earlier)
    upcoming = next(waiting, None)
    for repair in later:
        while upcoming is not None and upcoming.span.start < repair.span.end:
            merged.append(upcoming)
            upcoming = next(waiting, None)
        if not merged or merged[-1].span.end <= repair.span.start:
            merged.append(repair)
    if upcoming is not None:
        merged.append(upcoming)
    merged.extend(waiting)
    return merged
