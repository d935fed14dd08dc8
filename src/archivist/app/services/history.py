"""What undo would take back and redo would do again, for menus."""

from archivist.store import journal
from archivist.store.archive import Archive


class HistoryService:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def labels(self) -> tuple[str | None, str | None]:
        """The labels (``N_`` messages) of the next undo and redo; None where there is nothing."""
        with self._archive.read() as reader:
            undo, redo = journal.next_undo(reader), journal.next_redo(reader)
        return undo and undo.label, redo and redo.label
