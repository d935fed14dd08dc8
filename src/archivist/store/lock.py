"""Who may write to an archive: one process of one person on one machine.

Two locks together. The lock of the operating system, in the user's runtime folder, is freed by any death of its holder
but is not seen by other machines or users; the file beside the archive is, but may be left behind. A file that was
merely left behind never stands in the way."""

import contextlib
import getpass
import hashlib
import json
import logging
import os
import platform
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from archivist.domain import N_, ArchivistError
from archivist.domain.errors import ArchiveBusy
from archivist.store.codec import now
from archivist.store.failures import unopenable, unwritten
from archivist.store.medium import file_identity
from archivist.store.runtime import runtime_folder

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 30.0
_PATIENCE_SECONDS: Final = 5.0
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an archive, as the file beside it says. ``process`` tells one process from another with its number."""

    host: str
    user: str
    pid: int
    started: str
    heartbeat: str
    process: str = ""

    @classmethod
    def ourselves(cls) -> "Holder":
        moment = now()
        return cls(platform.node(), _user(), os.getpid(), moment, moment, _process(os.getpid()))

    @property
    def is_here(self) -> bool:
        return self.host == platform.node()

    @property
    def may_live(self) -> bool:
        """False only where it is sure that the process has ended."""
        if not self.is_here:
            return True
        ours = _process(os.getpid())
        if self.process and ours:
            here, there = ours.split(), self.process.split()
            # Another container may share our name, but not our numbers of processes.
            return here[:1] == there[:1] and (here[1:2] != there[1:2] or _process(self.pid) == self.process)
        # Who holds the system's lock and has our user's name cannot be this one: we hold it now.
        return self.user != _user() and _is_alive(self.pid)


class ArchiveLock:
    """Holds both locks of one archive until ``release``. Raises ``ArchiveBusy`` where another holds one of them.

    With ``take_over`` the file of another machine is no obstacle: a person decided that its holder is gone."""

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        self._path = path
        self._beside = lock_file(path)
        self._system = _wait_for_system(path)
        try:
            self._mark(take_over=take_over)
        except BaseException:
            self._system.close()
            raise
        self._ended = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="archive-lock", daemon=True)
        self._heart.start()

    def release(self) -> None:
        """Give the archive free. Harmless when done before."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._heart.join()
        if _read(self._beside) == self._holder:
            self._beside.unlink(missing_ok=True)
        self._system.close()

    def _mark(self, *, take_over: bool) -> None:
        self._holder = Holder.ourselves()
        try:
            if not self._create():
                other = _read(self._beside)
                if other is not None and other.may_live and not take_over:
                    raise _held_by(other, self._path)
                # Nobody who is alive wrote it: taken over in silence.
                self._write("w")
        except OSError as error:
            raise unwritten(error, self._path) from error

    def _create(self) -> bool:
        try:
            self._write("x")
        except FileExistsError:
            return False
        return True

    def _write(self, mode: str) -> None:
        with self._beside.open(mode, encoding="utf-8") as file:
            json.dump(asdict(self._holder), file)

    def _beat(self) -> None:
        while not self._ended.wait(HEARTBEAT_SECONDS):
            if _read(self._beside) != self._holder:
                log.warning("the lock file of an open archive is another's now: %s", self._beside)
                return
            self._holder = Holder(**{**asdict(self._holder), "heartbeat": now()})
            with contextlib.suppress(OSError):
                self._write("w")


def lock_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.archivist.lock")


@contextmanager
def hold_if_free(path: Path) -> Iterator[bool]:
    """Hold the system's lock of an archive for a while, and say whether that was possible; nothing is written beside it.

    For work that belongs to who has the archive, such as its index, done by one who only reads."""
    other = _read(lock_file(path))
    try:
        system = _lock_in_system(path)
    except ArchivistError:
        yield False
        return
    try:
        yield other is None or not other.may_live
    finally:
        system.close()


def _wait_for_system(path: Path) -> IO[bytes]:
    """The system's lock; a holder without a file beside the archive (``hold_if_free``) is soon gone."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return _lock_in_system(path)
        except ArchiveBusy:
            if lock_file(path).exists() or time.monotonic() > end:
                raise
        time.sleep(0.05)


def _lock_in_system(path: Path) -> IO[bytes]:
    """An open file that holds the lock until it is closed, also by the death of the process."""
    try:
        name = hashlib.sha256(file_identity(path).encode()).hexdigest()[:32]
        file = (runtime_folder() / f"{name}.lock").open("ab")
    except OSError as error:
        raise unopenable(path, error.strerror or str(error)) from error
    try:
        _take(file)
    except OSError as error:
        file.close()
        other = _read(lock_file(path))
        raise (_held_by(other, path) if other else _held_by_unknown(path)) from error
    return file


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read(beside: Path) -> Holder | None:
    """The holder that the lock file names; None where there is none or it is no lock file of ours."""
    try:
        found = Holder(**json.loads(beside.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if isinstance(found.pid, int) and isinstance(found.host, str) else None


def _held_by(other: Holder, path: Path) -> ArchiveBusy:
    return ArchiveBusy(
        N_("The archive is open for writing elsewhere"),
        where=path,
        why=N_("{user} on {host} has had it open since {since} (process {pid})"),
        hint=N_("Close it there, or open it for reading only."),
        user=other.user,
        host=other.host,
        since=other.started,
        pid=other.pid,
    )


def _held_by_unknown(path: Path) -> ArchiveBusy:
    return ArchiveBusy(
        N_("The archive is open for writing elsewhere"),
        where=path,
        why=N_("another process of this user holds it"),
        hint=N_("Close it there, or open it for reading only."),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name in the environment and none in the password file
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def _process(pid: int) -> str:
    """Start of the machine, room for numbers of processes, start of the process; empty where the system does not say."""
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
        room = str(Path("/proc/self/ns/pid").readlink())
        # The name, second field, may hold anything but ends with the last parenthesis; the start is field 22 (proc(5)).
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return f"{boot} {room} {fields[19]}"
    except (OSError, IndexError):
        return ""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
