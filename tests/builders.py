"""Things to test with, made with defaults: name only what the test is about."""

from archivist.domain import (
    Annotation,
    AnnotationId,
    AnnotationKind,
    Choice,
    ChoiceId,
    Colour,
    EdtfDate,
    Original,
    Paragraph,
    Repair,
    RepairState,
    ReportDraft,
    ReportId,
    Script,
    SourceSpan,
    Span,
    WrittenScript,
    new_id,
)
from archivist.store import reports
from archivist.store.archive import Archive
from archivist.store.originals import pack_original
from archivist.text.anchoring import make_anchor
from archivist.text.fold import fold_digest
from archivist.text.repair import apply_repairs

TEXT = "區委召開會議。\n會議強調,要推動紡織產業高質量發展。"


def a_draft(
    *,
    title: str = "區委召開會議",
    text: str = TEXT,
    date: str | None = "2024-02-01",
    source: str | None = "柯橋日報",
    repairs: tuple[Repair, ...] = (),
    extra: dict[str, str] | None = None,
) -> ReportDraft:
    """``text`` is the source text; the reading text follows from ``repairs``. Each line is a paragraph."""
    repaired = apply_repairs(text, repairs)
    reading_text = repaired.text
    return ReportDraft(
        title=title,
        date=EdtfDate(date) if date else None,
        source=source,
        script=WrittenScript.TRADITIONAL,
        source_text=text,
        reading_text=reading_text,
        paragraphs=_lines(reading_text),
        repairs=repairs,
        ruby=repaired.ruby,
        folded_sha256=fold_digest(reading_text),
        origins={"title": "first line"},
        extra=extra or {},
    )


def a_repair(start: int, end: int, replacement: str, *, reading: str | None = None, applied: bool = True) -> Repair:
    return Repair(
        span=SourceSpan(start, end),
        replacement=replacement,
        kind="inline-reading",
        evidence="196 of 196 agree",
        confidence=0.99,
        state=RepairState.AUTOMATIC if applied else RepairState.PROPOSED,
        reading=reading,
    )


def an_original(
    content: bytes | str = TEXT, *, media_type: str = "text/plain", place: str = "/reports/keqiao.txt"
) -> Original:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return pack_original(raw, media_type=media_type, place=place)


def an_annotation(
    report: ReportId,
    *,
    text: str = TEXT,
    quote: str = "會議",
    note: str = "",
    tags: tuple[str, ...] = (),
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT,
    colour: Colour = Colour.YELLOW,
    author: str = "tester",
) -> Annotation:
    """A mark on the first place of ``quote`` in ``text``, the report's reading text."""
    start = text.index(quote)
    return Annotation(
        id=AnnotationId(new_id()),
        report=report,
        kind=kind,
        colour=colour,
        note=note,
        author=author,
        tags=tags,
        anchor=make_anchor(text, Span(start, start + len(quote))),
        created="2024-02-01T08:00:00.000Z",
        modified="2024-02-01T08:00:00.000Z",
    )


def a_choice(
    original: str,
    chosen: str,
    *,
    script: Script = Script.TRADITIONAL,
    report: ReportId | None = None,
    span: Span | None = None,
) -> Choice:
    """A choice for the whole archive, or for what is given; a place belongs to some report."""
    if span is not None and report is None:
        report = ReportId(new_id())
    return Choice(id=ChoiceId(new_id()), script=script, original=original, chosen=chosen, report=report, span=span)


def add_all(archive: Archive, *drafts: ReportDraft) -> list[ReportId]:
    """Add reports in one change, each with an original of its own."""
    with archive.write("Import") as tx:
        return [
            reports.add_report(tx, draft, an_original(f"{number} {draft.source_text}"))
            for number, draft in enumerate(drafts)
        ]


def _lines(text: str) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(Span(start, start + len(line)), number=str(len(paragraphs) + 1)))
        start += len(line) + 1
    return tuple(paragraphs)
