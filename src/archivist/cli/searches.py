"""The command that searches."""

import argparse
from typing import TYPE_CHECKING

from archivist.cli.command import add_archive_command, whole_number
from archivist.cli.output import Output
from archivist.cli.rows import facet_lines, report_line
from archivist.domain import N_
from archivist.domain.errors import QueryError, WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archivist.app.services.finding import Answer
    from archivist.cli.command import Commands

FACETS = ("year", "month", "source", "script", "person", "place", "tag", "collection", "colour")
SORTS = ("relevance", "date", "title", "length", "added", "annotated")


def add_commands(commands: "Commands") -> None:
    search = add_archive_command(
        commands,
        "search",
        _search,
        N_("search the archive, in either script"),
        """archivist search research.archivist 会议
archivist search research.archivist '"高质量发展" date:2024 -会议' --sort date
archivist search research.archivist title:條例 --facets year,script --json""",
    )
    search.add_argument(
        "query", metavar="QUERY", help=N_('words, "an exact sequence", -without, title:, tag:, date: …')
    )
    search.add_argument("--limit", metavar="N", type=whole_number, default=20, help=N_("show so many; 20 unless given"))
    search.add_argument("--offset", metavar="N", type=whole_number, default=0, help=N_("after so many"))
    search.add_argument("--sort", choices=SORTS, default="relevance", help=N_("which come first"))
    search.add_argument(
        "--facets",
        metavar="NAMES",
        default="",
        help=N_("also count them by some of year,month,source,script,person,place,tag,collection,colour"),
    )


def _search(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.finding import describe
    from archivist.app.wiring import open_services

    facets = _facets(args.facets)
    with open_services(args.archive, read_only=True) as services:
        found = services.finding.search(args.query, limit=args.limit, offset=args.offset, sort=args.sort, facets=facets)
    say_problems(found.problems, output)
    words = describe(args.query, output.translate)
    output.result(_document(found), _lines(found, words, output))
    return 0


def say_problems(problems: "Iterable[QueryError]", output: Output) -> None:
    """Tell what of a query was not understood, and where."""
    for problem in problems:
        output.say(
            N_("archivist: Character {place} of the query: {problem}"),
            place=problem.position + 1,
            problem=problem.message(output.translate),
        )


def _facets(names: str) -> list[str]:
    facets = [name for name in names.split(",") if name]
    if unknown := [name for name in facets if name not in FACETS]:
        raise WrongUse(
            N_("Unknown facet"),
            where=", ".join(unknown),
            hint=N_("Choose from: {names}."),
            names=", ".join(FACETS),
        )
    return facets


def _document(found: "Answer") -> dict[str, object]:
    return {
        "count": found.count,
        "hits": [
            {
                "id": str(hit.report.id),
                "title": hit.report.title,
                "date": str(hit.report.date) if hit.report.date else None,
                "score": round(hit.score, 4),
                "snippet": hit.snippet.shown,
                "matches": [list(match) for match in hit.snippet.shown_matches],
            }
            for hit in found.hits
        ],
        "facets": found.facets,
        "milliseconds": round(found.milliseconds, 2),
        "index_behind": found.index_behind,
        "understood": found.understood,
        "parts": [
            {
                "query": part.text,
                "reports": part.reports,
                "forms": [{"query": form.query, "reports": form.reports} for form in part.forms],
            }
            for part in found.parts
        ],
    }


def _lines(found: "Answer", words: str, output: Output) -> "Iterator[str]":
    yield (output.words(N_("reports: {count}"), count=found.count) + f"  ({words}; {found.milliseconds:.1f} ms)")
    if found.index_behind:
        yield output.words(N_("not searched yet, because they changed since: {count}"), count=found.index_behind)
    for part in found.parts:
        yield output.words(N_("{word}: {count} by itself"), word=part.text, count=part.reports)
        for form in part.forms:
            yield output.words(N_("    instead: {query} ({count})"), query=form.query, count=form.reports)
    for hit in found.hits:
        yield report_line(hit.report)
        yield f"    {hit.snippet.shown}"
    yield from facet_lines(found.facets)
