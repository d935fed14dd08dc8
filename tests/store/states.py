"""What an archive holds, row by row, so that two moments can be held against each other."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from archivist.store import schema

NOT_COMPARED = {"change", "event"}
"""The journal itself and the provenance: an undo adds to them."""
NUMBERS = {"seq", "text_seq"}

Row = tuple[tuple[str, Any], ...]
State = dict[str, frozenset[Row]]


def state_of(path: Path) -> State:
    """All rows of all tables, but for what an undo may leave different: see the names above. Of a report's time in the
    trash only that there is one."""
    state: State = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for name in schema.metadata.tables.keys() - NOT_COMPARED:
            rows = connection.execute(f"SELECT * FROM {name}")
            state[name] = frozenset(_row(name, row) for row in rows)
    return state


def open_changes(path: Path) -> tuple[int, ...]:
    """The changes that stand, by number: what an archive holds follows from them alone."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT seq FROM change WHERE kind = 'do' AND undone IS NULL ORDER BY seq")
        return tuple(seq for (seq,) in rows)


def _row(table: str, row: sqlite3.Row) -> Row:
    found = {key: row[key] for key in row.keys() if key not in NUMBERS}  # noqa: SIM118 - a Row iterates over values
    if table == "report":
        found["trashed"] = found["trashed"] is not None
    return tuple(found.items())
