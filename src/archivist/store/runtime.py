"""The folder for what lives as long as this user is here: locks of the system, the socket of the window."""

import os
import sys
import tempfile
from pathlib import Path


def runtime_folder() -> Path:
    """The folder, made where it is missing. Raises ``OSError`` where there is none that only this user can write to."""
    folder = _user_runtime_folder() / "archivist"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


def _user_runtime_folder() -> Path:
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        return platformdirs.user_runtime_path(appauthor=False)
    for candidate in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
        if candidate and os.access(candidate, os.W_OK | os.X_OK):
            return Path(candidate)
    folder = Path(tempfile.gettempdir()) / f"runtime-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder
