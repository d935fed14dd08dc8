"""Bytes of an archive change behind our back: an error in words or the right data, never a crash, and no altered
original is ever given out or passed by the check."""

import contextlib
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import TEXT, a_draft, a_repair, an_annotation, an_original

from archivist.domain import ArchivistError, ReportId
from archivist.store import annotations, reports, sets, statistics
from archivist.store.archive import Archive
from archivist.store.integrity import verify
from archivist.store.originals import original_bytes

ORIGINALS = [TEXT.encode() * 3000, random.Random(1).randbytes(60_000), "區(qū)委".encode()]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template"
    with Archive.create(path) as archive:
        for number, content in enumerate(ORIGINALS):
            draft = a_draft(text="區(qū)委召開會議", repairs=(a_repair(0, 5, "區", reading="qū"),), title=str(number))
            with archive.write("Import") as tx:
                report = reports.add_report(tx, draft, an_original(content))
                mark = an_annotation(report, text=draft.reading_text, tags=("x",), note=TEXT)
                annotations.add_annotation(tx, mark)
                sets.add_to_collection(tx, "y", [report])
    return path


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 1, 10])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def blank(content: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(content)), chance.choice([4, 512, 16384])
    content[start : start + length] = bytes(len(content[start : start + length]))


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def mix_up(content: bytearray, chance: random.Random) -> None:
    """Two pages change places."""
    one, other = (16384 * chance.randrange(len(content) // 16384) for _ in range(2))
    content[one : one + 16384], content[other : other + 16384] = (
        content[other : other + 16384],
        content[one : one + 16384],
    )


DAMAGES: list[Callable[[bytearray, random.Random], None]] = [flip, flip, flip, blank, cut, mix_up]


def try_damage(template: Path, tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    folder = tmp_path / f"seed {seed}"
    folder.mkdir()
    path = folder / "a.archivist"
    content = bytearray(template.read_bytes())
    chance.choice(DAMAGES)(content, chance)
    path.write_bytes(content)
    is_altered = use(path)
    with contextlib.suppress(ArchivistError):
        assert verify(path) or not is_altered
    shutil.rmtree(folder)


def use(path: Path) -> bool:
    """Read everything and write something; True where an original could not be given out as it came in."""
    is_altered = False
    with contextlib.suppress(ArchivistError), Archive.open(path) as archive:
        is_altered = read_everything(archive)
        archive.undo()
        with archive.write("Import") as tx:
            reports.add_report(tx, a_draft(), an_original())
    return is_altered


def read_everything(archive: Archive) -> bool:
    is_altered = False
    with archive.read() as reader:
        known = [each.id for each in reports.list_reports(reader)]
        annotations.list_annotations(reader)
        sets.list_tags(reader)
        list(reports.changed_texts(reader, 0))
        statistics.stats(reader)
        for report in known:
            is_altered = read_original(archive, report) or is_altered
    for report in known:
        with archive.read() as reader:
            reports.get_text(reader, report)
    return is_altered


def read_original(archive: Archive, report: ReportId) -> bool:
    try:
        with archive.read() as reader:
            assert original_bytes(reader, report) in ORIGINALS
    except ArchivistError:
        return True
    return False


def test_damaged_bytes_are_told_in_words(template: Path, tmp_path: Path):
    for _ in range(60):
        try_damage(template, tmp_path)


@pytest.mark.soak
def test_damaged_bytes_are_told_in_words_for_long(template: Path, tmp_path: Path):
    end = time.monotonic() + 60 * float(os.environ.get("ARCHIVIST_SOAK_MINUTES", "30"))
    while time.monotonic() < end:
        try_damage(template, tmp_path)
