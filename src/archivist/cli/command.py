"""How a command is declared: name, what it does, examples that teach, and the function that does it."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from archivist.app.language import translator
from archivist.cli.output import Output
from archivist.domain import N_, Script

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[Any]"
Run: TypeAlias = Callable[[argparse.Namespace, Output], int]

SCRIPTS = [script.value for script in Script]


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help in the reader's language; the texts of arguments are N_ messages."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and translator()(action.help)


def add_command(commands: "Commands", name: str, run: Run, help: str, examples: str) -> argparse.ArgumentParser:
    """Add the command ``name``; ``examples`` are whole command lines, one a line."""
    translate = translator()
    epilog = "\n  ".join([translate(N_("examples:")), *examples.splitlines()])
    parser = commands.add_parser(
        name, help=translate(help), description=translate(help), epilog=epilog, formatter_class=_Help
    )
    parser.add_argument("--json", action="store_true", help=N_("print JSON instead of words"))
    parser.set_defaults(run=run)
    return parser


def add_archive_command(commands: "Commands", name: str, run: Run, help: str, examples: str) -> argparse.ArgumentParser:
    """Add a command whose first word is an archive."""
    parser = add_command(commands, name, run, help, examples)
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help=N_("an archive file (*.archivist)"))
    return parser


def whole_number(text: str) -> int:
    """An argument that counts something: 0 or more."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def positive_number(text: str) -> int:
    """An argument that counts from 1."""
    number = whole_number(text)
    if not number:
        raise ValueError(text)
    return number


# argparse names the type in its message.
whole_number.__name__ = "whole number"
positive_number.__name__ = "positive number"
