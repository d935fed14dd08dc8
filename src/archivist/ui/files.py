"""Files and folders that a person chooses."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from archivist.domain import N_
from archivist.ui.language import tr

SUFFIX = ".archivist"


class FileChoice:
    """The system's file dialogs; a test puts another in its place."""

    def open_file(self, window: QWidget, title: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getOpenFileName(window, title, "", kinds)[0])

    def open_files(self, window: QWidget, title: str) -> list[Path]:
        return [Path(each) for each in QFileDialog.getOpenFileNames(window, title)[0]]

    def open_folder(self, window: QWidget, title: str) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(window, title))

    def save_file(self, window: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getSaveFileName(window, title, name, kinds)[0])


def archive_kinds() -> str:
    """What a file dialog says of the files that it shows."""
    return tr(N_("Archives")) + f" (*{SUFFIX})"


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
