import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import a_draft, an_original
from store.half_done import leave_half_done

from archivist.domain.errors import UnreadableFile, UnusableArchive, UnwritableTarget
from archivist.store import connection, medium, reports
from archivist.store.archive import Archive
from archivist.store.backup import back_up
from archivist.store.integrity import verify
from archivist.store.medium import is_on_network

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may read; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def path(folder: Path) -> Path:
    path = folder / "a.archivist"
    with Archive.create(path) as archive, archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
    path.chmod(0o644)
    return path


@contextmanager
def without_privileges(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` may be changed, whoever runs the tests: permissions do not bind the superuser."""
    mode = folder.stat().st_mode
    folder.chmod(0o555)
    is_root = os.getuid() == 0
    if is_root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        folder.chmod(mode)


def count(path: Path) -> int:
    with Archive.open(path, read_only=True) as archive, archive.read() as reader:
        return len(reports.list_reports(reader))


def test_an_archive_on_a_read_only_medium_can_be_read_and_verified(path: Path):
    path.chmod(0o444)
    with without_privileges(path.parent):
        assert count(path) == 1
        assert verify(path) == []
    assert list(path.parent.iterdir()) == [path]


def test_an_archive_that_was_left_open_for_writing_can_be_read_on_a_read_only_medium(path: Path):
    with connection.open_raw(path, writing=True) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
    # Without its log, as somebody may have copied it.
    content = path.read_bytes()
    writer.close()
    path.write_bytes(content)
    path.chmod(0o444)
    with without_privileges(path.parent):
        assert count(path) == 1


@pytest.mark.parametrize("mode", [0o444, 0o644], ids=["file", "folder"])
def test_an_archive_that_may_not_be_written_is_not_opened_for_writing(path: Path, mode: int):
    path.chmod(mode)
    before = path.read_bytes()
    with without_privileges(path.parent), pytest.raises(UnwritableTarget, match=r"a\.archivist.*Permission denied"):
        Archive.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_archive_that_may_not_be_read_says_so(path: Path):
    path.chmod(0o000)
    with without_privileges(path.parent), pytest.raises(UnreadableFile, match=r"a\.archivist.*Permission denied"):
        Archive.open(path, read_only=True)


def test_nothing_is_made_where_nothing_may_be_made(path: Path):
    with without_privileges(path.parent):
        with pytest.raises(UnwritableTarget, match="new"):
            Archive.create(path.with_name("new"))
        with pytest.raises(UnwritableTarget, match="copy"):
            back_up(path, path.with_name("copy"))
    assert list(path.parent.iterdir()) == [path]


def test_a_change_that_was_cut_short_is_told_where_it_cannot_be_taken_back(path: Path):
    leave_half_done(path)
    with without_privileges(path.parent), pytest.raises(UnusableArchive, match="cut short"):
        count(path)
    assert count(path) == 1


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
36 22 {device} / /net rw shared:2 master:1 - {kind} server:/share rw
"""


@pytest.mark.parametrize(
    ("kind", "expected"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("fuse.ntfs", False)]
)
def test_a_network_share_is_known_by_its_file_system(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, expected: bool
):
    device = path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(device=f"{os.major(device)}:{os.minor(device)}", kind=kind))
    monkeypatch.setattr(medium, "_MOUNTS", mounts)
    assert is_on_network(path) is expected


def test_on_a_network_share_no_log_is_written(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "is_on_network", lambda _: True)
    with Archive.open(path) as archive, archive.write("Import") as tx:
        reports.add_report(tx, a_draft(), an_original())
        assert not path.with_name("a.archivist-wal").exists()
        assert path.with_name("a.archivist-journal").exists()
    assert count(path) == 2
