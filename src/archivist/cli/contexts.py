"""The commands on what is written where: every hit in its context, and counts over time."""

import argparse
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from archivist.cli.command import add_archive_command, whole_number
from archivist.cli.output import Output
from archivist.cli.searches import say_problems
from archivist.domain import N_

if TYPE_CHECKING:
    from archivist.app.services.context import ContextLine
    from archivist.app.services.trend import PhraseTrend, Trend
    from archivist.cli.command import Commands

SORTS = ("left", "right", "date", "source")
UNITS = ("year", "month", "source")

_WIDTH = 20
_ALIGNED = 200
"""Lines that are aligned with one another: those behind them are not waited for."""

_LONGEST_MATCH = 24
"""Columns kept for a match; those of wildcards may be longer, and push what follows."""

_ID_LENGTH = 18
"""Characters of an id that tell reports apart, those of one import too: what follows is chance."""


def add_commands(commands: "Commands") -> None:
    kwic = add_archive_command(
        commands,
        "kwic",
        _kwic,
        N_("show every hit in its context"),
        """archivist kwic research.archivist 高质量发展
archivist kwic research.archivist '"新质生产力" date:2024' --sort right --width 40
archivist kwic research.archivist 会议 --json | head -n 1000""",
    )
    kwic.add_argument("query", metavar="QUERY", help=N_("what to show: words and sequences of the query language"))
    kwic.add_argument(
        "--width", metavar="N", type=whole_number, default=_WIDTH, help=N_("characters on each side; 20 unless given")
    )
    kwic.add_argument(
        "--sort", choices=SORTS, default="date", help=N_("by date, source, or what stands to the left or right")
    )
    trend = add_archive_command(
        commands,
        "trend",
        _trend,
        N_("count phrases over time"),
        """archivist trend research.archivist 高质量发展 科学发展
archivist trend research.archivist 新质生产力 --by month --json
archivist trend research.archivist '纺织 OR 服装' --by source""",
    )
    trend.add_argument("phrases", metavar="PHRASE", nargs="+", help=N_("a sequence of characters, or a query"))
    trend.add_argument("--by", choices=UNITS, default="year", help=N_("what is counted together; years unless given"))


def _kwic(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.context import LineSort
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        found = services.context.find(args.query, width=args.width, sort=LineSort(args.sort))
        say_problems(found.problems, output)
        _say_behind(found.index_behind, output)
        if output.as_json:
            for line in found.lines():
                output.row(_line_document(line) | _behind(found.index_behind))
            return 0
        output.text(output.words(N_("hits: {hits}, reports: {reports}"), hits=found.hits, reports=found.reports) + "\n")
        lines = found.lines()
        while some := list(islice(lines, _ALIGNED)):
            output.result(None, _aligned(some))
    return 0


def _line_document(line: "ContextLine") -> dict[str, object]:
    return {
        "report": str(line.report),
        "start": line.span.start,
        "end": line.span.end,
        "left": line.left,
        "match": line.match,
        "right": line.right,
        "date": str(line.date) if line.date else None,
    }


def _aligned(lines: "list[ContextLine]") -> Iterator[str]:
    """The lines with their matches one below the other."""
    shown = [tuple(map(_printable, (line.left, line.match, line.right))) for line in lines]
    left_columns, match_columns = (max(_columns(texts[part]) for texts in shown) for part in (0, 1))
    for line, (left, match, right) in zip(lines, shown, strict=True):
        yield "  ".join(
            (
                str(line.report)[:_ID_LENGTH],
                f"{line.date or '—'!s:10}",
                " " * (left_columns - _columns(left)) + left,
                match + " " * (min(match_columns, _LONGEST_MATCH) - _columns(match)),
                right,
            )
        ).rstrip()


def _trend(args: argparse.Namespace, output: Output) -> int:
    from archivist.app.services.trend import By
    from archivist.app.wiring import open_services

    with open_services(args.archive, read_only=True) as services:
        found = services.trend.count(args.phrases, by=By(args.by))
    for phrase in found.phrases:
        say_problems(phrase.problems, output)
    _say_behind(found.index_behind, output)
    output.result(list(_trend_rows(found)), _trend_lines(found, output))
    return 0


def _trend_rows(found: "Trend") -> Iterator[dict[str, object]]:
    for number, phrase in enumerate(found.phrases):
        for place, bucket in enumerate(found.buckets):
            yield {
                "phrase": phrase.phrase,
                "bucket": bucket.name,
                "reports": phrase.reports[place],
                "hits": phrase.hits[place],
                "per_million": found.per_million(number, place),
            } | _behind(found.index_behind)


def _trend_lines(found: "Trend", output: Output) -> Iterator[str]:
    """A table for each phrase, without years in which there is no report at all."""
    for number, phrase in enumerate(found.phrases):
        yield _printable(phrase.phrase)
        yield from _table(list(_trend_cells(found, number, phrase, output)))


def _trend_cells(found: "Trend", number: int, phrase: "PhraseTrend", output: Output) -> Iterator[tuple[str, ...]]:
    yield ("", *map(output.translate, (N_("hits"), N_("per million characters"), N_("in reports"), N_("all reports"))))
    for place, bucket in enumerate(found.buckets):
        if not bucket.reports:
            continue
        yield (
            _printable(bucket.name) or output.words(N_("unknown")),
            str(phrase.hits[place]),
            f"{found.per_million(number, place):.1f}",
            str(phrase.reports[place]),
            str(bucket.reports),
        )


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Names to the left, numbers to the right."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        cells = [" " * (width - _columns(number)) + number for width, number in zip(widths[1:], numbers, strict=True)]
        yield "  ".join((f"  {name}{' ' * (widths[0] - _columns(name))}", *cells))


def _behind(count: int) -> dict[str, object]:
    """What every row says while the index is behind, as there is no document around them to say it."""
    return {"index_behind": count} if count else {}


def _say_behind(count: int, output: Output) -> None:
    if count:
        output.say(N_("not searched yet, because they changed since: {count}"), count=count)


def _printable(text: str) -> str:
    """``text`` without what moves a terminal's cursor."""
    return "".join(character if character.isprintable() else " " for character in text)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
