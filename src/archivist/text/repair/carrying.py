"""What was decided about the repairs of one source text, for those of another that came of the same report."""

from collections.abc import Sequence

from archivist.domain import Repair, RepairState
from archivist.text.difference import Difference

_DECIDED = (RepairState.CONFIRMED, RepairState.REFUSED)


def carry_decisions(
    old_text: str, old_repairs: Sequence[Repair], new_text: str, new_repairs: Sequence[Repair]
) -> dict[int, RepairState]:
    """States for the new repairs by their index: those that a person gave to the same repairs of the old text.

    The same is what does the same to the same characters at the place to which the difference of the texts leads."""
    decided = [repair for repair in old_repairs if repair.state in _DECIDED]
    if not decided:
        return {}
    alignment = Difference(old_text, new_text).alignment
    states = {
        (*alignment.span_to_target(each.span.start, each.span.end), *_what(each, old_text)): each.state
        for each in decided
    }
    found = (
        (index, states.get((each.span.start, each.span.end, *_what(each, new_text))))
        for index, each in enumerate(new_repairs)
    )
    return {index: state for index, state in found if state is not None}


def _what(repair: Repair, text: str) -> tuple[str, str, str]:
    return repair.kind, repair.replacement, repair.span.of(text)
