"""Ruby that is computed: for every character, kept apart from the readings that the text has."""

import pytest
from PySide6.QtWidgets import QApplication
from ui.reader.reading import Opener, a_text

from archivist.domain import Ruby, RubyOrigin, Span
from archivist.ui.reader import ReaderView, page


def leading(view: ReaderView) -> set[str]:
    """Of the pixels that are not grey, which part of their colours stands out."""
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    found: set[str] = set()
    for x in range(0, image.width()):
        for y in range(min(image.height(), 100)):
            parts = dict(zip(("red", "green", "blue"), image.pixelColor(x, y).getRgb(), strict=False))
            least, middle, most = sorted(parts.values())
            if most - middle > 40 > middle - least:
                found.add(max(parts, key=lambda part: parts[part]))
    return found


def readings(view: ReaderView, pane: int) -> list[str]:
    return [one.reading for one in view.page.layout(0).blocks[pane].readings]


def test_pinyin_is_computed_for_every_character_of_what_is_shown(open_reader: Opener) -> None:
    text = a_text("銀行行長說重新", ruby=[Ruby(Span(4, 5), "shuì")])
    view = open_reader(text)
    view.set_pinyin_shown(True)
    assert readings(view, 0) == readings(view, 1) == []
    view.set_ruby_shown(True, panes=[1])
    assert readings(view, 0) == []
    assert readings(view, 1) == ["yín", "háng", "háng", "zhǎng", "shuō", "chóng", "xīn"]
    view.set_pinyin_shown(False)
    assert readings(view, 1) == ["shuì"]


def test_a_reading_that_the_author_gave_stays(open_reader: Opener) -> None:
    text = a_text("銀行行長", ruby=[Ruby(Span(1, 2), "xíng", RubyOrigin.AUTHOR)])
    view = open_reader(text)
    view.set_ruby_shown(True)
    view.set_pinyin_shown(True)
    assert readings(view, 0) == ["yín", "xíng", "háng", "zhǎng"]


def test_tones_have_colours_where_that_is_wanted(open_reader: Opener) -> None:
    view = open_reader(a_text("媽麻馬罵嗎" * 3))
    view.set_ruby_shown(True)
    view.set_pinyin_shown(True)
    assert leading(view) == set()
    view.set_tones_shown(True)
    assert leading(view) == {"red", "green", "blue"}


def test_pinyin_of_a_long_report_is_computed_for_what_is_seen_only(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(page, "read_in_context", lambda text: read.append(text) or [""] * len(text))
    view = open_reader(a_text("\n".join(f"第{number}段：銀行行長。" for number in range(2000))))
    view.set_ruby_shown(True)
    view.set_pinyin_shown(True)
    view.grab()
    assert 0 < len(read) < 100
