"""A writer is killed anywhere; all that it had told of is there, nothing is half there, and work goes on at once."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from faults import busy_writer

from archivist.store import reports
from archivist.store.archive import Archive
from archivist.store.codec import unpack_ids
from archivist.store.integrity import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    return path


def kill_a_writer(path: Path, chance: random.Random) -> list[tuple[int, str]]:
    """Run a writer, kill it after some commits and a little more, and return what it told of."""
    command = [sys.executable, busy_writer.__file__, path, str(chance.randrange(1000))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    told: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        told.extend(writer.stdout.readline() for _ in range(chance.randint(1, 40)))
        # A commit takes some milliseconds: the blow falls anywhere in one of the next.
        with contextlib.suppress(subprocess.TimeoutExpired):
            writer.wait(chance.uniform(0, 0.02))
        writer.kill()
        told.extend(line for line in writer.stdout if line.endswith("\n"))
    assert writer.returncode == -signal.SIGKILL, "the writer ended by itself"
    return [(int(seq), token) for seq, token in map(str.split, told)]


def changes_of(path: Path) -> tuple[set[tuple[int, str]], set[bytes]]:
    """Numbers and tokens of all changes, and the reports that they brought."""
    with closing(sqlite3.connect(path)) as connection:
        changes = set(connection.execute("SELECT seq, token FROM change"))
        batches = connection.execute("SELECT imported FROM change WHERE imported IS NOT NULL").fetchall()
    return changes, {each for (ids,) in batches for each in unpack_ids(ids)}


def check_after_death(path: Path, told: list[tuple[int, str]]) -> None:
    assert verify(path) == []
    changes, imported = changes_of(path)
    assert set(told) <= changes
    # At most one change, the one that the blow fell on, was made but not told of.
    assert max(changes)[0] - max(told)[0] <= 1
    with Archive.open(path) as archive:
        with archive.read() as reader:
            found = [*reports.list_reports(reader), *reports.list_reports(reader, trashed=True)]
        assert {each.id.bytes for each in found} == imported
        busy_writer.change(archive, random.Random(1))
    assert list(path.parent.iterdir()) == [path]


def test_a_killed_writer_loses_nothing_that_it_told_of(path: Path):
    chance = random.Random()
    for _ in range(10):
        check_after_death(path, kill_a_writer(path, chance))
    assert len(changes_of(path)[0]) > 10


@pytest.mark.soak
def test_killed_writers_lose_nothing_for_long(path: Path):
    chance = random.Random()
    end = time.monotonic() + 60 * float(os.environ.get("ARCHIVIST_SOAK_MINUTES", "30"))
    while time.monotonic() < end:
        check_after_death(path, kill_a_writer(path, chance))
        if path.stat().st_size > 100_000_000:
            path.unlink()
            Archive.create(path).close()
