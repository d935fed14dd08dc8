"""The JSON rows that several commands share. Keys never change: people's scripts depend on them."""

from collections.abc import Iterable

from archivist.domain import Doubt, Repair, Ruby


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
