"""Spans: half-open ranges of code points, 0-based, end-exclusive, each knowing which text it counts in."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class _Range:
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of ``text`` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Self) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Self) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Span(_Range):
    """A span of the reading text: the only kind that is stored for marks, ruby, paragraphs and doubts."""

    __slots__ = ()


class SourceSpan(_Range):
    """A span of the source text: where a repair stands."""

    __slots__ = ()


class RenderedSpan(_Range):
    """A span of a rendering, as a person selects it in a pane."""

    __slots__ = ()
