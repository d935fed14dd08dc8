"""One plain line that says what a report is and where it lies. Styles (GB/T 7714, Chicago …) are not here yet."""

from typing import Final

from archivist.domain import EdtfDate, Report

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FULL_STOPS = (".", "。", "?", "？", "!", "！", "…")


def cite(report: Report, archive: str) -> str:
    """``Who. Title. Date. Archive, report id``: parts that are unknown are left out, never guessed.

    Who is the author, with the source after it where both are known. ``archive`` is the archive's name."""
    who = ", ".join(dict.fromkeys(part for part in (report.author, report.source) if part))
    date = date_in_words(report.date) if report.date else ""
    where = ", ".join(part for part in (archive, f"report {report.id}") if part)
    parts = (" ".join(part.split()) for part in (who, report.title, date, where))
    return " ".join(part if part.endswith(_FULL_STOPS) else f"{part}." for part in parts if part)


def date_in_words(date: EdtfDate) -> str:
    """``1 February 2024``, ``February 2024``, ``2024``; a year that the report does not say is said to be unknown."""
    year, *rest = date.value.split("-")
    words = [_MONTHS[int(rest[0]) - 1]] if rest else []
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    if date.year is None:
        return f"{' '.join(words)}, year unknown"
    return " ".join([*words, str(int(year))])
