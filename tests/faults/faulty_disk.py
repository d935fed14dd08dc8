"""A disk for SQLite, in this process, whose n-th write, sync, truncation or removal fails, and which may lose power.

SQLite reaches files through a table of functions, its VFS ("The OS Interface or VFS", sqlite.org/vfs.html). This one is a
copy of the usual one with four functions replaced, given to the very library that Python's ``sqlite3`` uses."""

import _sqlite3
import ctypes
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast, pointer
from pathlib import Path

_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Methods(Structure):
    """``sqlite3_io_methods``, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    """``sqlite3_vfs``, version 3."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("others", c_void_p * 14),
    )


class FaultyDisk:
    """Counts what SQLite asks of the disk, and fails when told to. Made by ``faulty_disk``."""

    def __init__(self, usual: _Vfs) -> None:
        self._usual = usual
        self._methods: dict[int, _Methods] = {}
        self._names: dict[int, Path] = {}
        self._synced: dict[Path, bytes] = {}
        self._left: int | None = None
        self._is_lasting = False
        self._is_full = False
        self.has_failed = False
        self.vfs = _Vfs.from_buffer_copy(usual)
        self.vfs.name = b"faulty"
        self.vfs.open = _OPEN(self._open)
        self.vfs.delete = _DELETE(self._delete)

    def fail_after(self, calls: int, *, lasting: bool, full: bool) -> None:
        """Let ``calls`` calls pass and fail the next one, or with ``lasting`` all that follow. A ``full`` disk still
        syncs, truncates and removes, and of the write that fails it takes half."""
        self._left, self._is_lasting, self._is_full, self.has_failed = calls, lasting, full, False

    def heal(self) -> None:
        self._left = None

    def after_loss_of_power(self, path: Path) -> dict[str, bytes]:
        """What is left of the file at ``path`` and those beside it, by suffix: what was synced, and nothing else."""
        return {
            suffix: self._synced[beside]
            for suffix in ("", "-wal", "-journal")
            if (beside := path.with_name(path.name + suffix)) in self._synced
        }

    def _fails(self) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        if self._left >= 0:
            return False
        if not self._is_lasting:
            self._left = None
        self.has_failed = True
        return True

    def _open(self, vfs: int, name: int, file: int, flags: int, out_flags: int) -> int:
        path = Path(os.fsdecode(ctypes.string_at(name))) if name else Path()
        if path.is_file():
            self._synced.setdefault(path, path.read_bytes())
        self._names[file] = path
        code = self._usual.open(vfs, name, file, flags, out_flags)
        opened = cast(file, POINTER(_File)).contents
        if code == sqlite3.SQLITE_OK and opened.methods:
            opened.methods = pointer(self._faulty(opened.methods.contents))
        return code

    def _faulty(self, usual: _Methods) -> _Methods:
        address = ctypes.addressof(usual)
        if address not in self._methods:
            copy = _Methods.from_buffer_copy(usual)
            copy.write = _WRITE(lambda file, data, size, offset: self._write(usual, file, data, size, offset))
            copy.truncate = _TRUNCATE(
                lambda file, size: self._unless_broken(sqlite3.SQLITE_IOERR_TRUNCATE, usual.truncate, file, size)
            )
            copy.sync = _SYNC(lambda file, flags: self._sync(usual, file, flags))
            self._methods[address] = copy
        return self._methods[address]

    def _write(self, usual: _Methods, file: int, data: int, size: int, offset: int) -> int:
        if not self._fails():
            return usual.write(file, data, size, offset)
        if not self._is_full:
            return sqlite3.SQLITE_IOERR_WRITE
        usual.write(file, data, size // 2, offset)
        return sqlite3.SQLITE_FULL

    def _sync(self, usual: _Methods, file: int, flags: int) -> int:
        code = self._unless_broken(sqlite3.SQLITE_IOERR_FSYNC, usual.sync, file, flags)
        path = self._names[file]
        if code == sqlite3.SQLITE_OK and path.is_file():
            self._synced[path] = path.read_bytes()
        return code

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        code = self._unless_broken(sqlite3.SQLITE_IOERR_DELETE, self._usual.delete, vfs, name, sync)
        if code == sqlite3.SQLITE_OK:
            self._synced.pop(Path(os.fsdecode(ctypes.string_at(name))), None)
        return code

    def _unless_broken(self, code: int, call, *arguments: int) -> int:
        if not self._is_full and self._fails():
            return code
        return call(*arguments)


@contextmanager
def faulty_disk() -> Iterator[FaultyDisk]:
    """The disk that SQLite uses for all that is opened inside the ``with`` statement; close it there too."""
    sqlite = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
    sqlite.sqlite3_vfs_find.restype = POINTER(_Vfs)
    disk = FaultyDisk(sqlite.sqlite3_vfs_find(None).contents)
    sqlite.sqlite3_vfs_register(ctypes.byref(disk.vfs), 1)
    try:
        yield disk
    finally:
        sqlite.sqlite3_vfs_unregister(ctypes.byref(disk.vfs))
