"""One report as one HTML page that needs nothing else: no network, no script, no other file.

The page's look is in ``resources/export``; here is what stands in it. Everything from the archive is escaped, and
characters that HTML cannot hold are made visible."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from archivist.domain import N_, Annotation, ParagraphKind, Progress, RubyOrigin
from archivist.exporting.characters import note_lines, visible
from archivist.exporting.document import ExportDocument, ExportParagraph
from archivist.exporting.facts import about, column_head, headline, mark_kind, signature
from archivist.exporting.markup import JOINED, CellWriter, find_looks
from archivist.exporting.registry import ExportFormat, exporter
from archivist.resources import resource

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

FORMAT = ExportFormat(
    key="html",
    title=N_("HTML, one file"),
    suffix=".html",
    media_type="text/html",
    keeps_annotations=True,
    many_in_one=False,
    columns=2,
)

_QUOTE_LENGTH: Final = 40
# The words "note" and "cell" are taken: by annotations, and by the cells of the page itself.
_CLASSES: Final = {
    ParagraphKind.BODY: "body",
    ParagraphKind.LIST: "list",
    ParagraphKind.NOTE: "remark",
    ParagraphKind.CELL: "table",
}


@exporter(FORMAT)
def write_html(
    documents: Iterable[ExportDocument],
    out: IO[bytes],
    progress: Progress,
    *,
    translate: Callable[[str], str] = str,
) -> int:
    """Write the one document of ``documents`` as a page with its scripts side by side and its notes in the margin."""
    (document,) = documents
    for chunk in _template().generate(_=translate, **_page(document, translate)):
        out.write(chunk.encode())
    progress.step(document.report.title)
    return len(document.annotations)


@cache
def _template() -> "Template":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(resource("export")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


def _finalize(value: object) -> object:
    return visible(value) if type(value) is str else value


def _page(document: ExportDocument, translate: Callable[[str], str]) -> dict[str, object]:
    from markupsafe import Markup as SafeMarkup

    words = _Words(document, translate)
    has_notes = any(mark.number for mark in document.marks)
    layout = [*(["alone"] if len(document.columns) < 2 else []), *([] if has_notes else ["bare"])]
    return {
        "document": document,
        "report": document.report,
        "titles": document.columns,
        "language": words.language,
        "layout": " ".join(layout),
        "facts": headline(document, translate),
        "heads": [column_head(document, index, translate) for index in range(len(document.columns))],
        "has_notes": has_notes,
        "taken": _count_taken(document),
        "rows": _rows(document, words),
        "orphans": [words.note(annotation) for annotation in document.orphans],
        "plain": [
            words.plain(index, mark.annotation) for index, mark in enumerate(document.marks) if mark.number is None
        ],
        "about": about(document, translate),
        # Style sheets of our own, which hold nothing from the archive.
        "css": SafeMarkup(resource("export/report.css").read_text(encoding="utf-8")),  # noqa: S704
        "rules": SafeMarkup(_rules(document)),  # noqa: S704
    }


def _count_taken(document: ExportDocument) -> int:
    """Readings that repairs took out and that the first column can show again."""
    readings = {
        run.ruby.span
        for paragraph in document.paragraphs
        for run in (paragraph.cells[0].runs if paragraph.cells else ())
        if run.ruby and run.ruby.origin is RubyOrigin.REPAIR
    }
    return len(readings)


def _rules(document: ExportDocument) -> str:
    """The style rules that depend on the document: band colours that occur, and notes that light up with their marks."""
    colours = sorted({mark.annotation.colour for mark in document.marks})
    rules = [f".{band}-{colour} {{ --{band}: var(--{colour}-wash); }}" for colour in colours for band in "abc"]
    noted = [sum(document.marks[i].number is not None for i in found.notes) for found in document.paragraphs]
    rules += [
        f".row:has(.m.j{join}:hover) .note.j{join}, .row:has(.note.j{join}:hover) .m.j{join} "
        "{ box-shadow: 0 0 0 1.5px var(--accent); }"
        for join in range(1, min(JOINED, max(noted, default=0)) + 1)
    ]
    return "".join(f"{rule}\n" for rule in rules)


class _ShownCell(NamedTuple):
    element: str
    classes: str
    language: str
    markup: "Markup"


class _Row(NamedTuple):
    number: str | None
    anchor: str
    cells: list[_ShownCell]
    notes: list["_Note"]
    reach: int


class _Note(NamedTuple):
    number: int | None
    join: int
    colour: str
    kind: str
    language: str
    quote: str
    body: str
    tags: tuple[str, ...]
    by: str


class _PlainMark(NamedTuple):
    target: str
    colour: str
    language: str
    quote: str
    by: str


def _rows(document: ExportDocument, words: "_Words") -> Iterator[_Row]:
    looks = find_looks(document, [words.tip(mark.annotation) for mark in document.marks])
    writer = CellWriter(document, looks)
    reaches = _reaches(document)
    for row, paragraph in enumerate(document.paragraphs):
        cells = [
            _ShownCell(
                element=_element(paragraph, column),
                classes=_classes(paragraph),
                language=document.columns[column].language,
                markup=writer.write(cell, row, column),
            )
            for column, cell in enumerate(paragraph.cells)
        ]
        notes = [
            words.note(mark.annotation, mark.number, looks.joins[index])
            for index in paragraph.notes
            if (mark := document.marks[index]).number
        ]
        yield _Row(paragraph.number, str(row + 1), cells, notes, reaches[row])


def _reaches(document: ExportDocument) -> list[int]:
    """For each paragraph, how many rows its notes may fill: up to the next one that has notes."""
    reaches: list[int] = []
    reach = 0
    for paragraph in reversed(document.paragraphs):
        reach += 1
        reaches.append(reach)
        if any(document.marks[index].number for index in paragraph.notes):
            reach = 0
    return reaches[::-1]


def _element(paragraph: ExportParagraph, column: int) -> str:
    # Headings of the second script are the same headings: only the first makes the page's outline.
    if paragraph.kind is ParagraphKind.HEADING and column == 0:
        return f"h{min(max(paragraph.level, 1) + 1, 6)}"
    return "p"


def _classes(paragraph: ExportParagraph) -> str:
    if paragraph.kind is ParagraphKind.HEADING:
        return f"cell heading level-{max(paragraph.level, 1)}"
    return f"cell {_CLASSES[paragraph.kind]}"


class _Words:
    """What is said about annotations, in the reader's language."""

    def __init__(self, document: ExportDocument, translate: Callable[[str], str]) -> None:
        self._translate = translate
        self.language = document.columns[0].language if document.columns else document.report.language

    def tip(self, annotation: Annotation) -> str:
        return " · ".join(part for part in (mark_kind(annotation, self._translate), signature(annotation)) if part)

    def note(self, annotation: Annotation, number: int | None = None, join: int = 0) -> _Note:
        return _Note(
            number=number,
            join=join,
            colour=annotation.colour,
            kind=self.tip(annotation),
            language=self.language,
            quote=_quote(annotation),
            body="\n".join(note_lines(annotation.note)),
            tags=annotation.tags,
            by=signature(annotation),
        )

    def plain(self, index: int, annotation: Annotation) -> _PlainMark:
        return _PlainMark(f"m{index + 1}", annotation.colour, self.language, _quote(annotation), self.tip(annotation))


def _quote(annotation: Annotation) -> str:
    exact = " ".join(annotation.anchor.exact.split())
    return exact if len(exact) <= _QUOTE_LENGTH else f"{exact[:_QUOTE_LENGTH].rstrip()}…"
