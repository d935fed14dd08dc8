"""Upkeep: checks, backups and what brings an archive back. None of it needs an archive that can be opened."""

from pathlib import Path

from archivist.domain import Progress
from archivist.store.backup import BackupInfo, back_up, restore
from archivist.store.backup import RestoreInfo as RestoreInfo
from archivist.store.integrity import Problem as Problem
from archivist.store.integrity import verify
from archivist.store.salvage import SalvageInfo as SalvageInfo
from archivist.store.salvage import salvage


def verify_archive(path: Path) -> list[Problem]:
    """What is wrong with the archive at ``path``; nothing where all is well."""
    return verify(path)


def back_up_archive(path: Path, destination: Path) -> BackupInfo:
    """A verified copy of the archive at ``path``, which may be in use."""
    return back_up(path, destination)


def restore_archive(backup: Path, archive: Path) -> RestoreInfo:
    """Put ``backup`` where ``archive`` is to stand; what stands there is kept aside."""
    return restore(backup, archive)


def salvage_archive(damaged: Path, target: Path, progress: Progress | None = None) -> SalvageInfo:
    """Make a new archive at ``target`` of what can still be read of ``damaged``, which stays as it is."""
    return salvage(damaged, target, progress)
