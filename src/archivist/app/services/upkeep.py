"""Upkeep: checks, backups and what brings an archive back. None of it needs an archive that can be opened."""

from pathlib import Path

from archivist.store.backup import BackupInfo, back_up, restore
from archivist.store.backup import RestoreInfo as RestoreInfo
from archivist.store.integrity import Problem, verify


def verify_archive(path: Path) -> list[Problem]:
    """What is wrong with the archive at ``path``; nothing where all is well."""
    return verify(path)


def back_up_archive(path: Path, destination: Path) -> BackupInfo:
    """A verified copy of the archive at ``path``, which may be in use."""
    return back_up(path, destination)


def restore_archive(backup: Path, archive: Path) -> RestoreInfo:
    """Put ``backup`` where ``archive`` is to stand; what stands there is kept aside."""
    return restore(backup, archive)
