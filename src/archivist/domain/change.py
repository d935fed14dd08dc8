"""What a committed change touched, for those who show it or follow it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

IMPORT = "import"
"""The origin of an import's changes, of which there are many."""


class Kind(StrEnum):
    """What kinds of thing a change can touch; views refresh by these."""

    REPORT = "report"
    TEXT = "text"
    ANNOTATION = "annotation"
    TAG = "tag"
    COLLECTION = "collection"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Changed:
    """Published after a commit.

    ``ids`` are of reports and annotations; ``origin`` names who asked for the change, so that a view can skip what it did
    itself; ``seq`` is the archive's sequence number after it."""

    kinds: frozenset[Kind]
    ids: frozenset[UUID]
    label: str
    origin: str
    seq: int
