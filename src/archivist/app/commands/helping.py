"""Commands that tell about the program."""

from archivist.app.commands.command import Menu, command
from archivist.app.commands.context import Context
from archivist.domain import N_


@command(
    "help.palette",
    N_("All commands…"),
    N_("Find any command, or a report by its title."),
    Menu.HELP,
    keys="Ctrl+K",
    icon="ellipsis",
)
def palette(context: Context) -> None:
    context.desk.show_palette()


@command("help.keys", N_("Keys"), N_("Show all commands with their keys."), Menu.HELP, keys="F1", icon="keyboard")
def keys(context: Context) -> None:
    context.desk.show_keys()


@command("help.about", N_("About Archivist"), N_("Show version and licences."), Menu.HELP, section=1)
def about(context: Context) -> None:
    context.desk.show_about()
