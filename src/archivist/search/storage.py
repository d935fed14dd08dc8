"""Whoosh's files as the manifest has them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from archivist.search.folder import INDEX_NAME
from archivist.search.schema import Layout

_TOC = re.compile(rf"_{INDEX_NAME}_[0-9]+\.toc")


class CommittedStorage(FileStorage):
    """Shows Whoosh the commit ``generation`` and no other, and leaves deleting to ``folder.sweep``.

    Whoosh takes the newest commit that it finds, which may be one that the manifest never came to name, and deletes the
    one before at once, which is the one that counts until the manifest is written."""

    def __init__(self, folder: Path, layout: Layout, generation: int, *, readonly: bool = False) -> None:
        super().__init__(str(folder), readonly=readonly)
        self.layout = layout
        self.generation = generation

    def list(self) -> list[str]:
        counts = toc_name(self.generation)
        return [name for name in super().list() if name == counts or not _TOC.fullmatch(name)]

    def delete_file(self, name: str) -> None:
        del name

    def begin(self) -> None:
        """Write an index without documents."""
        self.create_index(self.layout.schema, INDEX_NAME)

    def index(self) -> FileIndex:
        # With a schema of our own the one in the file is not unpickled.
        return self.open_index(INDEX_NAME, self.layout.schema)

    def segments(self) -> Sequence[Any]:
        """Whoosh's segments of the commit, in its order."""
        return TOC.read(self, INDEX_NAME, self.generation, self.layout.schema).segments


class Home(NamedTuple):
    """Where an index lies, and what its columns are."""

    folder: Path
    layout: Layout

    def storage(self, generation: int, *, readonly: bool = False) -> CommittedStorage:
        return CommittedStorage(self.folder, self.layout, generation, readonly=readonly)


def toc_name(generation: int) -> str:
    """Whoosh's file that lists the segments of a commit."""
    return f"_{INDEX_NAME}_{generation}.toc"
