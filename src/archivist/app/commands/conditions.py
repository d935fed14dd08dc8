"""When commands can run."""

from archivist.app.commands.command import Condition
from archivist.domain import N_

has_archive = Condition(lambda context: context.services is not None, N_("needs an open archive"))
can_write = Condition(
    lambda context: context.services is not None and context.is_writable,
    N_("needs an archive that is open for writing"),
)
has_report = Condition(lambda context: context.report is not None, N_("needs an open report"))
has_reports = Condition(lambda context: bool(context.reports), N_("needs a report"))
can_repair = Condition(
    lambda context: context.is_writable and context.report is not None,
    N_("needs an open report in an archive open for writing"),
)
can_compare = Condition(
    lambda context: len(context.reports) == 2 or context.report is not None,
    N_("needs an open report, or two selected ones"),
)
can_change_reports = Condition(
    lambda context: context.is_writable and bool(context.reports), N_("needs a report in an archive open for writing")
)
can_trash = Condition(
    lambda context: can_change_reports.holds(context) and not context.is_trash, N_("needs a report outside the trash")
)
can_untrash = Condition(
    lambda context: can_change_reports.holds(context) and context.is_trash, N_("needs a report in the trash")
)
can_uncollect = Condition(
    lambda context: can_change_reports.holds(context) and bool(context.collection),
    N_("needs a report in a list that shows a collection"),
)
can_change_collection = Condition(
    lambda context: context.is_writable and bool(context.collection), N_("needs a list that shows a collection")
)
can_save_search = Condition(lambda context: context.is_writable and bool(context.query), N_("needs a search"))
can_change_search = Condition(
    lambda context: context.is_writable and bool(context.saved_search), N_("needs a saved search that is shown")
)
has_selection = Condition(lambda context: context.selection is not None, N_("needs selected text"))
can_mark = Condition(lambda context: context.is_writable and context.selection is not None, N_("needs selected text"))
can_mark_or_change = Condition(
    lambda context: context.is_writable and (context.selection is not None or context.mark is not None),
    N_("needs selected text or an annotation"),
)
can_change_mark = Condition(lambda context: context.is_writable and context.mark is not None, N_("needs an annotation"))
can_undo = Condition(lambda context: context.is_writable and context.undo is not None, N_("there is nothing to undo"))
can_redo = Condition(lambda context: context.is_writable and context.redo is not None, N_("there is nothing to redo"))
can_go_back = Condition(lambda context: context.can_go_back, N_("there is nothing to go back to"))
can_go_forward = Condition(lambda context: context.can_go_forward, N_("there is nothing to go forward to"))
has_hits = Condition(lambda context: context.hits > 0, N_("needs hits of a search"))
