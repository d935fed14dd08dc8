"""A terminal: commands as processes of their own, with folders of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Terminal = Callable[..., Ran]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folders = {name: str(tmp_path / name.lower()) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return os.environ | folders | {"LANGUAGE": "en", "PYTHONWARNINGS": "ignore", "XDG_RUNTIME_DIR": str(tmp_path)}


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str]) -> Terminal:
    """Run one command in ``tmp_path``; no test leaves a traceback behind."""

    def run(*words: object, given: bytes | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "archivist", *map(str, words)],
            cwd=tmp_path,
            env=environment,
            input=given,
            capture_output=True,
            timeout=120,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err
        return ran

    return run


@pytest.fixture
def seed() -> Path:
    return DATA / "keqiao-2024-02-01.txt"


@pytest.fixture
def archive(terminal: Terminal, tmp_path: Path) -> Path:
    path = tmp_path / "a.archivist"
    assert terminal("create", path).status == 0
    return path


@pytest.fixture
def seeded(terminal: Terminal, archive: Path, seed: Path) -> tuple[Path, str]:
    """An archive with the seed report in it, and the report's id."""
    row, _ = terminal("import", archive, seed, "--json").rows
    return archive, row["report"]
