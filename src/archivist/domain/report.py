"""A report and the layers of its text. Positions count code points, 0-based, end-exclusive."""

from dataclasses import dataclass, field
from enum import StrEnum

from archivist.domain.date import EdtfDate
from archivist.domain.ids import ReportId
from archivist.domain.script import Script, WrittenScript
from archivist.domain.span import SourceSpan, Span


class ParagraphKind(StrEnum):
    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    NOTE = "note"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``level`` is 1 for the highest heading or list level and 0 for body text.

    ``number`` is what a person would cite ("12"); paragraphs without text of their own have none."""

    span: Span
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    number: str | None = None


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph as the format or the line breaks gave it, before repairs."""

    span: SourceSpan
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0


class RepairState(StrEnum):
    AUTOMATIC = "automatic"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    def is_applied(self) -> bool:
        return self in (RepairState.AUTOMATIC, RepairState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Repair:
    """One reversible change from source text to reading text.

    ``span`` covers the damaged character with its damage (``區(qū)`` → ``區``), so that the repaired place has a width
    in both texts. ``kind`` is the key of the recogniser that proposed it. ``reading`` is the reading that was taken
    out, and becomes ruby. ``confidence`` runs from 0 to 1."""

    span: SourceSpan
    replacement: str
    kind: str
    evidence: str
    confidence: float
    state: RepairState
    reading: str | None = None


class RubyOrigin(StrEnum):
    REPAIR = "repair"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading that belongs to a span of the reading text."""

    span: Span
    reading: str
    origin: RubyOrigin = RubyOrigin.REPAIR


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of the reading text where a repair may be missing or wrong, or the conversion to ``script``.

    Of a conversion, the first of ``alternatives`` is what is shown."""

    span: Span
    kind: str
    alternatives: tuple[str, ...]
    reason: str
    script: Script | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that were imported, ready to be stored: compressed and hashed before any transaction.

    ``sha256`` and ``size`` are of the uncompressed bytes; each of ``parts`` holds at most 8 MiB of them, compressed with
    ``codec`` (``zstd``, or ``raw`` where that does not save 5 %). ``place`` is where they came from: a path."""

    sha256: bytes
    size: int
    media_type: str
    codec: str
    parts: tuple[bytes, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report as an import made it, before it has an id.

    ``origins`` says for a metadata field where its value came from (``front matter``, ``first sentence`` …).
    ``folded_sha256`` is ``text.fold.fold_digest`` of the reading text: equal for duplicates."""

    title: str
    date: EdtfDate | None
    source: str | None
    script: WrittenScript
    source_text: str
    reading_text: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]
    ruby: tuple[Ruby, ...]
    folded_sha256: bytes
    author: str | None = None
    place: str | None = None
    language: str = "zh"
    origins: dict[str, str] = field(default_factory=dict[str, str])
    extra: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Report:
    """What a list shows of a report: its metadata, never its text."""

    id: ReportId
    title: str
    date: EdtfDate | None
    source: str | None
    script: WrittenScript
    characters: int
    annotations: int
    author: str | None = None
    place: str | None = None
    language: str = "zh"
    added: str = ""
    trashed: str | None = None
    is_read: bool = False
    tags: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ReportText:
    """The current version of a report's text with everything that is derived from its repairs."""

    report: Report
    version: int
    source_text: str
    reading_text: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]
    ruby: tuple[Ruby, ...]
