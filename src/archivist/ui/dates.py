"""Dates as the interface's language writes them."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, QLocale

from archivist import domain
from archivist.domain import N_, EdtfDate
from archivist.ui.language import tr
from archivist.ui.theme import active_language


def date_in_words(value: EdtfDate) -> str:
    """``1 February 2024``, ``2024 年 2 月 1 日``; a year that the report does not say is said to be unknown."""
    return domain.date_in_words(value, tr)


def date_in_list(value: EdtfDate | None) -> str:
    """``2024-02-01``, which a column can be read down by; in words where the report says no year; empty for None."""
    return "" if value is None else str(value) if value.year is not None else date_in_words(value)


def date_in_column(value: EdtfDate | None) -> str:
    """``2024-02-01`` in few signs, ``????-02-01`` where the report says no year; empty for None."""
    return "" if value is None else str(value).replace("XXXX", "????")


def now() -> str:
    """This moment, UTC, in ISO 8601."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def moment_in_words(moment: str) -> str:
    """A UTC moment in ISO 8601 by the person's clock: ``today, 14:05``."""
    time = datetime.fromisoformat(moment).astimezone()
    return tr(N_("{day}, {time}"), day=day_in_words(moment), time=f"{time:%H:%M}")


def day_in_words(moment: str, today: date | None = None) -> str:
    """A UTC moment in ISO 8601 as a person remembers it: today, yesterday, ``18 Nov``, ``18 Nov 2023``."""
    day = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone().date()
    today = today or datetime.now().astimezone().date()
    age = (today - day).days
    if age == 0:
        return tr(N_("today"))
    if age == 1:
        return tr(N_("yesterday"))
    form = tr(N_("d MMM")) if day.year == today.year else tr(N_("d MMM yyyy"))
    return QLocale(active_language().replace("_", "-")).toString(QDate(day.year, day.month, day.day), form)
