"""Named sets: tags of marks and reports, and collections of reports. Names that fold alike are one name."""

from collections.abc import Iterable, Sequence

from sqlalchemy import CompoundSelect, Select, Subquery, Table, func, select

from archivist.domain import N_, ReportId, new_id
from archivist.domain.errors import WrongUse
from archivist.store.codec import id_from
from archivist.store.ids import unknown_report
from archivist.store.schema import annotation, annotation_tag, collection, collection_report, report, report_tag, tag
from archivist.store.transaction import Reader, Transaction, chunks


def tag_reports(tx: Transaction, ids: Iterable[ReportId], tags: Sequence[str]) -> None:
    """Hang ``tags`` on reports, behind those that they have."""
    found = tag_ids(tx, tags)
    for each in ids:
        _must_exist(tx, each)
        _append(tx, report_tag, "report", each.bytes, found)


def untag_reports(tx: Transaction, ids: Iterable[ReportId], tags: Sequence[str]) -> None:
    """Take ``tags`` off reports; one that a report does not have is nothing to do."""
    names = [_folded(name) for name in tags]
    found = tx.execute(select(tag.c.id).where(tag.c.folded.in_(names))).scalars().all()
    for each in ids:
        for one in found:
            tx.delete(report_tag, {"report": each.bytes, "tag": one})


def tag_annotation(tx: Transaction, mark: bytes, tags: Sequence[str]) -> None:
    """Make ``tags`` the tags of a mark, in that order."""
    wanted = tag_ids(tx, tags)
    held = select(annotation_tag.c.tag).where(annotation_tag.c.annotation == mark)
    for one in tx.execute(held).scalars().all():
        if one not in wanted:
            tx.delete(annotation_tag, {"annotation": mark, "tag": one})
    for position, one in enumerate(wanted):
        key = {"annotation": mark, "tag": one}
        if not tx.update(annotation_tag, key, {"position": position}):
            tx.insert(annotation_tag, {**key, "position": position})


def tag_ids(tx: Transaction, names: Sequence[str]) -> list[bytes]:
    """The tags of these names, made where they are missing; each once. Raises ``WrongUse`` for an empty name."""
    found: dict[bytes, None] = {}
    for name in names:
        folded = _folded(name)
        known = tx.execute(select(tag.c.id).where(tag.c.folded == folded)).scalar()
        if known is None:
            known = new_id().bytes
            tx.insert(tag, {"id": known, "name": name.strip(), "folded": folded, "created": tx.at})
        found[known] = None
    return list(found)


def list_tags(reader: Reader) -> dict[str, tuple[int, int]]:
    """All tags with the number of reports and of marks that have them, trash included, in order of name."""
    reports = select(func.count()).where(report_tag.c.tag == tag.c.id).scalar_subquery()
    marks = select(func.count()).where(annotation_tag.c.tag == tag.c.id).scalar_subquery()
    rows = reader.execute(select(tag.c.name, reports, marks).order_by(tag.c.name))
    return {name: (of_reports, of_marks) for name, of_reports, of_marks in rows}


def add_to_collection(tx: Transaction, name: str, ids: Iterable[ReportId]) -> None:
    """Put reports into the collection ``name``, which is made where it is missing. Raises ``WrongUse`` for an unknown id."""
    found = _collection(tx, name)
    if found is None:
        found = new_id().bytes
        tx.insert(collection, {"id": found, "name": name.strip(), "folded": _folded(name), "created": tx.at})
    held = select(collection_report.c.report).where(collection_report.c.collection == found)
    known: set[bytes] = set()
    wanted = list(dict.fromkeys(each.bytes for each in ids))
    for some in chunks(wanted):
        known.update(tx.execute(held.where(collection_report.c.report.in_(some))).scalars())
    for each in wanted:
        _must_exist(tx, ReportId(id_from(each)))
    tx.insert(
        collection_report,
        *({"collection": found, "report": each, "added": tx.at} for each in wanted if each not in known),
    )


def remove_from_collection(tx: Transaction, name: str, ids: Iterable[ReportId]) -> None:
    """Take reports out of a collection. Raises ``WrongUse`` for an unknown one."""
    found = find_collection(tx, name)
    for each in ids:
        tx.delete(collection_report, {"collection": found, "report": each.bytes})


def rename_collection(tx: Transaction, name: str, new_name: str) -> None:
    """Give a collection another name; nothing where that was done already.

    Raises ``WrongUse`` for an unknown collection and for the name of another one."""
    found, other = _collection(tx, name), _collection(tx, new_name)
    if found is None and other is not None:
        return
    found = find_collection(tx, name)
    if other not in (None, found):
        raise WrongUse(N_("There is a collection of this name already"), where=new_name, hint=N_("Take another name."))
    tx.update(collection, {"id": found}, {"name": new_name.strip(), "folded": _folded(new_name)})


def delete_collection(tx: Transaction, name: str) -> None:
    """Take a collection away, and keep its reports; nothing where there is none of that name."""
    found = _collection(tx, name)
    if found is not None:
        tx.delete(collection, {"id": found})


def find_collection(reader: Reader, name: str) -> bytes:
    """The key of the collection ``name``. Raises ``WrongUse`` where there is none."""
    found = _collection(reader, name)
    if found is None:
        raise WrongUse(
            N_("There is no such collection"),
            where=name,
            hint=N_("Known ones: {names}.") if (known := list_collections(reader)) else N_("There are none yet."),
            names=", ".join(known),
        )
    return found


def list_collections(reader: Reader) -> dict[str, int]:
    """All collections with the number of their reports outside the trash, in order of name."""
    count = (
        select(func.count())
        .select_from(collection_report.join(report, report.c.id == collection_report.c.report))
        .where(collection_report.c.collection == collection.c.id, report.c.trashed.is_(None))
        .scalar_subquery()
    )
    rows = reader.execute(select(collection.c.name, count).order_by(collection.c.name))
    return {row[0]: row[1] for row in rows}


def having_tag(name: str) -> CompoundSelect[tuple[bytes]]:
    """The query for the keys of reports that have a tag themselves or on a mark, trash included."""
    one = select(tag.c.id).where(tag.c.folded == _folded(name)).scalar_subquery()
    own = select(report_tag.c.report).where(report_tag.c.tag == one)
    by_mark = (
        select(annotation.c.report)
        .join(annotation_tag, annotation_tag.c.annotation == annotation.c.id)
        .where(annotation_tag.c.tag == one, annotation.c.trashed.is_(None))
    )
    return own.union(by_mark)


def in_collection(name: str) -> Select[tuple[bytes]]:
    """The query for the keys of a collection's reports, trash included; of none for an unknown one."""
    one = select(collection.c.id).where(collection.c.folded == _folded(name)).scalar_subquery()
    return select(collection_report.c.report).where(collection_report.c.collection == one)


def count_tags(reader: Reader) -> dict[str, int]:
    """Each tag with the number of reports outside the trash that have it, themselves or on a mark, in order of name."""
    pairs = tagged_reports()
    rows = reader.execute(
        select(tag.c.name, func.count())
        .join_from(pairs, tag, tag.c.id == pairs.c.tag)
        .join(report, report.c.id == pairs.c.report)
        .where(report.c.trashed.is_(None))
        .group_by(tag.c.id)
        .order_by(tag.c.name)
    )
    return {row[0]: row[1] for row in rows}


def tagged_reports() -> Subquery:
    """Each report with each of its tags, its own and those of its marks, each pair once."""
    own = select(report_tag.c.report, report_tag.c.tag)
    by_mark = (
        select(annotation.c.report, annotation_tag.c.tag)
        .join(annotation_tag, annotation_tag.c.annotation == annotation.c.id)
        .where(annotation.c.trashed.is_(None))
    )
    return own.union(by_mark).subquery()


def _append(tx: Transaction, table: Table, owner: str, key: bytes, tags: Sequence[bytes]) -> None:
    rows = tx.execute(select(table.c.tag, table.c.position).where(table.c[owner] == key)).all()
    held = {row.tag for row in rows}
    position = max((row.position for row in rows), default=-1)
    for one in tags:
        if one not in held:
            position += 1
            tx.insert(table, {owner: key, "tag": one, "position": position})


def _collection(reader: Reader, name: str) -> bytes | None:
    return reader.execute(select(collection.c.id).where(collection.c.folded == _folded(name))).scalar()


def _must_exist(reader: Reader, report_id: ReportId) -> None:
    if reader.execute(select(report.c.id).where(report.c.id == report_id.bytes)).first() is None:
        raise unknown_report(report_id)


def _folded(name: str) -> str:
    from archivist.text.fold import fold

    folded = fold(name.strip())
    if not folded:
        raise WrongUse(N_("A name must not be empty"))
    return folded
