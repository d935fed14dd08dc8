"""Where a person's choices count in a text: at their places first, then those for the report, then for the archive."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archivist.domain import Choice, Reach, Script


class Decided(NamedTuple):
    """``start..end`` of the reading text is shown as ``chosen``."""

    start: int
    end: int
    chosen: str


def settle_choices(text: str, script: Script, choices: Iterable[Choice]) -> list[Decided]:
    """The places of ``text`` that are decided for ``script``, in order and apart.

    What was chosen for the neutral traditional script counts for all traditional ones. Of two that meet, the nearer
    reach goes first, then the longer wording, then what was chosen later. A place that no longer has its wording is
    left out: what was meant is not there."""
    wanted = {script, Script.TRADITIONAL} if script.is_traditional else {script}
    fitting = [choice for choice in choices if choice.script in wanted and choice.original]
    places = _settle_places(text, (choice for choice in fitting if choice.reach is Reach.PLACE))
    tiers = [
        {choice.original: choice.chosen for choice in fitting if choice.reach is reach}
        for reach in (Reach.REPORT, Reach.ARCHIVE)
    ]
    return sorted([*places, *_outside(places, _find_wordings(text, [tier for tier in tiers if tier]))])


def _settle_places(text: str, choices: Iterable[Choice]) -> list[Decided]:
    found = {
        choice.span: choice.chosen
        for choice in choices
        if choice.span is not None and choice.span.of(text) == choice.original
    }
    settled: list[Decided] = []
    for span, chosen in sorted(found.items(), key=lambda item: (item[0].start, -len(item[0]))):
        if not settled or settled[-1].end <= span.start:
            settled.append(Decided(span.start, span.end, chosen))
    return settled


def _find_wordings(text: str, tiers: list[Mapping[str, str]]) -> Iterator[Decided]:
    """Occurrences of the keys from left to right; at one place the first tier with any goes first, with its longest."""
    if not tiers:
        return
    lengths = [_lengths_by_first(tier) for tier in tiers]
    done = 0
    for first in re.finditer(f"[{re.escape(''.join({key[0] for tier in tiers for key in tier}))}]", text):
        start = first.start()
        if start < done:
            continue
        for tier, known in zip(tiers, lengths, strict=True):
            ends = (start + length for length in known.get(first[0], ()))
            if end := next((end for end in ends if text[start:end] in tier), None):
                yield Decided(start, end, tier[text[start:end]])
                done = end
                break


def _lengths_by_first(tier: Mapping[str, str]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for key in tier:
        lengths.setdefault(key[0], set()).add(len(key))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _outside(places: list[Decided], found: Iterable[Decided]) -> Iterator[Decided]:
    """Those of ``found`` that touch none of ``places``; both are in order."""
    index = 0
    for each in found:
        while index < len(places) and places[index].end <= each.start:
            index += 1
        if index == len(places) or each.end <= places[index].start:
            yield each
