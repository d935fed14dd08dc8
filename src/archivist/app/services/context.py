"""Keyword in context: every place of the archive where what a query looks for stands, one line each."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

from archivist.app.filewriting import replacing
from archivist.app.services.finding import FindingService, query_within
from archivist.app.within import Within
from archivist.domain import EdtfDate, Progress, Report, ReportId, Silent, Span, WrittenScript
from archivist.domain.errors import QueryError
from archivist.search.context import Line, Lines, LineSort
from archivist.store import reports
from archivist.store.archive import Archive

__all__ = ["ContextLine", "ContextService", "InContext", "LineSort"]

WIDTH = 30
"""Code points on each side of a match, unless more or fewer are asked for."""

_AT_ONCE = 200
"""Lines that are read together: one look into the archive for all their reports."""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """One match, the text beside it in the same paragraph, and what is known of the report that it stands in.

    ``span`` counts code points of the reading text."""

    report: ReportId
    span: Span
    left: str
    match: str
    right: str
    date: EdtfDate | None
    source: str | None
    script: WrittenScript


@dataclass(frozen=True, slots=True)
class InContext:
    """The exact numbers of matches and of the reports that they stand in, and the lines, which are read when wanted.

    It shows the archive as it was indexed when it was made, however long it is kept. ``index_behind`` counts reports
    that had changed and were not indexed then."""

    hits: int
    reports: int
    understood: str
    problems: tuple[QueryError, ...]
    index_behind: int
    _lines: Lines = field(repr=False, compare=False)
    _archive: Archive = field(repr=False, compare=False)

    def lines(self, first: int = 0, count: int | None = None) -> Iterator[ContextLine]:
        """The lines from number ``first`` on, all or at most ``count``, read some at a time.

        A report that went into the trash since has no date and source. Raises ``IndexDamaged``."""
        last = self.hits if count is None else min(self.hits, first + count)
        for start in range(first, last, _AT_ONCE):
            yield from self._read(self._lines.page(start, min(_AT_ONCE, last - start)))

    def _read(self, page: list[Line]) -> Iterator[ContextLine]:
        with self._archive.read() as reader:
            listed = reports.list_reports(reader, ids=list(dict.fromkeys(line.report for line in page)))
        by_id = {report.id: report for report in listed}
        return (_line(line, by_id.get(line.report)) for line in page)


class ContextService:
    """May be used from several threads."""

    def __init__(self, archive: Archive, finding: FindingService) -> None:
        self._archive = archive
        self._finding = finding

    def find(
        self,
        text: str,
        *,
        width: int = WIDTH,
        sort: LineSort = LineSort.DATE,
        within: Within | None = None,
        catches_up: bool = True,
    ) -> InContext:
        """What the query ``text`` looks for, in its contexts of ``width`` code points, in all reports that match.

        Shown are words and phrases that are looked for in reading texts: all parts of an OR, each part of an AND. One
        that only stands in a title or note has no line, as it has no place in the reading text; a query without any has
        none. Never raises for what is typed. ``catches_up``: as for ``FindingService.search``."""
        behind = self._finding.try_to_catch_up() if catches_up else 0
        query = query_within(text, within or Within())
        found = self._finding.ask(
            lambda index: index.lines(query, width, sort, self._finding.sets()), catches_up=catches_up
        )
        return InContext(found.hits, found.reports, query.understood, query.problems, behind, found, self._archive)

    def export(
        self,
        text: str,
        out: Path,
        *,
        sort: LineSort = LineSort.DATE,
        within: Within | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Write all lines of ``text`` as a CSV table (RFC 4180, UTF-8 with a mark that spreadsheets know) to ``out``; the
        number of lines. Raises ``DiskFull`` and ``UnwritableTarget``."""
        watch = progress or Silent()
        found = self.find(text, sort=sort, within=within, catches_up=False)
        watch.expect(found.hits)
        with replacing(out) as stream:
            table = TextIOWrapper(stream, "utf-8-sig", newline="")
            rows = csv.writer(table)
            rows.writerow(("report", "date", "source", "start", "end", "left", "match", "right"))
            for line in found.lines():
                place = (line.span.start, line.span.end)
                texts = (line.left, line.match, line.right)
                rows.writerow((line.report, line.date or "", line.source or "", *place, *texts))
                watch.step(out.name)
            table.flush()
            table.detach()
        return found.hits


def _line(line: Line, report: Report | None) -> ContextLine:
    return ContextLine(
        *line,
        date=report.date if report else None,
        source=report.source if report else None,
        script=report.script if report else WrittenScript.NEUTRAL,
    )
