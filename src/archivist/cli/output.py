"""What the terminal prints: results on standard output, as words or as JSON; everything else on standard error."""

import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from archivist.app.language import translator
from archivist.domain import N_, ArchivistError
from archivist.domain.errors import UnwritableTarget


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
                _write(f"{line}\n", sys.stdout)

    def row(self, document: object) -> None:
        """Print one JSON document on one line."""
        text = json.dumps(document, ensure_ascii=False)
        try:
            text.encode()
        except UnicodeEncodeError:  # lone surrogates: JSON can carry them only escaped
            text = json.dumps(document)
        _write(f"{text}\n", sys.stdout)

    def text(self, text: str) -> None:
        """Print ``text`` exactly; on a terminal with a line end after it."""
        _write(text if text.endswith("\n") or not sys.stdout.isatty() else f"{text}\n", sys.stdout)

    def words(self, message: str, **values: object) -> str:
        """``message``, which is marked with N_, in the reader's language and filled."""
        return self.translate(message).format(**values)

    def say(self, message: str, **values: object) -> None:
        """Tell the person something beside the result."""
        _write(f"{self.words(message, **values)}\n", sys.stderr)

    def error(self, error: ArchivistError) -> None:
        _write(f"archivist: {error.message(self.translate)}\n", sys.stderr)


def _write(text: str, stream: TextIO) -> None:
    """Write ``text`` at once. Where the reader went away (``archivist import … | head``), the work goes on unheard.

    Raises ``UnwritableTarget`` where it cannot be written for another reason, such as a full disk."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # What is left in the buffer would fail once more when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise UnwritableTarget(
                N_("The output cannot be written"), why="{reason}", reason=error.strerror or str(error)
            ) from error
