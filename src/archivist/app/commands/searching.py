"""Commands that find."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.conditions import (
    can_change_search,
    can_save_search,
    has_archive,
    has_hits,
    has_report,
    has_selection,
)
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
    "search.save",
    N_("Save search…"),
    N_("Keep this search with its filters in the library: a collection that fills itself."),
    Menu.SEARCH,
    keys="Ctrl+Shift+S",
    icon="star",
    when=can_save_search,
)
def save_search(context: Context) -> None:
    context.desk.save_search()


@command(
    "search.rename",
    N_("Rename this saved search…"),
    N_("Give the saved search that is shown another name."),
    Menu.SEARCH,
    when=can_change_search,
)
def rename_search(context: Context) -> None:
    context.desk.rename_search(context.saved_search)


@command(
    "search.delete",
    N_("Delete this saved search"),
    N_("Take the saved search that is shown out of the library."),
    Menu.SEARCH,
    when=can_change_search,
)
def delete_search(context: Context) -> None:
    assert context.services
    context.services.library.delete_search(context.saved_search)
    context.desk.tell(N_("Saved search deleted"), can_undo=True)


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
