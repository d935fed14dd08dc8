"""Where the files that come with the program lie: in the wheel, or in the checkout during development."""

from functools import cache
from pathlib import Path


@cache
def resource_root() -> Path:
    """The folder of resources. Raises ``FileNotFoundError`` where the installation is incomplete."""
    package = Path(__file__).parent
    for folder in (package / "_resources", package.parents[1] / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"Archivist's resources are missing beside {package}; install it again.")


def resource(name: str) -> Path:
    """The path of one resource, such as ``tables/fold.bin``."""
    return resource_root() / name
