"""What a search is narrowed to."""

from dataclasses import dataclass, field

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
