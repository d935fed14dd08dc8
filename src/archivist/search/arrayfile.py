"""Numpy arrays one after the other in a column's file, with a directory at the end, read without a copy.

Layout: raw bytes and arrays (each aligned to eight bytes, little-endian), a JSON directory ``{name: [dtype, offset, items]}``,
then 16 bytes: the directory's offset as uint64 and the magic."""

import json
import mmap
import struct
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import IO, Protocol

import numpy as np

_MAGIC = b"ARCVCOL1"
_KINDS = ("|u1", "<u2", "<u4", "<u8", "<i8", "|S16")
_TAIL = struct.Struct("<Q8s")


class BadArrays(ValueError):
    """A column's file is not what was written."""


class ColumnFile(Protocol):
    """The part of Whoosh's ``StructFile`` that columns read from."""

    def get(self, position: int, length: int, /) -> bytes: ...


class ArrayWriter:
    """Writes to ``out`` from its current end; all offsets count from where it began."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._offset = 0
        self._directory: dict[str, tuple[str, int, int]] = {}

    def write_bytes(self, data: bytes) -> int:
        """Write raw bytes and return their offset."""
        offset = self._offset
        self._out.write(data)
        self._offset += len(data)
        return offset

    def write_array(self, name: str, array: np.ndarray) -> None:
        """Write a one-dimensional array under ``name``."""
        with self.stream_array(name, array.dtype) as write:
            write(array)

    @contextmanager
    def stream_array(self, name: str, kind: np.dtype | type[np.generic]) -> Generator[Callable[[np.ndarray], None]]:
        """Write an array of items of ``kind`` under ``name``, part by part."""
        self.write_bytes(b"\0" * (-self._offset % 8))
        dtype = np.dtype(kind).newbyteorder("<")
        start, items = self._offset, 0

        def write(part: np.ndarray) -> None:
            nonlocal items
            items += len(part)
            self.write_bytes(np.ascontiguousarray(part, dtype).tobytes())

        yield write
        self._directory[name] = (dtype.str, start, items)

    def finish(self) -> None:
        """Write the directory; nothing may follow."""
        start = self.write_bytes(json.dumps(self._directory).encode())
        self.write_bytes(_TAIL.pack(start, _MAGIC))


class ArrayReader:
    """The arrays of one column. They stay valid for as long as they are referred to, even after the file is closed."""

    def __init__(self, file: ColumnFile, position: int, length: int) -> None:
        self.buffer = _map(file, position, length)
        if length < _TAIL.size:
            raise BadArrays("column too short")
        start, magic = _TAIL.unpack(self.buffer[length - _TAIL.size :])
        if magic != _MAGIC or start > length - _TAIL.size:
            raise BadArrays("no column directory")
        directory = json.loads(bytes(self.buffer[start : length - _TAIL.size]))
        if any(dtype not in _KINDS for dtype, _, _ in directory.values()):
            raise BadArrays("an array of an unknown kind")
        self._arrays = {
            name: np.frombuffer(self.buffer, np.dtype(dtype), items, offset)
            for name, (dtype, offset, items) in directory.items()
        }

    def __getitem__(self, name: str) -> np.ndarray:
        return self._arrays[name]


def _map(file: ColumnFile, position: int, length: int) -> memoryview:
    """The column's bytes, mapped where the file is a real one: ``get`` would copy them, and moves a shared position."""
    fileno = getattr(file, "fileno", None)
    if fileno is None:
        return memoryview(file.get(position, length))
    mapped = mmap.mmap(fileno(), 0, access=mmap.ACCESS_READ)
    view = memoryview(mapped)[position : position + length]
    if len(view) != length:
        raise BadArrays("column cut short")
    return view
