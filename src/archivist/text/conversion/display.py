"""The display rule: how a report is shown in a script, paragraph by paragraph."""

import re
from collections.abc import Iterable, Sequence

from archivist.domain import Choice, Paragraph, Script, Span
from archivist.text.conversion.conversion import Conversion
from archivist.text.conversion.deciding import Decided, settle_choices
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


def word_around(text: str, span: Span, script: Script, *, paragraphs: Sequence[Paragraph] | None = None) -> Span:
    """The shortest word of the dictionaries that has all of ``span`` and decides it; ``span`` itself where there is none."""
    from archivist.text.conversion.words import find_words

    return find_words(text, script, _ends(text, paragraphs)).around(span.start, span.end) or span


def decided_in(
    text: str, script: Script, choices: Iterable[Choice], *, paragraphs: Sequence[Paragraph] | None = None
) -> list[Decided]:
    """Where ``choices`` count when ``text`` is rendered, in order and apart."""
    return settle_choices(text, script, choices, _ends(text, paragraphs))


def _ends(text: str, paragraphs: Sequence[Paragraph] | None) -> list[int]:
    """Where the pieces end whose script is recognised on its own; the last ends with the text."""
    if paragraphs is not None:
        ends = {paragraph.span.end for paragraph in paragraphs if paragraph.span.end < len(text)}
    else:
        ends = {line_end.end() for line_end in re.finditer("\n", text)}
    return sorted({*ends, len(text)} - {0})
