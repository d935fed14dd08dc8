"""What a command is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import cast

from archivist.app.commands.context import Context
from archivist.domain import N_

Handler = Callable[[Context], object]


class Menu(StrEnum):
    """The menus, in their order."""

    ARCHIVE = N_("Archive")
    EDIT = N_("Edit")
    REPORT = N_("Report")
    ANNOTATE = N_("Annotate")
    SEARCH = N_("Search")
    VIEW = N_("View")
    HELP = N_("Help")


@dataclass(frozen=True)
class Condition:
    """When a command can run, and what is missing where it cannot."""

    holds: Callable[[Context], bool]
    why_not: str


ALWAYS = Condition(lambda context: True, "")


@dataclass(frozen=True)
class Command:
    """``keys`` are in Qt's portable form. ``is_bare``: keys without Ctrl that count only where nothing is typed.

    ``name`` gives the words where they depend on the state ("Undo: Highlight"): a title and what fills its ``{places}``.
    ``is_on`` makes the command a switch. ``section`` numbers the part of the menu between two lines."""

    id: str
    title: str
    help: str
    menu: Menu
    run: Handler
    section: int = 0
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_bare: bool = False
    when: Condition = ALWAYS
    is_on: Callable[[Context], bool] | None = None
    name: Callable[[Context], tuple[str, dict[str, object]]] | None = None
    submenu: str = ""


def command(
    id: str,
    title: str,
    help: str,
    menu: Menu,
    *,
    section: int = 0,
    keys: str | tuple[str, ...] = (),
    icon: str = "",
    is_bare: bool = False,
    when: Condition = ALWAYS,
    is_on: Callable[[Context], bool] | None = None,
    name: Callable[[Context], tuple[str, dict[str, object]]] | None = None,
    submenu: str = "",
) -> Callable[[Handler], Command]:
    """Make a function the handler of a command: the name in the module is then the command, and ``.run`` the function."""
    key_tuple = (keys,) if isinstance(keys, str) else keys

    def declare(run: Handler) -> Command:
        return Command(id, title, help, menu, run, section, key_tuple, icon, is_bare, when, is_on, name, submenu)

    return declare


def commands_in(modules: Iterable[ModuleType]) -> tuple[Command, ...]:
    """The commands of ``modules``, in the order of the menus and then in that of their declaration."""
    found = [
        each
        for module in modules
        for value in vars(module).values()
        for each in (cast(tuple[object, ...], value) if isinstance(value, tuple) else (value,))
        if isinstance(each, Command)
    ]
    order = list(Menu)
    return tuple(sorted(found, key=lambda each: (order.index(each.menu), each.section)))
