import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archivist.domain.errors import ArchiveDamaged
from archivist.store.archive import Archive
from archivist.store.audit import normalise

FOREIGN = {
    "trigger": "CREATE TRIGGER bad AFTER INSERT ON report BEGIN DELETE FROM annotation; END",
    "view": "CREATE VIEW bad AS SELECT * FROM report",
    "recursive view": "CREATE VIEW bad AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "table": "CREATE TABLE bad (x)",
    "virtual table": "CREATE VIRTUAL TABLE bad USING fts5(x)",
    "index": "CREATE INDEX bad ON report (author)",
    "generated column": "ALTER TABLE tag ADD COLUMN bad TEXT AS (name || 'x') VIRTUAL",
    "column": "ALTER TABLE tag ADD COLUMN bad TEXT",
    "lost index": "DROP INDEX ix_report_text_seq",
    "lost table": "DROP TABLE saved_search",
}


@pytest.mark.parametrize("thing", FOREIGN)
def test_a_foreign_schema_is_refused(tmp_path: Path, thing: str):
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(FOREIGN[thing])
        connection.commit()
    before = path.read_bytes()

    for read_only in (True, False):
        with pytest.raises(ArchiveDamaged, match="tables are not what they should be"):
            Archive.open(path, read_only)

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.archivist"]


def test_a_trigger_that_came_in_while_the_archive_was_closed_never_runs(tmp_path: Path):
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER bad BEFORE INSERT ON change BEGIN UPDATE meta SET value = 'gone'; END")
        connection.commit()

    with pytest.raises(ArchiveDamaged):
        Archive.open(path)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM meta WHERE value = 'gone'").fetchone() == (0,)


def test_layout_and_quotes_make_no_difference():
    assert normalise('CREATE TABLE "tag"  (\n  id BLOB ,\n name TEXT\n) ;') == normalise(
        "CREATE TABLE tag(id BLOB, name TEXT)"
    )


def test_names_make_a_difference():
    assert normalise("CREATE TABLE tag (id BLOB)") != normalise("CREATE TABLE tag (ident BLOB)")
