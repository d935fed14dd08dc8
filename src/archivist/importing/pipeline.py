"""Files in, drafts out: the walk, the worker processes that read, and one item for every file that is met."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from archivist.domain import N_, ArchivistError, Progress, ReportDraft
from archivist.domain.errors import UnreadableFile, UnsupportedFormat
from archivist.importing.encoding import known_encoding
from archivist.importing.frames import draft_from_json, error_from_json, read_json, write_frame, write_json
from archivist.importing.sources import Found, find_files, read_file

_MOST_WORKERS = 4
_AHEAD = 4
"""Files that are read ahead for each worker, so that none of them waits while others are stored."""
_WALL_SECONDS = 120
"""For one file and, beside its processor time, for all that it may wait for."""
_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Item:
    """A report that was read (``draft``), or a file that was not (``status`` unchanged, skipped or failed, with a reason).

    ``content`` are the bytes that came in, wherever there were any."""

    path: Path
    status: str
    draft: ReportDraft | None = None
    content: bytes | None = None
    media_type: str = ""
    reason: ArchivistError | None = None


def read_items(
    paths: Sequence[Path],
    *,
    encoding: str | None,
    repair: bool,
    progress: Progress,
    known: Callable[[bytes], bool],
) -> Generator[Item]:
    """Read all files under ``paths``; items come in the order of the walk, at least one for each file.

    ``known`` says whether bytes with this SHA-256 need not be read again; it is called from several threads. Closing the
    iterator ends the worker processes at once. Raises ``WrongUse`` for an encoding that does not exist."""
    if encoding is not None:
        known_encoding(encoding)
    found = list(find_files(paths))
    progress.expect(len(found))
    count = max(1, min(_MOST_WORKERS, os.cpu_count() or 1, len(found)))
    readers = _Readers(encoding, repair, known)
    waiting: deque[tuple[Found, Future[list[Item]]]] = deque()
    with readers, ThreadPoolExecutor(count, thread_name_prefix="import") as threads:
        try:
            for each in found:
                waiting.append((each, threads.submit(readers.read, each)))
                if len(waiting) > _AHEAD * count:
                    yield from _finish(*waiting.popleft(), progress)
            while waiting:
                yield from _finish(*waiting.popleft(), progress)
        finally:
            for _, future in waiting:
                future.cancel()
            readers.stop()


def _finish(found: Found, future: Future[list[Item]], progress: Progress) -> Iterator[Item]:
    for item in future.result():
        if item.status == "failed" and item.reason is not None:
            progress.failed(str(item.path), item.reason)
        yield item
    progress.step(found.path.name)


class _Readers:
    """One worker process for each thread that asks, begun when it is needed and begun again when it ended."""

    def __init__(self, encoding: str | None, repair: bool, known: Callable[[bytes], bool]) -> None:
        self._encoding = encoding
        self._repair = repair
        self._known = known
        self._workers = threading.local()
        self._all: list[subprocess.Popen[bytes]] = []
        self._deadlines: dict[subprocess.Popen[bytes], float] = {}
        self._is_stopped = False
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._watch_time, name="import watch", daemon=True)

    def __enter__(self) -> "_Readers":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._ended.set()
        for worker in self._all:
            _end(worker)

    def stop(self) -> None:
        """End all workers; what they were reading fails."""
        self._is_stopped = True
        for worker in list(self._all):
            worker.kill()

    def read(self, found: Found) -> list[Item]:
        if found.problem is not None:
            status = "skipped" if isinstance(found.problem, UnsupportedFormat) else "failed"
            return [Item(found.path, status, reason=found.problem)]
        try:
            content = read_file(found.path)
            if self._known(sha256(content).digest()):
                return [Item(found.path, "unchanged", content=content)]
            return self._ask(found.path, content)
        except ArchivistError as error:
            return [Item(found.path, "failed", reason=error)]

    def _ask(self, path: Path, content: bytes) -> list[Item]:
        question = {"path": str(path), "name": path.name, "encoding": self._encoding, "repair": self._repair}
        answer = self._exchange(question, content)
        if "error" in answer:
            raise error_from_json(answer["error"])
        if not answer["drafts"]:
            raise UnreadableFile(
                N_("There is no text in it"), where=path, hint=N_("Look at it in the program that it came from.")
            )
        items: list[Item] = []
        for row, notes in zip(answer["drafts"], answer["notes"], strict=True):
            reason = ArchivistError(notes[0], where=path) if notes else None
            items.append(Item(path, "read", draft_from_json(row), content, answer["media_type"], reason))
        return items

    def _exchange(self, question: dict[str, Any], content: bytes) -> dict[str, Any]:
        worker = self._worker()
        assert worker.stdin and worker.stdout
        self._deadlines[worker] = time.monotonic() + _WALL_SECONDS + (len(content) >> 20)
        try:
            write_json(worker.stdin, question)
            write_frame(worker.stdin, content)
            worker.stdin.flush()
            return read_json(worker.stdout)
        except (EOFError, OSError, ValueError) as error:
            self._workers.mine = None
            raise _lost(question["path"], worker) from error
        finally:
            del self._deadlines[worker]

    def _watch_time(self) -> None:
        """End workers that take too long. One thread for all: a timer for each file costs as much as reading it."""
        while not self._ended.wait(_LOOK_SECONDS):
            for worker, deadline in list(self._deadlines.items()):
                if time.monotonic() > deadline:
                    worker.kill()

    def _worker(self) -> subprocess.Popen[bytes]:
        worker = getattr(self._workers, "mine", None)
        if worker is None:
            worker = subprocess.Popen(
                [sys.executable, "-m", "archivist.importing.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl+C is for the parent, which then ends its workers
            )
            self._workers.mine = worker
            self._all.append(worker)
            if self._is_stopped:
                worker.kill()
        return worker


def _lost(path: str, worker: subprocess.Popen[bytes]) -> UnreadableFile:
    """What to say of a file whose worker ended. The last line that it said tells a bug from a limit."""
    words = _end(worker).decode("utf-8", "replace").strip().splitlines()
    return UnreadableFile(
        N_("Reading it was stopped"),
        where=path,
        why=N_("it took too long or too much memory, or its reader failed: {reason}"),
        hint=N_("The other files are imported. If it opens elsewhere, save it anew as text and import that."),
        reason=words[-1] if words else f"status {worker.returncode}",
    )


def _end(worker: subprocess.Popen[bytes]) -> bytes:
    """End a worker, whatever it is at, and return what it said on standard error."""
    worker.kill()
    return worker.communicate()[1]
