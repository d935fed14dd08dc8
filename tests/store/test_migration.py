import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import a_draft, an_annotation, an_original
from store.next_schema import NEXT, next_schema
from store.states import state_of

from archivist.domain.errors import ArchiveTooNew, DiskFull, UnusableArchive
from archivist.store import annotations, migration, reports
from archivist.store.archive import Archive
from archivist.store.audit import Schema
from archivist.store.header import read_header
from archivist.store.integrity import verify
from archivist.store.schema import SCHEMA_VERSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive, archive.write("Import") as tx:
        report = reports.add_report(tx, a_draft(), an_original())
        annotations.add_annotation(tx, an_annotation(report, note="x", tags=("y",)))
    return path


@pytest.fixture
def newer(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    return next_schema(tmp_path_factory.mktemp("migrations") / "next")


def copies(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each != path]


def test_an_older_archive_is_brought_to_the_present_schema(path: Path, newer: Schema):
    before = state_of(path)
    with Archive.open(path, schema=newer) as archive:
        with archive.read() as reader:
            (mark,) = annotations.list_annotations(reader)
        with archive.write("Edit") as tx:
            annotations.update_annotation(tx, mark.id, note="written after")
        archive.undo()
    assert read_header(path).user_version == NEXT
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT mood FROM tag").fetchall() == [(None,)]
        connection.execute("ALTER TABLE tag DROP COLUMN mood")
        connection.commit()
    assert state_of(path) == before


def test_a_verified_copy_of_the_old_one_is_kept(path: Path, newer: Schema):
    before = state_of(path)
    Archive.open(path, schema=newer).close()
    (copy,) = copies(path)
    assert f"schema-{SCHEMA_VERSION}" in copy.name
    assert verify(copy) == []
    assert state_of(copy) == before


def test_an_older_archive_is_not_migrated_for_reading(path: Path, newer: Schema):
    before = path.read_bytes()
    with pytest.raises(UnusableArchive, match="older"):
        Archive.open(path, read_only=True, schema=newer)
    assert path.read_bytes() == before
    assert copies(path) == []


def test_a_migrated_archive_is_refused_by_the_older_program(path: Path, newer: Schema):
    Archive.open(path, schema=newer).close()
    before = path.read_bytes()
    with pytest.raises(ArchiveTooNew):
        Archive.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "more",
    [
        'raise sa.exc.OperationalError("stop", None, Exception("half way"))',
        'op.execute("nonsense")',
        'op.execute("DELETE FROM annotation_tag")',
        'op.execute("UPDATE annotation SET report = zeroblob(16)")',
        'op.execute("CREATE TABLE unexpected (x)")',
    ],
    ids=["stops half way", "is no SQL", "loses tags", "breaks a reference", "makes another schema"],
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, tmp_path_factory: pytest.TempPathFactory, more: str
):
    before = path.read_bytes()
    broken = next_schema(tmp_path_factory.mktemp("migrations") / "next", more=more)

    with pytest.raises(UnusableArchive, match=r"schema-1") as caught:
        Archive.open(path, schema=broken)

    assert "left as it was" in str(caught.value)
    assert path.read_bytes() == before
    (copy,) = copies(path)
    assert verify(copy) == []
    Archive.open(path).close()


def test_a_migration_needs_room_and_says_so_before_it_begins(
    path: Path, newer: Schema, monkeypatch: pytest.MonkeyPatch
):
    before = path.read_bytes()
    monkeypatch.setattr(migration, "free_bytes", lambda _: path.stat().st_size)
    with pytest.raises(DiskFull, match="room"):
        Archive.open(path, schema=newer)
    assert path.read_bytes() == before
    assert copies(path) == []
