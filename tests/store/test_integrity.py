import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import TEXT, a_draft, a_repair, an_annotation, an_original

from archivist.domain.errors import ArchiveTooNew, NotAnArchive, UnreadableFile
from archivist.store import annotations, reports
from archivist.store.archive import Archive
from archivist.store.integrity import Problem, verify

LONG = "\n".join(f"第{number}條 {TEXT}" for number in range(200))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with a short report, a long one and a repaired one, each with a mark."""
    path = tmp_path / "a.archivist"
    repairs = (a_repair(0, 5, "區", reading="qū"),)
    with Archive.create(path) as archive, archive.write("Import") as tx:
        for text, quote, its in ((TEXT, "會議", ()), (LONG, "會議", ()), ("區(qū)委", "委", repairs)):
            draft = a_draft(text=text, repairs=its)
            noise = random.Random(len(text)).randbytes(500)
            report = reports.add_report(tx, draft, an_original(noise if text == TEXT else text, place=quote))
            annotations.add_annotation(tx, an_annotation(report, text=draft.reading_text, quote=quote))
    return path


def damage(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql, values)
        connection.commit()


def flip(path: Path, table: str, column: str, where: str = "true") -> None:
    """One bit in the middle of one stored value."""
    with closing(sqlite3.connect(path)) as connection:
        row, value = connection.execute(f"SELECT rowid, {column} FROM {table} WHERE {where}").fetchone()
    middle = len(value) // 2
    damage(
        path,
        f"UPDATE {table} SET {column} = ? WHERE rowid = ?",
        value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :],
        row,
    )


def kinds(problems: list[Problem]) -> set[str]:
    return {each.kind for each in problems}


def test_a_whole_archive_has_no_problem(path: Path):
    assert verify(path) == []


def test_an_archive_in_use_can_be_verified(path: Path):
    with Archive.open(path) as archive:
        with archive.write("Edit") as tx:
            reports.add_report(tx, a_draft(), an_original())
        assert verify(archive) == []
        archive.undo()
        assert verify(path) == []


@pytest.mark.parametrize("codec", ["raw", "zstd"])
def test_a_flipped_bit_in_an_original_is_found(path: Path, codec: str):
    flip(path, "original_part", "data", f"original IN (SELECT sha256 FROM original WHERE codec = '{codec}')")
    (problem,) = verify(path)
    assert problem.kind == "original"
    assert len(problem.where) == 64


@pytest.mark.parametrize("column", ["source_text", "reading_text"])
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_flipped_bit_in_a_text_is_found(path: Path, column: str, which: str):
    flip(path, "report_version", column, f"length({column}) = (SELECT {which}(length({column})) FROM report_version)")
    assert kinds(verify(path)) == {"text"}


def test_a_flipped_bit_in_the_journal_is_found(path: Path):
    flip(path, "change", "images", "images IS NOT NULL")
    assert kinds(verify(path)) == {"change"}


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ('UPDATE anchor SET start = start + 1, "end" = "end" + 1 WHERE exact = \'會議\'', "anchor"),
        ('UPDATE anchor SET "end" = 1000000', "anchor"),
        ("UPDATE anchor SET start = 10, \"end\" = 5 WHERE exact = '委'", "text"),
        ("UPDATE report SET version = 2 WHERE title = '區委召開會議'", "text"),
        ("UPDATE repair SET replacement = '曲'", "text"),
        ('UPDATE repair SET "end" = 1000', "text"),
        ("UPDATE paragraph SET kind = 'other'", "text"),
        ('UPDATE paragraph SET "end" = 1000000', "text"),
        ("UPDATE ruby SET start = -5", "text"),
        ("DELETE FROM original_part", "original"),
        ("UPDATE original SET size = 3", "original"),
        ("DELETE FROM annotation", "database"),
        ("DELETE FROM anchor", "anchor"),
        ("CREATE TRIGGER bad AFTER INSERT ON report BEGIN DELETE FROM annotation; END", "database"),
        ("CREATE VIEW bad AS SELECT * FROM report", "database"),
        ("DROP INDEX ix_report_text_seq", "database"),
        ("UPDATE change SET images = 'x' WHERE seq = 1", "change"),
    ],
)
def test_what_does_not_fit_together_is_found(path: Path, sql: str, kind: str):
    damage(path, sql)
    assert kind in kinds(verify(path))


def test_a_text_that_is_no_utf_8_is_found(path: Path):
    damage(path, "UPDATE paragraph SET number = CAST(x'ff' AS TEXT) WHERE position = 0")
    assert verify(path) != []


def test_one_damaged_thing_does_not_hide_another(path: Path):
    damage(path, "UPDATE original_part SET data = zeroblob(3)")
    damage(path, "UPDATE report_version SET source_text = x'05'")
    found = verify(path)
    assert [each.kind for each in found] == ["original"] * 3 + ["text"] * 3


def test_a_cut_file_is_found(path: Path):
    os.truncate(path, path.stat().st_size - 3 * 16384)
    assert "database" in kinds(verify(path))


def test_verifying_writes_no_byte(path: Path):
    flip(path, "report_version", "source_text")
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    verify(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, changed)
    assert list(path.parent.iterdir()) == [path]


def test_what_is_no_archive_cannot_be_verified(path: Path):
    with pytest.raises(UnreadableFile):
        verify(path.with_name("gone"))
    with pytest.raises(NotAnArchive):
        verify(path.parent)
    damage(path, "PRAGMA user_version=77")
    with pytest.raises(ArchiveTooNew):
        verify(path)
