"""One plain line that says what a report is and where it lies. Styles (GB/T 7714, Chicago …) are not here yet."""

from collections.abc import Callable

from archivist.domain import N_, Report, date_in_words

_FULL_STOPS = (".", "。", "?", "？", "!", "！", "…")


def cite(report: Report, archive: str, translate: Callable[[str], str] = str) -> str:
    """``Who. Title. Date. Archive, report id``: parts that are unknown are left out, never guessed.

    Who is the author, with the source after it where both are known. ``archive`` is the archive's name."""
    who = ", ".join(dict.fromkeys(part for part in (report.author, report.source) if part))
    date = date_in_words(report.date, translate) if report.date else ""
    where = ", ".join(part for part in (archive, translate(N_("report {id}")).format(id=report.id)) if part)
    parts = (" ".join(part.split()) for part in (who, report.title, date, where))
    return " ".join(part if part.endswith(_FULL_STOPS) else f"{part}." for part in parts if part)
