"""The one entrance: decides between the window and the terminal."""

import gc
import signal
import sys
from pathlib import Path


def main() -> int:
    """Run the program on the command line's words: without any, and for ``open``, the window; otherwise the terminal.

    The exit status is one of those that ``cli.main`` lists."""
    # Before a command runs, and after it, there is nothing to be said of Ctrl+C: the program just ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from archivist.cli.main import Windows
    from archivist.cli.main import main as terminal

    words = sys.argv[1:]
    status = terminal(words, Windows(_window, _take_pictures)) if words else _window([])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return status


def _window(words: list[str]) -> int:
    """``words``: nothing, or an archive and perhaps a report's id."""
    # Nothing that is made until the window shows is garbage: looking for some is an eighth of the start.
    gc.disable()
    from archivist.ui.application import start

    return start(Path(words[0]) if words else None, *words[1:])


def _take_pictures(folder: Path) -> list[Path]:
    from archivist.ui.tour import take_pictures

    return take_pictures(folder)


if __name__ == "__main__":
    sys.exit(main())
