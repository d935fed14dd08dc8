"""Files through worker processes: one item for each, whatever a file does to its worker."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from archivist.domain import ArchivistError, JobCancelled, Silent
from archivist.domain.errors import UnreadableFile
from archivist.importing import pipeline
from archivist.importing.frames import error_from_json, error_to_json, read_frame, read_json, write_frame, write_json
from archivist.importing.pipeline import Item, read_items


def read(
    *paths: Path,
    known: Callable[[bytes], bool] = lambda _: False,
    progress: Silent | None = None,
    encoding: str | None = None,
) -> list[Item]:
    return list(read_items(paths, encoding=encoding, repair=True, progress=progress or Silent(), known=known))


def reports(folder: Path, count: int) -> Path:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"第{number}號報告。", encoding="utf-8")
    return folder


def test_items_come_in_the_order_of_the_walk(tmp_path: Path) -> None:
    items = read(reports(tmp_path, 40))
    assert [item.path.name for item in items] == [f"{number:03}.txt" for number in range(40)]
    assert all(item.draft and f"第{n}號" in item.draft.reading_text for n, item in enumerate(items))
    assert all(item.content == item.path.read_bytes() for item in items)


def test_known_bytes_are_not_read_again(tmp_path: Path) -> None:
    reports(tmp_path, 3)
    known = sha256((tmp_path / "001.txt").read_bytes()).digest()
    items = read(tmp_path, known=lambda digest: digest == known)
    assert [item.status for item in items] == ["read", "unchanged", "read"]


def test_encoding_that_a_person_names_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("會議".encode("big5"))
    (item,) = read(tmp_path / "a.txt", encoding="big5")
    assert item.draft is not None
    assert item.draft.reading_text == "會議"


def test_error_of_a_format_names_the_whole_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (item,) = read(tmp_path)
    assert item.status == "failed"
    assert str(tmp_path / "a.txt") in str(item.reason)


def test_progress_counts_files_and_hears_of_failures(tmp_path: Path) -> None:
    class Told(Silent):
        def __init__(self) -> None:
            self.total: int | None = None
            self.done: list[str] = []
            self.bad: list[str] = []

        def expect(self, total: int | None) -> None:
            self.total = total

        def step(self, done: str, count: int = 1) -> None:
            self.done += [done] * count

        def failed(self, item: str, error: ArchivistError) -> None:
            self.bad.append(Path(item).name)

    reports(tmp_path, 2)
    (tmp_path / "bad.txt").write_bytes(b"")
    told = Told()
    read(tmp_path, progress=told)
    assert (told.total, told.done, told.bad) == (3, ["000.txt", "001.txt", "bad.txt"], ["bad.txt"])


def test_cancelling_ends_all_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stop(Silent):
        def step(self, done: str, count: int = 1) -> None:
            raise JobCancelled

    begun = remember_processes(monkeypatch)
    with pytest.raises(JobCancelled):
        read(reports(tmp_path, 30), progress=Stop())
    assert begun
    assert all(process.poll() is not None for process in begun)


def test_leaving_early_ends_all_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = remember_processes(monkeypatch)
    items = read_items([reports(tmp_path, 30)], encoding=None, repair=True, progress=Silent(), known=lambda _: False)
    next(items)
    items.close()
    assert all(process.poll() is not None for process in begun)


def remember_processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    begun: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remember(*words: object, **options: object) -> subprocess.Popen[bytes]:
        begun.append(start(*words, **options))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(pipeline.subprocess, "Popen", remember)
    return begun


# A worker whose files can make it misbehave: the name says how.
NASTY = """
import os, signal
from archivist.importing import worker
answer = worker._answer
def act(question, content):
    name = question["name"]
    if name == "segfault.txt": os.kill(os.getpid(), signal.SIGSEGV)
    if name == "spin.txt":
        while True: pass
    if name == "eat.txt": return answer(question, b"x" * (worker.MEMORY + worker.MEMORY_PER_BYTE * 100))
    if name == "write.txt": open(os.environ["TARGET"], "wb", buffering=0).write(b"x")
    if name == "leak.txt": handles = [open(os.devnull) for _ in range(100)]
    if name == "exit.txt": os._exit(3)
    if name == "chat.txt": print("hello", flush=True)
    return answer(question, content)
worker._answer = act
worker.CPU_SECONDS = 1
worker.main()
"""


@pytest.mark.parametrize("name", ["segfault", "spin", "eat", "write", "leak", "exit"])
def test_a_file_that_takes_its_worker_down_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    use_worker(monkeypatch, tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    reports(folder, 2)
    (folder / f"{name}.txt").write_text("今天開會。", encoding="utf-8")
    (folder / "z.txt").write_text("最後一份。", encoding="utf-8")
    items = read(folder)
    assert {item.path.stem: item.status for item in items} == {
        **{"000": "read", "001": "read", name: "failed", "z": "read"}
    }
    (reason,) = [item.reason for item in items if item.status == "failed"]
    assert isinstance(reason, UnreadableFile)
    assert f"{name}.txt" in str(reason)
    assert not (tmp_path / "target").exists() or not (tmp_path / "target").read_bytes()


def test_what_a_library_prints_does_not_get_between_the_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_worker(monkeypatch, tmp_path)
    (tmp_path / "chat.txt").write_text("今天開會。", encoding="utf-8")
    assert [item.status for item in read(tmp_path / "chat.txt")] == ["read"]


def test_a_worker_that_sleeps_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(3600)")
    start_instead(monkeypatch, sleeper)
    monkeypatch.setattr(pipeline, "_WALL_SECONDS", 0.2)
    (tmp_path / "a.txt").write_text("今天開會。", encoding="utf-8")
    (item,) = read(tmp_path / "a.txt")
    assert item.status == "failed"


def use_worker(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    nasty = folder / "nasty_worker.py"
    nasty.write_text(NASTY)
    monkeypatch.setenv("TARGET", str(folder / "target"))
    start_instead(monkeypatch, nasty)


def start_instead(monkeypatch: pytest.MonkeyPatch, script: Path) -> None:
    start = subprocess.Popen
    monkeypatch.setattr(
        pipeline.subprocess,
        "Popen",
        lambda _, **options: start([sys.executable, str(script)], env=os.environ.copy(), **options),
    )


def test_frames_come_back_and_a_torn_one_is_the_end() -> None:
    stream = BytesIO()
    write_frame(stream, b"")
    write_frame(stream, b"abc")
    write_json(stream, {"text": "會\ud800\0"})
    whole = stream.getvalue()
    stream.seek(0)
    assert read_frame(stream) == b""
    assert read_frame(stream) == b"abc"
    assert read_json(stream) == {"text": "會\ud800\0"}
    for cut in (len(whole) - 1, 3):
        torn = BytesIO(whole[:cut])
        with pytest.raises(EOFError):
            for _ in range(4):
                read_frame(torn)


def test_errors_keep_their_kind_and_words() -> None:
    error = UnreadableFile("{name} is bad", where="/x", why="{count} times", hint="Stop.", name=Path("a"), count=3)
    back = error_from_json(error_to_json(error))
    assert type(back) is UnreadableFile
    assert back.message() == error.message() == "a is bad: /x: 3 times. Stop."
