"""The manifest: which files are the index, and which state of an archive they stand for.

Whoosh never waits for the disk, and its own list of segments counts as soon as it is written. So the manifest decides:
it is written last, when everything that it names is on the disk, and replaced in one step. Files that it does not name
do not count."""

import json
import os
import sys
import zlib
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from archivist.resources import resource
from archivist.search.schema import SCHEMA_VERSION
from archivist.search.values import IndexStamp

MANIFEST_NAME = "manifest.json"

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Bytes and BLAKE2b-128 (RFC 7693) of a file."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``generation`` is the number of Whoosh's commit; ``files`` are by name; ``fold`` is a number of the fold that texts
    went through."""

    generation: int
    files: dict[str, FileRecord]
    stamp: IndexStamp | None
    fold: int


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in ``folder``; None where there is none, or it is damaged, or its files are of another kind than this
    version of the program writes. What it says of an older fold can be read."""
    try:
        body, digest, _ = (folder / MANIFEST_NAME).read_bytes().split(b"\n")
        if digest.decode() != _digest(body):
            return None
        found = json.loads(body)
        if found["schema"] != SCHEMA_VERSION:
            return None
        stamp = found["stamp"]
        files = {name: FileRecord(*record) for name, record in found["files"].items()}
        return Manifest(found["generation"], files, IndexStamp(**stamp) if stamp else None, found["fold"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` the one that counts, on the disk when this returns."""
    values = asdict(manifest) | {"schema": SCHEMA_VERSION}
    values["files"] = {name: (record.size, record.digest) for name, record in manifest.files.items()}
    body = json.dumps(values).encode()
    part = folder / f"{MANIFEST_NAME}.part"
    with part.open("wb") as out:
        out.write(b"\n".join((body, _digest(body).encode(), b"")))
        out.flush()
        os.fsync(out.fileno())
    sync_folder(folder)
    part.replace(folder / MANIFEST_NAME)
    sync_folder(folder)


def forget_manifest(folder: Path) -> None:
    """From now on, nothing in ``folder`` counts."""
    (folder / MANIFEST_NAME).unlink(missing_ok=True)
    sync_folder(folder)


def record_file(path: Path) -> FileRecord:
    """Bring a file that was just written to the disk, and describe it."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    return _record(path)


def holds(folder: Path, name: str, record: FileRecord) -> bool:
    """True where the file is there with the recorded size and content."""
    try:
        return _record(folder / name) == record
    except OSError:
        return False


def has_all_files(folder: Path, manifest: Manifest) -> bool:
    """True where all files are there with their sizes; their contents are not read."""
    try:
        return all((folder / name).stat().st_size == record.size for name, record in manifest.files.items())
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # where a folder cannot be opened, and renaming waits for the disk
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _record(path: Path) -> FileRecord:
    digest = blake2b(digest_size=16)
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return FileRecord(size, digest.hexdigest())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@cache
def present_fold() -> int:
    """The number of the fold that queries go through."""
    return zlib.crc32(resource("tables/fold.bin").read_bytes())
