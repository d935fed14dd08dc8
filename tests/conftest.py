"""What all tests share: golden files, and property tests that no busy machine fails."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

_GOLDEN = Path(__file__).parent / "golden"


# The first example reads tables, and other processes share the machine.
settings.register_profile("archivist", deadline=None)
settings.load_profile("archivist")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "golden: compares with a file in tests/golden (make golden writes them)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or write it where ``ARCHIVIST_WRITE_GOLDEN`` is set."""

    def compare(name: str, text: str) -> None:
        file = _GOLDEN / name
        if os.environ.get("ARCHIVIST_WRITE_GOLDEN"):
            file.write_text(text, encoding="utf-8", newline="")
        assert text == file.read_bytes().decode()

    return compare
