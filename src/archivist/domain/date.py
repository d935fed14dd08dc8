"""Dates of reports as EDTF values (ISO 8601-2:2019, levels 0 and 1): as exact as the report is, and no more."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from archivist.domain.messages import N_

_EDTF = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")

_MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A year, month or day; ``XXXX`` stands for a year that the report does not say (``XXXX-02-01``).

    Raises ``ValueError`` for a text that is no such date, or a day that its month does not have."""

    value: str

    def __post_init__(self) -> None:
        match = _EDTF.fullmatch(self.value)
        if not match or self.value == "XXXX":
            raise ValueError(f"not an EDTF date: {self.value!r}")
        if match["day"]:
            # 2000 was a leap year, so that XXXX-02-29 is a possible day.
            year = 2000 if match["year"] == "XXXX" else int(match["year"])
            date(year, int(match["month"]), int(match["day"]))
        elif match["year"] != "XXXX":
            date(int(match["year"]), 1, 1)

    @classmethod
    def of(cls, year: int | None, month: int | None = None, day: int | None = None) -> "EdtfDate":
        """The date with the parts that are known. Raises ``ValueError`` where they make no date."""
        text = "XXXX" if year is None else f"{year:04d}"
        if month is not None:
            text += f"-{month:02d}"
            if day is not None:
                text += f"-{day:02d}"
        return cls(text)

    @property
    def year(self) -> int | None:
        return None if self.value.startswith("XXXX") else int(self.value[:4])

    @property
    def earliest(self) -> date | None:
        """The first day that it can mean; None where the year is not known."""
        if self.year is None:
            return None
        parts = [int(part) for part in self.value.split("-")]
        return date(*[*parts, 1, 1][:3])

    @property
    def latest(self) -> date | None:
        """The last day that it can mean; None where the year is not known."""
        if self.year is None:
            return None
        parts = [int(part) for part in self.value.split("-")]
        if len(parts) == 3:
            return date(*parts)
        month = parts[1] if len(parts) == 2 else 12
        return date(parts[0], month, calendar.monthrange(parts[0], month)[1])

    def __str__(self) -> str:
        return self.value


def date_in_words(value: EdtfDate, translate: Callable[[str], str] = str) -> str:
    """``1 February 2024``, ``2024 年 2 月 1 日``; a year that the report does not say is said to be unknown."""
    _, *rest = value.value.split("-")
    parts: dict[str, object] = {"year": value.year}
    if rest:
        parts["month"] = translate(_MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        parts["day"] = int(rest[1])
    if value.year is None:
        known = translate(N_("{day} {month}")).format(**parts) if len(rest) == 2 else str(parts["month"])
        return translate(N_("{date}, year unknown")).format(date=known)
    forms = (N_("{year}"), N_("{month} {year}"), N_("{day} {month} {year}"))
    return translate(forms[len(rest)]).format(**parts)
