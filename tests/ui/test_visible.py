import pytest

from archivist.ui.parts.visible import visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("案\x07", "案U+0007"),
        ("— 3 —\n", "— 3 —↵"),
        ("甲\t\r乙", "甲⇥↵乙"),
        ("第　一　條", "第　一　條"),
        ("\u200b\ud800", "U+200BU+D800"),
    ],
)
def test_what_shows_nothing_is_named(raw: str, shown: str) -> None:
    assert visible(raw) == shown
