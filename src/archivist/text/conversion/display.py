"""The display rule: how a report is shown in a script, paragraph by paragraph."""

from collections.abc import Mapping, Sequence
from functools import cache

from archivist.domain import Doubt, Paragraph, Script, Span
from archivist.text.conversion.aligned import converter
from archivist.text.conversion.conversion import Conversion
from archivist.text.dictionaries import read_dictionary, simplified_only, traditional_only
from archivist.text.script import traditional_share
from archivist.text.spanmap import SpanMap

_FULL = {
    Script.SIMPLIFIED: ("t2s", "tw2sp"),
    Script.TRADITIONAL_TW: ("s2tw", "s2twp"),
    Script.TRADITIONAL_HK: ("s2hk", "s2hkp"),
}
"""For each script the configuration without and with regional vocabulary."""

_GLYPHS = {Script.TRADITIONAL_TW: "TWVariants.txt", Script.TRADITIONAL_HK: "HKVariants.txt"}


def render(
    text: str,
    script: Script,
    *,
    paragraphs: Sequence[Paragraph] | None = None,
    neutral: Script = Script.TRADITIONAL_TW,
    vocabulary: bool = False,
    choices: Mapping[str, str] | None = None,
) -> Conversion:
    """``text`` as it is shown in ``script``.

    The script of each paragraph is recognised first: one that is in the wanted script already keeps all its characters
    but those that surely belong to the other one. ``neutral`` is the standard that ``traditional`` stands for: its
    glyphs, never its vocabulary. ``choices`` maps words to what a person decided; they go first. Without
    ``paragraphs`` each line counts as one."""
    if script is Script.ORIGINAL:
        return Conversion.unchanged(text)
    parts: list[Conversion] = []
    done = 0
    for end in _ends(text, paragraphs):
        parts.append(_render_paragraph(text[done:end], script, neutral, vocabulary, choices or {}))
        done = end
    return _joined(parts)


def _ends(text: str, paragraphs: Sequence[Paragraph] | None) -> list[int]:
    """Where the pieces end whose script is recognised on its own; the last ends with the text."""
    if paragraphs is not None:
        ends = {paragraph.span.end for paragraph in paragraphs if paragraph.span.end < len(text)}
    else:
        ends = {position + 1 for position, character in enumerate(text) if character == "\n"}
    return sorted({*ends, len(text)} - {0})


def _render_paragraph(
    text: str, script: Script, neutral: Script, vocabulary: bool, choices: Mapping[str, str]
) -> Conversion:
    for wording, chosen in choices.items():
        if wording in text:
            before, after = text.split(wording, 1)
            here = Conversion(chosen, SpanMap(_whole(wording, chosen), len(wording), len(chosen)))
            rest = [_render_paragraph(part, script, neutral, vocabulary, choices) for part in (before, after)]
            return _joined([rest[0], here, rest[1]])
    wanted = neutral if script is Script.TRADITIONAL else script
    share = traditional_share(text)
    # Where nothing decides (于后里干 alone), the text is as right in either script.
    is_foreign = share is not None and (share > 0.5) == (script is Script.SIMPLIFIED)
    if is_foreign or (vocabulary and script is not Script.TRADITIONAL):
        return converter(_FULL[wanted][vocabulary and script is not Script.TRADITIONAL]).align(text)
    shown = text.translate(_sure(script, wanted))
    return Conversion(shown, SpanMap.identity(len(text)))


def _whole(wording: str, chosen: str) -> list[tuple[int, int, int, int]]:
    return [] if len(wording) == len(chosen) else [(0, len(wording), 0, len(chosen))]


@cache
def _sure(script: Script, wanted: Script) -> dict[int, str]:
    """What is changed in a text that is in the wanted script already.

    Characters of the other script only; for a regional standard that was asked for by name, its glyphs too."""
    if script is Script.SIMPLIFIED:
        return _single(traditional_only())
    table = _single(simplified_only())
    glyphs = _single({key: values[0] for key, values in read_dictionary(_GLYPHS[wanted]).items()})
    table = {code: glyphs.get(ord(value), value) for code, value in table.items()}
    return table if script is Script.TRADITIONAL else {**glyphs, **table}


def _single(rows: Mapping[str, str]) -> dict[int, str]:
    return {ord(key): value for key, value in rows.items() if len(value) == 1}


def _joined(parts: Sequence[Conversion]) -> Conversion:
    doubts: list[Doubt] = []
    offset = 0
    for part in parts:
        for doubt in part.doubts:
            span = Span(doubt.span.start + offset, doubt.span.end + offset)
            doubts.append(Doubt(span, doubt.kind, doubt.alternatives, doubt.reason))
        offset += part.alignment.source_length
    return Conversion(
        "".join(part.text for part in parts), SpanMap.join(part.alignment for part in parts), tuple(doubts)
    )
