"""What a search is narrowed to."""

from dataclasses import dataclass, field, replace

from archivist.store.listing import Scope


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is narrowed to: each that is given must hold, with one of its values. Years are inclusive.

    ``scope`` is a part of the library; ``is_exact`` means the words in these very characters, not in either script."""

    years: tuple[int, int] | None = None
    sources: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    is_exact: bool = False

    @property
    def is_everything(self) -> bool:
        return self == Within()


FIELD_OF_FACET = {
    "source": "sources",
    "script": "scripts",
    "tag": "tags",
    "collection": "collections",
    "colour": "colours",
    "person": "persons",
    "place": "places",
}
"""Facets that are narrowed to some of their values."""


def without(within: Within, facet: str) -> Within:
    """``within`` with all values of ``facet`` again."""
    if facet in ("year", "month"):
        return replace(within, years=None)
    field = FIELD_OF_FACET.get(facet)
    return within if field is None else replace(within, **{field: ()})
