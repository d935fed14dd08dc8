"""What a recogniser hands to the arbiter: places, and what the document as a whole says about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """One place that could be repaired, in the text that the recogniser was given.

    ``reason`` is a sentence for a person. A place that is not ``is_certain`` is never repaired without being asked,
    whatever the rest of the document says."""

    start: int
    end: int
    replacement: str
    reason: str
    confidence: float
    is_certain: bool
    reading: str | None = None


class Evidence(NamedTuple):
    """What a whole document says for a kind of damage.

    ``hits`` are places that look like it; ``fit`` is the share of them that the way in which the damage is made would
    hit; ``coverage`` is the share of what it should have hit that was hit."""

    hits: int
    fit: float
    coverage: float

    def reaches(self, other: "Evidence") -> bool:
        """True where no figure is below that of ``other``."""
        return all(own >= wanted for own, wanted in zip(self, other, strict=True))


NO_EVIDENCE = Evidence(0, 0.0, 0.0)


class Findings(NamedTuple):
    """The places of one kind, sorted and disjoint, with the document's evidence."""

    places: Sequence[Place]
    evidence: Evidence


NOTHING = Findings((), NO_EVIDENCE)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A kind of damage: its key, which is stored and never changes; its name for a person (``N_``); how to find it, and
    how much evidence repairs it without asking.

    ``reasons`` are those of its sentences (``N_``) that have values in them."""

    kind: str
    title: str
    recognise: Callable[[str], Findings]
    enough: Evidence
    reasons: tuple[str, ...] = ()
