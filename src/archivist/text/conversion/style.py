"""What a reader can have otherwise than the display rule has it."""

from dataclasses import dataclass

from archivist.domain import Script


@dataclass(frozen=True, slots=True)
class Style:
    """``neutral`` is the standard that ``traditional`` stands for: its glyphs, never its vocabulary. ``vocabulary``: words
    change too (软件 and 軟體) where a text is converted for a region. ``quotes``: quotation marks follow the script."""

    neutral: Script = Script.TRADITIONAL_TW
    vocabulary: bool = False
    quotes: bool = False


USUAL = Style()
