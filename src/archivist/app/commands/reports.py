"""Commands on reports."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.conditions import (
    can_change_collection,
    can_change_reports,
    can_compare,
    can_go_back,
    can_go_forward,
    can_repair,
    can_trash,
    can_uncollect,
    can_untrash,
    can_write,
    has_archive,
    has_report,
)
from archivist.app.commands.context import Context
from archivist.domain import N_


@command(
    "report.next",
    N_("Next report"),
    N_("Open the next report of the list."),
    Menu.REPORT,
    keys="J",
    is_bare=True,
    when=has_archive,
)
def step_down(context: Context) -> None:
    context.desk.step_report(1)


@command(
    "report.previous",
    N_("Previous report"),
    N_("Open the report before in the list."),
    Menu.REPORT,
    keys="K",
    is_bare=True,
    when=has_archive,
)
def step_up(context: Context) -> None:
    context.desk.step_report(-1)


@command(
    "report.back",
    N_("Back"),
    N_("Go back to what was shown before."),
    Menu.REPORT,
    keys="Alt+Left",
    icon="arrow-left",
    when=can_go_back,
)
def back(context: Context) -> None:
    context.desk.go_back()


@command(
    "report.forward",
    N_("Forward"),
    N_("Go forward again."),
    Menu.REPORT,
    keys="Alt+Right",
    icon="arrow-right",
    when=can_go_forward,
)
def forward(context: Context) -> None:
    context.desk.go_forward()


@command(
    "report.repairs",
    N_("Repairs"),
    N_("Show what was repaired in the report and what may be wrong still, and decide it."),
    Menu.REPORT,
    section=1,
    keys="Ctrl+Shift+R",
    icon="wrench",
    when=has_report,
)
def repairs(context: Context) -> None:
    context.desk.show_repairs()


@command(
    "report.details",
    N_("Details"),
    N_("Show and correct title, date, source and author."),
    Menu.REPORT,
    section=1,
    keys="Ctrl+D",
    when=has_report,
)
def details(context: Context) -> None:
    context.desk.show_details()


@command(
    "report.accept_repairs",
    N_("Accept all proposed repairs"),
    N_("Make all repairs of the open report that are only proposed, as one step."),
    Menu.REPORT,
    section=1,
    keys="Ctrl+Shift+Return",
    icon="wrench",
    when=can_repair,
)
def accept_repairs(context: Context) -> None:
    assert context.services and context.report
    count = context.services.repairing.accept_proposed(context.report)
    context.desk.tell(N_("All proposed repairs made") if count else N_("No repair is proposed"), can_undo=count > 0)


@command(
    "report.compare",
    N_("Compare…"),
    N_("Show what differs between the two selected reports, or between a report and its earlier texts."),
    Menu.REPORT,
    section=1,
    keys="Ctrl+Shift+M",
    icon="columns-2",
    when=can_compare,
)
def compare(context: Context) -> None:
    pair = context.reports if len(context.reports) == 2 else ()
    context.desk.compare_reports(pair or tuple(filter(None, (context.report,))))


@command(
    "report.tag",
    N_("Tags…"),
    N_("Tag the selected reports."),
    Menu.REPORT,
    section=1,
    keys="Ctrl+T",
    icon="tag",
    when=can_change_reports,
)
def tag(context: Context) -> None:
    context.desk.choose_tags(context.reports)


@command(
    "report.collect",
    N_("Add to a collection…"),
    N_("Put the selected reports into a collection."),
    Menu.REPORT,
    section=1,
    icon="folder-open",
    when=can_change_reports,
)
def collect(context: Context) -> None:
    context.desk.choose_collection(context.reports)


@command(
    "report.new_collection",
    N_("New collection…"),
    N_("Make an empty collection."),
    Menu.REPORT,
    section=1,
    when=can_write,
)
def new_collection(context: Context) -> None:
    context.desk.new_collection()


@command(
    "report.uncollect",
    N_("Remove from this collection"),
    N_("Take the selected reports out of the collection that the list shows; they stay in the archive."),
    Menu.REPORT,
    section=1,
    when=can_uncollect,
)
def uncollect(context: Context) -> None:
    assert context.services
    context.services.library.remove_from_collection(context.collection, context.reports)
    context.desk.tell(N_("Removed from the collection"), can_undo=True)


@command(
    "report.rename_collection",
    N_("Rename this collection…"),
    N_("Give the collection that the list shows another name."),
    Menu.REPORT,
    section=1,
    when=can_change_collection,
)
def rename_collection(context: Context) -> None:
    context.desk.rename_collection(context.collection)


@command(
    "report.delete_collection",
    N_("Delete this collection"),
    N_("Take away the collection that the list shows; its reports stay in the archive."),
    Menu.REPORT,
    section=1,
    when=can_change_collection,
)
def delete_collection(context: Context) -> None:
    assert context.services
    context.services.library.delete_collection(context.collection)
    context.desk.tell(N_("Collection deleted; its reports stay in the archive"), can_undo=True)


@command(
    "report.mark_read",
    N_("Mark as read"),
    N_("Take the unread sign away."),
    Menu.REPORT,
    section=2,
    when=can_change_reports,
)
def mark_read(context: Context) -> None:
    assert context.services
    context.services.library.mark_read(context.reports, is_read=True)


@command(
    "report.mark_unread",
    N_("Mark as unread"),
    N_("Show the selected reports as unread."),
    Menu.REPORT,
    section=2,
    keys="Ctrl+U",
    when=can_change_reports,
)
def mark_unread(context: Context) -> None:
    assert context.services
    context.services.library.mark_read(context.reports, is_read=False)


@command(
    "report.trash",
    N_("Move to the trash"),
    N_("Move the selected reports to the trash, from where they can be brought back."),
    Menu.REPORT,
    section=3,
    keys="Ctrl+Del",
    icon="trash-2",
    when=can_trash,
)
def trash(context: Context) -> None:
    assert context.services
    context.services.library.trash_reports(context.reports)
    context.desk.tell(N_("Moved to the trash"), can_undo=True)


@command(
    "report.untrash",
    N_("Bring back from the trash"),
    N_("Put reports back where they were."),
    Menu.REPORT,
    section=3,
    when=can_untrash,
)
def untrash(context: Context) -> None:
    assert context.services
    context.services.library.untrash_reports(context.reports)
    context.desk.tell(N_("Brought back from the trash"), can_undo=True)
