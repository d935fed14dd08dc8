"""Commands on reports: import, list, show, search, and the trash."""

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from archivist.cli.command import SCRIPTS, add_archive_command, whole_number
from archivist.cli.output import Output
from archivist.cli.rows import doubt_rows, repair_rows, ruby_rows
from archivist.domain import N_, Report, Script
from archivist.domain.errors import WrongUse

if TYPE_CHECKING:
    from archivist.app.services.importing import Outcome
    from archivist.cli.command import Commands

FACETS = ("year", "source", "script", "tag")
SORTS = ("relevance", "date", "title", "length")


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
    bring_in.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="files and folders")
    bring_in.add_argument("--collection", metavar="NAME", help="put the reports into this collection")
    bring_in.add_argument("--encoding", metavar="E", help="read text files in this encoding instead of recognising it")
    bring_in.add_argument("--no-repair", action="store_true", help="apply no automatic repairs")
    listing = add_archive_command(
        commands,
        "list",
        _list,
        N_("list reports"),
        """archivist list research.archivist
archivist list research.archivist --query 高质量发展 --limit 20 --json""",
    )
    listing.add_argument("--query", metavar="Q", help="only those that the search finds")
    listing.add_argument("--limit", metavar="N", type=whole_number)
    show = add_archive_command(
        commands,
        "show",
        _show,
        N_("print a report"),
        """archivist show research.archivist ID
archivist show research.archivist ID --script simplified
archivist show research.archivist ID --layer source       before repairs""",
    )
    show.add_argument("report", metavar="ID", help="an id, or its first eight characters or more")
    show.add_argument("--script", choices=SCRIPTS, default="original", metavar="SCRIPT", help=", ".join(SCRIPTS))
    show.add_argument("--layer", choices=["reading", "source"], default="reading")
    search = add_archive_command(
        commands,
        "search",
        _search,
        N_("search the archive, in either script"),
        """archivist search research.archivist 会议
archivist search research.archivist '"高质量发展" date:2024 -会议' --sort date
archivist search research.archivist title:條例 --facets year,script --json""",
    )
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--limit", metavar="N", type=whole_number, default=20)
    search.add_argument("--offset", metavar="N", type=whole_number, default=0)
    search.add_argument("--sort", choices=SORTS, default="relevance")
    search.add_argument("--facets", metavar="NAMES", default="", help=f"counts by {','.join(FACETS)}")
    for name, run, help_text, example in (
        ("trash", _trash, N_("move reports or annotations to the trash"), "archivist trash research.archivist ID"),
        ("untrash", _untrash, N_("bring them back from the trash"), "archivist untrash research.archivist ID"),
    ):
        parser = add_archive_command(commands, name, run, help_text, example)
        parser.add_argument("ids", metavar="ID", nargs="+", help="reports or annotations")


def _import(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services
    from archivist.cli.progress import progress_bar

    counts: Counter[str] = Counter()
    started = time.monotonic()
    with open_services(args.archive) as services:
        with progress_bar(output) as progress:
            for outcome in services.importing.import_paths(
                args.paths,
                collection=args.collection,
                encoding=args.encoding,
                repair=not args.no_repair,
                progress=progress,
            ):
                counts[outcome.status] += 1
                _print_outcome(outcome, output)
            services.finding.catch_up(progress)
        seconds = time.monotonic() - started
        summary = {name: counts[name] for name in ("imported", "unchanged", "duplicate", "skipped", "failed")}
        if output.as_json:
            output.row({"summary": {**summary, "seconds": round(seconds, 3)}})
        else:
            words = ", ".join(f"{count} {name}" for name, count in summary.items() if count)
            output.result(None, [f"{words or 'nothing to import'} ({seconds:.1f} s)"])
    if not counts["failed"]:
        return 0
    return 1 if counts.total() > counts["failed"] or any(path.exists() for path in args.paths) else 3


def _print_outcome(outcome: "Outcome", output: Output) -> None:
    reason = outcome.reason.message(output.translate) if outcome.reason else None
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
        output.result(None, [f"{outcome.status:10} {outcome.path}" + (f"  ({reason})" if reason else "")])


def _list(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        ids = None if args.query is None else services.finding.matching_reports(args.query)
        found = services.library.list_reports(ids=ids, limit=args.limit)
    output.result([_report_row(report) for report in found], [_report_line(report) for report in found])
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


def _report_line(report: Report) -> str:
    return f"{report.id}  {report.date or '—'!s:10}  {report.title}"


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


def _search(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.wiring import open_services

    facets = [name for name in args.facets.split(",") if name]
    if unknown := [name for name in facets if name not in FACETS]:
        raise WrongUse(
            N_("Unknown facet"),
            where=", ".join(unknown),
            hint=N_("Choose from: {names}."),
            names=", ".join(FACETS),
        )
    with open_services(args.archive, read_only=True) as services:
        found = services.finding.search(args.query, limit=args.limit, offset=args.offset, sort=args.sort, facets=facets)
    for problem in found.problems:
        output.error(problem)
    document = {
        "count": found.count,
        "hits": [
            {
                "id": str(hit.report.id),
                "title": hit.report.title,
                "date": str(hit.report.date) if hit.report.date else None,
                "score": round(hit.score, 4),
                "snippet": hit.snippet.shown,
                "matches": [list(match) for match in hit.snippet.matches],
            }
            for hit in found.hits
        ],
        "facets": found.facets,
        "milliseconds": round(found.milliseconds, 2),
        "index_behind": found.index_behind,
        "understood": found.understood,
    }
    lines = [f"{found.count} reports  ({found.understood}; {found.milliseconds:.1f} ms)"]
    for hit in found.hits:
        lines += [_report_line(hit.report), f"    {hit.snippet.shown}"]
    for name, buckets in found.facets.items():
        lines.append(f"{name}: " + ", ".join(f"{bucket} {count}" for bucket, count in buckets.items()))
    output.result(document, lines)
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
