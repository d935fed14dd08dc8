"""Commands that arrange what the list and the panes show."""

from archivist.app.commands.command import Command, Condition, Menu, command
from archivist.app.commands.conditions import has_archive, has_report
from archivist.app.commands.context import Context
from archivist.app.services.library import Sort
from archivist.app.settings import OTHER_SCRIPT, PANES, SCRIPTS
from archivist.domain import N_, Script

ORDER_NAMES = {
    Sort.NEWEST: N_("Newest"),
    Sort.OLDEST: N_("Oldest"),
    Sort.TITLE: N_("Title"),
    Sort.SOURCE: N_("Source"),
    Sort.ADDED: N_("Added"),
    Sort.ANNOTATIONS: N_("Annotations"),
}
SCRIPT_NAMES = {
    Script.ORIGINAL: N_("Original"),
    Script.SIMPLIFIED: N_("Simplified"),
    Script.TRADITIONAL: N_("Traditional"),
    Script.TRADITIONAL_TW: N_("Traditional, Taiwan"),
    Script.TRADITIONAL_HK: N_("Traditional, Hong Kong"),
}
_PANES = (N_("Script of pane 1"), N_("Script of pane 2"), N_("Script of pane 3"))


def _script_command(pane: int, value: str, title: str) -> Command:
    def choose(context: Context) -> None:
        scripts = list(context.settings.get(SCRIPTS))
        scripts[pane] = value
        context.settings.set(SCRIPTS, scripts)

    return command(
        f"view.script_{pane + 1}_{value}",
        title,
        N_("Choose the script of a pane."),
        Menu.VIEW,
        section=1,
        submenu=_PANES[pane],
        is_on=lambda context: context.settings.get(SCRIPTS)[pane] == value,
        when=Condition(
            lambda context: has_report.holds(context) and context.settings.get(PANES) > pane,
            N_("needs a report in so many panes"),
        ),
    )(choose)


scripts = tuple(
    _script_command(pane, value, title)
    for pane in range(len(_PANES))
    for value, title in (
        (OTHER_SCRIPT, N_("The other script")),
        *((each.value, name) for each, name in SCRIPT_NAMES.items()),
    )
)


def _order_command(order: Sort, title: str) -> Command:
    return command(
        f"view.order_{order.value}",
        title,
        N_("Choose the order of the list of reports."),
        Menu.VIEW,
        section=6,
        submenu=N_("Order of the list"),
        is_on=lambda context: context.order is order,
        when=has_archive,
    )(lambda context: context.desk.sort_list(order))


orders = tuple(_order_command(order, title) for order, title in ORDER_NAMES.items())


@command(
    "view.filter_list",
    N_("Filter the list"),
    N_("Show only the reports of the list with some words in their titles or sources."),
    Menu.VIEW,
    section=6,
    icon="list-filter",
    when=has_archive,
)
def filter_list(context: Context) -> None:
    context.desk.filter_list()
