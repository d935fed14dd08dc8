"""A passage with where it stands."""

from collections.abc import Callable

from archivist.domain import N_, ReportText, Span
from archivist.exporting.citation import cite


def cite_passage(
    text: ReportText, span: Span, shown: str, archive: str, script: str, translate: Callable[[str], str]
) -> str:
    """``shown``, then the citation with the paragraph; where it is not what the report says, in which ``script`` it is."""
    paragraph = next((each.number for each in text.paragraphs if each.span.start <= span.start < each.span.end), None)
    place = translate(N_("¶ {number}")).format(number=paragraph) + ". " if paragraph else ""
    is_converted = shown != text.reading_text[span.start : span.end]
    note = translate(N_("Shown in converted script: {script}.")).format(script=script) if is_converted else ""
    return f"{shown}\n\n{cite(text.report, archive, translate)} {place}{note}".rstrip()
