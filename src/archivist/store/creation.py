"""Making a new archive: whole, under another name first, so that a half-made one is never met."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from archivist import __version__
from archivist.domain import N_, new_id
from archivist.domain.errors import ArchiveExists
from archivist.store.audit import split_script
from archivist.store.codec import now
from archivist.store.failures import translated, unmade
from archivist.store.medium import discard, sync_folder
from archivist.store.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION, schema_file


def create_file(path: Path) -> None:
    """Make an empty archive at ``path``. Raises ``ArchiveExists`` where anything stands there, and ``UnwritableTarget``."""
    if path.exists() or path.is_symlink():
        raise _exists(path)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with translated(path):
            fill_new(unfinished)
        put_in_place(unfinished, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise unmade(error, path) from error
    finally:
        discard(unfinished)


def fill_new(path: Path) -> None:
    """The empty archive itself: settings, tables, its id, and the change that made it."""
    with path.open("xb"):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in (
            f"page_size={PAGE_SIZE}",
            "auto_vacuum=NONE",
            f"application_id={APPLICATION_ID}",
            f"user_version={SCHEMA_VERSION}",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for statement in split_script(schema_file(SCHEMA_VERSION).read_text(encoding="utf-8")):
            connection.execute(statement)
        moment = now()
        facts = {"archive": str(new_id()), "created": moment, "made_by": f"archivist {__version__}"}
        connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", facts.items())
        connection.execute(
            "INSERT INTO change (seq, token, kind, label, origin, author, at, tables)"
            " VALUES (0, ?, 'made', '', '', '', ?, '')",
            (secrets.token_hex(8), moment),
        )
        connection.execute("COMMIT")


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, unless something has it; raises ``FileExistsError`` then."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        if path.exists():
            raise FileExistsError(path) from None
        unfinished.rename(path)
    sync_folder(path.parent)


def _exists(path: Path) -> ArchiveExists:
    return ArchiveExists(
        N_("Something stands there already"), where=path, hint=N_("Choose another name; nothing was overwritten.")
    )
