"""The colours keep their promises, and one call dresses the whole application."""

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

import archivist.ui
from archivist.domain import Colour
from archivist.resources import resource
from archivist.ui.stylesheet import apply_theme, set_kind, stylesheet
from archivist.ui.theme import Theme, ThemeName, activate, active_theme, load_theme, palette, px

THEMES = ("light", "dark")


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setStyleSheet("")
    activate(load_theme("light"), 13, "en")


def luminance(colour: QColor) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: QColor) -> tuple[float, float, float]:
    """CIE L*a*b* with the white point D65."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: QColor, other: QColor) -> float:
    """CIE 1976 colour difference."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


def least(theme: Theme, token: str, *surfaces: str) -> float:
    return min(contrast(getattr(theme, token), getattr(theme, surface)) for surface in surfaces)


@pytest.mark.parametrize("name", THEMES)
def test_every_token_is_an_opaque_colour_but_those_meant_to_shade(name: ThemeName) -> None:
    colours = load_theme(name).colours()

    assert len(colours) == len(fields(Theme)) - 2
    assert all(colour.isValid() for colour in colours.values())
    assert {token for token, colour in colours.items() if colour.alpha() < 255} == {"scrim", "shadow"}


@pytest.mark.parametrize("name", THEMES)
def test_readings_can_be_read_in_the_colours_of_their_tones(name: ThemeName) -> None:
    theme = load_theme(name)
    assert len({colour.name() for colour in theme.tones}) == 5
    assert min(contrast(colour, theme.paper) for colour in theme.tones) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_every_mark_colour_has_all_three_parts(name: ThemeName) -> None:
    highlights = load_theme(name).highlights

    assert tuple(highlights) == tuple(Colour)
    assert all(part.isValid() for mark in highlights.values() for part in (mark.hue, mark.wash, mark.ink))


def test_light_hues_are_those_that_archives_store() -> None:
    assert {c: mark.hue.name() for c, mark in load_theme("light").highlights.items()} == {c: c.hue for c in Colour}


@pytest.mark.parametrize(
    ("name", "token", "ratios"),
    [
        ("light", "text", (16.7, 14.9, 13.6)),
        ("light", "text2", (7.9, 7.1, 6.5)),
        ("light", "text3", (5.9, 5.3, 4.8)),
        ("light", "accent", (7.6, 6.9, 6.2)),
        ("dark", "text", (13.1, 14.3, 10.2)),
        ("dark", "text2", (7.9, 8.7, 6.2)),
        ("dark", "text3", (6.0, 6.6, 4.7)),
        ("dark", "accent", (8.9, 9.8, 7.0)),
    ],
)
def test_words_have_the_designed_contrast(name: ThemeName, token: str, ratios: tuple[float, ...]) -> None:
    theme = load_theme(name)
    colour = getattr(theme, token)
    assert [round(contrast(colour, on), 1) for on in (theme.paper, theme.canvas, theme.accent_wash)] == list(ratios)


@pytest.mark.parametrize(
    ("name", "token"), list(product(THEMES, ("text", "text2", "text3", "accent", "danger", "warn", "ok")))
)
def test_words_can_be_read_on_every_surface(name: ThemeName, token: str) -> None:
    assert least(load_theme(name), token, "canvas", "panel", "paper", "raised", "hover") >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_filled_controls(name: ThemeName) -> None:
    theme = load_theme(name)

    assert least(theme, "on_accent", "accent", "accent_strong") >= 4.5
    assert least(theme, "danger", "danger_wash") >= 4.5
    assert least(theme, "warn", "warn_wash") >= 4.5
    assert least(theme, "text", "danger_wash", "warn_wash", "counterpart", "find_fill") >= 4.5


@pytest.mark.parametrize(("name", "on_wash", "ruby_on_wash"), [("light", 11.6, 6.9), ("dark", 6.1, 5.4)])
def test_text_and_ruby_can_be_read_on_every_mark(name: ThemeName, on_wash: float, ruby_on_wash: float) -> None:
    theme = load_theme(name)
    for mark in theme.highlights.values():
        assert round(contrast(theme.text, mark.wash), 1) >= on_wash
        assert round(contrast(theme.ruby_on_mark, mark.wash), 1) >= ruby_on_wash


@pytest.mark.parametrize("name", THEMES)
def test_lanes_are_seen_on_paper(name: ThemeName) -> None:
    theme = load_theme(name)
    assert min(contrast(mark.ink, theme.paper) for mark in theme.highlights.values()) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_focus_ring_is_seen_on_every_surface(name: ThemeName) -> None:
    assert least(load_theme(name), "focus", "canvas", "panel", "paper", "raised", "hover", "accent_wash") >= 6.2


@pytest.mark.parametrize(("name", "selected"), [("light", 7.6), ("dark", 10.1)])
def test_selected_and_found_text_can_be_read(name: ThemeName, selected: float) -> None:
    theme = load_theme(name)

    assert round(contrast(theme.selection_text, theme.selection), 1) == selected
    assert contrast(theme.current_text, theme.current_fill) >= 7


@pytest.mark.parametrize(("name", "to_find"), [("light", 18), ("dark", 17)])
def test_selection_and_finds_are_never_taken_for_marks(name: ThemeName, to_find: float) -> None:
    theme = load_theme(name)
    for mark in theme.highlights.values():
        assert round(distance(theme.selection, mark.wash)) >= 49
        assert round(distance(theme.find_fill, mark.wash)) >= to_find


@pytest.mark.parametrize(("name", "apart"), [("light", 40), ("dark", 24)])
def test_accent_is_no_mark_colour(name: ThemeName, apart: float) -> None:
    theme = load_theme(name)
    assert round(min(distance(theme.accent, mark.hue) for mark in theme.highlights.values())) >= apart


@pytest.mark.parametrize("name", THEMES)
def test_lists_without_focus_select_with_hover(name: ThemeName) -> None:
    theme, groups, role = load_theme(name), QPalette.ColorGroup, QPalette.ColorRole.Highlight
    colours = palette(theme)

    assert colours.color(groups.Active, role) == theme.selection
    assert colours.color(groups.Inactive, role) == theme.hover
    assert colours.color(groups.Disabled, QPalette.ColorRole.Text) == theme.disabled


def test_only_the_token_file_names_colours_and_only_one_module_sets_style_sheets() -> None:
    code = Path(archivist.ui.__file__).parent
    for file in (*code.rglob("*.py"), resource("themes/window.qss")):
        text = file.read_text("utf-8")
        assert not re.search(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b", text), file
        assert ".setStyleSheet(" not in text or file.name == "stylesheet.py", file


def test_actions_are_made_in_one_place_and_nothing_of_qt_reaches_a_network() -> None:
    for file in Path(archivist.ui.__file__).parent.rglob("*.py"):
        text = file.read_text("utf-8")
        assert "QAction(" not in text or file.name == "actions.py", file
        assert not re.search("QtNetwork|QtWebEngine|QTextBrowser|setHtml", text), file


@pytest.mark.parametrize("name", THEMES)
def test_style_sheet_is_filled_in_completely(qapp: QApplication, name: ThemeName) -> None:
    rules = stylesheet(load_theme(name))

    assert "@" not in rules
    assert all(Path(file).is_file() for file in re.findall(r'url\("(.+?)"\)', rules))


def test_theme_can_change_while_the_window_is_open(qapp: QApplication) -> None:
    apply_theme(qapp, load_theme("light"))
    button = QPushButton("Export")
    set_kind(button, "primary")
    button.resize(120, 30)
    button.grab()

    apply_theme(qapp, load_theme("dark"))

    assert active_theme().is_dark
    assert button.grab().toImage().pixelColor(10, 15) == load_theme("dark").accent


def test_sizes_grow_with_the_interface_font_and_hairlines_stay(qapp: QApplication) -> None:
    apply_theme(qapp, load_theme("light"), font_px=26)

    assert px(30) == 60
    assert "border: 1px solid" in qapp.styleSheet()
    assert "min-height: 56px" in qapp.styleSheet()


def test_a_kind_shows_at_once(qapp: QApplication) -> None:
    apply_theme(qapp, load_theme("light"))
    button = QPushButton("Export")
    button.resize(120, 30)
    assert button.grab().toImage().pixelColor(10, 15) == load_theme("light").raised

    set_kind(button, "primary")

    assert button.grab().toImage().pixelColor(10, 15) == load_theme("light").accent
