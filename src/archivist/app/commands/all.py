"""All commands there are."""

from archivist.app.commands import archives, arranging, editing, helping, marking, reports, searching, viewing
from archivist.app.commands.command import Command, commands_in

COMMANDS: tuple[Command, ...] = commands_in(
    (archives, editing, reports, marking, searching, viewing, arranging, helping)
)
COMMAND_BY_ID: dict[str, Command] = {each.id: each for each in COMMANDS}
