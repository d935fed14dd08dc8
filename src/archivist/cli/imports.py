"""The command that brings reports in."""

import argparse
import os
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.cli.command import add_archive_command
from archivist.cli.output import Output
from archivist.domain import N_

if TYPE_CHECKING:
    from archivist.app.services.importing import Outcome
    from archivist.cli.command import Commands

_STATUSES = (N_("imported"), N_("unchanged"), N_("duplicate"), N_("skipped"), N_("failed"))


def add_commands(commands: "Commands") -> None:
    bring_in = add_archive_command(
        commands,
        "import",
        _import,
        N_("import files and folders"),
        """archivist import research.archivist ~/saved-pages
archivist import research.archivist page.html notes.txt --collection 柯桥
archivist import research.archivist old.txt --encoding big5""",
    )
    bring_in.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=N_("files and folders"))
    bring_in.add_argument("--collection", metavar="NAME", help=N_("put the reports into this collection"))
    bring_in.add_argument(
        "--encoding", metavar="E", help=N_("read text files in this encoding instead of recognising it")
    )
    bring_in.add_argument("--no-repair", action="store_true", help=N_("apply no automatic repairs"))


def _import(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services
    from archivist.cli.progress import progress_bar

    counts: Counter[str] = Counter()
    started = time.monotonic()
    is_over = False
    try:
        with open_services(args.archive) as services, progress_bar(output) as progress:
            outcomes = services.importing.import_paths(
                args.paths,
                collection=args.collection,
                encoding=args.encoding,
                repair=not args.no_repair,
                progress=progress,
            )
            # Closed here and now, whatever happens: the worker processes end with it.
            with closing(outcomes):
                for outcome in outcomes:
                    counts[outcome.status] += 1
                    _print_outcome(outcome, output)
            progress.expect(None)
            services.finding.catch_up(progress)
        is_over = True
    finally:
        if counts or is_over:
            _print_summary(counts, time.monotonic() - started, output)
    if not counts["failed"]:
        return 0
    return 1 if counts.total() > counts["failed"] or any(os.access(path, os.R_OK) for path in args.paths) else 3


def _print_outcome(outcome: "Outcome", output: Output) -> None:
    reason = outcome.reason.message(output.translate, with_where=False) if outcome.reason else None
    if output.as_json:
        output.row(
            {
                "path": str(outcome.path),
                "status": outcome.status,
                "report": str(outcome.report) if outcome.report else None,
                "reason": reason,
                "repairs": outcome.repairs,
            }
        )
    else:
        output.result(None, [f"{output.words(outcome.status):10} {outcome.path}" + (f"  ({reason})" if reason else "")])


def _print_summary(counts: Counter[str], seconds: float, output: Output) -> None:
    if output.as_json:
        output.row({"summary": {**{status: counts[status] for status in _STATUSES}, "seconds": round(seconds, 3)}})
        return
    done = ", ".join(f"{counts[status]} {output.words(status)}" for status in _STATUSES if counts[status])
    done = done or output.words(N_("nothing to import"))
    output.result(None, [f"{done} ({seconds:.1f} s)"])
