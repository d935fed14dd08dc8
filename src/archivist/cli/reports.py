"""Commands on reports: list, show, and the trash."""

import argparse
from typing import TYPE_CHECKING

from archivist.cli.command import SCRIPTS, add_archive_command, whole_number
from archivist.cli.output import Output
from archivist.cli.rows import doubt_rows, repair_rows, report_line, ruby_rows
from archivist.domain import N_, Report, Script
from archivist.domain.errors import WrongUse

if TYPE_CHECKING:
    from archivist.cli.command import Commands


def add_commands(commands: "Commands") -> None:
    listing = add_archive_command(
        commands,
        "list",
        _list,
        N_("list reports"),
        """archivist list research.archivist
archivist list research.archivist --query 高质量发展 --limit 20 --json""",
    )
    listing.add_argument("--query", metavar="Q", help=N_("only those that the search finds"))
    listing.add_argument("--limit", metavar="N", type=whole_number, help=N_("only so many"))
    show = add_archive_command(
        commands,
        "show",
        _show,
        N_("print a report"),
        """archivist show research.archivist ID
archivist show research.archivist ID --script simplified
archivist show research.archivist ID --layer source       before repairs""",
    )
    show.add_argument("report", metavar="ID", help=N_("an id, or as much of its beginning as no other has"))
    show.add_argument("--script", choices=SCRIPTS, default="original", metavar="SCRIPT", help=", ".join(SCRIPTS))
    show.add_argument("--layer", choices=["reading", "source"], default="reading", help=N_("after repairs, or before"))
    for name, run, help, example in (
        ("trash", _trash, N_("move reports or annotations to the trash"), "archivist trash research.archivist ID"),
        ("untrash", _untrash, N_("bring them back from the trash"), "archivist untrash research.archivist ID"),
    ):
        parser = add_archive_command(commands, name, run, help, example)
        parser.add_argument("ids", metavar="ID", nargs="+", help=N_("reports or annotations"))


def _list(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        ids = None if args.query is None else services.finding.matching_reports(args.query)
        found = services.library.list_reports(ids=ids, limit=args.limit)
    output.result([_report_row(report) for report in found], map(report_line, found))
    return 0


def _report_row(report: Report) -> dict[str, object]:
    return {
        "id": str(report.id),
        "title": report.title,
        "date": str(report.date) if report.date else None,
        "source": report.source,
        "script": report.script.value,
        "characters": report.characters,
        "annotations": report.annotations,
    }


def _show(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    script = Script(args.script)
    is_source = args.layer == "source"
    if is_source and script is not Script.ORIGINAL:
        raise WrongUse(
            N_("The source text is shown as it is"), hint=N_("Leave out --script, or choose --layer reading.")
        )
    with open_services(args.archive, read_only=True) as services:
        page = services.reading.read(services.library.report_id(args.report), script)
    text = page.text.source_text if is_source else page.rendering.text
    if not output.as_json:
        output.text(text)
        return 0
    report = page.text.report
    output.row(
        {
            "id": str(report.id),
            "title": report.title,
            "date": str(report.date) if report.date else None,
            "text": text,
            "ruby": ruby_rows(page.text.ruby),
            "repairs": repair_rows(page.text.source_text, page.text.repairs),
            "doubts": doubt_rows(page.doubts),
            "alignment": [] if is_source else page.rendering.alignment.as_rows(),
        }
    )
    return 0


def _trash(args: argparse.Namespace, output: Output) -> int:
    return _move(args, output, into_trash=True)


def _untrash(args: argparse.Namespace, output: Output) -> int:
    return _move(args, output, into_trash=False)


def _move(args: argparse.Namespace, output: Output, *, into_trash: bool) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive) as services:
        moved = services.library.trash(args.ids) if into_trash else services.library.untrash(args.ids)
    ids = [str(item) for item in moved]
    output.result({"trashed" if into_trash else "untrashed": ids}, ids)
    return 0
