"""What the place where an archive lies allows: writing, room, and whether other machines see it too."""

import os
import shutil
from pathlib import Path
from typing import Final

SIDECARS: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file, added to its name."""

_NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph"})
_MOUNTS: Final = Path("/proc/self/mountinfo")


def is_writable_folder(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def is_on_network(path: Path) -> bool:
    """True where the file system is one of a network, on which a write-ahead log is not safe. Only Linux can tell."""
    try:
        device = path.stat().st_dev
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in lines:
        # Fields up to a lone hyphen vary in number; the type of file system is the first after it (proc(5)).
        before, _, after = line.partition(" - ")
        if before.split()[2:3] == [wanted]:
            kind = after.split()[0] if after else ""
            return kind in _NETWORK or kind.startswith("fuse.sshfs")
    return False


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def discard(path: Path) -> None:
    """Remove a database that is not wanted, with all that belongs to it."""
    for suffix in ("", *SIDECARS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` outlast a loss of power."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Not every system can open a folder (Windows); there the name is already safe.
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_identity(path: Path) -> str:
    """Device and inode as ``device:inode``: another file under the same name has another one."""
    status = path.stat()
    return f"{status.st_dev}:{status.st_ino}"
