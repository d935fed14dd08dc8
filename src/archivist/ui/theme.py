"""The colours and sizes of the window, from ``resources/themes/tokens.toml``: nothing else names a colour.

The theme is a property of the application, as Qt's own palette is: ``stylesheet.apply_theme`` sets palette, style sheet,
font and ``active_theme()`` together. Whoever paints asks ``active_theme()`` in its paint event and needs nothing more,
since the new style repaints every widget; icons of ``archivist.ui.icons`` follow by themselves. Whoever *keeps* something
made from a theme, a font or ``px`` (row pictures, fixed heights) makes it anew in ``changeEvent`` on ``StyleChange``,
which each widget gets exactly when a theme or size was applied."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from archivist.domain import Colour
from archivist.resources import resource

ThemeName = Literal["light", "dark"]

DESIGN_PX = 13
"""The interface font's size that all sizes of the design are given for."""


@dataclass(frozen=True, slots=True, eq=False)
class Highlight:
    """One of the eight colours of marks: ``hue`` for swatches and bars, ``wash`` behind text, ``ink`` for lanes."""

    hue: QColor
    wash: QColor
    ink: QColor


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The tokens of one theme; what each is for stands in the token file. Never change a colour of it."""

    name: ThemeName
    canvas: QColor
    panel: QColor
    paper: QColor
    raised: QColor
    hover: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_strong: QColor
    on_accent: QColor
    accent_wash: QColor
    danger: QColor
    danger_wash: QColor
    warn: QColor
    warn_wash: QColor
    ok: QColor
    focus: QColor
    scrim: QColor
    shadow: QColor
    selection: QColor
    selection_text: QColor
    counterpart: QColor
    find_fill: QColor
    find_frame: QColor
    current_fill: QColor
    current_frame: QColor
    current_text: QColor
    repair_dot: QColor
    ruby: QColor
    ruby_on_mark: QColor
    tone1: QColor
    tone2: QColor
    tone3: QColor
    tone4: QColor
    highlights: Mapping[Colour, Highlight]

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    @property
    def tones(self) -> tuple[QColor, ...]:
        """Of readings by their tone, the neutral one first."""
        return self.ruby, self.tone1, self.tone2, self.tone3, self.tone4

    def colours(self) -> dict[str, QColor]:
        """All tokens by name, without the highlights."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "highlights")}


@cache
def load_theme(name: ThemeName) -> Theme:
    """The theme of that name from the token file; the same object each time."""
    tokens = tomllib.loads(resource("themes/tokens.toml").read_text("utf-8"))[name]
    marks = tokens.pop("highlights")
    highlights = {
        colour: Highlight(**{part: QColor(value) for part, value in marks[colour].items()}) for colour in Colour
    }
    return Theme(name=name, highlights=highlights, **{token: QColor(value) for token, value in tokens.items()})


def system_theme() -> Theme:
    """The theme that the system's colour scheme asks for; ``QStyleHints.colorSchemeChanged`` tells of a change."""
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return load_theme("dark" if is_dark else "light")


@dataclass(slots=True)
class _Active:
    theme: Theme | None = None
    font_px: int = DESIGN_PX
    language: str = "en"


_active = _Active()


def active_theme() -> Theme:
    """The theme that the window has now; light before the first ``apply_theme``."""
    return _active.theme or load_theme("light")


def active_language() -> str:
    """The interface's language now, which decides its font; English before the first ``apply_theme``."""
    return _active.language


def px(size: float) -> int:
    """``size`` logical pixels of the design in whole pixels at the interface font's present size."""
    return round(size * _active.font_px / DESIGN_PX)


def activate(theme: Theme, font_px: int, language: str) -> None:
    """Only for ``apply_theme`` of ``archivist.ui.stylesheet``, which makes Qt follow."""
    _active.theme, _active.font_px, _active.language = theme, font_px, language


def palette(theme: Theme) -> QPalette:
    """Qt's palette in the colours of ``theme``, in all three groups."""
    roles, groups = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette()
    for role, colour in {
        roles.Window: theme.canvas,
        roles.WindowText: theme.text,
        roles.Base: theme.paper,
        roles.AlternateBase: theme.panel,
        roles.Text: theme.text,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.danger,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.text3,
        roles.Highlight: theme.selection,
        roles.HighlightedText: theme.selection_text,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Light: theme.raised,
        roles.Midlight: theme.hover,
        roles.Mid: theme.line,
        roles.Dark: theme.line_strong,
        roles.Shadow: theme.line_strong,
    }.items():
        result.setColor(role, colour)
    result.setColor(groups.Inactive, roles.Highlight, theme.hover)
    result.setColor(groups.Inactive, roles.HighlightedText, theme.text)
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText, roles.PlaceholderText):
        result.setColor(groups.Disabled, role, theme.disabled)
    result.setColor(groups.Disabled, roles.Highlight, theme.hover)
    return result
