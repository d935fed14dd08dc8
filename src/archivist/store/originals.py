"""Originals: the bytes that came in, part by part."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from archivist.domain import Original, ReportId
from archivist.store.codec import PART_SIZE, DamagedValue, decompress
from archivist.store.failures import reads_rows
from archivist.store.reports import unknown_report
from archivist.store.schema import original, original_part, report, report_version
from archivist.store.transaction import Reader

_WORTH: Final = 0.95
"""What does not shrink below this share is kept as it is."""


def pack_original(content: bytes, *, media_type: str, place: str) -> Original:
    """``content`` hashed and compressed, ready for ``add_report``. Slow for large ones: before any transaction."""
    import zstandard

    pieces = [content[start : start + PART_SIZE] for start in range(0, len(content), PART_SIZE)]
    packed = [zstandard.ZstdCompressor(level=3).compress(piece) for piece in pieces]
    is_worth = sum(map(len, packed)) <= _WORTH * len(content) and bool(content)
    return Original(
        sha256=sha256(content).digest(),
        size=len(content),
        media_type=media_type,
        codec="zstd" if is_worth else "raw",
        parts=tuple(packed if is_worth else pieces),
        place=place,
    )


class OriginalFacts(NamedTuple):
    """What is known of an original without reading it; ``sha256`` is hexadecimal, ``size`` in bytes."""

    place: str
    sha256: str
    size: int
    media_type: str


def describe_original(reader: Reader, report_id: ReportId) -> OriginalFacts | None:
    """The original that the present version of a report was made of; None where a person wrote it."""
    found = reader.execute(
        select(original)
        .join(report_version, report_version.c.original == original.c.sha256)
        .join(report, report.c.id == report_version.c.report)
        .where(report.c.id == report_id.bytes, report_version.c.number == report.c.version)
    ).first()
    if found is None:
        return None
    return OriginalFacts(found.place, found.sha256.hex(), found.size, found.media_type)


def original_bytes(reader: Reader, report_id: ReportId) -> bytes:
    """The bytes that the present version of a report was made of. Raises ``WrongUse`` for an unknown report and
    ``ArchiveDamaged`` where they are not what came in."""
    found = reader.execute(
        select(report_version.c.original)
        .join(report, report.c.id == report_version.c.report)
        .where(report.c.id == report_id.bytes, report_version.c.number == report.c.version)
    ).first()
    if found is None:
        raise unknown_report(report_id)
    return b"".join(checked_parts(reader, found.original))


def checked_parts(reader: Reader, key: bytes) -> Iterator[bytes]:
    """The parts of one original, decompressed, one in memory at a time. Raises ``DamagedValue`` where size, number of
    parts or SHA-256 are not those that were noted: at the latest behind the last part."""
    noted = reader.execute(select(original).where(original.c.sha256 == key)).first()
    if noted is None:
        raise DamagedValue(f"the original {key.hex() if isinstance(key, bytes) else key!r} is missing")
    digest, size = sha256(), 0
    for number in range(_count(noted)):
        data = reader.execute(
            select(original_part.c.data).where(original_part.c.original == key, original_part.c.number == number)
        ).scalar()
        part = _unpack(noted, data)
        digest.update(part)
        size += len(part)
        yield part
    if size != noted.size or digest.digest() != key:
        raise DamagedValue(f"the original {key.hex()} has changed")


@reads_rows
def _count(noted: Any) -> int:
    most = noted.size // PART_SIZE + 1
    if not 0 <= noted.parts <= most:
        raise ValueError(f"{noted.parts} parts of an original of {noted.size} bytes")
    return noted.parts


@reads_rows
def _unpack(noted: Any, data: object) -> bytes:
    if not isinstance(data, bytes):
        raise TypeError("a part is missing")
    if noted.codec == "raw":
        return data
    if noted.codec != "zstd":
        raise ValueError(f"unknown codec {noted.codec!r}")
    return decompress(data, PART_SIZE)
