"""Saved searches: a query with its options under a name. Names that fold alike are one name."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from archivist.domain import N_, new_id
from archivist.domain.errors import WrongUse
from archivist.store.schema import saved_search
from archivist.store.transaction import Reader, Transaction


@dataclass(frozen=True, slots=True)
class StoredSearch:
    """``options`` are what JSON holds; what they mean is known to who saved them."""

    name: str
    query: str
    options: dict[str, Any] = field(default_factory=dict[str, Any])


def save_search(tx: Transaction, search: StoredSearch) -> None:
    """Keep a search, in place of the one that has its name. Raises ``WrongUse`` for an empty name."""
    values = {
        "name": search.name.strip(),
        "query": search.query,
        "options": json.dumps(search.options, ensure_ascii=False),
    }
    known = _find(tx, search.name)
    if known is None:
        tx.insert(saved_search, {"id": new_id().bytes, **values, "created": tx.at})
    else:
        tx.update(saved_search, {"id": known}, values)


def rename_search(tx: Transaction, name: str, new_name: str) -> None:
    """Give a search another name; nothing where that was done already.

    Raises ``WrongUse`` for an unknown search and for the name of another one."""
    found, other = _find(tx, name), _find(tx, new_name)
    if found is None and other is not None:
        return
    if found is None:
        raise WrongUse(N_("There is no such saved search"), where=name)
    if other not in (None, found):
        raise WrongUse(
            N_("There is a saved search of this name already"), where=new_name, hint=N_("Take another name.")
        )
    tx.update(saved_search, {"id": found}, {"name": new_name.strip()})


def delete_search(tx: Transaction, name: str) -> None:
    """Forget a search; nothing where there is none of that name."""
    found = _find(tx, name)
    if found is not None:
        tx.delete(saved_search, {"id": found})


def list_searches(reader: Reader) -> list[StoredSearch]:
    """All of them in order of name."""
    rows = reader.execute(select(saved_search).order_by(saved_search.c.name)).all()
    return [StoredSearch(row.name, row.query, _options(row.options)) for row in rows]


def _find(reader: Reader, name: str) -> bytes | None:
    folded = _folded(name)
    rows = reader.execute(select(saved_search.c.id, saved_search.c.name))
    return next((row.id for row in rows.all() if _folded(row.name) == folded), None)


def _options(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _folded(name: str) -> str:
    from archivist.text.fold import fold

    folded = fold(name.strip())
    if not folded:
        raise WrongUse(N_("A name must not be empty"))
    return folded
