"""The display rule: how a report is shown in a script, paragraph by paragraph."""

import re
from collections.abc import Iterable, Sequence

from archivist.domain import Choice, Paragraph, Script
from archivist.text.conversion.conversion import Conversion
from archivist.text.conversion.style import USUAL, Style


def render(
    text: str,
    script: Script,
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    style: Style = USUAL,
    choices: Iterable[Choice] = (),
) -> Conversion:
    """``text`` as it is shown in ``script``.

    The script of each paragraph is recognised first: one that is in the wanted script already keeps all its characters
    but those that surely belong to the other one. What a person chose goes before everything. Without ``paragraphs``
    each line counts as one."""
    if script is Script.ORIGINAL or not text:
        return Conversion.unchanged(text)
    from archivist.text.conversion.rendering import render_text

    return render_text(text, script, _ends(text, paragraphs), style, choices)


def _ends(text: str, paragraphs: Sequence[Paragraph] | None) -> list[int]:
    """Where the pieces end whose script is recognised on its own; the last ends with the text."""
    if paragraphs is not None:
        ends = {paragraph.span.end for paragraph in paragraphs if paragraph.span.end < len(text)}
    else:
        ends = {line_end.end() for line_end in re.finditer("\n", text)}
    return sorted({*ends, len(text)} - {0})
