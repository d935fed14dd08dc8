import pytest

from archivist.exporting.times import as_day, as_xsd


@pytest.mark.parametrize(
    ("text", "xsd"),
    [
        ("2024-02-03T08:15:00.123Z", "2024-02-03T08:15:00Z"),
        ("2024-02-03T08:15:00", "2024-02-03T08:15:00Z"),
        ("2024-02-03T01:15:00+08:00", "2024-02-02T17:15:00Z"),
        ("", None),
        ("yesterday", None),
    ],
)
def test_times_are_written_in_utc(text: str, xsd: str | None):
    assert as_xsd(text) == xsd


def test_the_day_is_that_of_utc():
    assert as_day("2024-02-03T01:15:00+08:00") == "2024-02-02"


def test_no_time_has_no_day():
    assert as_day("") == ""
