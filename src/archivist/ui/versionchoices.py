"""What a report can be compared with: another one, or its earlier texts."""

from collections.abc import Sequence

from archivist.app.services.versions import EDITED, IMPORTED_AGAIN
from archivist.app.wiring import Services
from archivist.domain import N_, ReportId
from archivist.ui.dates import moment_in_words
from archivist.ui.dialogs.comparing import Compare
from archivist.ui.language import tr

_REASONS = {EDITED: N_("edited"), IMPORTED_AGAIN: N_("imported again"), "imported": N_("imported")}


def choices_of(services: Services, reports: Sequence[ReportId]) -> tuple[str, list[tuple[str, Compare]]]:
    """A title, and with what to compare, the newest first. ``reports`` are two, or one whose earlier texts are meant.

    Raises ``WrongUse`` for an unknown report."""
    names = [services.library.report(each).title for each in reports]
    comparing = services.comparing
    if len(reports) == 2:
        one, other = reports
        return f"{names[0]} – {names[1]}", [(names[0], lambda: comparing.reports(one, other))]
    (report,) = reports
    earlier = services.versions.versions(report)[-2::-1]
    choices: list[tuple[str, Compare]] = []
    for each in earlier:
        made = moment_in_words(each.made)
        reason = tr(_REASONS.get(each.reason, each.reason))
        name = tr(N_("Text {number}"), number=each.number)
        choices.append((f"{name} · {made} · {reason}", lambda number=each.number: comparing.versions(report, number)))
    return names[0], choices
