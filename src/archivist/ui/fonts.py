"""The fonts that come with the program. Interface and content are two roles that never mix.

Interface text is set in the font of the interface language, content (text from an archive, in titles and lists too) in
the font of *its* script: otherwise “ ” · take Latin widths and 門 骨 直 the wrong regional shapes."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from archivist.domain import Script, WrittenScript
from archivist.resources import resource
from archivist.ui.theme import DESIGN_PX, active_language

_INTER, _SIMPLIFIED, _TRADITIONAL = "Inter", "Noto Sans SC", "Noto Sans TC"
_CONTENT_WEIGHTS = QFont.Weight.Normal, QFont.Weight.DemiBold
_TITLE, _TABULAR = QFont.Tag("palt"), QFont.Tag("tnum")


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once. Raises ``FileNotFoundError`` where the installation is incomplete."""
    for file in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(f"{file} is not a font that can be used; install Archivist again.")


def system_font_px() -> int:
    """The size of the system's interface font in logical pixels: what ``apply_theme`` takes where nothing is chosen."""
    return QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize() or DESIGN_PX


def content_font(script: Script | WrittenScript, px: int, weight: int = 400, *, is_title: bool = False) -> QFont:
    """The font of text from an archive that is shown or written in ``script``.

    ``px`` are logical pixels; the shipped weights are 400 and 600, and 500 counts as 600. Titles and rows set
    punctuation proportionally (feature ``palt``). For ``Script.ORIGINAL`` give the report's ``WrittenScript``."""
    is_traditional = script.value.startswith("traditional")
    families = [_TRADITIONAL, _SIMPLIFIED] if is_traditional else [_SIMPLIFIED, _TRADITIONAL]
    font = _font(families, px, _CONTENT_WEIGHTS[weight >= QFont.Weight.Medium])
    if is_title:
        font.setFeature(_TITLE, 1)
    return font


def interface_font(px: int, weight: int = 400, language: str | None = None, *, is_tabular: bool = False) -> QFont:
    """The font of what the program says in ``language`` (None: the interface's). ``is_tabular``: digits in columns."""
    tag = (language or active_language()).lower().replace("_", "-")
    if not tag.startswith("zh"):
        families = [_INTER, _SIMPLIFIED, _TRADITIONAL]
    elif any(part in tag for part in ("hant", "tw", "hk", "mo")):
        families = [_TRADITIONAL, _SIMPLIFIED, _INTER]
    else:
        families = [_SIMPLIFIED, _TRADITIONAL, _INTER]
    font = _font(families, px, weight)
    if is_tabular:
        font.setFeature(_TABULAR, 1)
    return font


def _font(families: list[str], px: int, weight: int) -> QFont:
    load_fonts()
    font = QFont(families)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    return font
