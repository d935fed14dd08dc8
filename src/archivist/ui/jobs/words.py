"""How far a job is, in words."""

from PySide6.QtCore import QLocale

from archivist.app.jobs import ItemFacts, JobState, Status
from archivist.domain import N_
from archivist.text.repair import title_of
from archivist.ui.language import tr, tr_n
from archivist.ui.theme import active_language

RESULT_NAMES = {
    "imported": N_("Imported"),
    "unchanged": N_("There already"),
    "duplicate": N_("Same text"),
    "skipped": N_("Left out"),
    "failed": N_("Not read"),
}
RESULT_ICONS = {
    "imported": ("circle-check", "ok"),
    "unchanged": ("copy-check", "text3"),
    "duplicate": ("copy-check", "text3"),
    "skipped": ("minus", "text3"),
    "failed": ("circle-x", "danger"),
}
_STATUS_NAMES = {
    Status.RUNNING: N_("running"),
    Status.PAUSED: N_("paused"),
    Status.DONE: N_("done"),
    Status.CANCELLED: N_("cancelled; what was finished stays"),
    Status.FAILED: N_("failed"),
}


CATEGORY_NAMES = {
    "imported": N_("Imported"),
    "repaired": N_("of these repaired"),
    "left": N_("Left out, or there already"),
    "open": N_("Need a decision"),
    "failed": N_("Not read"),
}
CATEGORY_ICONS = {
    "imported": ("circle-check", "ok"),
    "repaired": ("wrench", "text3"),
    "left": ("copy-check", "text3"),
    "open": ("triangle-alert", "warn"),
    "failed": ("circle-x", "danger"),
}


def facts_in_words(facts: ItemFacts) -> str:
    """``Inline readings: 196 · Flattened punctuation: 47``, or ``5,647 characters · UTF-8`` where nothing was repaired."""
    parts = [tr(N_("{kind}: {count}"), kind=tr(title_of(kind)), count=f"{count:,}") for kind, count in facts.repairs]
    if not parts:
        parts = [tr_n("{count} character", "{count} characters", facts.characters), facts.encoding.upper()]
    if facts.proposed:
        parts.insert(0, tr_n("{count} place to decide", "{count} places to decide", facts.proposed))
    return " · ".join(filter(None, parts))


def size_in_words(size: int) -> str:
    """``4 KB``; nothing for nothing."""
    locale, form = QLocale(active_language().replace("_", "-")), QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return locale.formattedDataSize(size, 0, form) if size else ""


def progress_in_words(state: JobState) -> str:
    """``3,412 of 5,000``, or the number alone where the whole is unknown."""
    if state.total is not None:
        return tr(N_("{done} of {total}"), done=f"{state.done:,}", total=f"{state.total:,}")
    return f"{state.done:,}" if state.done else ""


def speed_in_words(state: JobState) -> str:
    """``1,180/s · 1 min left``."""
    rate = tr(N_("{count}/s"), count=f"{state.rate:,.0f}") if state.rate >= 1 else ""
    return " · ".join(filter(None, (rate, time_left_in_words(state))))


def time_left_in_words(state: JobState) -> str:
    left = state.seconds_left
    if left is None or state.is_over:
        return ""
    if left < 60:
        return tr_n("{count} s left", "{count} s left", max(1, round(left)))
    if left < 5400:
        return tr_n("{count} min left", "{count} min left", round(left / 60))
    return tr_n("{count} h left", "{count} h left", round(left / 3600))


def status_in_words(state: JobState) -> str:
    return tr(_STATUS_NAMES[state.status])
