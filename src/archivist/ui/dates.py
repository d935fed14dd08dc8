"""Dates as the interface's language writes them."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, QLocale

from archivist.domain import N_, EdtfDate
from archivist.ui.language import tr
from archivist.ui.theme import active_language


def date_in_words(value: EdtfDate) -> str:
    """``1 February 2024``, ``2024年2月1日``; a year that the report does not say is said to be unknown."""
    year, *rest = value.value.split("-")
    locale = _locale()
    is_chinese = active_language().startswith("zh")
    if not rest:
        return str(int(year)) + ("年" if is_chinese else "")
    day = QDate(int(year) if value.year is not None else 2000, int(rest[0]), int(rest[1]) if len(rest) == 2 else 1)
    if value.year is None:
        form = ("M月d日" if is_chinese else "d MMMM") if len(rest) == 2 else ("M月" if is_chinese else "MMMM")
        return tr(N_("{day}, year unknown"), day=locale.toString(day, form))
    if len(rest) == 2:
        return locale.toString(day, "yyyy年M月d日" if is_chinese else "d MMMM yyyy")
    return locale.toString(day, "yyyy年M月" if is_chinese else "MMMM yyyy")


def day_in_words(moment: str, today: date | None = None) -> str:
    """A UTC moment in ISO 8601 as a person remembers it: today, yesterday, ``18 Nov``, ``18 Nov 2023``."""
    day = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone().date()
    today = today or datetime.now().astimezone().date()
    age = (today - day).days
    if age == 0:
        return tr(N_("today"))
    if age == 1:
        return tr(N_("yesterday"))
    is_chinese = active_language().startswith("zh")
    form = (
        ("M月d日" if is_chinese else "d MMM")
        if day.year == today.year
        else ("yyyy年M月d日" if is_chinese else "d MMM yyyy")
    )
    return _locale().toString(QDate(day.year, day.month, day.day), form)


def _locale() -> QLocale:
    return QLocale(active_language().replace("_", "-"))
