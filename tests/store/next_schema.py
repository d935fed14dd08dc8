"""A schema after the present one, so that migrations can be tried before there is a second."""

import shutil
from pathlib import Path

from archivist.store.audit import Schema
from archivist.store.schema import MIGRATIONS, SCHEMA_VERSION, schema_file

NEXT = SCHEMA_VERSION + 1

_MIGRATION = """
from alembic import op
import sqlalchemy as sa

revision = "{next:04}"
down_revision = "{last:04}"


def upgrade():
    op.add_column("tag", sa.Column("mood", sa.Text))
    {more}
"""


def next_schema(folder: Path, *, more: str = "") -> Schema:
    """The present schema with a further column in ``tag``; ``more`` is a line of Python that the migration runs last."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT:04}_next.py").write_text(
        _MIGRATION.format(next=NEXT, last=SCHEMA_VERSION, more=more)
    )
    old = schema_file(SCHEMA_VERSION, folder).read_text(encoding="utf-8")
    # SQLite puts a further column behind the last one.
    last = "created TEXT NOT NULL,\n    CONSTRAINT pk_tag"
    assert last in old
    new = old.replace(last, last.replace(",", ", mood TEXT,", 1))
    schema_file(NEXT, folder).write_text(new, encoding="utf-8")
    return Schema.load(NEXT, folder)
