"""The terminal's frame: words in, exit status out, one clear line for every error.

Exit status: 0 done · 1 done in part, or a check found a problem · 2 wrong use · 3 nothing that was named can be read ·
4 the archive is open for writing elsewhere · 130 interrupted."""

import argparse
import io
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from archivist import __version__
from archivist.app.language import translator
from archivist.cli import archives, contexts, exports, imports, marks, reports, searches, texts, tour, window
from archivist.cli.output import Output
from archivist.domain import N_, ArchivistError, JobCancelled
from archivist.domain.errors import ArchiveBusy, UnreadableFile, UnsupportedFormat, UnusableArchive, WrongUse

_STATUS: tuple[tuple[type[ArchivistError], int], ...] = (
    (WrongUse, 2),
    (UnusableArchive, 3),
    (UnreadableFile, 3),
    (UnsupportedFormat, 3),
    (ArchiveBusy, 4),
)

_INTRODUCTION = N_("""Archives of Chinese-language reports: repaired, in both scripts, searchable, annotated.""")
_EXAMPLES = N_("""a first archive:
  archivist create research.archivist
  archivist import research.archivist ~/saved-pages
  archivist search research.archivist 会议
  archivist tour                        the whole job, step by step, on sample reports

Every command takes --json, and --help shows its own examples.""")


class _Parser(argparse.ArgumentParser):
    """Says what was wrong in one line, with the place to look, and exits with 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"archivist: {message}. See: {self.prog} --help\n")


@dataclass(frozen=True)
class Windows:
    """What only the window can do, from above this package: to be opened, and to be pictured into a folder."""

    open: Callable[[list[str]], int]
    take_pictures: Callable[[Path], list[Path]]


def build_parser(windows: Windows | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; each parsed namespace carries ``run(args, output) -> int``."""
    translate = translator()
    parser = _Parser(
        prog="archivist",
        description=translate(_INTRODUCTION),
        epilog=translate(_EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Archivist {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=_Parser)
    for module in (archives, imports, reports, searches, contexts, marks, exports, texts):
        module.add_commands(commands)
    tour.add_commands(commands, main, windows.take_pictures if windows else None)
    if windows is not None:
        window.add_commands(commands, windows.open)
    return parser


def main(argv: Sequence[str], windows: Windows | None = None) -> int:
    """Run one command and return its exit status. Without ``windows`` there are no commands that open one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    parser = build_parser(windows)
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    if not hasattr(args, "run"):
        parser.print_help()
        return 0
    return run_command(args, Output(as_json=args.json))


def run_command(args: argparse.Namespace, output: Output) -> int:
    """Run a parsed command; every failure becomes one line and a status, never a traceback."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return args.run(args, output)
    except ArchivistError as error:
        output.error(error)
        return next((status for kind, status in _STATUS if isinstance(error, kind)), 1)
    except (KeyboardInterrupt, JobCancelled):
        output.say(N_("Interrupted; what was finished is kept."))
        return 130
    except Exception as error:  # noqa: BLE001 - the top of the program: log it, say it once, lose nothing
        output.say(
            N_("Archivist made a mistake ({kind}); nothing was lost. Details: {log}"),
            kind=type(error).__name__,
            log=_log_unexpected(error),
        )
        return 1


def _log_unexpected(error: Exception) -> str:
    """Write where ``error`` happened to the log and return its path. No message: it could hold a report's text."""
    from platformdirs import user_log_path

    frames = "".join(traceback.format_tb(error.__traceback__))
    try:
        folder = user_log_path("archivist", appauthor=False, ensure_exists=True)
        log = folder / "errors.log"
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()} {__version__} {type(error).__qualname__}\n{frames}\n")
    except OSError:
        return frames
    return str(log)
