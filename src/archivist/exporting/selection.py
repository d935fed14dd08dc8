"""From what the archive holds to what an export shows: which scripts, which paragraphs, where every mark stands."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from archivist.domain import (
    Annotation,
    Choice,
    Paragraph,
    RenderedSpan,
    RepairState,
    Report,
    ReportText,
    Script,
    Span,
    WrittenScript,
)
from archivist.exporting.citation import cite
from archivist.exporting.document import (
    Cell,
    Column,
    ExportDocument,
    ExportParagraph,
    Mark,
    OriginalFile,
    RepairCount,
    RubyText,
)
from archivist.exporting.registry import ExportFormat
from archivist.exporting.runs import PlacedMark, PlacedRuby, assign_lanes, split_runs
from archivist.text.conversion import USUAL, Conversion, Style, render
from archivist.text.spanmap import SpanMap


@dataclass(frozen=True, slots=True)
class ExportSource:
    """A report as the archive holds it. ``archive`` is the archive's name, for the citation; ``choices`` are what
    conversions of the report shall show."""

    text: ReportText
    annotations: tuple[Annotation, ...] = ()
    original: OriginalFile | None = None
    archive: str = ""
    choices: tuple[Choice, ...] = ()


class Render(Protocol):
    """The display rule: a text in one script, with its alignment."""

    def __call__(
        self,
        text: str,
        script: Script,
        *,
        paragraphs: Sequence[Paragraph] | None = None,
        style: Style = USUAL,
        choices: Iterable[Choice] = (),
    ) -> Conversion: ...


def select_documents(
    form: ExportFormat,
    sources: Iterable[ExportSource],
    script: Script | None = None,
    translate: Callable[[str], str] = str,
    style: Style = USUAL,
) -> Iterator[ExportDocument]:
    """Build the documents that ``form`` is to write, one at a time. ``script`` and ``style`` are what a person asked for;
    ``translate`` is for the words of the citation."""
    for source in sources:
        written = source.text.report.script
        scripts = scripts_to_show(written, columns=form.columns, wanted=script)
        yield build_document(source, scripts, translate=translate, style=style)


def scripts_to_show(written: WrittenScript, *, columns: int, wanted: Script | None = None) -> tuple[Script, ...]:
    """The scripts of the columns, from the left.

    One column: the script that was asked for, otherwise the original. Two: the original, and beside it the script
    that was asked for, otherwise the one that the report is not written in. Where that would be the same text twice
    (the original was asked for, or nothing differs between the scripts), the original stands alone."""
    if columns == 0:
        return ()
    if columns == 1:
        return (wanted or Script.ORIGINAL,)
    beside = wanted or _OTHER[written]
    return (Script.ORIGINAL,) if beside is Script.ORIGINAL else (Script.ORIGINAL, beside)


# Mixed pages are scraped traditional ones with leftovers of both, so that simplified is what nobody has seen yet.
_OTHER = {
    WrittenScript.SIMPLIFIED: Script.TRADITIONAL,
    WrittenScript.TRADITIONAL: Script.SIMPLIFIED,
    WrittenScript.MIXED: Script.SIMPLIFIED,
    WrittenScript.NEUTRAL: Script.ORIGINAL,
}


def build_document(
    source: ExportSource,
    scripts: Sequence[Script],
    *,
    render: Render = render,
    translate: Callable[[str], str] = str,
    style: Style = USUAL,
) -> ExportDocument:
    """Build the document that shows ``source`` in ``scripts``, one column each.

    Annotations in the trash are left out. An annotation whose span lies outside the text is treated as an orphan: a
    guessed place would look like a fact."""
    text = source.text
    length = len(text.reading_text)
    living = [annotation for annotation in source.annotations if annotation.trashed is None]
    spans = {annotation.id: span for annotation in living if (span := _place_in(length, annotation)) is not None}
    orphans = tuple(annotation for annotation in living if annotation.id not in spans)
    placed = [(annotation, spans[annotation.id]) for annotation in living if annotation.id in spans]
    placed.sort(key=_reading_order)
    paragraphs = _cover(text.reading_text, text.paragraphs)
    if placed and not paragraphs:
        paragraphs = [Paragraph(Span(0, 0))]
    renderings = [
        render(text.reading_text, script, paragraphs=paragraphs, style=style, choices=source.choices)
        for script in scripts
    ]
    marks = _place(placed, paragraphs, [rendering.alignment for rendering in renderings])
    return ExportDocument(
        report=text.report,
        version=text.version,
        archive=source.archive,
        original=source.original,
        citation=cite(text.report, source.archive, translate),
        reading_sha256=sha256(text.reading_text.encode("utf-8", "surrogatepass")).hexdigest(),
        columns=tuple(_column(source, script, render, style) for script in scripts),
        paragraphs=_export_paragraphs(text, paragraphs, marks, renderings),
        marks=tuple(marks),
        orphans=orphans,
        repairs=_count_repairs(text),
    )


def _place_in(length: int, annotation: Annotation) -> Span | None:
    span = annotation.anchor.span
    return span if span is not None and span.end <= length else None


def _reading_order(placed: tuple[Annotation, Span]) -> tuple[int, int, str, int]:
    """By place, the longer of two first, then by age: the id decides between marks of one moment."""
    annotation, span = placed
    return span.start, -span.end, annotation.created, annotation.id.int


def _cover(text: str, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs in order and without overlaps, with paragraphs made for text that belonged to none."""
    covered: list[Paragraph] = []
    end = 0
    for paragraph in sorted(paragraphs, key=lambda paragraph: paragraph.span):
        if paragraph.span.start < end or paragraph.span.end > len(text):
            continue
        covered.extend(_left_over(text, end, paragraph.span.start))
        covered.append(paragraph)
        end = paragraph.span.end
    covered.extend(_left_over(text, end, len(text)))
    return covered


def _left_over(text: str, start: int, end: int) -> Iterator[Paragraph]:
    for line in text[start:end].split("\n"):
        if line.strip():
            yield Paragraph(Span(start, start + len(line)))
        start += len(line) + 1


def _place(
    placed: Sequence[tuple[Annotation, Span]], paragraphs: Sequence[Paragraph], alignments: Sequence[SpanMap]
) -> list[Mark]:
    lanes = assign_lanes(span for _, span in placed)
    starts = [paragraph.span.start for paragraph in paragraphs]
    marks: list[Mark] = []
    number = 0
    for (annotation, span), lane in zip(placed, lanes, strict=True):
        says_something = bool(annotation.note or annotation.tags)
        number += says_something
        last = max(0, bisect_right(starts, max(span.start, span.end - 1)) - 1)
        first = max(0, bisect_right(starts, span.start) - 1)
        if first < last and paragraphs[first].span.end <= span.start:
            first += 1  # It begins on the line end before a paragraph; what it marks is the paragraph.
        marks.append(
            Mark(
                annotation=annotation,
                number=number if says_something else None,
                lane=lane,
                paragraph=first,
                last_paragraph=last,
                spans=tuple(RenderedSpan(*alignment.span_to_target(span.start, span.end)) for alignment in alignments),
            )
        )
    return marks


def _column(source: ExportSource, script: Script, render: Render, style: Style) -> Column:
    report = source.text.report
    everywhere = [each for each in source.choices if each.span is None]
    title = render(report.title, script, style=style, choices=everywhere).text
    return Column(script=script, language=_language(report, script), title=title)


_LANGUAGES = {
    Script.SIMPLIFIED: "zh-Hans",
    Script.TRADITIONAL: "zh-Hant",
    Script.TRADITIONAL_TW: "zh-Hant-TW",
    Script.TRADITIONAL_HK: "zh-Hant-HK",
}


def _language(report: Report, script: Script) -> str:
    """The BCP 47 tag that makes a reader choose the right regional shapes of characters."""
    if script is not Script.ORIGINAL:
        return _LANGUAGES[script]
    if report.language != "zh":
        return report.language
    return "zh-Hans" if report.script is WrittenScript.SIMPLIFIED else "zh-Hant"


def _export_paragraphs(
    text: ReportText, paragraphs: Sequence[Paragraph], marks: Sequence[Mark], renderings: Sequence[Conversion]
) -> tuple[ExportParagraph, ...]:
    here: list[list[int]] = [[] for _ in paragraphs]
    begins: list[list[int]] = [[] for _ in paragraphs]
    for index, mark in enumerate(marks):
        begins[mark.paragraph].append(index)
        for paragraph in range(mark.paragraph, mark.last_paragraph + 1):
            here[paragraph].append(index)
    columns: list[list[Cell]] = []
    for column, rendering in enumerate(renderings):
        spans = _cell_spans(rendering.alignment, paragraphs)
        ruby = _ruby_by_cell(text, rendering.alignment, spans)
        parts = [_parts(span, found, marks, column) for span, found in zip(spans, here, strict=True)]
        _keep_all(parts, begins, spans)
        shown = [span.of(rendering.text) for span in spans]
        columns.append([Cell(*cell) for cell in zip(shown, map(split_runs, shown, parts, ruby), strict=True)])
    return tuple(
        ExportParagraph(
            span=paragraph.span,
            kind=paragraph.kind,
            level=paragraph.level,
            number=paragraph.number,
            cells=tuple(cells[index] for cells in columns),
            notes=tuple(begins[index]),
        )
        for index, paragraph in enumerate(paragraphs)
    )


def _cell_spans(alignment: SpanMap, paragraphs: Sequence[Paragraph]) -> list[RenderedSpan]:
    """Where each paragraph is in a rendering. What was drawn together over a paragraph's end stays in the first."""
    spans: list[RenderedSpan] = []
    done = 0
    for paragraph in paragraphs:
        start, end = alignment.span_to_target(paragraph.span.start, paragraph.span.end)
        spans.append(RenderedSpan(max(start, done), max(end, done)))
        done = spans[-1].end
    return spans


def _parts(cell: RenderedSpan, found: Iterable[int], marks: Sequence[Mark], column: int) -> list[PlacedMark]:
    """The parts of marks in one cell. Of a mark over several paragraphs, those without width are left out."""
    parts: list[PlacedMark] = []
    for index in found:
        mark = marks[index]
        start = min(max(mark.spans[column].start, cell.start), cell.end)
        end = max(min(mark.spans[column].end, cell.end), start)
        if start < end or mark.paragraph == mark.last_paragraph:
            parts.append(PlacedMark(start - cell.start, end - cell.start, index))
    return parts


def _keep_all(parts: Sequence[list[PlacedMark]], begins: Sequence[list[int]], cells: Sequence[RenderedSpan]) -> None:
    """Give a mark that covers nothing but line ends a point behind the paragraph where it begins."""
    seen = {part.mark for found in parts for part in found}
    for found, marks, cell in zip(parts, begins, cells, strict=True):
        found.extend(PlacedMark(len(cell), len(cell), mark) for mark in marks if mark not in seen)


def _ruby_by_cell(text: ReportText, alignment: SpanMap, cells: Sequence[RenderedSpan]) -> list[list[PlacedRuby]]:
    """The readings of each cell, in order. One that crosses the bounds of its cell is left out."""
    by_cell: list[list[PlacedRuby]] = [[] for _ in cells]
    starts = [cell.start for cell in cells]
    for ruby in sorted(text.ruby, key=lambda ruby: ruby.span):
        if not ruby.reading or ruby.span.end > alignment.source_length:
            continue
        start, end = alignment.span_to_target(ruby.span.start, ruby.span.end)
        index = bisect_right(starts, start) - 1
        if index >= 0 and end <= cells[index].end:
            offset = cells[index].start
            reading = RubyText(ruby.reading, ruby.origin, ruby.span)
            by_cell[index].append(PlacedRuby(start - offset, end - offset, reading))
    return by_cell


def _count_repairs(text: ReportText) -> tuple[RepairCount, ...]:
    applied = Counter(repair.kind for repair in text.repairs if repair.state.is_applied)
    waiting = Counter(repair.kind for repair in text.repairs if repair.state is RepairState.PROPOSED)
    return tuple(RepairCount(kind, applied[kind], waiting[kind]) for kind in sorted({*applied, *waiting}))
