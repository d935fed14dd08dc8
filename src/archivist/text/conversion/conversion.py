"""What a conversion gives, and the protocol of those that convert."""

from dataclasses import dataclass
from typing import Protocol

from archivist.domain import Doubt
from archivist.text.spanmap import SpanMap


@dataclass(frozen=True, slots=True)
class Conversion:
    """``text`` is what is shown; ``alignment`` maps positions of the input to it; ``doubts`` count the input."""

    text: str
    alignment: SpanMap
    doubts: tuple[Doubt, ...] = ()

    @classmethod
    def unchanged(cls, text: str) -> "Conversion":
        return cls(text, SpanMap.identity(len(text)))


class Converter(Protocol):
    """Turns a text into another form and knows where everything went. Never raises, whatever the text."""

    def align(self, text: str) -> Conversion: ...
