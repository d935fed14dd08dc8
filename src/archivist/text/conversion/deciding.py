"""Where a person's choices count in a text: at their places first, then those for the report, then for the archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from archivist.domain import Choice, Reach, Script

if TYPE_CHECKING:
    from archivist.text.conversion.words import Words


class Decided(NamedTuple):
    """``start..end`` of the reading text is shown as ``choice`` has it."""

    start: int
    end: int
    choice: Choice


def settle_choices(text: str, script: Script, choices: Iterable[Choice], ends: Sequence[int]) -> list[Decided]:
    """The places of ``text`` that are decided for ``script``, in order and apart; ``ends`` are those of its paragraphs.

    What was chosen for the neutral traditional script counts for all traditional ones. Of two that meet, the nearer
    reach goes first, then the longer wording, then what was chosen later. A wording does not count inside of a longer
    word that the dictionaries know (后 in 皇后), nor does a place that no longer has its wording: neither was meant."""
    fitting = [choice for choice in choices if choice.counts_in(script) and choice.original]
    settled = _settle_places(text, (choice for choice in fitting if choice.reach is Reach.PLACE))
    words = cache(lambda: _find_words(text, script, ends))
    for reach in (Reach.REPORT, Reach.ARCHIVE):
        wordings = {choice.original: choice for choice in fitting if choice.reach is reach}
        settled = sorted([*settled, *_find_wordings(text, wordings, words, settled)])
    return settled


def _find_words(text: str, script: Script, ends: Sequence[int]) -> Words:
    from archivist.text.conversion.words import find_words

    return find_words(text, script, ends)


def _settle_places(text: str, choices: Iterable[Choice]) -> list[Decided]:
    found = {
        choice.span: choice for choice in choices if choice.span is not None and choice.span.of(text) == choice.original
    }
    settled: list[Decided] = []
    for span, choice in sorted(found.items(), key=lambda item: (item[0].start, -len(item[0]))):
        if not settled or settled[-1].end <= span.start:
            settled.append(Decided(span.start, span.end, choice))
    return settled


def _find_wordings(
    text: str, wordings: Mapping[str, Choice], words: Callable[[], Words], settled: Sequence[Decided]
) -> Iterator[Decided]:
    """Occurrences outside of what is ``settled``, from left to right; at one place the longest goes first."""
    if not wordings:
        return
    lengths = _lengths_by_first(wordings)
    done = index = 0
    for first in re.finditer(f"[{re.escape(''.join(lengths))}]", text):
        start = first.start()
        if start < done:
            continue
        while index < len(settled) and settled[index].end <= start:
            index += 1
        room = settled[index].start if index < len(settled) else len(text)
        ends = (start + length for length in lengths[first[0]])
        end = next((end for end in ends if end <= room and text[start:end] in wordings), None)
        if end is not None and words().around(start, end) is None:
            yield Decided(start, end, wordings[text[start:end]])
            done = end


def _lengths_by_first(wordings: Iterable[str]) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for wording in wordings:
        lengths.setdefault(wording[0], set()).add(len(wording))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}
