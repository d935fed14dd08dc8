"""Identities: UUIDs of version 7, so that ids made later sort later; never reused."""

import secrets
import threading
import time
from typing import NewType
from uuid import UUID

ArchiveId = NewType("ArchiveId", UUID)
ReportId = NewType("ReportId", UUID)
AnnotationId = NewType("AnnotationId", UUID)
ChoiceId = NewType("ChoiceId", UUID)

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7), greater than every one made before it in this process.

    The 48 bits of milliseconds are followed by 12 bits of a counter that rises within a millisecond (method 1 of
    section 6.2) and 62 random bits."""
    global _last
    with _lock:
        now = time.time_ns() // 1_000_000 << 12
        _last = max(_last + 1, now)
        milliseconds, counter = _last >> 12, _last & 0xFFF
    random = secrets.randbits(62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | random)
