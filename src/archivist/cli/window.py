"""The command that opens the window."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from archivist.cli.command import add_archive_command
from archivist.cli.output import Output
from archivist.domain import N_

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands", open_window: Callable[[list[str]], int]) -> None:
    """``open_window`` takes an archive and perhaps a report's id."""
    window = add_archive_command(
        commands,
        "open",
        partial(_open, open_window),
        N_("open the window on an archive"),
        "archivist open research.archivist\narchivist open research.archivist --report ID",
    )
    window.add_argument("--report", metavar="ID", help="show this report")


def _open(open_window: Callable[[list[str]], int], args: argparse.Namespace, output: Output) -> int:
    del output
    return open_window([str(args.archive), *([args.report] if args.report else [])])
