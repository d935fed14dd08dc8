"""Text is set in the font of its script, whatever the interface speaks."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont

from archivist.domain import Script, WrittenScript
from archivist.ui.fonts import content_font, interface_font


@pytest.mark.parametrize(
    ("script", "family"),
    [
        (Script.SIMPLIFIED, "Noto Sans SC"),
        (Script.TRADITIONAL, "Noto Sans TC"),
        (Script.TRADITIONAL_HK, "Noto Sans TC"),
        (WrittenScript.SIMPLIFIED, "Noto Sans SC"),
        (WrittenScript.TRADITIONAL, "Noto Sans TC"),
    ],
)
def test_content_is_set_in_the_font_of_its_script(script: Script | WrittenScript, family: str) -> None:
    assert QFontInfo(content_font(script, 18)).family() == family


@pytest.mark.parametrize(
    ("language", "family"),
    [("en", "Inter"), ("zh_CN", "Noto Sans SC"), ("zh-Hans", "Noto Sans SC"), ("zh_TW", "Noto Sans TC")],
)
def test_interface_is_set_in_the_font_of_its_language(language: str, family: str) -> None:
    assert QFontInfo(interface_font(13, language=language)).family() == family


@pytest.mark.parametrize("script", [Script.SIMPLIFIED, Script.TRADITIONAL])
def test_titles_have_a_drawn_weight_not_a_thickened_one(script: Script) -> None:
    font = content_font(script, 22, 600)

    assert QRawFont.fromFont(font).weight() == 600
    assert QRawFont.fromFont(content_font(script, 14, 500)).weight() == 600


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_interface_has_its_three_weights(weight: int) -> None:
    assert QRawFont.fromFont(interface_font(13, weight, "en")).weight() == weight


def test_readings_and_regional_shapes_are_there() -> None:
    for script in (Script.SIMPLIFIED, Script.TRADITIONAL):
        raw = QRawFont.fromFont(content_font(script, 18))
        assert all(raw.supportsCharacter(ord(character)) for character in "āáǎàǖǚ、。「」“”")


def test_same_character_has_the_shape_of_its_region() -> None:
    def shape(script: Script) -> object:
        raw = QRawFont.fromFont(content_font(script, 200))
        return raw.pathForGlyph(raw.glyphIndexesForString("骨")[0])

    assert shape(Script.SIMPLIFIED) != shape(Script.TRADITIONAL)


def test_titles_set_punctuation_closely() -> None:
    def width(is_title: bool) -> float:
        font = content_font(Script.TRADITIONAL, 22, is_title=is_title)
        return QFontMetricsF(font).horizontalAdvance("學習傳達市“兩會”，精神。")

    assert width(True) < width(False)


def test_digits_in_columns_are_equally_wide() -> None:
    metrics = QFontMetricsF(interface_font(13, language="en", is_tabular=True))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
