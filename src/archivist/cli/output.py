"""What the terminal prints: results on standard output, as words or as JSON; everything else on standard error."""

import json
import sys
from collections.abc import Iterable

from archivist.app.language import translator
from archivist.domain import ArchivistError


class Output:
    """Where a command's result goes. ``as_json``: one JSON document, or one object a line for ``row``."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.translate = translator()

    def result(self, document: object, lines: Iterable[str]) -> None:
        """Print the result: ``document`` as JSON, or ``lines`` for a person."""
        if self.as_json:
            self.row(document)
        else:
            for line in lines:
                print(line)  # noqa: T201 - this is the terminal

    def row(self, document: object) -> None:
        """Print one JSON document on one line."""
        text = json.dumps(document, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:  # lone surrogates: JSON can carry them only escaped
            text = json.dumps(document)
        print(text, flush=True)  # noqa: T201

    def text(self, text: str) -> None:
        """Print ``text`` exactly; on a terminal with a line end after it."""
        sys.stdout.write(text)
        if sys.stdout.isatty() and not text.endswith("\n"):
            sys.stdout.write("\n")

    def words(self, message: str, **values: object) -> str:
        """``message``, which is marked with N_, in the reader's language and filled."""
        return self.translate(message).format(**values)

    def say(self, message: str, **values: object) -> None:
        """Tell the person something beside the result."""
        print(self.words(message, **values), file=sys.stderr)  # noqa: T201

    def error(self, error: ArchivistError) -> None:
        print(f"archivist: {error.message(self.translate)}", file=sys.stderr)  # noqa: T201
