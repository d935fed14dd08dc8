"""The one entrance: decides between the window and the terminal."""

import sys

from archivist.cli.main import main as terminal


def main() -> int:
    """Run the program on the command line's words; the exit status is one of those that ``cli.main`` lists."""
    return terminal(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
