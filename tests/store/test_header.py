import sqlite3
from pathlib import Path

import pytest

from archivist.domain.errors import ArchiveTooNew, NotAnArchive, UnreadableFile
from archivist.store.archive import Archive
from archivist.store.header import read_header
from archivist.store.schema import SCHEMA_VERSION


def test_a_new_archive_says_what_it_is_in_its_first_bytes(archive: Archive):
    header = read_header(archive.path)

    assert header.application_id == 0x41524356
    assert header.user_version == SCHEMA_VERSION
    assert archive.path.read_bytes()[68:72] == b"ARCV"


@pytest.mark.parametrize("content", [b"", b"x", b"not SQLite at all" * 100, b"SQLite format 3\x00", bytes(100)])
def test_a_file_that_is_not_sqlite_is_no_archive(tmp_path: Path, content: bytes):
    path = tmp_path / "a.archivist"
    path.write_bytes(content)

    with pytest.raises(NotAnArchive):
        Archive.open(path)

    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["a.archivist"]


def test_another_programs_database_is_no_archive(tmp_path: Path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NotAnArchive):
        Archive.open(path)

    assert path.read_bytes() == before


def test_a_newer_archive_is_refused_with_both_versions_and_not_touched(tmp_path: Path):
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=77")
    connection.close()
    before = path.read_bytes()

    for read_only in (True, False):
        with pytest.raises(ArchiveTooNew, match=f"77.*{SCHEMA_VERSION}"):
            Archive.open(path, read_only)

    assert path.read_bytes() == before


def test_a_missing_archive_is_named(tmp_path: Path):
    with pytest.raises(UnreadableFile, match=r"gone\.archivist"):
        Archive.open(tmp_path / "gone.archivist")


def test_a_folder_is_no_archive(tmp_path: Path):
    with pytest.raises(NotAnArchive):
        Archive.open(tmp_path)
