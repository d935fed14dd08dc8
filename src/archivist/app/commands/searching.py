"""Commands that find."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.conditions import has_archive, has_hits, has_report, has_selection
from archivist.app.commands.context import Context
from archivist.domain import N_


@command(
    "search.archive",
    N_("Search the archive"),
    N_("Search all reports, in either script."),
    Menu.SEARCH,
    keys="Ctrl+Shift+F",
    icon="search",
    when=has_archive,
)
def search_archive(context: Context) -> None:
    context.desk.focus_search()


@command(
    "search.selection",
    N_("Find in archive"),
    N_("Search the archive for the selected text."),
    Menu.SEARCH,
    keys="F",
    icon="search",
    is_bare=True,
    when=has_selection,
)
def search_selection(context: Context) -> None:
    context.desk.find_in_archive(context.selected_text)


@command(
    "search.selection_context",
    N_("In context"),
    N_("Show the selected text in all its contexts, and over time."),
    Menu.SEARCH,
    keys="K",
    icon="text-quote",
    is_bare=True,
    when=has_selection,
)
def selection_in_context(context: Context) -> None:
    context.desk.show_context(context.selected_text)


@command(
    "search.context",
    N_("Phrase in context"),
    N_("Show what is searched for in all its contexts, and over time."),
    Menu.SEARCH,
    keys="Ctrl+Shift+K",
    icon="text-quote",
    when=has_archive,
)
def in_context(context: Context) -> None:
    context.desk.show_context("")


@command(
    "search.report",
    N_("Find in report"),
    N_("Find a word in the open report, in either script."),
    Menu.SEARCH,
    section=1,
    keys="Ctrl+F",
    icon="search",
    when=has_report,
)
def find_in_report(context: Context) -> None:
    context.desk.find_in_report()


@command("search.next", N_("Next hit"), N_("Go to the next hit."), Menu.SEARCH, section=1, keys="F3", when=has_hits)
def next_hit(context: Context) -> None:
    context.desk.step_hit(1)


@command(
    "search.previous",
    N_("Previous hit"),
    N_("Go to the hit before."),
    Menu.SEARCH,
    section=1,
    keys="Shift+F3",
    when=has_hits,
)
def previous_hit(context: Context) -> None:
    context.desk.step_hit(-1)
