"""The rows that several commands share. The keys of JSON never change: people's scripts depend on them."""

from collections.abc import Iterable, Iterator, Mapping

from archivist.domain import Doubt, Repair, Report, Ruby


def repair_rows(source_text: str, repairs: Iterable[Repair]) -> list[dict[str, object]]:
    """Positions count the source text."""
    return [
        {
            "start": repair.span.start,
            "end": repair.span.end,
            "raw": repair.span.of(source_text),
            "replacement": repair.replacement,
            "kind": repair.kind,
            "state": repair.state.value,
            "confidence": repair.confidence,
            "evidence": repair.evidence,
        }
        for repair in repairs
    ]


def ruby_rows(ruby: Iterable[Ruby]) -> list[list[object]]:
    return [[item.span.start, item.span.end, item.reading] for item in ruby]


def doubt_rows(doubts: Iterable[Doubt]) -> list[dict[str, object]]:
    """Positions count the reading text."""
    return [
        {
            "start": doubt.span.start,
            "end": doubt.span.end,
            "kind": doubt.kind,
            "alternatives": list(doubt.alternatives),
            "reason": doubt.reason,
        }
        for doubt in doubts
    ]


def facet_lines(facets: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The counts of each facet in one line, for a person."""
    for name, buckets in facets.items():
        if buckets:
            yield f"{name}: " + ", ".join(f"{bucket} {count}" for bucket, count in buckets.items())


def report_line(report: Report) -> str:
    """A report in one line, for a person."""
    return f"{report.id}  {report.date or '—'!s:10}  {report.title}"
