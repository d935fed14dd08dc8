"""The process that reads files for another one: bytes in, report drafts out, and nothing else.

What it reads may be made to harm, so it can open and write next to nothing, and a limit ends it where a file makes it run
on. It ends when its input ends."""

import contextlib
import importlib
import os
import sys
from typing import IO, Any

from archivist.domain import N_, ArchivistError
from archivist.domain.errors import UnreadableFile
from archivist.importing.draft import make_draft
from archivist.importing.frames import draft_to_json, error_to_json, read_frame, read_json, write_json
from archivist.importing.registry import ReadHints, choose_format, format_modules
from archivist.importing.source_text import SourceText

MEMORY = 1 << 30
"""Bytes of address space that a worker may use, and ..."""
MEMORY_PER_BYTE = 40
"""... as many more for each byte of the file: texts of four bytes a character, several times over, and their repairs."""
CPU_SECONDS = 60
"""For each file, and one more for each 2 MB of it."""

_NICE = 10


def main() -> None:
    # Whatever a library prints must not get between the frames.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    _load()
    _step_back()
    _limit_files()
    with contextlib.suppress(EOFError, BrokenPipeError):  # the parent has ended
        serve(sys.stdin.buffer, answers)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each question (a JSON frame and a frame of bytes) until there are no more, then raise ``EOFError``."""
    while True:
        question = read_json(questions)
        content = read_frame(questions)
        _limit_work(len(content))
        write_json(answers, _answer(question, content))
        answers.flush()


def _answer(question: dict[str, Any], content: bytes) -> dict[str, Any]:
    hints = ReadHints(question["name"], question["encoding"])
    try:
        module = choose_format(content, hints, where=question["path"])
        texts = list(module.read(content, hints))
        drafts = [make_draft(text, name=hints.name, repair=question["repair"]) for text in texts]
    except ArchivistError as error:
        error.where = question["path"]
        return {"error": error_to_json(error)}
    except MemoryError:
        return {"error": error_to_json(_too_large(question["path"]))}
    return {
        "media_type": module.FORMAT.media_type,
        "drafts": [draft_to_json(draft) for draft in drafts],
        "notes": [list(text.notes) for text in texts],
    }


def _too_large(path: str) -> UnreadableFile:
    return UnreadableFile(
        N_("Needs too much memory"),
        where=path,
        hint=N_("Split the file and import the parts; the others are imported."),
    )


def _load() -> None:
    """Load what the formats import late, while files may still be opened."""
    importlib.import_module("lxml.etree")
    format_modules()
    make_draft(SourceText("會(huì)議,一九四九年", ()), name="")


def _step_back() -> None:
    """Leave the processor to whoever reads or types meanwhile."""
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _limit_files() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits
        import resource

        for kind, limit in (
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 32),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (limit, limit))


def _limit_work(size: int) -> None:
    """Limit memory and processor time for the next file, of ``size`` bytes."""
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + (size >> 21)
        for kind, limit in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, MEMORY + MEMORY_PER_BYTE * size),
        ):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
