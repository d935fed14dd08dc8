"""Values as they lie in the file: texts behind one codec byte, ids as 16 bytes, row images as JSON.

A text that was damaged is noticed here: sizes are checked before anything is decompressed, and every text carries a
checksum. What a damaged value means for a person is not said here (``failures``)."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import zstandard

PART_SIZE: Final = 8 * 1024 * 1024
"""Bytes of an original that one part holds at most, before compression."""

TEXT_LIMIT: Final = 1024 * 1024 * 1024
"""Bytes that a text may have at most; a larger size in a header is damage or malice."""

_ZSTD: Final = 1
_LEVEL: Final = 3


class DamagedValue(ValueError):
    """A stored value is not what was written."""


def pack_text(text: str) -> bytes:
    """``text`` as it is stored: a codec byte, then compressed UTF-8 with a checksum. Lone surrogates survive."""
    plain = text.encode("utf-8", "surrogatepass")
    return bytes([_ZSTD]) + zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(plain)


def unpack_text(stored: bytes) -> str:
    """The text that ``pack_text`` made ``stored`` of. Raises ``DamagedValue``."""
    if not isinstance(stored, bytes) or not stored:
        raise DamagedValue("not a stored text")
    if stored[0] != _ZSTD:
        raise DamagedValue(f"unknown codec {stored[0]}")
    return decompress(stored[1:], TEXT_LIMIT).decode("utf-8", "surrogatepass")


def decompress(packed: bytes, limit: int) -> bytes:
    """One zstandard frame, decompressed; at most ``limit`` bytes. Raises ``DamagedValue``."""
    try:
        size = zstandard.get_frame_parameters(packed).content_size
        if size > limit and size != zstandard.CONTENTSIZE_UNKNOWN:
            raise DamagedValue(f"a frame of {size} bytes")
        # A size of 0 is believed without a look at the rest; a flipped bit can say 0.
        if size not in (0, zstandard.CONTENTSIZE_UNKNOWN):
            return zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False)
        reader = zstandard.ZstdDecompressor().stream_reader(packed)
        body = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise DamagedValue(str(error)) from error
    if len(body) > limit:
        raise DamagedValue("a frame without an end")
    return body


def pack_rows(value: object) -> bytes:
    """Plain values (None, numbers, text, bytes, lists, maps by text) as compressed JSON."""
    # Not as escapes: two surrogates that stand side by side would come back as the one character that they spell.
    text = json.dumps(value, default=_bytes_as_json, separators=(",", ":"), ensure_ascii=False)
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(text.encode("utf-8", "surrogatepass"))


def unpack_rows(stored: bytes) -> Any:
    """What ``pack_rows`` was given. Raises ``DamagedValue``."""
    try:
        text = decompress(stored, TEXT_LIMIT).decode("utf-8", "surrogatepass")
        return json.loads(text, object_hook=_bytes_from_json)
    except ValueError as error:
        raise DamagedValue(str(error)) from error


def pack_ids(ids: list[bytes]) -> bytes:
    return b"".join(ids)


def unpack_ids(stored: bytes) -> list[bytes]:
    return [stored[start : start + 16] for start in range(0, len(stored), 16)]


def pack_extra(extra: Mapping[str, str]) -> str:
    """Further fields as JSON; the escapes let lone surrogates through."""
    return json.dumps(dict(extra), sort_keys=True) if extra else "{}"


def unpack_extra(stored: str) -> dict[str, str]:
    extra = json.loads(stored)
    if not isinstance(extra, dict):
        raise DamagedValue("extra fields are not a map")
    return {str(key): str(value) for key, value in extra.items()}


def now() -> str:
    """The present moment in UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def string(stored: object) -> str:
    """Raises ``TypeError`` for what is no text."""
    if not isinstance(stored, str):
        raise TypeError(f"not a text: {stored!r}")
    return stored


def string_or_none(stored: object) -> str | None:
    """Raises ``TypeError`` for what is no text."""
    return None if stored is None else string(stored)


def day(stored: object) -> int | None:
    """A day as ``date.toordinal`` numbers it. Raises ``TypeError``, ``ValueError`` and ``OverflowError`` for what is none."""
    if stored is None:
        return None
    if not isinstance(stored, int):
        raise TypeError(f"not a day: {stored!r}")
    return date.fromordinal(stored).toordinal()


def moment(stored: object) -> str:
    """A time as ``now`` writes it, or nothing. Raises ``TypeError`` and ``ValueError`` for anything else."""
    text = string(stored)
    if text:
        datetime.fromisoformat(text)
    return text


def id_from(stored: bytes) -> UUID:
    return UUID(bytes=stored)


def id_from_text(stored: str | None) -> UUID:
    """Raises ``DamagedValue`` for what is no id."""
    try:
        return UUID(stored)
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedValue(f"not an id: {stored!r}") from error


def _bytes_as_json(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"not a stored value: {value!r}")
    return {"b": value.hex()}


def _bytes_from_json(found: dict[str, Any]) -> Any:
    # Rows are maps too, but no table has a column that is called "b".
    return bytes.fromhex(found["b"]) if found.keys() == {"b"} else found
