"""What a conversion gives, and the protocol of those that convert."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from archivist.domain import Doubt
from archivist.text.spanmap import SpanMap

REGIONAL = "regional word"
"""The kind of doubt that tells of another word, which a person wanted; all others wait for a decision."""


@dataclass(frozen=True)
class Conversion:
    """``text`` is what is shown; ``alignment`` maps positions of the input to it."""

    text: str
    alignment: SpanMap
    find_doubts: Callable[[], tuple[Doubt, ...]] = field(default=tuple, repr=False, compare=False)

    @classmethod
    def unchanged(cls, text: str) -> "Conversion":
        return cls(text, SpanMap.identity(len(text)))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Where another form may be meant; positions count the input. Looked for when first asked for: that takes longer
        than the conversion."""
        return self.find_doubts()


class Passage(NamedTuple):
    """``text`` as ``config`` of OpenCC converts it, where no phrase crosses ``bounds`` (in order, without the end)."""

    text: str
    config: str
    bounds: Sequence[int]
    conversion: Conversion


class Converter(Protocol):
    """Turns a text into another form and knows where everything went. Never raises, whatever the text."""

    def align(self, text: str) -> Conversion: ...
