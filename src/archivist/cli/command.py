"""How a command is declared: name, what it does, examples that teach, and the function that does it."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from archivist.app.language import translator
from archivist.cli.output import Output
from archivist.domain import Script

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[Any]"
Run: TypeAlias = Callable[[argparse.Namespace, Output], int]

SCRIPTS = [script.value for script in Script]


def add_command(commands: "Commands", name: str, run: Run, help: str, examples: str) -> argparse.ArgumentParser:
    """Add the command ``name``; ``examples`` are whole command lines, one a line."""
    epilog = "examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines())
    help = translator()(help)
    parser = commands.add_parser(
        name, help=help, description=help, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of words")
    parser.set_defaults(run=run)
    return parser


def add_archive_command(
    commands: "Commands",
    name: str,
    run: Run,
    help: str,
    examples: str,
) -> argparse.ArgumentParser:
    """Add a command whose first word is an archive."""
    parser = add_command(commands, name, run, help, examples)
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help="an archive file (*.archivist)")
    return parser


def whole_number(text: str) -> int:
    """An argument that counts something: 0 or more."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


whole_number.__name__ = "whole number"  # argparse names the type in its message
