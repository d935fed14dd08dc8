"""The window as a process of its own: started twice, asked to end."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_PATIENCE_SECONDS = 60


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    windows: list[subprocess.Popen[bytes]] = []
    surroundings = environment | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "config")}

    def run(*words: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "archivist", *map(str, words)]
        windows.append(subprocess.Popen(command, env=surroundings, cwd=tmp_path, stderr=subprocess.PIPE))
        return windows[-1]

    yield run
    for window in windows:
        window.kill()
        window.communicate()


def recent(folder: Path) -> list[str]:
    try:
        found = json.loads((folder / "config" / "archivist" / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(each).name for each in found.get("archives.recent", [])]


def wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def test_a_second_start_hands_over_to_the_first_window(terminal, seeded, start, tmp_path) -> None:
    first, report = seeded
    second = tmp_path / "b.archivist"
    assert terminal("create", second).status == 0
    window = start("open", first, "--report", report)
    wait_until(lambda: recent(tmp_path) == [first.name], "the first archive was not opened")
    other = start("open", second)
    assert other.wait(_PATIENCE_SECONDS) == 0
    wait_until(lambda: recent(tmp_path) == [second.name, first.name], "the second archive was not opened")
    assert window.poll() is None


def test_a_window_that_died_leaves_nothing_in_the_way(seeded, start, tmp_path) -> None:
    archive, _ = seeded
    window = start("open", archive)
    wait_until(lambda: recent(tmp_path) == [archive.name], "the archive was not opened")
    window.send_signal(signal.SIGKILL)
    window.wait(_PATIENCE_SECONDS)
    settings = tmp_path / "config" / "archivist" / "settings.json"
    settings.unlink()
    start("open", archive)
    wait_until(lambda: recent(tmp_path) == [archive.name], "the archive was not opened again")
