"""What a worker process and its parent say to each other: frames of bytes with their length, and drafts as JSON.

No pickle: a worker has read hostile bytes, and what it says is only data."""

import json
import struct
from dataclasses import asdict
from typing import IO, Any

from archivist.domain import (
    ArchivistError,
    EdtfDate,
    Paragraph,
    ParagraphKind,
    Repair,
    RepairState,
    ReportDraft,
    Ruby,
    RubyOrigin,
    SourceSpan,
    Span,
    WrittenScript,
)
from archivist.domain import errors as error_types

_LENGTH = struct.Struct(">Q")


def write_frame(stream: IO[bytes], content: bytes) -> None:
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)


def read_frame(stream: IO[bytes]) -> bytes:
    """The next frame. Raises ``EOFError`` where there is none or only a part of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def write_json(stream: IO[bytes], document: object) -> None:
    write_frame(stream, json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_json(stream: IO[bytes]) -> Any:
    """The next frame as JSON. Raises ``EOFError`` and ``ValueError``."""
    return json.loads(read_frame(stream).decode("utf-8", "surrogatepass"))


def draft_to_json(draft: ReportDraft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name) for name in _PLAIN},
        "date": draft.date.value if draft.date else None,
        "script": draft.script.value,
        "paragraphs": [[p.span.start, p.span.end, p.kind, p.level, p.number] for p in draft.paragraphs],
        "repairs": [{**asdict(repair), "span": [repair.span.start, repair.span.end]} for repair in draft.repairs],
        "ruby": [[ruby.span.start, ruby.span.end, ruby.reading, ruby.origin] for ruby in draft.ruby],
        "folded_sha256": draft.folded_sha256.hex(),
    }


def draft_from_json(row: dict[str, Any]) -> ReportDraft:
    return ReportDraft(
        **{name: row[name] for name in _PLAIN},
        date=EdtfDate(row["date"]) if row["date"] else None,
        script=WrittenScript(row["script"]),
        paragraphs=tuple(
            Paragraph(Span(start, end), ParagraphKind(kind), level, number)
            for start, end, kind, level, number in row["paragraphs"]
        ),
        repairs=tuple(_repair(repair) for repair in row["repairs"]),
        ruby=tuple(Ruby(Span(start, end), reading, RubyOrigin(origin)) for start, end, reading, origin in row["ruby"]),
        folded_sha256=bytes.fromhex(row["folded_sha256"]),
    )


_PLAIN = ("title", "source", "source_text", "reading_text", "author", "place", "language", "origins", "extra")


def _repair(row: dict[str, Any]) -> Repair:
    return Repair(**{**row, "span": SourceSpan(*row["span"]), "state": RepairState(row["state"])})


def error_to_json(error: ArchivistError) -> dict[str, Any]:
    values = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
    return {
        "type": type(error).__name__,
        "what": error.what,
        "where": error.where,
        "why": error.why,
        "hint": error.hint,
        "values": values,
    }


def error_from_json(row: dict[str, Any]) -> ArchivistError:
    kind = getattr(error_types, row["type"], ArchivistError)
    return kind(row["what"], where=row["where"], why=row["why"], hint=row["hint"], **row["values"])
