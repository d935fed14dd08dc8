import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from builders import a_draft, an_original

from archivist.domain.errors import ArchiveBusy
from archivist.store import lock, reports
from archivist.store.archive import Archive
from archivist.store.lock import Holder, hold_if_free, lock_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    Archive.create(path).close()
    return path


def leave(path: Path, holder: Holder) -> None:
    lock_file(path).write_text(json.dumps(asdict(holder)))


def test_a_second_writer_in_this_process_is_told_who_has_it(path: Path):
    with Archive.open(path), pytest.raises(ArchiveBusy, match=str(os.getpid())):
        Archive.open(path)


def test_another_process_that_writes_is_named(path: Path):
    code = (
        "import sys; from pathlib import Path; from archivist.store.archive import Archive\n"
        "with Archive.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(ArchiveBusy, match=str(child.pid)):
            Archive.open(path)
        with Archive.open(path, read_only=True) as archive, archive.read() as reader:
            assert reports.list_reports(reader) == []
        with hold_if_free(path) as is_free:
            assert not is_free
        child.kill()
        child.wait()
    # The dead one left its file behind; it is no obstacle.
    assert lock_file(path).exists()
    with Archive.open(path):
        pass
    assert not lock_file(path).exists()


def test_a_writer_whose_file_was_emptied_still_holds_the_archive(path: Path):
    with Archive.open(path):
        lock_file(path).write_text("")
        with pytest.raises(ArchiveBusy):
            Archive.open(path)


def test_a_file_left_by_a_dead_process_is_taken_over_in_silence(path: Path):
    leave(path, replace(Holder.ourselves(), pid=2**22 + 1, process="boot room 1"))
    with Archive.open(path):
        assert json.loads(lock_file(path).read_text())["pid"] == os.getpid()


def test_a_process_with_a_reused_number_is_no_holder(path: Path):
    leave(path, replace(Holder.ourselves(), process=" ".join([*Holder.ourselves().process.split()[:2], "1"])))
    with Archive.open(path):
        pass


def test_a_file_from_before_a_restart_is_taken_over(path: Path):
    leave(path, replace(Holder.ourselves(), process="another-boot " + " ".join(Holder.ourselves().process.split()[1:])))
    with Archive.open(path):
        pass


def test_another_machine_is_named_with_since_when(path: Path):
    leave(path, Holder("archive-pc", "李", 5, "2024-02-01T08:00:00.000Z", "2024-02-01T08:00:30.000Z"))

    with pytest.raises(ArchiveBusy, match=r"李.*archive-pc.*2024-02-01T08:00:00"):
        Archive.open(path)

    assert lock_file(path).exists()
    with Archive.open(path, read_only=True):
        pass


def test_another_machine_can_be_taken_over_on_purpose(path: Path):
    leave(path, Holder("archive-pc", "李", 5, "2024-02-01T08:00:00.000Z", "2024-02-01T08:00:30.000Z"))
    with Archive.open(path, take_over=True):
        assert json.loads(lock_file(path).read_text())["host"] == platform.node()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"host": 5}', '{"pid": "x", "host": "y"}'])
def test_a_file_that_is_no_lock_is_no_obstacle(path: Path, content: str):
    lock_file(path).write_text(content)
    with Archive.open(path):
        pass


def test_a_lock_that_another_took_is_not_removed(path: Path):
    archive = Archive.open(path)
    leave(path, Holder("archive-pc", "李", 5, "2024-02-01T08:00:00.000Z", "2024-02-01T08:00:30.000Z"))
    archive.close()
    assert json.loads(lock_file(path).read_text())["host"] == "archive-pc"


def test_a_held_lock_beats(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lock, "HEARTBEAT_SECONDS", 0.01)
    with Archive.open(path):
        first = lock_file(path).read_text()
        while lock_file(path).read_text() in (first, ""):
            pass
    assert not lock_file(path).exists()


def test_a_short_hold_leaves_nothing_and_lets_go(path: Path):
    with hold_if_free(path) as is_free:
        assert is_free
        assert not lock_file(path).exists()
    with Archive.open(path):
        pass


def test_a_failed_opening_gives_the_lock_back(tmp_path: Path):
    path = tmp_path / "a.archivist"
    with Archive.create(path) as archive, archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    for _ in range(2):
        with pytest.raises(Exception, match=r"a\.archivist") as caught:
            Archive.open(path)
        assert not isinstance(caught.value, ArchiveBusy)
    assert not lock_file(path).exists()
