"""The command that takes annotated reports out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.cli.command import SCRIPTS, add_archive_command
from archivist.cli.output import Output
from archivist.domain import N_, Script

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands") -> None:
    export = add_archive_command(
        commands,
        "export",
        _export,
        N_("export reports with their annotations"),
        """archivist export research.archivist --format html --out report.html --report ID
archivist export research.archivist --format docx --out folder --query 高质量发展 --script simplified
archivist export research.archivist --format w3c --out annotations.jsonld --all""",
    )
    export.add_argument("--format", metavar="KEY", required=True, help=N_("html, docx or w3c"))
    export.add_argument(
        "--out",
        metavar="PATH",
        type=Path,
        required=True,
        help=N_("a file for one report or for a format that holds many in one file; otherwise a folder"),
    )
    which = export.add_mutually_exclusive_group(required=True)
    which.add_argument("--report", metavar="ID", action="append", dest="reports", help=N_("may be given again"))
    which.add_argument("--query", metavar="Q", help=N_("those that the search finds"))
    which.add_argument("--collection", metavar="C", help=N_("those of this collection"))
    which.add_argument("--all", action="store_true", help=N_("all reports outside the trash"))
    export.add_argument("--script", choices=SCRIPTS, metavar="SCRIPT", help=", ".join(SCRIPTS))


def _export(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.exporting import Exported
    from archivist.app.wiring import open_services
    from archivist.cli.progress import progress_bar
    from archivist.exporting.registry import export_format

    form = export_format(args.format)
    with open_services(args.archive, read_only=True) as services, progress_bar(output) as progress:
        if args.reports:
            ids = list(dict.fromkeys(services.library.report_id(text) for text in args.reports))
        elif args.query is not None:
            ids = services.finding.matching_reports(args.query)
        else:
            ids = services.library.report_ids(collection=args.collection)
        if ids:
            script = Script(args.script) if args.script else None
            done = services.exporting.export(
                ids,
                format_key=form.key,
                out=args.out,
                script=script,
                progress=progress,
                translate=output.translate,
            )
        else:
            output.say(N_("No report fits: nothing was exported."))
            done = Exported((), 0, 0)
    document = {
        "format": form.key,
        "files": [str(file) for file in done.files],
        "reports": done.reports,
        "annotations": done.annotations,
    }
    output.result(document, [str(file) for file in done.files])
    return 0
