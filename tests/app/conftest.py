"""An archive with its services, and an index folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist.app.wiring import Services, open_services
from archivist.store.archive import Archive


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where indexes go."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "xdg_cache_home" / "archivist" / "indexes"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Archive.create(tmp_path / "a.archivist").close()
    return tmp_path / "a.archivist"


@pytest.fixture
def services(path: Path) -> Iterator[Services]:
    with open_services(path) as opened:
        yield opened
