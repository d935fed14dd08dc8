"""Plain text. A gazette record (title, then one line of office, date and number, then the text) gives its own fields."""

import re
from collections.abc import Iterator

from archivist.domain import N_
from archivist.importing.encoding import begins_like_binary, decode
from archivist.importing.registry import ImportFormat, ReadHints, suffix_of
from archivist.importing.source_text import SourceText, TitleOrigin
from archivist.text.dates import parse_date
from archivist.text.paragraphs import find_paragraphs

FORMAT = ImportFormat(
    key="text",
    title=N_("Plain text"),
    suffixes=(".txt", ".text"),
    media_types=("text/plain",),
    keeps=(N_("paragraphs"), N_("headings by their numbering")),
)
_RECORD_HEAD = re.compile(
    r"(?P<title>\S[^\n]*)\n(?P<office>[^\s\d]{2,40}) (?P<date>中華民國\d{1,3}年\d{1,2}月\d{1,2}日) (?P<number>\S*第\S+號)\n\s*\n"
)


def score(head: bytes, name: str) -> int:
    """Text is also the last resort for a name that nobody knows: its bytes decide."""
    if suffix_of(name) in FORMAT.suffixes:
        return 50
    return 0 if begins_like_binary(head) or b"\0\0\0" in head else 1


def read(data: bytes, hints: ReadHints) -> Iterator[SourceText]:
    decoded = decode(data, encoding=hints.encoding, where=hints.name)
    paragraphs = find_paragraphs(decoded.text)
    if not paragraphs:
        return
    fields, origins = _record_fields(decoded.text)
    yield SourceText(
        text=decoded.text,
        paragraphs=paragraphs,
        title=fields.get("title", ""),
        date=parse_date(fields["date"]) if fields else None,
        author=fields.get("office"),
        origins=origins,
        extra={"encoding": decoded.encoding} | ({"number": fields["number"]} if fields else {}),
        notes=decoded.notes,
    )


def _record_fields(text: str) -> tuple[dict[str, str], dict[str, str]]:
    match = _RECORD_HEAD.match(text)
    if not match:
        return {}, {}
    fields = {key: value.strip() for key, value in match.groupdict().items()}
    return fields, dict.fromkeys(("title", "date", "author"), TitleOrigin.RECORD.value)
