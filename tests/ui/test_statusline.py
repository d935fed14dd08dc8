"""The status line says how far the index is."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from archivist.app.following import IndexState
from archivist.app.jobs import JobRunner
from archivist.domain.errors import ArchivistError
from archivist.ui.bridge import Bridge
from archivist.ui.statusline import StatusLine


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (IndexState(), "Index current"),
        (IndexState(20, is_catching_up=True, share=0.98, seconds_left=3.2), "Index 98 %, 3 s"),
        (IndexState(1, is_catching_up=True, share=0.9999, seconds_left=0.01), "Index 99 %, 1 s"),
        (IndexState(990_000, is_catching_up=True, share=0.01, seconds_left=1_234.5), "Index 1 %, 1,234 s"),
        (IndexState(is_catching_up=True), "Indexing"),
        (IndexState(7, is_elsewhere=True), "Index kept by another program"),
        (IndexState(error=ArchivistError("No")), "Index not up to date"),
    ],
)
def test_it_says_how_far_the_index_is(qtbot: QtBot, state: IndexState, words: str) -> None:
    bridge = Bridge()
    line = StatusLine(JobRunner(), bridge)
    qtbot.addWidget(line)
    line.show_archive("Research", is_writable=True)
    line.show_index(state)
    assert f"·  {words}" in [label.text() for label in line.findChildren(QLabel)]
