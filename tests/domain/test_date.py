"""Dates in words, in the language of whoever reads."""

import pytest

from archivist.app.language import translator
from archivist.domain import EdtfDate, date_in_words


@pytest.mark.parametrize(
    ("date", "english", "chinese"),
    [
        ("2024-02-01", "1 February 2024", "2024 年 2 月 1 日"),
        ("2024-12", "December 2024", "2024 年 12 月"),
        ("2024", "2024", "2024 年"),
        ("0987", "987", "987 年"),
        ("XXXX-02-01", "1 February, year unknown", "2 月 1 日（年份不详）"),
        ("XXXX-02", "February, year unknown", "2 月（年份不详）"),
    ],
)
def test_a_date_is_as_exact_as_the_report(date: str, english: str, chinese: str) -> None:
    assert date_in_words(EdtfDate(date)) == english
    assert date_in_words(EdtfDate(date), translator("zh_Hans")) == chinese
