from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist.store.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "a.archivist") as made:
        yield made
