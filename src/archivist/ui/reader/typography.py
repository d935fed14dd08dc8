"""Fonts and measures of the reader at one zoom, in logical pixels."""

import math
import unicodedata
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QStaticText, QTextCharFormat

from archivist.domain import ParagraphKind, Script, WrittenScript
from archivist.ui.fonts import content_font, interface_font
from archivist.ui.reader.rows import Row
from archivist.ui.theme import DESIGN_PX, px

READING_PX, SMALLEST_PX, LARGEST_PX = 18, 14, 36

_HEADINGS = {1: 1.33, 2: 1.17}
_DEEPEST_INDENT = 4
_UNSEEN = frozenset(("Cf", "Mn", "Me", "Zs"))


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How the lines of one kind of paragraph are set. ``scale`` is 1 at 18 px; offsets of signs follow it.

    ``lead`` is the room from a line's top to its ascent."""

    font: QFont
    ruby_font: QFont
    em: int
    ascent: float
    descent: float
    pitch: int
    lead: int
    indent: int
    before: int
    after: int
    halved: QTextCharFormat
    hidden: QTextCharFormat

    @property
    def scale(self) -> float:
        return self.em / READING_PX


class Typography:
    """All styles at one zoom. ``written`` is the script of the report, in which the original is set."""

    def __init__(self, zoom: float, written: WrittenScript, *, has_ruby: bool) -> None:
        self.em = min(max(round(px(READING_PX) * zoom), px(SMALLEST_PX)), px(LARGEST_PX))
        self.interface_scale = px(DESIGN_PX * 100) / (DESIGN_PX * 100)
        self.has_ruby = has_ruby
        self.number_font = interface_font(px(12), is_tabular=True)
        self._written = written
        self._styles: dict[tuple[Script, ParagraphKind, int], Style] = {}
        self._spaced: dict[tuple[Style, float], QTextCharFormat] = {}
        self._shown: dict[tuple[Script, str], bool] = {}
        self._ruby: dict[tuple[int, str], tuple[QStaticText, float]] = {}

    def style(self, script: Script, row: Row) -> Style:
        """The style of ``row`` in a pane of ``script``; room between paragraphs is only at their ends."""
        key = (script, row.kind, row.level)
        if key not in self._styles:
            self._styles[key] = self._make_style(*key)
        return self._styles[key]

    def _make_style(self, script: Script, kind: ParagraphKind, level: int) -> Style:
        is_heading = kind is ParagraphKind.HEADING
        factor = _HEADINGS.get(level, 1.0) if is_heading else 0.9 if kind is ParagraphKind.NOTE else 1.0
        em = round(self.em * factor)
        font = content_font(self._written if script is Script.ORIGINAL else script, em, 600 if is_heading else 400)
        halved = QFont(font)
        halved.setFeature(QFont.Tag("halt"), 1)
        hidden = QTextCharFormat()
        hidden.setForeground(QColor(0, 0, 0, 0))
        metrics = QFontMetricsF(font)
        ruby_room = 0.28 * em if self.has_ruby else 0
        return Style(
            font=font,
            ruby_font=interface_font(max(round(em / 2), px(9))),
            em=em,
            ascent=metrics.ascent(),
            descent=metrics.descent(),
            pitch=round((2.2 if self.has_ruby else 1.9) * em),
            lead=math.ceil(max(ruby_room, 3)),
            indent=min(max(level - 1, 0), _DEEPEST_INDENT) * self.em if kind is ParagraphKind.LIST else 0,
            before=round(self.em * (0.9 if is_heading else 0.5)),
            after=round(self.em * 0.5),
            halved=_format(halved),
            hidden=hidden,
        )

    def spaced(self, style: Style, gap: float) -> QTextCharFormat:
        """The format of a character with ``gap`` more pixels behind it, in steps of half a pixel, each made once."""
        key = (style, math.ceil(gap * 2) / 2)
        if key not in self._spaced:
            font = QFont(style.font)
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, key[1])
            self._spaced[key] = _format(font)
        return self._spaced[key]

    def can_show(self, script: Script, character: str) -> bool:
        """True where a font of ours or of the system has ``character``, or where nothing of it is to be seen."""
        key = (script, character)
        if key not in self._shown:
            metrics = QFontMetrics(self.style(script, Row(0, 0)).font)
            self._shown[key] = unicodedata.category(character) in _UNSEEN or metrics.inFontUcs4(ord(character))
        return self._shown[key]

    def ruby(self, style: Style, reading: str) -> tuple[QStaticText, float]:
        """A reading ready to be drawn, and its width."""
        key = (style.em, reading)
        if key not in self._ruby:
            text = QStaticText(reading)
            text.prepare(font=style.ruby_font)
            self._ruby[key] = (text, QFontMetricsF(style.ruby_font).horizontalAdvance(reading))
        return self._ruby[key]


def _format(font: QFont) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font)
    return made
