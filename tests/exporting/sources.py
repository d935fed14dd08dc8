"""Reports to export, made with defaults and with ids and times that never differ."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from uuid import UUID

from archivist.domain import (
    Anchor,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Colour,
    EdtfDate,
    Paragraph,
    ParagraphKind,
    Repair,
    RepairState,
    Report,
    ReportId,
    ReportText,
    Ruby,
    RubyOrigin,
    Script,
    Silent,
    SourceSpan,
    Span,
    WrittenScript,
)
from archivist.exporting.document import ExportDocument, OriginalFile
from archivist.exporting.registry import writer
from archivist.exporting.selection import ExportSource, build_document
from archivist.text.anchoring import make_anchor

REPORT = ReportId(UUID("018d6a3e-0000-7000-8000-000000000001"))
BOTH = (Script.ORIGINAL, Script.SIMPLIFIED)
TEXT = "區委召開會議。\n會議強調,要推動紡織產業高質量發展。"


def a_report(
    *,
    title: str = "區委召開會議",
    date: str | None = "2024-02-01",
    source: str | None = "柯橋日報",
    author: str | None = None,
    script: WrittenScript = WrittenScript.TRADITIONAL,
    tags: tuple[str, ...] = (),
) -> Report:
    return Report(
        id=REPORT,
        title=title,
        date=EdtfDate(date) if date else None,
        source=source,
        script=script,
        characters=0,
        annotations=0,
        author=author,
        tags=tags,
        added="2024-02-02T08:00:00Z",
    )


def a_source(
    text: str = TEXT,
    annotations: Sequence[Annotation] = (),
    *,
    report: Report | None = None,
    paragraphs: Sequence[Paragraph] | None = None,
    ruby: Sequence[Ruby] = (),
    repairs: Sequence[Repair] = (),
    original: OriginalFile | None = None,
) -> ExportSource:
    """Each line is a paragraph unless ``paragraphs`` says otherwise."""
    kept = lines(text) if paragraphs is None else tuple(paragraphs)
    made = ReportText(report or a_report(), 1, text, text, kept, tuple(repairs), tuple(ruby))
    return ExportSource(made, tuple(annotations), original, "浙江")


def a_mark(
    span: tuple[int, int] | str,
    *,
    text: str = TEXT,
    number: int = 1,
    note: str = "",
    tags: tuple[str, ...] = (),
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT,
    colour: Colour = Colour.YELLOW,
    author: str = "陳慧敏",
    created: str = "2024-02-03T08:15:00Z",
) -> Annotation:
    """A mark on ``span``, or on the first place of a quote. ``number`` makes its id: later ones are newer."""
    start, end = (text.index(span), text.index(span) + len(span)) if isinstance(span, str) else span
    return Annotation(
        id=AnnotationId(UUID(int=(0x018D6A3E << 96) | (0x7 << 76) | (0x8 << 60) | 0x1000 + number)),
        report=REPORT,
        kind=kind,
        colour=colour,
        note=note,
        author=author,
        tags=tags,
        anchor=make_anchor(text, Span(start, end)),
        created=created,
        modified=created,
    )


def an_orphan(exact: str = "鄉村振興", *, number: int = 90, note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    mark = a_mark((0, 1), number=number, note=note, tags=tags)
    return replace(mark, anchor=Anchor(None, exact, "", ""))


def lines(text: str) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(Span(start, start + len(line)), number=str(len(paragraphs) + 1)))
        start += len(line) + 1
    return tuple(paragraphs)


def written(key: str, document: ExportDocument) -> bytes:
    out = BytesIO()
    writer(key)([document], out, Silent())
    return out.getvalue()


def export(key: str, source: ExportSource, scripts: Sequence[Script] = (Script.ORIGINAL,)) -> bytes:
    return written(key, build_document(source, scripts))


_FULL_TEXT = (
    "一、總體要求\n區委書記陳豪主持并講話𠮷。\n1.推動紡織產業,高質量發展。\n"
    "海外倉（館、站）\n註：數據<初步>\n會議還就重點工作作了部署。"
)


def a_full_source() -> ExportSource:
    """A report with a bit of everything: what the golden files show."""
    text = _FULL_TEXT
    plain = lines(text)
    kinds = [
        (ParagraphKind.HEADING, 1),
        (ParagraphKind.BODY, 0),
        (ParagraphKind.LIST, 3),
        (ParagraphKind.CELL, 0),
        (ParagraphKind.NOTE, 0),
        (ParagraphKind.BODY, 0),
    ]
    paragraphs = [
        Paragraph(each.span, kind, level, each.number) for each, (kind, level) in zip(plain, kinds, strict=True)
    ]

    def mark(quote: str | tuple[int, int], number: int, **rest: object) -> Annotation:
        return a_mark(quote, text=text, number=number, **rest)  # pyright: ignore[reportArgumentType]

    across = (text.index("作了部署"), len(text))
    annotations = [
        mark("推動紡織產業", 1, note="First & <b>foremost</b>.\r\nSecond line", tags=("產業", "提法")),
        mark("產業,高質量", 2, colour=Colour.BLUE, kind=AnnotationKind.UNDERLINE),
        mark("高質量發展", 3, colour=Colour.GREEN, tags=("提法",)),
        mark("陳豪", 4, colour=Colour.GREY, kind=AnnotationKind.NOTE, note="黨委書記", author="M. Okafor"),
        mark((text.index("站）"), text.index("初步")), 5, colour=Colour.ORANGE, note="over the end of a paragraph"),
        mark(across, 6, colour=Colour.RED),
        an_orphan(number=7, note="gone", tags=("版本",)),
    ]
    place = text.index("陳豪")
    taken = text.index("區")
    repair = Repair(SourceSpan(7, 12), "區", "inline-reading", "", 0.99, RepairState.AUTOMATIC, "qū")
    return a_source(
        text,
        annotations,
        report=a_report(title="區委召開會議 <擴大>", tags=("兩會",)),
        paragraphs=paragraphs,
        ruby=[
            Ruby(Span(taken, taken + 1), "qū"),
            Ruby(Span(place, place + 1), "chén", RubyOrigin.AUTHOR),
        ],
        repairs=[repair],
        original=OriginalFile("keqiao.txt", "ab" * 32, 4082, "text/plain"),
    )
