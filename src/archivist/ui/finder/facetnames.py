"""The facets of a search, and how their values are told."""

from collections.abc import Iterator
from dataclasses import replace

from archivist.app.commands.marking import COLOUR_NAMES
from archivist.app.within import FIELD_OF_FACET, Within
from archivist.domain import N_, Colour, WrittenScript
from archivist.ui.language import tr
from archivist.ui.paneheads import WRITTEN_NAMES

_NAMES = {
    "source": N_("Source"),
    "script": N_("Script"),
    "tag": N_("Tag"),
    "collection": N_("Collection"),
    "colour": N_("Colour of marks"),
    "person": N_("Person"),
    "place": N_("Place"),
}
GROUPS = tuple((facet, FIELD_OF_FACET[facet], name) for facet, name in _NAMES.items())
"""Facet, field of ``Within``, and name."""
FACETS = ("year", *_NAMES)


def value_name(facet: str, value: str) -> str:
    """A value as a person reads it; one of a newer program's stays as it is."""
    if facet == "script" and value in tuple(WrittenScript):
        return tr(WRITTEN_NAMES[WrittenScript(value)])
    if facet == "colour" and value in tuple(Colour):
        return tr(COLOUR_NAMES[Colour(value)])
    return f"#{value}" if facet == "tag" else value


def chosen(within: Within) -> Iterator[tuple[str, Within]]:
    """Each filter that is set, in words, and what is left without it."""
    if within.years is not None:
        first, last = within.years
        yield (str(first) if first == last else f"{first}–{last}"), replace(within, years=None)
    for facet, field, _ in GROUPS:
        values: tuple[str, ...] = getattr(within, field)
        for value in values:
            rest = tuple(each for each in values if each != value)
            yield value_name(facet, value), replace(within, **{field: rest})
