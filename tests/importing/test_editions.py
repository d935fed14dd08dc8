"""Dates in file names: only where the name is title and date."""

import pytest

from archivist.importing.editions import edition_date


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("劳动法(2018-12-29).md", "中华人民共和国劳动法"),
        ("劳动法（2018-12-29）.md", "劳动法"),
        ("中华人民共和国劳动法 (2018-12-29).txt", "劳动法"),
    ],
)
def test_date_behind_the_title_is_the_edition(name: str, title: str) -> None:
    assert str(edition_date(name, title)) == "2018-12-29"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("下载(2018-12-29).md", "中华人民共和国劳动法"),
        ("劳动法.md", "劳动法"),
        ("2018-12-29.md", "劳动法"),
        ("劳动法(2018-02-30).md", "劳动法"),
        ("劳动法(2018-12-29)副本.md", "劳动法"),
        ("(2018-12-29).md", ""),
        ("", ""),
    ],
)
def test_other_names_say_nothing_about_the_text(name: str, title: str) -> None:
    assert edition_date(name, title) is None
