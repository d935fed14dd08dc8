"""What a document says about its report besides the text: the line under the title and the list at the end."""

from collections.abc import Callable
from typing import NamedTuple

from archivist.domain import N_, Annotation, Script, date_in_words
from archivist.exporting.characters import count_forbidden, note_lines
from archivist.exporting.document import ExportDocument
from archivist.exporting.labels import COLOURS, KINDS, SCRIPTS, WRITTEN_SCRIPTS
from archivist.exporting.times import as_day
from archivist.text.repair import title_of


class Fact(NamedTuple):
    """A name and its value. ``kind`` says how it is set: ``text``, ``report`` (in the report's language), ``code``."""

    name: str
    value: str
    kind: str = "text"


def headline(document: ExportDocument, translate: Callable[[str], str]) -> list[str]:
    """Date, source, author and place, as far as they are known."""
    report = document.report
    date = date_in_words(report.date, translate) if report.date else ""
    return [part for part in dict.fromkeys((date, report.source, report.author, report.place)) if part]


def column_head(document: ExportDocument, index: int, translate: Callable[[str], str]) -> str:
    """What stands over a column: which script it is in, and whether the report was written so."""
    column = document.columns[index]
    if column.script is not Script.ORIGINAL:
        return translate(N_("{script}, converted")).format(script=translate(SCRIPTS[column.script]))
    return f"{translate(SCRIPTS[column.script])} · {translate(WRITTEN_SCRIPTS[document.report.script])}"


def mark_kind(annotation: Annotation, translate: Callable[[str], str]) -> str:
    """``yellow highlight``: what tells a mark from others without its colour."""
    colour, kind = translate(COLOURS[annotation.colour]), translate(KINDS[annotation.kind])
    return translate(N_("{colour} {kind}")).format(colour=colour, kind=kind)


def signature(annotation: Annotation) -> str:
    """Who made a mark and on what day, as far as that is known."""
    return " · ".join(part for part in (annotation.author, as_day(annotation.created)) if part)


def about(document: ExportDocument, translate: Callable[[str], str]) -> list[Fact]:
    """Everything that lets a reader cite the report, find it again and judge its text."""
    _ = translate
    report, original = document.report, document.original
    found = [
        Fact(_(N_("Cite as")), document.citation, "report"),
        Fact(_(N_("Archive")), document.archive, "report"),
        Fact(_(N_("Report")), str(report.id), "code"),
        Fact(_(N_("Written in")), _(WRITTEN_SCRIPTS[report.script])),
        Fact(_(N_("Shown in")), ", ".join(_(SCRIPTS[column.script]) for column in document.columns)),
    ]
    if original:
        size = _(N_("{name} ({size:,} bytes)")).format(name=original.name, size=original.size)
        found += [Fact(_(N_("Original file")), size), Fact(_(N_("Its SHA-256")), original.sha256, "code")]
    if document.repairs:
        found.append(Fact(_(N_("Repairs")), "; ".join(_repairs(document, translate))))
    if replaced := _count_replaced(document):
        words = _(N_("characters that no file may hold, shown as signs (␀ or �): {count}")).format(count=replaced)
        found.append(Fact(_(N_("Replaced")), words))
    return [fact for fact in found if fact.value]


def _repairs(document: ExportDocument, translate: Callable[[str], str]) -> list[str]:
    words: list[str] = []
    for repair in document.repairs:
        kind = translate(title_of(repair.kind))
        if repair.applied:
            words.append(f"{kind}: {repair.applied}")
        if repair.waiting:
            words.append(
                translate(N_("{kind}, proposed and not applied: {count}")).format(kind=kind, count=repair.waiting)
            )
    return words


def _count_replaced(document: ExportDocument) -> int:
    # Every column shows the same characters again, so that the first speaks for all.
    cells = (paragraph.cells[0].text for paragraph in document.paragraphs if paragraph.cells)
    notes = (text for annotation in document.annotations for text in (*note_lines(annotation.note), *annotation.tags))
    return count_forbidden(*cells, *notes)
