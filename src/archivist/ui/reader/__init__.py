"""The reader: a report in one to three panes, with everything that lies on its text."""

from archivist.ui.reader.values import Pane as Pane
from archivist.ui.reader.values import Position as Position
from archivist.ui.reader.values import Selection as Selection
from archivist.ui.reader.view import ReaderView as ReaderView
