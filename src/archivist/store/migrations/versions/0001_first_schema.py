"""The first schema. Its text is kept as a file, which never changes once it was released."""

from alembic import op

from archivist.store.audit import split_script
from archivist.store.schema import schema_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in split_script(schema_file(1).read_text(encoding="utf-8")):
        op.execute(statement)
