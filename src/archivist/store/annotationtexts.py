"""What search must know of annotations: their notes and quotes, and which of them changed since."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, or_, select

from archivist.domain import AnnotationId, ReportId
from archivist.store.codec import id_from, string
from archivist.store.failures import reads_rows
from archivist.store.journal import content
from archivist.store.schema import anchor, annotation, change
from archivist.store.transaction import CHUNK, Reader, chunks

_MOST_CHANGES: Final = 500


class AnnotationTexts(NamedTuple):
    id: AnnotationId
    report: ReportId
    note: str
    quote: str


def all_texts(reader: Reader) -> Iterator[AnnotationTexts]:
    """Of all annotations outside the trash, also where their report lies in it."""
    for rows in reader.execute(_texts()).partitions(CHUNK):
        yield from map(_annotation_texts, rows)


def changed_texts(reader: Reader, after_seq: int) -> tuple[list[AnnotationTexts], list[AnnotationId]] | None:
    """What search must follow after change ``after_seq``: annotations that came or changed, and those that went.

    None where there were so many changes that it is quicker to read all annotations."""
    is_touching = or_(change.c.tables.contains("annotation"), change.c.tables.contains("anchor"))
    statement = select(change.c.seq).where(change.c.seq > after_seq, is_touching).limit(_MOST_CHANGES + 1)
    seqs = reader.execute(statement).scalars().all()
    if len(seqs) > _MOST_CHANGES:
        return None
    keys: dict[bytes, None] = {}
    for seq in seqs:
        images, _ = content(reader, seq)
        keys.update(dict.fromkeys(image.key["id"] for image in images if image.table == "annotation"))
        keys.update(dict.fromkeys(image.key["annotation"] for image in images if image.table == "anchor"))
    present: list[AnnotationTexts] = []
    for some in chunks(list(keys)):
        present += map(_annotation_texts, reader.execute(_texts().where(annotation.c.id.in_(some))))
    there = {each.id.bytes for each in present}
    return present, [AnnotationId(id_from(key)) for key in keys if key not in there]


def _texts() -> Select[*tuple[Any, ...]]:
    joined = select(annotation.c.id, annotation.c.report, annotation.c.note, anchor.c.exact)
    return joined.join(anchor, anchor.c.annotation == annotation.c.id).where(annotation.c.trashed.is_(None))


@reads_rows
def _annotation_texts(row: Any) -> AnnotationTexts:
    return AnnotationTexts(
        AnnotationId(id_from(row.id)), ReportId(id_from(row.report)), string(row.note), string(row.exact)
    )
