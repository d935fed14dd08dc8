"""The neutral document that every format writes: a report as it will be read, with its marks in place.

Frozen values only. How they are found is in ``selection``; how they look is the format's business. Nothing here is
escaped or cleaned: texts are exactly those of the archive and of its renderings."""

from dataclasses import dataclass

from archivist.domain import Annotation, ParagraphKind, RenderedSpan, Report, RubyOrigin, Script, Span


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file that was imported. ``sha256`` is hexadecimal, ``size`` counts bytes."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Column:
    """One script that the document shows. ``language`` is a BCP 47 tag; ``title`` is the report's title in it."""

    script: Script
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class RubyText:
    """A reading over some runs. Neighbouring runs with an equal value share one reading."""

    reading: str
    origin: RubyOrigin
    span: Span


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell in which nothing changes: every mark and every reading covers all of it or none.

    ``marks`` are indices into ``ExportDocument.marks``, rising. A mark without width makes a run without text."""

    text: str
    marks: tuple[int, ...] = ()
    ruby: RubyText | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph in one script. The texts of ``runs`` joined are ``text``."""

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ExportParagraph:
    """A paragraph in all scripts: one cell for each column. ``notes`` are the marks that begin here."""

    span: Span
    kind: ParagraphKind
    level: int
    number: str | None
    cells: tuple[Cell, ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation that has its place.

    ``spans`` are its places in the whole text of each column. ``number`` counts the marks that say something (a note
    or tags) in reading order, from 1. ``lane`` is the lowest that is free where the mark begins, from 0.
    ``paragraph`` and ``last_paragraph`` are indices into ``ExportDocument.paragraphs``."""

    annotation: Annotation
    number: int | None
    lane: int
    paragraph: int
    last_paragraph: int
    spans: tuple[RenderedSpan, ...]

    @property
    def age(self) -> tuple[str, int]:
        """What sorts marks from the oldest to the newest; the id decides between marks of one moment."""
        return self.annotation.created, self.annotation.id.int


@dataclass(frozen=True, slots=True)
class RepairCount:
    """How many repairs of one kind were made, and how many wait for a person's decision."""

    kind: str
    applied: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """One report, ready to be written in any format.

    ``marks`` are in reading order; ``orphans`` know what they quoted but not where that is now. ``reading_sha256`` is
    of the reading text in UTF-8 (``surrogatepass``), hexadecimal."""

    report: Report
    version: int
    archive: str
    original: OriginalFile | None
    citation: str
    reading_sha256: str
    columns: tuple[Column, ...]
    paragraphs: tuple[ExportParagraph, ...]
    marks: tuple[Mark, ...]
    orphans: tuple[Annotation, ...]
    repairs: tuple[RepairCount, ...]

    @property
    def uri(self) -> str:
        """The name of the report outside its archive: the same in every export."""
        return self.report.id.urn

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All annotations, those with a place first."""
        return (*(mark.annotation for mark in self.marks), *self.orphans)
