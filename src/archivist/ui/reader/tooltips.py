"""What a resting pointer is told: notes, what the source has, what else it may be."""

from collections.abc import Callable, Iterator
from html import escape

from archivist.domain import N_, Span
from archivist.ui.parts.visible import visible
from archivist.ui.reader.contents import Contents, Shown

_LONGEST_NOTE = 600


def tooltip_at(
    contents: Contents, pane: int, span: Span, *, shown: Shown, translate: Callable[[str], str] = str
) -> str:
    """HTML of everything at ``span`` of the reading text, all texts escaped; empty where there is nothing to tell."""
    lines = _lines(contents, pane, span, shown, translate)
    return "".join(f"<p>{escape(line).replace(chr(10), '<br>')}</p>" for line in lines)


def _lines(contents: Contents, pane: int, span: Span, shown: Shown, translate: Callable[[str], str]) -> Iterator[str]:
    for mark in contents.marks.between(span.start, span.end):
        if note := contents.notes.get(mark.id):
            yield note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}…"
    if shown.repairs:
        for place in contents.repaired.between(span.start, span.end):
            template = N_("Proposed: {new} for {raw}") if place.is_proposed else N_("In the source: {raw}")
            yield translate(template).format(raw=visible(place.raw), new=place.repair.replacement)
    if shown.doubts:
        for doubt in contents.doubts[pane].between(span.start, span.end):
            if others := doubt.others:
                yield translate(N_("May also be: {words}")).format(words=" ".join(others))
            if doubt.reason:
                yield translate(doubt.reason)
