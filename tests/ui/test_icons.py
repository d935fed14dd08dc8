"""Icons exist, are sharp, and wear the colours of the theme."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import archivist
from archivist.resources import resource
from archivist.ui.icons import icon, icon_pixmap, icon_svg, paint_icon
from archivist.ui.stylesheet import stylesheet
from archivist.ui.theme import Theme, activate, load_theme

LIGHT, DARK = load_theme("light"), load_theme("dark")
SHIPPED = sorted(file.stem for file in resource("icons").glob("*.svg"))


@pytest.fixture(autouse=True)
def light() -> Iterator[None]:
    yield
    activate(LIGHT, 13, "en")


def strongest(picture: QPixmap) -> str:
    """The colour of the most opaque pixel."""
    image = picture.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha).name()


def shown(name: str, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> str:
    return strongest(icon(name).pixmap(QSize(48, 48), 1.0, mode, state))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_icon_can_be_drawn_in_any_colour(name: str) -> None:
    source = resource(f"icons/{name}.svg").read_text("utf-8")

    assert QSvgRenderer(source.encode()).isValid()
    assert "currentColor" in source


def test_every_icon_named_in_code_is_shipped() -> None:
    calls = r'\b(?:icon|icon_button|IconView|EmptyState|icon_svg|icon_pixmap)\(\s*"([a-z0-9-]+)"|\bicon(?:_name)?="([a-z0-9-]+)"'
    code = Path(archivist.__file__).parent
    named = {a or b for file in code.rglob("*.py") for a, b in re.findall(calls, file.read_text("utf-8"))}

    assert {"search", "x"} <= named
    assert named <= set(SHIPPED)


def test_unknown_icon_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_icon_follows_the_theme_without_being_made_again() -> None:
    assert shown("menu") == LIGHT.text2.name()

    activate(DARK, 13, "en")

    assert shown("menu") == DARK.text2.name()


def test_states_have_their_colours() -> None:
    assert shown("menu", QIcon.Mode.Disabled) == LIGHT.disabled.name()
    assert shown("menu", state=QIcon.State.On) == LIGHT.accent.name()


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_icon_has_all_the_pixels_of_the_screen(dpr: float) -> None:
    picture = icon("search").pixmap(QSize(16, 16), dpr)
    assert picture.width() == 16 * dpr


def test_picture_is_drawn_once_for_colour_and_size() -> None:
    assert icon_pixmap("search", LIGHT.text, 16, 1.0) is icon_pixmap("search", LIGHT.text, 16, 1.0)
    assert icon_pixmap("search", LIGHT.text, 16, 1.0) is not icon_pixmap("search", DARK.text, 16, 1.0)


def test_wide_icon_keeps_the_words_at_a_distance() -> None:
    picture = icon("square").pixmap(QSize(20, 16), 1.0).toImage()

    assert picture.width() == 20
    assert all(picture.pixelColor(x, 8).alpha() == 0 for x in range(16, 20))


@pytest.mark.parametrize("dpr", [1.0, 1.5])
def test_icon_between_pixels_is_as_sharp_as_on_them(dpr: float) -> None:
    def drawn_at(left: float) -> list[QColor]:
        image = QImage(round(40 * dpr), round(40 * dpr), QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(dpr)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_icon(painter, "square", QRectF(left, 8, 16, 16), LIGHT.text)
        painter.end()
        return sorted((image.pixelColor(x, round(16 * dpr)) for x in range(image.width())), key=QColor.lightness)

    assert drawn_at(8.3) == drawn_at(8)


def test_changed_copy_of_an_icon_outlives_the_collector(qapp: QApplication) -> None:
    changed = QIcon(icon("search"))
    changed.addPixmap(QPixmap(4, 4))
    gc.collect()

    assert not changed.pixmap(QSize(16, 16)).isNull()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_finds_its_icons_where_the_program_lies(theme: Theme) -> None:
    files = [Path(each) for each in re.findall(r'url\("([^"]+)"\)', stylesheet(theme))]
    assert files
    for file in files:
        name, _, colour = file.stem.rpartition("-")
        assert file.is_relative_to(resource("themes"))
        assert file.read_text("utf-8") == icon_svg(name, QColor(f"#{colour}"), 1.75), "run tools/make_indicators.py"
