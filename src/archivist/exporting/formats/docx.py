"""One report as a Word file: notes are real comments, colours are shading, readings of the author are ruby.

Word shows one fill and one line for each character. Where marks overlap, the newest highlight has the fill and the
newest other mark the line; a mark that has neither somewhere gets a comment that names it, so that none is lost."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

from archivist.domain import N_, Annotation, AnnotationKind, Colour, ParagraphKind, Progress, RubyOrigin
from archivist.exporting import ooxml
from archivist.exporting.characters import note_lines, visible
from archivist.exporting.document import Cell, ExportDocument, ExportParagraph, RubyText, Run
from archivist.exporting.facts import about, column_head, headline, mark_kind
from archivist.exporting.ooxml import Ink, Typeface, paragraph, run, typeface_for
from archivist.exporting.registry import ExportFormat, exporter
from archivist.exporting.times import as_xsd, parse_time

if TYPE_CHECKING:
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

FORMAT = ExportFormat(
    key="docx",
    title=N_("Word, with comments"),
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    keeps_annotations=True,
    many_in_one=False,
)

_WASHES: Final = {
    Colour.YELLOW: "FFEB8A",
    Colour.RED: "FFCBCB",
    Colour.GREEN: "C9E5BB",
    Colour.BLUE: "BCE3F7",
    Colour.PURPLE: "DED5F6",
    Colour.MAGENTA: "F7D4FA",
    Colour.ORANGE: "F9D6AF",
    Colour.GREY: "DBDBDB",
}
_INKS: Final = {
    Colour.YELLOW: "B09200",
    Colour.RED: "F76363",
    Colour.GREEN: "58A632",
    Colour.BLUE: "2B9ED7",
    Colour.PURPLE: "9D86DE",
    Colour.MAGENTA: "D767E0",
    Colour.ORANGE: "CF832F",
    Colour.GREY: "949494",
}
_LINES: Final = {
    AnnotationKind.HIGHLIGHT: "single",
    AnnotationKind.UNDERLINE: "thick",
    AnnotationKind.NOTE: "dotted",
}
_TEXT_SIZE: Final = 24
"""Half-points of running text: 小四, what reports are set in. The styles say the same."""
_COLUMN_SIZE: Final = 21
_PAGE_WIDTH: Final = 9184
_NUMBER_WIDTH: Final = 510
"""Twentieths of a point between the margins, and for the numbers of paragraphs."""
_LIST_LEVELS: Final = 5
_HEADING_LEVELS: Final = 9
_NO_TIME: Final = datetime(1980, 1, 1, tzinfo=UTC)
_PROPERTY_LENGTH: Final = 255
"""What python-docx takes for a core property."""
_INITIALS: Final = 4


@exporter(FORMAT)
def write_docx(
    documents: Iterable[ExportDocument],
    out: IO[bytes],
    progress: Progress,
    *,
    translate: Callable[[str], str] = str,
) -> int:
    """Write the one document of ``documents``: one column as running text, several as a table with numbered rows."""
    (document,) = documents
    _Writer(document, translate).write(out)
    progress.step(document.report.title)
    return len(document.annotations)


class _Writer:
    def __init__(self, document: ExportDocument, translate: Callable[[str], str]) -> None:
        self._document = document
        self._translate = translate
        self._typefaces = [typeface_for(column.language) for column in document.columns]
        self._own = self._typefaces[0] if self._typefaces else typeface_for(document.report.language)
        self._word = ooxml.new_document(self._own)
        # The runs of each mark in the first column, and the marks that some run does not show.
        self._runs: dict[int, list[CT_R]] = defaultdict(list)
        self._unseen: set[int] = set()
        self._lost: list[tuple[CT_R, Annotation]] = []

    def write(self, out: IO[bytes]) -> None:
        end = self._word.element.body.sectPr
        for block in (*self._head(), *self._text(), *self._orphans(), *self._about()):
            end.addprevious(block)
        for index, mark in enumerate(self._document.marks):
            if mark.number is not None or index in self._unseen:
                self._comment(self._runs[index], mark.annotation)
        for quote, annotation in self._lost:
            self._comment([quote], annotation)
        self._describe()
        ooxml.save(self._word, out)

    def _head(self) -> Iterator["BaseOxmlElement"]:
        report = self._document.report
        yield paragraph("Title", [run(_one_line(report.title) or self._translate(N_("Untitled report")))])
        for column, typeface in zip(self._document.columns, self._typefaces, strict=True):
            if column.title != report.title:
                yield paragraph("Subtitle", [run(_one_line(column.title), typeface=self._other(typeface))])
        if facts := headline(self._document, self._translate):
            yield paragraph("ReportFacts", [run(_one_line(" · ".join(facts)))])
        if report.tags:
            yield paragraph("ReportTags", [run(_hashed(report.tags))])
        yield paragraph("ReportGap")

    def _text(self) -> Iterator["BaseOxmlElement"]:
        columns = len(self._document.columns)
        if columns > 1:
            width = (_PAGE_WIDTH - _NUMBER_WIDTH) // columns
            yield ooxml.table([_NUMBER_WIDTH, *[width] * columns], self._rows())
            return
        for text in self._document.paragraphs:
            for cell in text.cells:
                yield paragraph(_style(text), self._cell(cell, 0, _TEXT_SIZE))

    def _rows(self) -> Iterator[list["BaseOxmlElement"]]:
        heads = [column_head(self._document, i, self._translate) for i in range(len(self._document.columns))]
        yield [paragraph("ColumnHead", [run(head)] if head else []) for head in ("", *heads)]
        for text in self._document.paragraphs:
            is_heading = text.kind is ParagraphKind.HEADING
            beside = "HeadingNumber" if is_heading else "ParagraphNumber"
            number = paragraph(beside, [run(text.number)] if text.number else [])
            style = _style(text) if is_heading else "ColumnText"
            # Headings of the second script are the same headings: only the first makes the outline.
            cells = [
                paragraph(style, self._cell(cell, column, _COLUMN_SIZE), in_outline=column == 0 or not is_heading)
                for column, cell in enumerate(text.cells)
            ]
            yield [number, *cells]

    def _cell(self, cell: Cell, column: int, size: int) -> Iterator["CT_R"]:
        """The runs of a paragraph. Neighbours that look alike are one run; an author's reading has one of its own."""
        typeface = self._typefaces[column]
        for reading, group in groupby(cell.runs, key=_author_reading):
            made: list[CT_R] = []
            marked: list[tuple[int, int]] = []
            for marks, alike in groupby(group, key=lambda part: part.marks):
                made.append(self._run("".join(part.text for part in alike), marks, typeface))
                marked += ((mark, len(made) - 1) for mark in marks)
            if reading:
                made = [ooxml.ruby(made, reading.reading, typeface=typeface, size=size)]
                marked = [(mark, 0) for mark, _ in marked]
            if column == 0:
                for mark, place in marked:
                    self._runs[mark].append(made[place])
            yield from made

    def _run(self, text: str, marks: Sequence[int], typeface: Typeface) -> "CT_R":
        shown, ink = self._ink(marks) if text else ((), ooxml.PLAIN)
        self._unseen.update(mark for mark in marks if mark not in shown)
        return run(text, ink, typeface=self._other(typeface))

    def _ink(self, marks: Sequence[int]) -> tuple[Sequence[int], Ink]:
        """Which of ``marks`` can be seen, and how: the newest highlight as fill, the newest other as line."""
        newest = sorted(marks, key=lambda i: self._document.marks[i].age, reverse=True)
        kinds = {mark: self._document.marks[mark].annotation.kind for mark in newest}
        fill = next((mark for mark in newest if kinds[mark] is AnnotationKind.HIGHLIGHT), None)
        line = next((mark for mark in newest if mark != fill), None)
        return [mark for mark in (fill, line) if mark is not None], Ink(
            fill="" if fill is None else _WASHES[self._colour(fill)],
            line="" if line is None else _LINES[kinds[line]],
            line_colour="" if line is None else _INKS[self._colour(line)],
        )

    def _colour(self, mark: int) -> Colour:
        return self._document.marks[mark].annotation.colour

    def _other(self, typeface: Typeface) -> Typeface | None:
        return None if typeface == self._own else typeface

    def _orphans(self) -> Iterator["BaseOxmlElement"]:
        """Quotes that have lost their place, each with its comment."""
        if not self._document.orphans:
            return
        yield paragraph("SectionHead", [run(self._translate(N_("Annotations without a place")))])
        for annotation in self._document.orphans:
            quote = run(_one_line(annotation.anchor.exact), Ink(fill=_WASHES[annotation.colour]))
            self._lost.append((quote, annotation))
            yield paragraph("ReportNote", [quote])

    def _comment(self, runs: Sequence["CT_R"], annotation: Annotation) -> None:
        """A comment with the note and the tags; one that has neither says what the mark is."""
        lines = note_lines(annotation.note) if annotation.note else []
        lines += [_hashed(annotation.tags)] if annotation.tags else []
        lines = lines or [mark_kind(annotation, self._translate)]
        author = _one_line(annotation.author)
        # python-docx looks through all comments for each that it adds, and stamps it with the present time.
        comments = self._word.comments._comments_elm
        identifier = len(comments)
        date = as_xsd(annotation.created)
        comments.append(ooxml.comment(identifier, lines, author=author, initials=_initials(author), date=date))
        runs[0].insert_comment_range_start_above(identifier)
        runs[-1].insert_comment_range_end_and_reference_below(identifier)

    def _about(self) -> Iterator["BaseOxmlElement"]:
        yield paragraph("SectionHead", [run(self._translate(N_("About this report")))])
        for fact in about(self._document, self._translate):
            yield paragraph("AboutFact", [run(f"{fact.name}\t", style="FactName"), run(_one_line(fact.value))])

    def _describe(self) -> None:
        """Title, author and the rest in the file's properties, with no time but those of the archive."""
        document, report = self._document, self._document.report
        properties = self._word.core_properties
        for name, value in (
            ("title", report.title),
            ("author", report.author or report.source or ""),
            ("subject", " · ".join(headline(document, self._translate))),
            ("keywords", ", ".join(report.tags)),
            ("comments", document.citation),
            ("identifier", document.uri),
            ("language", self._own.language),
            ("last_modified_by", ""),
        ):
            setattr(properties, name, visible(_one_line(value))[:_PROPERTY_LENGTH])
        times = [report.added, *(annotation.modified for annotation in document.annotations)]
        known = [moment for time in times if (moment := parse_time(time))]
        properties.created = parse_time(report.added) or min(known, default=_NO_TIME)
        properties.modified = max(known, default=_NO_TIME)


def _style(text: ExportParagraph) -> str:
    """The identifier of the style of running text."""
    if text.kind is ParagraphKind.HEADING:
        return f"Heading{min(max(text.level, 1), _HEADING_LEVELS)}"
    if text.kind is ParagraphKind.LIST:
        level = min(max(text.level, 1), _LIST_LEVELS)
        return "List" if level == 1 else f"List{level}"
    return {ParagraphKind.NOTE: "ReportNote", ParagraphKind.CELL: "ReportCell"}.get(text.kind, "BodyText")


def _author_reading(part: Run) -> RubyText | None:
    # Readings that a repair took out were never the author's.
    return part.ruby if part.ruby and part.ruby.origin is RubyOrigin.AUTHOR else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _hashed(tags: Iterable[str]) -> str:
    return "  ".join(f"#{_one_line(tag)}" for tag in tags)


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:_INITIALS].upper()
