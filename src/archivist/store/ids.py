"""Ids as people type them: whole, or the first digits."""

from typing import Final
from uuid import UUID

from sqlalchemy import Table, select

from archivist.domain import N_
from archivist.domain.errors import WrongUse
from archivist.store.codec import id_from
from archivist.store.transaction import Reader

_SHORTEST: Final = 8
_DIGITS: Final = 32


def ids_with_prefix(reader: Reader, table: Table, text: str) -> UUID | None:
    """The id in ``table`` that begins with the hexadecimal digits of ``text``, hyphens left out; None where there is none.

    Raises ``WrongUse`` where there are several."""
    digits = text.strip().lower().replace("-", "")
    if not _SHORTEST <= len(digits) <= _DIGITS or any(digit not in "0123456789abcdef" for digit in digits):
        return None
    lowest, highest = bytes.fromhex(digits.ljust(_DIGITS, "0")), bytes.fromhex(digits.ljust(_DIGITS, "f"))
    found = reader.execute(select(table.c.id).where(table.c.id.between(lowest, highest)).limit(2)).scalars().all()
    if len(found) > 1:
        raise WrongUse(N_("Several ids begin like this"), where=text, hint=N_("Give more of the id, or all of it."))
    return id_from(found[0]) if found else None


def unknown_report(report_id: UUID) -> WrongUse:
    return WrongUse(N_("There is no such report"), where=str(report_id), hint=N_("“archivist list” shows their ids."))
