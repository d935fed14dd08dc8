"""What a format makes of a file: source text and what the file says about it, before any repair."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from archivist.domain import EdtfDate, ParagraphKind, SourceParagraph, SourceSpan
from archivist.text.paragraphs import find_paragraphs

_NUMBERING_LENGTH = 60
"""Code points of a paragraph that show how it is numbered and whether it is short enough for a heading."""


class TitleOrigin(StrEnum):
    """Where a title came from, the surest first. The values are stored; they never change."""

    FRONT_MATTER = "front matter"
    TITLE_ELEMENT = "title element"
    HEADING = "first heading"
    RECORD = "record field"
    FIRST_LINE = "first line"
    FIRST_SENTENCE = "first sentence"
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True)
class SourceRuby:
    """A reading that the author wrote above a span of the source text."""

    span: SourceSpan
    reading: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """One report as its format gave it.

    ``text`` has LF line ends only; ``paragraphs`` are in order, disjoint, and separated by LF. ``origins`` says for each
    metadata field that is filled where its value came from. ``is_date_settled`` is True where the format knows the place
    of the date, so that an empty ``date`` means that there is none. ``notes`` are N_ messages about the reading."""

    text: str
    paragraphs: tuple[SourceParagraph, ...]
    title: str = ""
    date: EdtfDate | None = None
    author: str | None = None
    source: str | None = None
    place: str | None = None
    language: str | None = None
    origins: dict[str, str] = field(default_factory=dict[str, str])
    extra: dict[str, str] = field(default_factory=dict[str, str])
    ruby: tuple[SourceRuby, ...] = ()
    notes: tuple[str, ...] = ()
    is_date_settled: bool = False


def with_kinds_by_numbering(text: str, paragraphs: Iterable[SourceParagraph]) -> Iterator[SourceParagraph]:
    """``paragraphs`` of ``text``, where body text that is numbered like a heading or an item becomes one.

    For formats whose authors say what a paragraph is by its markup, and as often only by its numbering."""
    for paragraph in paragraphs:
        span = paragraph.span
        if paragraph.kind is ParagraphKind.BODY:
            found = find_paragraphs(text[span.start : min(span.end, span.start + _NUMBERING_LENGTH)])
            paragraph = replace(paragraph, kind=found[0].kind, level=found[0].level) if found else paragraph
        yield paragraph


class TextBuilder:
    """Puts a source text together paragraph by paragraph and keeps the spans."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.paragraphs: list[SourceParagraph] = []
        self.ruby: list[SourceRuby] = []

    def add(self, text: str, kind: ParagraphKind = ParagraphKind.BODY, level: int = 0) -> int:
        """Append a paragraph, its line breaks as spaces; return where it begins. Nothing is added for no text."""
        if not text:
            return self._length
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        start = self._length
        self._parts.append(text.replace("\n", " ").replace("\r", " "))
        self._length += len(text)
        self.paragraphs.append(SourceParagraph(SourceSpan(start, self._length), kind, level))
        return start

    def add_with_ruby(self, pieces: list[tuple[str, str]], kind: ParagraphKind, level: int) -> str:
        """Append a paragraph made of (text, reading) pieces, where an empty reading is none; return its text."""
        text = "".join(piece for piece, _ in pieces)
        stripped = text.strip()
        position = self.add(stripped, kind, level) - (len(text) - len(text.lstrip()))
        for piece, reading in pieces:
            if (base := piece.strip()) and reading.strip():
                start = position + piece.index(base)
                self.ruby.append(SourceRuby(SourceSpan(start, start + len(base)), reading.strip()))
            position += len(piece)
        return stripped

    @property
    def text(self) -> str:
        return "".join(self._parts)
