"""Which repairs of a source text are proposed, and which are made without asking.

Recognisers find; the arbiter alone decides. Each one sees the text with the places of those before it repaired, so
that a comma behind ``議(yì)`` is judged by 議. Where two overlap, the earlier in the register wins: its damage was done
later, on top of the other. Only one that has all of the earlier ones inside goes on from them, and takes their place."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from archivist.domain import Repair, RepairState, SourceSpan
from archivist.text.repair.applying import changed_text
from archivist.text.repair.findings import Findings, Place, Recogniser
from archivist.text.repair.reasons import say_reason
from archivist.text.spanmap import Bias, SpanMap


@cache
def recognisers() -> tuple[Recogniser, ...]:
    """All of them, in the order in which they look. Loaded when a text is to be repaired: their patterns take a tenth of a
    second, which nobody who only reads should wait."""
    from archivist.text.repair import (
        annotated_characters,
        broken_lines,
        compatibility_characters,
        control_characters,
        flattened_punctuation,
        inline_reading,
        layout_spaces,
        mojibake,
        numeric_entities,
        page_headers,
        page_spam,
        torn_pairs,
    )

    return (
        mojibake.RECOGNISER,
        control_characters.RECOGNISER,
        torn_pairs.RECOGNISER,
        inline_reading.RECOGNISER,
        annotated_characters.RECOGNISER,
        numeric_entities.RECOGNISER,
        compatibility_characters.RECOGNISER,
        page_headers.RECOGNISER,
        page_spam.RECOGNISER,
        layout_spaces.RECOGNISER,
        broken_lines.RECOGNISER,
        flattened_punctuation.RECOGNISER,
    )


@cache
def _by_kind() -> dict[str, Recogniser]:
    return {recogniser.kind: recogniser for recogniser in recognisers()}


def title_of(kind: str) -> str:
    """The name of a kind of repair for a person (``N_``); the key itself where a newer program made the repair."""
    return _by_kind()[kind].title if kind in _by_kind() else kind


def reason_of(repair: Repair, translate: Callable[[str], str]) -> str:
    """Why ``repair`` was made, in the language of ``translate``."""
    templates = _by_kind()[repair.kind].reasons if repair.kind in _by_kind() else ()
    return say_reason(repair.evidence, templates, translate)


def propose_repairs(source_text: str) -> tuple[Repair, ...]:
    """All repairs that ``source_text`` seems to need, sorted and disjoint, each automatic or proposed. Linear."""
    repairs: list[Repair] = []
    text, alignment = changed_text(source_text, repairs)
    for recogniser in recognisers():
        findings = recogniser.recognise(text)
        if findings.places:
            found = _as_repairs(recogniser, findings, alignment)
            repairs = _merged(repairs, found) if repairs else list(found)
            if recogniser is not recognisers()[-1]:
                text, alignment = changed_text(source_text, repairs)
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


def _merged(earlier: list[Repair], later: Iterator[Repair]) -> list[Repair]:
    """Both, sorted. One of ``later`` takes the place of those of ``earlier`` that lie within it, and is dropped where it
    overlaps one in part."""
    merged: list[Repair] = []
    index = 0
    for repair in later:
        start, end = repair.span.start, repair.span.end
        while index < len(earlier) and earlier[index].span.end <= start:
            merged.append(earlier[index])
            index += 1
        behind = index
        while behind < len(earlier) and earlier[behind].span.start < end:
            behind += 1
        inside = earlier[index:behind]
        if start < end and all(start <= each.span.start and each.span.end <= end for each in inside):
            states = {each.state for each in inside}
            if repair.state is RepairState.PROPOSED and RepairState.AUTOMATIC in states:
                continue  # What is sure is not put off for what is not.
            merged.append(replace(repair, state=RepairState.PROPOSED) if RepairState.PROPOSED in states else repair)
            index = behind
    return [*merged, *earlier[index:]]
