import sqlite3

from archivist.store.audit import normalise, split_script
from archivist.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, metadata, schema_file, schema_sql

HINT = "run: python -m archivist.store.schema (only for a version that was never released)"


def test_the_stored_schema_is_that_of_the_tables():
    assert schema_file(SCHEMA_VERSION).read_text(encoding="utf-8") == schema_sql(), HINT


def test_there_is_a_schema_for_each_version():
    found = sorted(path.name for path in MIGRATIONS.glob("schema_*.sql"))
    assert found == [f"schema_{number:04}.sql" for number in range(1, SCHEMA_VERSION + 1)]


def test_the_first_migration_makes_the_first_schema():
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine

    with create_engine("sqlite://").connect() as connection:
        script = ScriptDirectory(str(MIGRATIONS)).get_revision("0001")
        with Operations.context(MigrationContext.configure(connection)):
            script.module.upgrade()
        rows = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        made = {normalise(sql) for (sql,) in rows}

    assert made == {normalise(each) for each in split_script(schema_file(1).read_text(encoding="utf-8"))}


def test_the_newest_migration_is_the_schema_of_this_program():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == f"{SCHEMA_VERSION:04}"


def test_every_table_says_what_it_is_for():
    assert [table.name for table in metadata.sorted_tables if not table.comment] == []


def test_every_reference_can_be_followed_back_by_an_index():
    # Without one, each deletion would read the whole table that refers to it.
    with sqlite3.connect(":memory:") as connection:
        for statement in split_script(schema_file(SCHEMA_VERSION).read_text(encoding="utf-8")):
            connection.execute(statement)
        missing = [
            f"{table.name}.{constraint.column_keys}"
            for table in metadata.sorted_tables
            for constraint in table.foreign_key_constraints
            if "SCAN" in _plan(connection, table.name, constraint.column_keys)
        ]
    # Facsimile pages of a deleted original are looked for page by page: that happens with the emptied trash only.
    assert missing == ["page.['original']"]


def test_ids_are_blobs():
    ids = [table.c.id for table in metadata.sorted_tables if "id" in table.c]
    assert {str(column.type.get_col_spec()) for column in ids} == {"BLOB"}


def test_the_application_id_reads_arcv():
    assert APPLICATION_ID.to_bytes(4, "big") == b"ARCV"


def _plan(connection: sqlite3.Connection, table: str, columns: list[str]) -> str:
    where = " AND ".join(f"{column} = ?" for column in columns)
    rows = connection.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {where}", [b""] * len(columns))
    return " ".join(row[3] for row in rows)
