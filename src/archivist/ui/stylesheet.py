"""The application's one style sheet, made of ``resources/themes/window.qss`` and a theme; and dressing the application."""

import re

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from archivist.resources import resource
from archivist.ui.fonts import interface_font
from archivist.ui.icons import icon_file
from archivist.ui.theme import DESIGN_PX, Theme, activate, palette, px

_TOKEN = re.compile(r"@icon\(([a-z0-9-]+), (\w+)\)|@pill\((\d+)\)|@(\w+)|\b(\d+)px")
_HAIRLINE = 2


def apply_theme(app: QApplication, theme: Theme, *, font_px: int = DESIGN_PX, language: str = "en") -> None:
    """Dress the application, now or while it runs: style, palette, style sheet and the font of ``language``.

    ``font_px`` is the interface font's size in logical pixels (``fonts.system_font_px``); all other sizes follow it."""
    activate(theme, font_px, language)
    if not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(interface_font(font_px))
    app.setStyleSheet(stylesheet(theme))


def stylesheet(theme: Theme) -> str:
    """The style sheet in the colours of ``theme`` and the interface's present size."""

    def fill(match: re.Match[str]) -> str:
        icon_name, tone, height, token, size = match.groups()
        if icon_name:
            return f'url("{icon_file(icon_name, getattr(theme, tone)).as_posix()}")'
        if height:  # Qt makes corners square where a radius is more than half of the height with its borders
            return f"{(px(int(height)) + 2) // 2}px"
        if token:
            return _css(getattr(theme, token))
        return f"{size if int(size) <= _HAIRLINE else px(int(size))}px"

    rules = re.sub(r"/\*.*?\*/", "", resource("themes/window.qss").read_text("utf-8"), flags=re.DOTALL)
    return _TOKEN.sub(fill, rules)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another variant of the style sheet (property ``kind``) and show it at once."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _css(colour: QColor) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
