"""What becomes of an edit while the disk is full: it waits, in memory and in a file elsewhere, until it can be written.

Edits are methods of services that are marked with ``edit``. While one waits, all later ones wait behind it."""

import json
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, get_type_hints

from archivist.app.plain import from_plain, to_plain
from archivist.domain import ArchiveId, ArchivistError
from archivist.domain.errors import ArchiveBusy, DiskFull, UnusableArchive, UnwritableTarget

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0

_PASSING = (DiskFull, ArchiveBusy, UnwritableTarget, UnusableArchive)
"""What may be over at the next try. Anything else is said of the edit itself, which will never be possible."""

_IS_EDIT = "__edit__"

P = ParamSpec("P")


class Editor(Protocol):
    """A service with edits; ``rescue`` is None where a full disk is to be told to the caller, as in the terminal."""

    rescue: "Rescue | None"


S = TypeVar("S", bound=Editor)
Edited = Callable[Concatenate[S, P], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit as data: which method of which service, with what."""

    service: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RescueState:
    """``is_on_disk``: what waits is in the rescue file too. ``refused`` edits can never be written; they are kept beside it."""

    waiting: int = 0
    refused: int = 0
    is_on_disk: bool = True
    error: ArchivistError | None = None


def edit(method: Edited[S, P]) -> Edited[S, P]:
    """Let a method of a service wait for room on the disk.

    It returns nothing, takes what ``plain`` can write, and may be done twice without harm: a crash may come between the
    commit and the file."""

    @wraps(method)
    def done_or_kept(service: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if service.rescue is None:
            method(service, *args, **kwargs)
            return
        given = signature(method).bind(service, *args, **kwargs)
        names = [each.name for each in signature(method).parameters.values() if each.kind is Parameter.VAR_KEYWORD]
        arguments = {name: value for name, value in list(given.arguments.items())[1:] if name not in names}
        arguments |= {name: value for each in names for name, value in given.arguments.get(each, {}).items()}
        kept = Edit(_service_name(service), method.__name__, arguments)
        service.rescue.do(kept, lambda: method(service, *args, **kwargs))

    setattr(done_or_kept, _IS_EDIT, True)
    return done_or_kept


class Rescue:
    """The edits of one archive that wait. ``tell`` is called, on any thread, when there are more or fewer of them."""

    def __init__(self, file: Path, tell: Callable[[RescueState], object], *, every: float = RETRY_SECONDS) -> None:
        self._file = file
        self._tell = tell
        self._every = every
        self._services: object = None
        self._lock = threading.RLock()
        self._waiting: list[Edit] = []
        self._refused = 0
        self._state = RescueState()
        self._news = threading.Event()
        self._is_closed = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> RescueState:
        return self._state

    @property
    def waiting(self) -> tuple[Edit, ...]:
        return tuple(self._waiting)

    def begin(self, services: object) -> None:
        """Take up what an earlier session left; ``services`` has each service under its name."""
        self._services = services
        with self._lock:
            self._waiting = self._read()
            if self._waiting:
                self._note(None)
                self.retry()

    def do(self, kept: Edit, perform: Callable[[], None]) -> None:
        """Do an edit, or keep it. Raises what the edit itself raises, but for a full disk."""
        with self._lock:
            error = self._state.error
            if not self._waiting:
                try:
                    perform()
                except DiskFull as failure:
                    log.warning("an edit waits: %s", failure)
                    error = failure
                else:
                    return
            self._waiting.append(kept)
            self._note(error)

    def retry(self) -> bool:
        """Write what waits, as far as there is room; True where nothing waits any more."""
        with self._lock:
            error: ArchivistError | None = None
            before = len(self._waiting)
            while self._waiting and error is None:
                error = self._try_first()
            if self._waiting or before:
                self._note(error)
            return not self._waiting

    def close(self) -> None:
        """Try once more; what cannot be written stays in the file."""
        self._is_closed.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join()
        self.retry()

    def _try_first(self) -> ArchivistError | None:
        first = self._waiting[0]
        try:
            _perform(self._services, first)
        except _PASSING as error:
            return error
        except ArchivistError as error:
            log.warning("an edit that waited cannot be done: %s", type(error).__name__)
            self._refuse(_line(first))
        del self._waiting[0]
        return None

    def _note(self, error: ArchivistError | None) -> None:
        """What waits has changed: write it down, see that it is tried again, and tell."""
        is_on_disk = self._write()
        self._state = RescueState(len(self._waiting), self._refused, is_on_disk, error)
        if self._waiting and self._thread is None and not self._is_closed.is_set():
            self._thread = threading.Thread(target=self._keep_trying, name="rescue", daemon=True)
            self._thread.start()
        self._tell(self._state)

    def _keep_trying(self) -> None:
        while not self._is_closed.wait(self._every):
            with self._lock:
                if self.retry():
                    self._thread = None
                    return

    # --- the file

    def _write(self) -> bool:
        """Make the file hold what waits; False where that cannot be."""
        part = self._file.with_suffix(".part")
        try:
            if not self._waiting:
                self._file.unlink(missing_ok=True)
                return True
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as stream:
                stream.writelines(f"{_line(each)}\n" for each in self._waiting)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self._file)
        except OSError as error:
            log.warning("the rescue file cannot be written: %s", error)
            return False
        return True

    def _read(self) -> list[Edit]:
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            log.warning("the rescue file cannot be read: %s", error)
            return []
        found: list[Edit] = []
        for line in lines:
            try:
                found.append(_edit(json.loads(line), self._services))
            except (ValueError, TypeError, KeyError, AttributeError):
                self._refuse(line)
        return found

    def _refuse(self, line: str) -> None:
        """Keep what can never be written where a person can find it."""
        self._refused += 1
        try:
            with self._file.with_suffix(".refused.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(f"{line}\n")
        except OSError as error:
            log.warning("a refused edit cannot be kept: %s", error)


def rescue_file(archive: ArchiveId) -> Path:
    """Where the edits of ``archive`` wait: in the user's data folder, which may lie on another disk."""
    from platformdirs import user_data_path

    return user_data_path("archivist", appauthor=False) / "rescue" / f"{archive}.jsonl"


def _service_name(service: object) -> str:
    """``marking`` for a ``MarkingService``: its name in ``Services``."""
    return type(service).__name__.removesuffix("Service").lower()


def _perform(services: object, kept: Edit) -> None:
    service = getattr(services, kept.service)
    cast(Any, _method(service, kept.name)).__wrapped__(service, **kept.arguments)


def _method(service: object, name: str) -> Callable[..., None]:
    method = getattr(type(service), name)
    if not hasattr(method, _IS_EDIT):
        raise AttributeError(f"{name} is no edit")
    return method


def _line(kept: Edit) -> str:
    return json.dumps({"service": kept.service, "do": kept.name, "with": to_plain(kept.arguments)})


def _edit(line: dict[str, Any], services: object) -> Edit:
    method = _method(getattr(services, line["service"]), line["do"])
    hints = get_type_hints(method)
    rest = next((each.name for each in signature(method).parameters.values() if each.kind is Parameter.VAR_KEYWORD), "")
    arguments = {name: from_plain(value, hints.get(name) or hints[rest]) for name, value in line["with"].items()}
    return Edit(line["service"], line["do"], arguments)
